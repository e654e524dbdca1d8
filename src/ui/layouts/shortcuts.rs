//! Keys that work on every page: `?` shows them, `g` and a letter goes somewhere. They can be turned off, since speech input and
//! a slip of the hand type letters too; and how close together rows stand.
use super::sidebar::{Entry, entries, is_document};
use crate::{
    domain::actor::Role,
    ui::{contexts::session::use_session, messages::common, platform},
};
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;

const DIALOG: &str = "shortcuts";
const OFF: &str = "pa.keys.off";
const DENSITY: &str = "pa.density";
/// How long `g` waits for its letter, in milliseconds.
const PATIENCE: i64 = 1500;

/// What a key means after what was pressed before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Nothing,
    Show,
    /// The next letter says where to.
    Go,
    To(&'static str),
}

fn meaning(key: &str, going: bool, entries: &[Entry]) -> Meaning {
    match key {
        "?" => Meaning::Show,
        _ if going => entries.iter().find(|entry| entry.key == key).map_or(Meaning::Nothing, |entry| Meaning::To(entry.href)),
        "g" => Meaning::Go,
        _ => Meaning::Nothing,
    }
}

#[component]
pub fn Shortcuts(role: Role) -> impl IntoView {
    let delegations = untrack(|| use_session().get()).and_then(|session| session.delegations);
    let off = RwSignal::new(false);
    let compact = RwSignal::new(false);
    let asked = StoredValue::new(None::<i64>);
    let navigate = use_navigate();
    Effect::new(move |_| {
        off.set(platform::stored(OFF).is_some());
        compact.set(platform::stored(DENSITY).is_some());
    });
    Effect::new(move |_| platform::set_root("data-density", compact.get().then_some("compact")));
    let listener = window_event_listener(ev::keydown, move |event| {
        if off.get_untracked() || event.ctrl_key() || event.meta_key() || event.alt_key() || platform::is_in_a_field() {
            return;
        }
        let going = asked.get_value().is_some_and(|at| platform::now() - at < PATIENCE);
        asked.set_value(None);
        match meaning(&event.key(), going, &entries(role, delegations)) {
            Meaning::Nothing => {}
            Meaning::Show => platform::open_dialog(DIALOG),
            Meaning::Go => asked.set_value(Some(platform::now())),
            Meaning::To(place) if is_document(place) => platform::go(place),
            Meaning::To(place) => navigate(place, Default::default()),
        }
    });
    on_cleanup(move || listener.remove());
    let toggle = |signal: RwSignal<bool>, key: &'static str| {
        move |event: ev::Event| {
            let on = event_target_checked(&event);
            signal.set(on);
            if on { platform::store(key, "1") } else { platform::unstore(key) }
        }
    };
    view! {
        <dialog class="dialog" id={DIALOG} aria-labelledby="shortcuts-title">
            <div class="dialog__head">
                <h2 id="shortcuts-title">{common::SHORTCUTS}</h2>
            </div>
            <div class="dialog__body">
                <dl class="dl">
                    <Keys keys="?" does={common::SHORTCUTS_SHOW} />
                    {entries(role, delegations)
                        .into_iter()
                        .map(|entry| view! { <Keys keys={entry.key} does={entry.text} after_g=true /> })
                        .collect_view()}
                </dl>
                <label class="check">
                    <input type="checkbox" prop:checked={off} on:change={toggle(off, OFF)} />
                    {common::SHORTCUTS_OFF}
                </label>
                <label class="check">
                    <input type="checkbox" prop:checked={compact} on:change={toggle(compact, DENSITY)} />
                    {common::COMPACT}
                </label>
            </div>
            <form class="dialog__foot" method="dialog">
                <button class="button" type="submit">
                    {common::CLOSE}
                </button>
            </form>
        </dialog>
    }
    .into_any()
}

#[component]
fn Keys(keys: &'static str, does: &'static str, #[prop(optional)] after_g: bool) -> impl IntoView {
    view! {
        <div>
            <dt>{after_g.then(|| view! { <kbd>"g"</kbd> })} " " <kbd>{keys}</kbd></dt>
            <dd>{does}</dd>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{super::sidebar::entries, *};

    #[test]
    fn a_letter_goes_somewhere_only_after_g() {
        let places = entries(Role::Manager, Some(0));
        assert_eq!(meaning("?", false, &places), Meaning::Show);
        assert_eq!(meaning("g", false, &places), Meaning::Go);
        assert_eq!(meaning("h", false, &places), Meaning::Nothing);
        assert_eq!(meaning("h", true, &places), Meaning::To("/"));
        assert_eq!(meaning("t", true, &places), Meaning::To("/targets"));
        assert_eq!(meaning("g", true, &places), Meaning::Nothing);
    }

    #[test]
    fn every_place_of_a_role_has_a_letter_of_its_own() {
        for role in Role::ALL {
            let keys: Vec<_> = entries(role, Some(1)).into_iter().map(|entry| entry.key).collect();
            let distinct: std::collections::BTreeSet<_> = keys.iter().collect();
            assert_eq!(distinct.len(), keys.len(), "{role:?}: {keys:?}");
            assert!(keys.iter().all(|key| key.len() == 1 && !matches!(*key, "g" | "?")));
        }
    }
}
