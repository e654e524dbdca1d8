//! Somebody's review: the page its reviewer evaluates on, and HR, the director and the board read and move on.
use super::{decide::Deciding, manager_editor::ManagerEditor, review_read::ReviewRead, talk::Forms};
use crate::api::reviews::{AdjustRank, AnswerObjection, DeliverFeedback};
use crate::api::wire::{Asked, ask};
use crate::{
    api::{
        error::AppError,
        reviews::{MoveReview, ReviewView, SendManager, review_page},
    },
    domain::ids::ReviewId,
    ui::{
        areas::Page,
        components::{Anew, Loaded, Posting},
        contexts::session::use_session,
        drafting::landing::Landing,
        pages::sets::after::after_success,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

pub struct ReviewPage {
    asked: Memo<Option<ReviewId>>,
    data: Asked<ReviewView>,
}

/// What outlives an answer.
#[derive(Clone, Copy)]
struct Held {
    send: Posting,
    deciding: Deciding,
    forms: Forms,
    landing: Landing,
    recorded: RwSignal<bool>,
    reload: Callback<()>,
}

impl Page for ReviewPage {
    fn data() -> Self {
        let params = use_params_map();
        let asked =
            Memo::new(move |_| params.with(|params| params.get_str("review").and_then(|review| review.parse::<ReviewId>().ok())));
        let data = ask(
            move || asked.get(),
            |review| async move {
                match review {
                    Some(review) => review_page(review).await,
                    None => Err(AppError::NotFound),
                }
            },
        );
        ReviewPage { asked, data }
    }

    fn view(this: Self) -> AnyView {
        let ReviewPage { asked, data } = this;
        let session = use_session();
        let (landing, recorded) = (Landing::new(), RwSignal::new(false));
        let send = Posting::to::<SendManager>();
        let step = Posting::to::<MoveReview>();
        let reload = Callback::new(move |()| {
            session.refresh();
            data.refetch();
        });
        let deciding = Deciding::new(
            step,
            Callback::new(move |()| {
                step.clear();
                data.refetch();
            }),
        );
        let forms = Forms {
            talk: Posting::to::<DeliverFeedback>(),
            rank: Posting::to::<AdjustRank>(),
            answer: Posting::to::<AnswerObjection>(),
        };
        after_success(send, move || reload.run(()));
        after_success(step, move || {
            deciding.forget();
            landing.expect();
            recorded.set(true);
            data.refetch();
        });
        let done = move || {
            recorded.set(true);
            data.refetch();
        };
        after_success(forms.talk, done);
        after_success(forms.rank, done);
        after_success(forms.answer, done);
        // While the page of the review before still stands: what it listens to goes with it.
        Effect::new(move |before: Option<Option<ReviewId>>| {
            let now = asked.get();
            if let Some(review) = now {
                deciding.about(review);
            }
            if before.is_some_and(|before| before != now) {
                recorded.set(false);
                send.clear();
                landing.expect();
            }
            now
        });
        let held = Held { send, deciding, forms, landing, recorded, reload };
        let anew = Anew::new();
        view! {
            <Loaded
                data
                view={move |view| {
                    deciding.resume(view.kept_comment.clone());
                    anew.draw(draw(view, held))
                }}
            />
        }
        .into_any()
    }
}

fn draw(view: ReviewView, held: Held) -> AnyView {
    let Held { send, deciding, forms, landing, recorded, reload } = held;
    match view.manager_desk.clone() {
        Some(opened) => view! { <ManagerEditor view opened send landing reload /> }.into_any(),
        None => view! { <ReviewRead view deciding forms recorded landing /> }.into_any(),
    }
}
