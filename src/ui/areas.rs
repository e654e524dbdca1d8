//! Which pages travel together. The browser loads the frame first and the code of an area when one of its pages is opened.
//! Splitting page by page would cut the shared code into hundreds of files, one for every combination of pages that need it.
#![expect(clippy::enum_variant_names, reason = "an area's members bear their pages' names")]
use super::pages::{
    auth::{invitation::InvitationPage, password::PasswordPage, setup::SetupPage},
    departments::{departments::DepartmentsPage, sets::SetListPage},
    dev::gallery::GalleryPage,
    evaluation::{mine::MyReviewPage, review::ReviewPage},
    help::help::HelpPage,
    people::{directory::DirectoryPage, import::ImportPage, invitations::InvitationsPage, person::PersonPage},
    sets::set::SetPage,
    targets::mine::MyTargetsPage,
    team::team::TeamPage,
    years::years::YearsPage,
};
use leptos::{lazy, prelude::*};
use leptos_router::LazyRoute;
use std::marker::PhantomData;

/// A page: what it asks the server for, and how it is drawn.
pub trait Page: Send + Sized + 'static {
    fn data() -> Self;
    fn view(this: Self) -> AnyView;
}

/// Draws a page, wherever its code came from.
pub fn show<P: Page>() -> AnyView {
    P::view(P::data())
}

/// The place of a page in the route table. Even what a page asks for belongs to its area: the frame carries no page's types.
pub struct At<P>(PhantomData<fn() -> P>);

macro_rules! area {
    ($(#[$doc:meta])* $area:ident by $draw:ident, $preload:ident: $($page:ident),+) => {
        $(#[$doc])*
        enum $area {
            $($page),+
        }

        #[lazy]
        fn $draw(page: $area) -> AnyView {
            match page {
                $($area::$page => show::<$page>()),+
            }
        }

        $(impl LazyRoute for At<$page> {
            fn data() -> Self {
                At(PhantomData)
            }

            async fn view(_this: Self) -> AnyView {
                $draw($area::$page).await
            }

            async fn preload() {
                // Only the browser's build has code to fetch.
                #[cfg(target_arch = "wasm32")]
                $preload().await;
            }
        })+
    };
}

area!(
    /// What an employee works on.
    Targets by draw_targets, __preload_draw_targets: MyTargetsPage
);
area!(
    /// What a reviewer works on; HR and board read the same page.
    Review by draw_review, __preload_draw_review: TeamPage, SetPage
);
area!(
    /// Both halves of a review: the employee's own page and the reviewer's, which HR and board read too.
    Evaluate by draw_evaluate, __preload_draw_evaluate: MyReviewPage, ReviewPage
);
area!(
    /// What HR works on.
    Hr by draw_hr, __preload_draw_hr: DepartmentsPage, SetListPage, DirectoryPage, ImportPage, InvitationsPage, PersonPage, YearsPage
);
area!(
    /// What is opened once in a while.
    Aside by draw_aside, __preload_draw_aside: HelpPage, GalleryPage, InvitationPage, SetupPage, PasswordPage
);
