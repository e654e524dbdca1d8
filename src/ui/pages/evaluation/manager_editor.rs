//! The reviewer's evaluation while it can be written: what the person wrote at the left, mine at the right (R17).
use super::{
    accept::AcceptChanges,
    authors,
    band::{Agreed, BandHead, heading_id},
    desk,
    fields::{DraftText, RatingChoice, Tick},
    foot::Foot,
    frame::{Frame, HandOverButton, Handing, SaveButton, whole},
    head::Head,
    live_card::LiveCard,
    missing::{self, Missing},
    modified::{Modified, changed, modified_mark},
    notes::Doubled,
    person::{PersonHead, above},
    read::{About, OwnWords},
    result_card::Compare,
    score::Card,
    side::{Side, Words},
};
use crate::ui::components::Posting;
use crate::{
    api::reviews::{Desk as Opened, ReviewView, SelfPart, SendManager},
    domain::{
        evaluation::{ManagerDraft, ManagerField, check_manager},
        merge::{TextField, Texts},
        target::Target,
        validation::TEXT,
    },
    ui::{
        assist::offer,
        components::form::last_error,
        contexts::session::use_session,
        drafting::{found::Found, landing::Landing, listen::listen, save_state::SaveState, toast::Toasts, trouble::Trouble},
        messages::evaluation,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;

/// Where somebody who comes to write begins.
const FIRST: &str = "first";

#[component]
pub fn ManagerEditor(
    view: ReviewView,
    opened: Opened<ManagerDraft>,
    send: Posting,
    landing: Landing,
    reload: Callback<()>,
) -> impl IntoView {
    authors::provide(&view.authors);
    let head = view.head.clone();
    let (review, stamp) = (head.review, untrack(|| use_session().stamp()));
    let desk = desk::provide_manager(review, &opened);
    offer::provide(&view, desk::taking(desk));
    let like = opened.draft.clone();
    let draft = Memo::new(move |_| desk.content.with(|texts| texts.filled(&like)));
    let facts =
        StoredValue::new((view.targets.clone(), view.self_part.as_ref().map(|part| part.content.clone()), view.table.clone()));
    // Without scripts, what the server refused or found missing comes with the address.
    let refused = untrack(|| last_error(send).get()).map(|error| error.violations().to_vec()).unwrap_or_default();
    let query = use_query_map();
    let asked = move || query.with(|query| query.get("check").as_deref() == Some("1"));
    let find = Callback::new(move |everything| {
        draft.with(|draft| match everything {
            true => facts.with_value(|(approved, own, _)| check_manager(draft, approved, own.as_ref()).err().unwrap_or_default()),
            false => draft.check_texts(),
        })
    });
    let check = missing::provide(desk, untrack(asked) || !refused.is_empty(), find);
    desk.refused.set(refused);
    let request = move |over| whole(review, over, stamp.clone());
    let handing = Handing::new(desk, check, send, request, reload);
    listen(desk);
    landing.arrive(FIRST);
    missing::arrive(check, asked);
    let card = Memo::new(move |_| {
        draft.with(|draft| {
            facts.with_value(|(approved, own, table)| Card::of_manager(draft, approved, own.as_ref(), table.as_ref()))
        })
    });
    let (name, page) = (head.owner.name.clone(), format!("/reviews/{review}"));
    let (own, last) = (view.self_part.clone(), view.last_year.clone());
    let receipt = own.as_ref().and_then(|own| own.receipt.clone());
    let has_table = view.table.is_some();
    let bands = view.targets.iter().cloned().zip(view.goals.clone()).enumerate().map(|(index, (target, goal))| {
        view! { <Band number={index + 1} target goal own={own.clone()} name={name.clone()} card /> }
    });
    let bands = bands.collect_view();
    let changes = view
        .self_part
        .as_ref()
        .and_then(|part| part.content.changed.as_ref())
        .map(|all| all.iter().zip(&view.targets).filter(|(now, approved)| now != approved).count());
    view! {
        <Head
            title={name.clone()}
            head={head.clone()}
            trail={vec![above(untrack(|| use_session().role()), head.year.id)]}
            meta={move || view! { <SaveState status={desk.status} /> }}
            actions={move || view! { <SaveButton /> }}
        />
        <Doubled />
        <Found found={desk.found} />
        <Trouble
            status={desk.status}
            stopped={handing.trouble}
            again={Callback::new(move |()| handing.again())}
            awake={desk.awake}
            page
        />
        <Missing check targets={view.targets.clone()} title={evaluation::missing} />
        <PersonHead head />
        <div class="layout-score">
            <aside class="layout-aside layout-score__aside" aria-label={evaluation::MY_SCORE}>
                <LiveCard title={evaluation::MY_SCORE} card ranked={has_table}>
                    <Compare own={receipt} last />
                    {(!has_table).then(|| view! { <p class="muted small">{evaluation::NO_TABLE}</p> })}
                </LiveCard>
            </aside>
            <Frame
                url={SendManager::url()}
                review
                save_id={opened.save_id}
                version={opened.version}
                handing
                targets={view.targets.clone()}
            >
                <div class="stack" id={FIRST} tabindex="-1">
                    {own.clone().map(|part| view! { <About part title={evaluation::wrote(&name)} /> })}
                    {changes.map(|count| view! { <AcceptChanges name={name.clone()} count /> })}
                    {bands}
                    <article class="review-band" aria-labelledby="overall">
                        <h2 class="visually-hidden" id="overall">
                            {evaluation::SUMMARY}
                        </h2>
                        <Words
                            side={Side::Manager}
                            title={evaluation::YOU_WRITE.to_owned()}
                            about={format!(": {}", evaluation::SUMMARY)}
                            writable=true
                            whole=true
                        >
                            <DraftText
                                name={ManagerField::Summary.name()}
                                label={evaluation::SUMMARY}
                                hint={evaluation::SUMMARY_HINT}
                                max={TEXT}
                                rows=5
                            />
                            {authors::mark(&ManagerField::Summary.name())}
                        </Words>
                    </article>
                </div>
            </Frame>
        </div>
        <Foot
            previous={view.previous_report.clone()}
            next={view.next_report.clone()}
            decide={ViewFn::from(move || {
                view! { <HandOverButton handing icon="check" words={evaluation::COMPLETE} busy={evaluation::COMPLETING} /> }
            })}
        />
        <Toasts desk back={Callback::new(|()| ())} />
    }
    .into_any()
}

#[component]
fn Band(
    number: usize,
    target: Target,
    #[prop(optional_no_strip)] goal: Option<String>,
    #[prop(optional_no_strip)] own: Option<SelfPart>,
    name: String,
    card: Memo<Card>,
) -> impl IntoView {
    let key = target.key.clone();
    let (id, about) = (heading_id(&target), evaluation::of_target(number));
    let now = changed(&target, own.as_ref().and_then(|own| own.content.changed.as_deref()));
    let is_modified = now.is_some();
    let mark = move || is_modified.then(modified_mark).into_any();
    let points = Signal::derive(move || card.with(|card| card.points_of(number).map(str::to_owned)));
    view! {
        <article class="review-band" aria-labelledby={id}>
            <BandHead number target={target.clone()} goal mark points />
            <Agreed number target={target.clone()} />
            {now.map(|now| view! { <Modified number approved={target.clone()} now name={Some(name.clone())} /> })}
            <OwnWords number target part={own} title={evaluation::wrote(&name)} />
            <Words side={Side::Manager} title={evaluation::YOU_WRITE.to_owned()} about={about.clone()} writable=true>
                <RatingChoice name={ManagerField::Rating(key.clone()).name()} about={about.clone()} />
                <DraftText
                    name={ManagerField::Comment(key.clone()).name()}
                    label={evaluation::COMMENT}
                    hint={evaluation::COMMENT_HINT}
                    max={TEXT}
                    rows=4
                />
                {authors::mark(&ManagerField::Comment(key.clone()).name())}
                {is_modified
                    .then(|| {
                        view! {
                            <Tick
                                name={ManagerField::Acknowledged(key.clone()).name()}
                                label={evaluation::ACKNOWLEDGE}
                                about={about.clone()}
                            />
                        }
                    })}
            </Words>
        </article>
    }
    .into_any()
}
