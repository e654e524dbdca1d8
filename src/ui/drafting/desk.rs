//! Drives [`Saver`]: hands it what is typed, the clock and the network, and shows what it says. Also keeps unsent text in the
//! browser and saves when the page is left (R10). One per editor.
use super::{
    Draft,
    kept::{Drawer, Kept},
    saver::{Applied, Order, Saver, Status},
};
use crate::{
    api::{
        error::AppError,
        views::{Saved, When},
    },
    domain::{
        merge::{Conflict, Texts},
        validation::Violation,
    },
    ui::{messages::targets, platform},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// A draft as its page holds it: a signal per text.
pub trait Sheet: Copy + Send + Sync + 'static {
    type Draft: Draft<Field: Send + Sync, Patch: Send> + Serialize + DeserializeOwned + Send + Sync + 'static;

    /// Everything on the page; whoever asks is told when any of it changes.
    fn content(self) -> Self::Draft;
    /// The same without being told; nothing once the page is gone.
    fn content_now(self) -> Option<Self::Draft>;
    /// Brings the page to `content`; texts that are the same are not touched.
    fn show(self, content: &Self::Draft);
}

type Answer<D> = Pin<Box<dyn Future<Output = Result<Saved<D, FieldOf<D>>, AppError>>>>;
type FieldOf<D> = <D as Texts>::Field;

/// How a draft reaches the server.
pub struct Wire<D: Draft> {
    pub save: Box<dyn Fn(Order<D>) -> Answer<D> + Send + Sync>,
    pub leaving: Box<dyn Fn(Order<D>) -> Option<Leaving> + Send + Sync>,
}

/// Address and JSON of a request that outlives the page.
pub type Leaving = (&'static str, String);

/// What a desk starts with.
pub struct Start<D: Draft> {
    pub draft: D,
    pub version: i64,
    pub saved: Option<When>,
    pub drawer: Drawer,
    pub wire: Wire<D>,
}

/// How long typing may be ahead of the browser's storage.
const KEEP_AFTER: Duration = Duration::from_millis(250);

/// What outlives the page while a save is on its way.
struct Core<D: Draft> {
    wire: Wire<D>,
    tab: String,
    drawer: Drawer,
    saver: Mutex<Saver<D>>,
}

impl<D: Draft + Serialize + DeserializeOwned> Core<D> {
    fn saver(&self) -> MutexGuard<'_, Saver<D>> {
        self.saver.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self) {
        let kept = {
            let saver = self.saver();
            saver.is_unsaved().then(|| {
                // A text that waits to be picked was not typed over what the server holds: another tab that takes it in must
                // ask again, not send it over the other one.
                let mut base = saver.base().clone();
                for conflict in saver.conflicts() {
                    base.set(&conflict.field, String::new());
                }
                Kept { tab: self.tab.clone(), base, mine: saver.mine().clone() }
            })
        };
        self.drawer.keep(&self.tab, kept);
    }
}

/// Something that just happened, and how to take it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast<D> {
    pub words: String,
    /// The draft before and after.
    pub undo: Option<(D, D)>,
}

pub struct Desk<S: Sheet> {
    pub sheet: S,
    pub content: Memo<S::Draft>,
    pub status: RwSignal<Status>,
    /// A save is on its way and its answer will come.
    pub sending: RwSignal<bool>,
    pub conflicts: RwSignal<Vec<Conflict<FieldOf<S::Draft>>>>,
    pub unsaved: RwSignal<bool>,
    pub version: RwSignal<i64>,
    /// Scripts run: buttons that need them may be shown.
    pub awake: RwSignal<bool>,
    /// Text of an earlier visit was found in the browser and taken in.
    pub found: RwSignal<bool>,
    pub toast: RwSignal<Option<Toast<S::Draft>>>,
    /// Violations the server found and this page cannot see; gone with the next change.
    pub refused: RwSignal<Vec<Violation>>,
    core: StoredValue<Arc<Core<S::Draft>>>,
    alarm: StoredValue<Option<TimeoutHandle>>,
    keeping: StoredValue<Option<TimeoutHandle>>,
}

