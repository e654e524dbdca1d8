//! The application: document, providers and THE route table.
use super::{
    areas::{At, document},
    contexts::session::Session,
    layouts::shell::Shell,
    pages::{
        account::{data::OwnDataPage, sessions::OwnSessionsPage},
        assistance::{assistance::AssistancePage, text::AssistTextPage},
        audit::audit::AuditPage,
        auth::{invitation::InvitationPage, password::PasswordPage, setup::SetupPage, sign_in::SignInPage},
        configuration::{
            configuration::ConfigurationPage, department::ConfiguredDepartmentPage, departments::ConfiguredDepartmentsPage,
            employee_type::EmployeeTypePage, types::TypesPage,
        },
        corrections::corrections::CorrectionsPage,
        delegation::{dashboard::DelegationPage, new::DelegatePage, one::OneDelegationPage},
        departments::{departments::DepartmentsPage, sets::SetListPage},
        dev::gallery::GalleryPage,
        evaluation::{mine::MyReviewPage, review::ReviewPage},
        handovers::{list::HandoversPage, one::HandoverPage},
        help::help::HelpPage,
        home::home::HomePage,
        not_found::NotFoundPage,
        people::{
            chart::ChartPage,
            directory::DirectoryPage,
            import::ImportPage,
            invitations::InvitationsPage,
            manage::{
                edit::{EditPersonPage, NewPersonPage},
                leaving::LeavingPage,
                role_requests::RoleRequestsPage,
                roles::PersonRolesPage,
            },
            person::PersonPage,
            resets::ResetsPage,
            transfer::TransferPage,
            transfers::TransfersPage,
        },
        ranks::ranks::RankTablesPage,
        results::results::ResultsPage,
        sets::set::SetPage,
        targets::mine::MyTargetsPage,
        team::{results::results::TeamResultsPage, team::TeamPage},
        years::{edit::YearPage, years::YearsPage},
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
                {platform::wants_scripts().then(|| view! { <HydrationScripts options /> })}
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    Session::provide();
    view! {
        <Router>
            <Routes fallback={|| view! { <NotFoundPage /> }}>
                <Route path={path!("/sign-in")} view={document::<SignInPage>} ssr={SsrMode::Async} />
                <Route path={path!("/invitation/:token")} view={Lazy::<At<InvitationPage>>::new()} ssr={SsrMode::Async} />
                <Route path={path!("/set-up/:token")} view={Lazy::<At<SetupPage>>::new()} ssr={SsrMode::Async} />
                <ParentRoute path={path!("")} view={Shell} ssr={SsrMode::Async}>
                    <Route path={path!("/")} view={document::<HomePage>} ssr={SsrMode::Async} />
                    <Route path={path!("/password")} view={Lazy::<At<PasswordPage>>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/account/sessions")} view={document::<OwnSessionsPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/account/data")} view={document::<OwnDataPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/targets")} view={Lazy::<At<MyTargetsPage>>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/team")} view={document::<TeamPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/team/results")} view={document::<TeamResultsPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/review")} view={Lazy::<At<MyReviewPage>>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/reviews/:review")} view={Lazy::<At<ReviewPage>>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/reviews/:review/corrections")} view={document::<CorrectionsPage>} ssr={SsrMode::Async} />
                    <Route
                        path={path!("/reviews/:review/assistance/:field")}
                        view={document::<AssistTextPage>}
                        ssr={SsrMode::Async}
                    />
                    <Route path={path!("/sets/:set")} view={Lazy::<At<SetPage>>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/departments")} view={document::<DepartmentsPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/departments/sets")} view={document::<SetListPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/people")} view={document::<DirectoryPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/people/import")} view={Lazy::<At<ImportPage>>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/people/invitations")} view={Lazy::<At<InvitationsPage>>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/people/chart")} view={document::<ChartPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/people/transfers")} view={document::<TransfersPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/people/transfers/new")} view={document::<TransferPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/people/new")} view={document::<NewPersonPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/people/:id/edit")} view={document::<EditPersonPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/people/:id/roles")} view={document::<PersonRolesPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/people/:id/leaving")} view={document::<LeavingPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/roles")} view={document::<RoleRequestsPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/people/resets")} view={document::<ResetsPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/people/:id")} view={Lazy::<At<PersonPage>>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/delegation")} view={document::<DelegationPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/delegation/new")} view={document::<DelegatePage>} ssr={SsrMode::Async} />
                    <Route path={path!("/delegation/:id")} view={document::<OneDelegationPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/handed-over")} view={document::<HandoversPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/handed-over/:id")} view={document::<HandoverPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/results")} view={document::<ResultsPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/ranks")} view={Lazy::<At<RankTablesPage>>::new()} ssr={SsrMode::Async} />
                    <Route path={path!("/years")} view={document::<YearsPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/years/:id")} view={document::<YearPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/configuration")} view={document::<ConfigurationPage>} ssr={SsrMode::Async} />
                    <Route
                        path={path!("/configuration/departments")}
                        view={document::<ConfiguredDepartmentsPage>}
                        ssr={SsrMode::Async}
                    />
                    <Route
                        path={path!("/configuration/departments/:id")}
                        view={document::<ConfiguredDepartmentPage>}
                        ssr={SsrMode::Async}
                    />
                    <Route path={path!("/configuration/types")} view={document::<TypesPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/configuration/types/:id")} view={document::<EmployeeTypePage>} ssr={SsrMode::Async} />
                    <Route path={path!("/audit")} view={document::<AuditPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/assistance")} view={document::<AssistancePage>} ssr={SsrMode::Async} />
                    <Route path={path!("/help")} view={document::<HelpPage>} ssr={SsrMode::Async} />
                    <Route path={path!("/dev/components")} view={document::<GalleryPage>} ssr={SsrMode::Async} />
                </ParentRoute>
            </Routes>
        </Router>
    }
}
