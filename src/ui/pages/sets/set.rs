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
    data: Asked<SetView>,
}

impl Page for SetPage {
    fn data() -> Self {
        let params = use_params_map();
        let set = Memo::new(move |_| params.with(|params| params.get_str("set").and_then(|set| set.parse::<TargetSetId>().ok())));
        let data = ask(
            move || set.get(),
            |set| async move {
                match set {
                    Some(set) => set_page(set).await,
                    None => Err(AppError::NotFound),
                }
            },
        );
        SetPage { data }
    }

    fn view(this: Self) -> AnyView {
        let data = this.data;
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
        view! {
            <Loaded
                data
                view={move |page| {
                    if deciding.about(page.head.set) {
                        recorded.set(false);
                    }
                    deciding.resume(page.kept_comment.clone());
                    view! { <SetBody page deciding exempt reviewer recorded /> }.into_any()
                }}
            />
        }
        .into_any()
    }
}