// Derived, these would ask for a draft that can be copied; a desk only holds signals.
impl<S: Sheet> Clone for Desk<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: Sheet> Copy for Desk<S> {}

impl<S: Sheet> Desk<S> {
    /// To be called where the editor is made.
    pub fn new(sheet: S, start: Start<S::Draft>) -> Self {
        let Start { draft, version, saved, drawer, wire } = start;
        let saver = Saver::new(draft, version, saved);
        let (status, version) = (saver.status(), saver.version());
        let core = Core { wire, tab: platform::random_id(), drawer, saver: Mutex::new(saver) };
        let desk = Desk {
            sheet,
            content: Memo::new(move |_| sheet.content()),
            status: RwSignal::new(status),
            sending: RwSignal::new(false),
            conflicts: RwSignal::new(Vec::new()),
            unsaved: RwSignal::new(false),
            version: RwSignal::new(version),
            awake: RwSignal::new(false),
            found: RwSignal::new(false),
            toast: RwSignal::new(None),
            refused: RwSignal::new(Vec::new()),
            core: StoredValue::new(Arc::new(core)),
            alarm: StoredValue::new(None),
            keeping: StoredValue::new(None),
        };
        Effect::new(move |started: Option<()>| {
            desk.changed(desk.content.get());
            if started.is_none() {
                // Once every control has taken over what was typed into it.
                set_timeout(move || desk.start(), Duration::ZERO);
            }
        });
        desk
    }

    fn core(self) -> Option<Arc<Core<S::Draft>>> {
        self.core.try_get_value()
    }

    /// The page woke up: what an earlier visit could not send comes back.
    fn start(self) {
        let Some(core) = self.core() else { return };
        self.catch_up(&core);
        let now = platform::now();
        let mut found = None;
        {
            let mut saver = core.saver();
            if !platform::is_online() {
                saver.went_offline();
            }
            for kept in core.drawer.read() {
                found = saver.adopt(now, &kept.base, &kept.mine).or(found);
            }
        }
        core.keep();
        core.drawer.clear_others::<S::Draft>(&core.tab);
        if let Some(content) = found {
            self.sheet.show(&content);
            self.found.set(true);
        }
        self.awake.set(true);
        self.pump();
    }

    fn changed(self, content: S::Draft) {
        let Some(core) = self.core() else { return };
        self.take_in(&core, content);
        self.pump();
    }

    fn take_in(self, core: &Core<S::Draft>, content: S::Draft) {
        let is_news = core.saver().changed(platform::now(), content);
        if is_news {
            show(self.refused, Vec::new());
            self.keep_soon();
        }
    }

    /// Typing may be a moment ahead of the effect that reports it.
    fn catch_up(self, core: &Core<S::Draft>) {
        if let Some(content) = self.sheet.content_now() {
            self.take_in(core, content);
        }
    }

    fn keep_soon(self) {
        if self.keeping.try_get_value().flatten().is_some() {
            return;
        }
        let keep = move || {
            self.keeping.try_set_value(None);
            if let Some(core) = self.core() {
                self.catch_up(&core);
                core.keep();
            }
        };
        self.keeping.try_set_value(set_timeout_with_handle(keep, KEEP_AFTER).ok());
    }

    /// Sends what is due, shows where things stand and sets the alarm for the next time.
    fn pump(self) {
        let Some(core) = self.core() else { return };
        let now = platform::now();
        let order = core.saver().poll(now, platform::random_id);
        if let Some(order) = order {
            self.send(&core, order);
        }
        let (status, sending, conflicts, unsaved, version, due) = {
            let saver = core.saver();
            (saver.status(), saver.is_on_its_way(), saver.conflicts(), saver.is_unsaved(), saver.version(), saver.next_due())
        };
        show(self.sending, sending);
        show(self.status, status);
        show(self.conflicts, conflicts);
        show(self.unsaved, unsaved);
        show(self.version, version);
        if let Some(alarm) = self.alarm.try_get_value().flatten() {
            alarm.clear();
        }
        let alarm = due.and_then(|due| {
            let wait = u64::try_from(due - now).unwrap_or_default().max(10);
            set_timeout_with_handle(move || self.pump(), Duration::from_millis(wait)).ok()
        });
        self.alarm.try_set_value(alarm);
    }

