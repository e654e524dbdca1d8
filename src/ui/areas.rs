//! Which pages travel together. The browser loads the frame first and the code of an area when one of its pages is opened.
//! Pages that are read, and forms that are sent and done with, are documents: the server draws them, and no code of theirs travels.
//! Splitting page by page would cut the shared code into hundreds of files, one for every combination of pages that need it.
#![expect(clippy::enum_variant_names, reason = "an area's members bear their pages' names")]
use super::{
    assist::panel::{self, Spec},
    pages::{
        auth::{invitation::InvitationPage, password::PasswordPage, setup::SetupPage},
        evaluation::{mine::MyReviewPage, review::ReviewPage},
        people::{import::ImportPage, invitations::InvitationsPage, person::PersonPage},
        ranks::ranks::RankTablesPage,
        sets::set::SetPage,
        targets::mine::MyTargetsPage,
    },
    platform,
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

/// A page without code in the browser: drawn by the server, loaded as a whole.
#[inline(always)]
pub fn document<P: Page>() -> AnyView {
    platform::document(show::<P>)
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

/// The panel of the writing assistance: code of its own, fetched when somebody asks for help.
#[lazy]
pub fn assist_panel(spec: Spec) -> Callback<(), AnyView> {
    Callback::new(move |()| panel::show(spec.clone()))
}

area!(
    /// What an employee works on.
    Targets by draw_targets, __preload_draw_targets: MyTargetsPage
);
area!(
    /// Where targets are decided; HR and board read the same page.
    Review by draw_review, __preload_draw_review: SetPage
);
area!(
    /// Both halves of a review: the employee's own page and the reviewer's, which HR and board read too.
    Evaluate by draw_evaluate, __preload_draw_evaluate: MyReviewPage, ReviewPage
);
area!(
    /// Bringing people in: files, links shown once.
    People by draw_people, __preload_draw_people: ImportPage, InvitationsPage, PersonPage
);
area!(
    /// What HR sets up for the evaluation.
    Ranks by draw_ranks, __preload_draw_ranks: RankTablesPage
);
area!(
    /// What is opened once in a while.
    Aside by draw_aside, __preload_draw_aside: InvitationPage, SetupPage, PasswordPage
);
