//! The self-evaluation while it can be written: one form, all targets on one page.
use super::{
    band::{Agreed, BandHead, heading_id},
    change_fields::ChangeFields,
    desk,
    fields::{DraftText, RatingChoice},
    frame::{Frame, HandOverButton, Handing, SaveButton, whole},
    head::Head,
    live_card::LiveCard,
    missing::{self, Missing},
    notes::{Doubled, HandedBack},
    score::Card,
    side::{Side, Words},
    total::ChangedTotal,
};
use crate::{
    api::{
        reviews::{Desk as Opened, ReviewView, SendSelf},
        views::YearRef,
    },
    domain::{
        evaluation::{SelfDraft, SelfField, check_self},
        merge::{TextField, Texts},
        target::Target,
        validation::TEXT,
    },
    ui::{
        assist::offer,
        components::{Posting, YearChips, form::last_error},
        contexts::session::use_session,
        drafting::{found::Found, landing::Landing, listen::listen, save_state::SaveState, toast::Toasts, trouble::Trouble},
        messages::{common, evaluation, states, targets},
    },
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

/// The words that say who reads it next, for the button that submits.
const NEXT_READER: &str = "next-reader";

#[component]
pub fn SelfEditor(
    view: ReviewView,
    opened: Opened<SelfDraft>,
    years: Vec<YearRef>,
    send: Posting,
    landing: Landing,
    reload: Callback<()>,
) -> impl IntoView {
    let head = view.head.clone();
    let (review, stamp) = (head.review, untrack(|| use_session().stamp()));
    let desk = desk::provide_own(review, &opened);
    offer::provide(&view, desk::taking(desk));
    let like = opened.draft.clone();
    let draft = Memo::new(move |_| desk.content.with(|texts| texts.filled(&like)));
    let approved = StoredValue::new(view.targets.clone());
    // Without scripts, what the server refused or found missing comes with the address.
    let refused = untrack(|| last_error(send).get()).map(|error| error.violations().to_vec()).unwrap_or_default();
    let query = use_query_map();
    let asked = move || query.with(|query| query.get("check").as_deref() == Some("1"));
    let find = Callback::new(move |everything| {
        draft.with(|draft| match everything {
            true => approved.with_value(|approved| check_self(draft, approved).err().unwrap_or_default()),
            false => draft.check_texts(),
        })
    });
    let check = missing::provide(desk, untrack(asked) || !refused.is_empty(), find);
    desk.refused.set(refused);
    let request = move |over| whole(review, over, stamp.clone());
    let handing = Handing::new(desk, check, send, request, reload);
    listen(desk);
    landing.arrive("main");
    missing::arrive(check, asked);
    let card = Memo::new(move |_| draft.with(|draft| approved.with_value(|approved| Card::of_self(draft, approved))));
    let bands = view.targets.iter().cloned().zip(view.goals.clone()).enumerate().map(|(index, (target, goal))| {
        view! { <Band number={index + 1} target goal draft card /> }
    });
    let bands = bands.collect_view();
    let reviewer = head.reviewer.as_ref().map(|who| states::with(&who.name, head.cover.as_deref()));
    let (year, page) = (head.year.id, format!("/review?year={}", head.year.id));
    view! {
        <Head
            title={common::MY_REVIEW}
            head
            meta={move || view! { <SaveState status={desk.status} /> }}
            actions={move || {
                view! {
                    <SaveButton />
                    <HandOverButton
                        handing
                        icon="send"
                        words={evaluation::SUBMIT}
                        busy={targets::SUBMITTING}
                        described_by={NEXT_READER}
                    />
                }
            }}
        />
        <YearChips page="/review" years current={Some(year)} />
        <HandedBack view={view.clone()} />
        <Doubled />
        <Found found={desk.found} />
        <Trouble
            status={desk.status}
            stopped={handing.trouble}
            again={Callback::new(move |()| handing.again())}
            awake={desk.awake}
            page
        />
        <Missing check targets={view.targets.clone()} title={targets::missing} />
        <div class="layout-score">
            <aside class="layout-aside layout-score__aside" aria-label={evaluation::YOUR_SCORE}>
                <LiveCard title={evaluation::YOUR_SCORE} card own=true />
            </aside>
            <Frame url={SendSelf::url()} review save_id={opened.save_id} version={opened.version} handing targets={view.targets}>
                <AboutYou />
                {bands}
                <ChangedTotal draft approved />
                <p class="muted small" id={NEXT_READER}>
                    {evaluation::next_reader(reviewer.as_deref())}
                </p>
            </Frame>
        </div>
        <Toasts desk back={Callback::new(|()| ())} />
    }
    .into_any()
}

#[component]
fn AboutYou() -> impl IntoView {
    view! {
        <section class="card stack" aria-labelledby="about-you">
            <h2 class="visually-hidden" id="about-you">
                {evaluation::ABOUT_YOU}
            </h2>
            <DraftText
                name={SelfField::JobDescription.name()}
                label={evaluation::JOB_DESCRIPTION}
                hint={evaluation::JOB_HINT}
                max={TEXT}
                rows=2
            />
            <DraftText
                name={SelfField::CareerPath.name()}
                label={evaluation::CAREER_PATH}
                hint={evaluation::CAREER_HINT}
                max={TEXT}
                rows=2
            />
        </section>
    }
    .into_any()
}

#[component]
fn Band(
    number: usize,
    target: Target,
    #[prop(optional_no_strip)] goal: Option<String>,
    draft: Memo<SelfDraft>,
    card: Memo<Card>,
) -> impl IntoView {
    let key = target.key.clone();
    let row = key.clone();
    let is_changed = Memo::new(move |_| draft.with(|draft| draft.item(&row).is_some_and(|item| item.is_changed())));
    let mark = move || {
        view! { {move || is_changed.get().then(|| view! { <span class="badge badge--modified">{evaluation::CHANGED}</span> })} }
    };
    let points = Signal::derive(move || card.with(|card| card.points_of(number).map(str::to_owned)));
    let (id, about) = (heading_id(&target), evaluation::of_target(number));
    view! {
        <article class="review-band" aria-labelledby={id}>
            <BandHead number target={target.clone()} goal mark points />
            <Agreed number target />
            <Words side={Side::Employee} title={evaluation::YOUR_SIDE.to_owned()} about={about.clone()} writable=true whole=true>
                <RatingChoice name={SelfField::Rating(key.clone()).name()} about={about.clone()} />
                <DraftText
                    name={SelfField::Result(key.clone()).name()}
                    label={evaluation::RESULT}
                    hint={evaluation::RESULT_HINT}
                    max={TEXT}
                    rows=5
                />
                <ChangeFields number key />
            </Words>
        </article>
    }
    .into_any()
}
