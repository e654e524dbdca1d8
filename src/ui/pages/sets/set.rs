//! One person's targets as a reviewer, HR, director or board reads and decides them.
use super::{after::after_success, body::SetBody, decide::Deciding};
use crate::ui::areas::Page;
use crate::{
    api::{
        error::AppError,
        sets::{ExemptSet, MoveSet, NameReviewer, SetView, set_page},
        wire::{Asked, ask},
    },
    domain::ids::TargetSetId,
    ui::components::{Loaded, Posting},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

pub struct SetPage {
    asked: Memo<Option<TargetSetId>>,
    data: Asked<SetView>,
}

impl Page for SetPage {
    fn data() -> Self {
        let params = use_params_map();
        let asked =
            Memo::new(move |_| params.with(|params| params.get_str("set").and_then(|set| set.parse::<TargetSetId>().ok())));
        let data = ask(
            move || asked.get(),
            |set| async move {
                match set {
                    Some(set) => set_page(set).await,
                    None => Err(AppError::NotFound),
                }
            },
        );
        SetPage { asked, data }
    }

    fn view(this: Self) -> AnyView {
        let SetPage { asked, data } = this;
        let action = Posting::to::<MoveSet>();
        let reload = Callback::new(move |()| {
            action.clear();
            data.refetch();
        });
        let deciding = Deciding::new(action, reload);
        let exempt = Posting::to::<ExemptSet>();
        let recorded = RwSignal::new(false);
        let after_exception = move || {
            recorded.set(true);
            data.refetch();
        };
        after_success(exempt, after_exception);
        after_success(action, move || {
            recorded.set(false);
            deciding.forget();
            data.refetch();
        });
        let reviewer = Posting::to::<NameReviewer>();
        after_success(reviewer, after_exception);
        // While the page of the set before still stands: controls of it that are told of this go with what they listen to.
        Effect::new(move |before: Option<Option<TargetSetId>>| {
            let now = asked.get();
            if let Some(set) = now {
                deciding.about(set);
            }
            if before.is_some_and(|before| before != now) {
                recorded.set(false);
            }
            now
        });
        view! {
            <Loaded
                data
                view={move |page| {
                    deciding.resume(page.kept_comment.clone());
                    view! { <SetBody page deciding exempt reviewer recorded /> }.into_any()
                }}
            />
        }
        .into_any()
    }
}