    fn send(self, core: &Arc<Core<S::Draft>>, order: Order<S::Draft>) {
        let core = Arc::clone(core);
        leptos::task::spawn_local(async move {
            let save_id = order.save_id.clone();
            let answer = (core.wire.save)(order).await;
            let now = platform::now();
            self.catch_up(&core);
            let applied = match answer {
                Ok(outcome) => core.saver().answered(now, &save_id, outcome),
                Err(error) => {
                    core.saver().failed(now, &save_id, error);
                    None
                }
            };
            core.keep();
            if let Some(applied) = applied {
                self.apply(applied);
            }
            self.pump();
        });
    }

    fn apply(self, applied: Applied<S::Draft>) {
        self.sheet.show(&applied.content);
        let words = match (applied.came_back, applied.brought) {
            (true, _) => targets::ROW_CAME_BACK,
            (_, true) => targets::BROUGHT,
            _ => return,
        };
        self.toast.try_set(Some(Toast { words: words.into(), undo: None }));
    }

    /// Hands the saver whatever is on the page and then tells it something.
    fn tell(self, what: impl FnOnce(&mut Saver<S::Draft>, i64)) {
        let Some(core) = self.core() else { return };
        self.catch_up(&core);
        what(&mut core.saver(), platform::now());
        self.pump();
    }

    pub fn save_now(self) {
        self.tell(Saver::save_now);
    }

    /// Another try for a save that waits for something outside this page.
    pub fn wake(self) {
        self.tell(Saver::wake);
    }

    pub fn online(self) {
        self.tell(Saver::came_online);
    }

    pub fn offline(self) {
        self.tell(|saver, _| saver.went_offline());
    }

    pub fn came_back(self) {
        self.tell(Saver::came_back);
    }

    pub fn is_clean(self) -> bool {
        self.core().is_some_and(|core| core.saver().is_clean())
    }

    /// What the server holds in this field; nothing where two texts wait to be picked from.
    pub fn saved_text(self, field: &FieldOf<S::Draft>) -> Option<String> {
        let core = self.core()?;
        let saver = core.saver();
        let is_held = saver.conflicts().iter().any(|conflict| conflict.field == *field);
        (!is_held).then(|| Texts::get(saver.base(), field).unwrap_or_default().to_owned())
    }

    pub fn pick(self, field: &FieldOf<S::Draft>, mine: bool) {
        let Some(core) = self.core() else { return };
        self.catch_up(&core);
        let content = core.saver().pick(platform::now(), field, mine);
        self.sheet.show(&content);
        self.keep_soon();
        self.pump();
    }

    /// The page is hidden, closed or left for another one.
    pub fn leave(self) {
        let Some(core) = self.core() else { return };
        self.catch_up(&core);
        let order = core.saver().poll_leaving(platform::now(), platform::random_id);
        core.keep();
        if let Some((url, json)) = order.and_then(|order| (core.wire.leaving)(order)) {
            platform::send_leaving(url, &json);
        }
    }

    /// The same when only this page goes and the program stays: its answer can be waited for.
    pub fn leave_for_another_page(self) {
        for timer in [self.alarm, self.keeping] {
            if let Some(timer) = timer.try_get_value().flatten() {
                timer.clear();
            }
        }
        let Some(core) = self.core() else { return };
        self.catch_up(&core);
        let order = core.saver().poll_leaving(platform::now(), platform::random_id);
        core.keep();
        if let Some(order) = order {
            self.send(&core, order);
        }
    }

    /// Changes the draft as a whole. With words, the change can be taken back.
    pub fn edit(self, words: Option<String>, change: impl FnOnce(&S::Draft) -> S::Draft) {
        let Some(before) = self.sheet.content_now() else { return };
        let after = change(&before);
        if after == before {
            return;
        }
        self.sheet.show(&after);
        if let Some(words) = words {
            self.toast.set(Some(Toast { words, undo: Some((before, after)) }));
        }
    }

    pub fn say(self, words: &str) {
        self.toast.set(Some(Toast { words: words.into(), undo: None }));
    }
}

fn show<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.try_with_untracked(|held| *held != value).unwrap_or_default() {
        signal.set(value);
    }
}
