//! The application: document, providers and THE route table.
use super::{
    areas::Page,
    contexts::session::Session,
    layouts::shell::Shell,
    pages::{
        auth::{invitation::InvitationPage, password::PasswordPage, setup::SetupPage, sign_in::SignInPage},
        departments::{departments::DepartmentsPage, sets::SetListPage},
        dev::gallery::GalleryPage,
        help::help::HelpPage,
        home::home::HomePage,
        not_found::NotFoundPage,
        people::{directory::DirectoryPage, import::ImportPage, invitations::InvitationsPage, person::PersonPage},
        sets::set::SetPage,
        targets::mine::MyTargetsPage,
        team::team::TeamPage,
        years::years::YearsPage,
    },
    platform,
};
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

/// The document around the application, rendered on the server only.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    platform::secure_page();
    let session = platform::initial_session().and_then(|session| platform::to_json(&session));
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                {session.map(|session| view! { <meta name={platform::SESSION_META} content={session} /> })}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <leptos_meta::HashedStylesheet options={options.clone()} id="style" />
                <AutoReload options={options.clone()} />
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// A page whose code comes with the frame.
fn draw<P: Page>() -> AnyView {
    P::view(P::data())
}

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    Session::provide();
    view! {
        <Router>
            <Routes fallback={|| view! { <NotFoundPage /> }}>
                <Route path={path!("/sign-in")} view={draw::<SignInPage>} ssr={SsrMode::Async} />
                <Route path={path!("/invitation/:token")} view={Lazy::<InvitationPage>::new()} ssr={SsrMode::Async} />
                <Route path={path!("/set-up/:token")} view={Lazy::<SetupPage>::new()} ssr={SsrMode::Async} />
                <ParentRoute path={path!("")} view={Shell} ssr={SsrMode::Async}>
                    <Route path={path!("/")} view={draw::<HomePage>} ssr={SsrMode::Async} />
                    <Route path={path!("/password")} view={Lazy::<PasswordPage>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/targets")} view={Lazy::<MyTargetsPage>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/team")} view={Lazy::<TeamPage>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/sets/:set")} view={Lazy::<SetPage>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/departments")} view={Lazy::<DepartmentsPage>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/departments/sets")} view={Lazy::<SetListPage>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/people")} view={Lazy::<DirectoryPage>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/people/import")} view={Lazy::<ImportPage>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/people/invitations")} view={Lazy::<InvitationsPage>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/people/:id")} view={Lazy::<PersonPage>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/years")} view={Lazy::<YearsPage>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/help")} view={Lazy::<HelpPage>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/dev/components")} view={Lazy::<GalleryPage>::new()} ssr={SsrMode::Async} />
                </ParentRoute>
            </Routes>
        </Router>
    }
}
