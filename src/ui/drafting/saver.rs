//! When a draft is saved, what is sent and what an answer means for the page (R10): a plain machine without clock, network
//! or browser. `desk` drives it; the [`Draft`] it saves knows how two of its kind are compared and merged.
//!
//! One save is on its way at a time. It keeps its name and its exact patch until the server gave a definite answer, so that
//! a retry counts once. Fields whose text somebody else changed too are *held*: the page keeps mine, the server theirs,
//! and neither is sent over the other until the writer picks.
use super::Draft;
use crate::{
    api::{
        error::AppError,
        views::{Saved, When},
    },
    domain::{
        merge::{Conflict, TextField},
        validation,
    },
};
use std::collections::BTreeSet;

/// After the last change, in milliseconds.
pub const QUIET: i64 = 3_000;
/// After the first unsaved change.
pub const LONGEST: i64 = 10_000;
/// A request without an answer for this long is sent again.
pub const PATIENCE: i64 = 20_000;
const MOST_BACKOFF: i64 = 30_000;

/// One save, as it is sent and sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order<D: Draft> {
    pub save_id: String,
    pub patch: D::Patch,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Leg {
    OnItsWay {
        since: i64,
    },
    RetryAt(i64),
    /// Waits for its writer: signed out, or switched to another role.
    Parked,
}

#[derive(Clone, Debug)]
struct Flight<D: Draft> {
    order: Order<D>,
    /// What the page held when this was made, as far as it was to be sent.
    sent: D,
    leg: Leg,
    attempts: u32,
}

/// What stands beside the title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing typed yet.
    Fresh,
    Saved(When),
    Unsaved,
    Saving,
    Offline,
    /// The server does not answer as it should; the save is tried again.
    Busy(AppError),
    SignedOut,
    OtherRole(AppError),
    /// The server said no and saying it again will not help.
    Refused(AppError),
    /// So many fields wait for their writer to pick a text.
    Conflicts(usize),
    /// Everything is saved but texts that are too long or hold what cannot be stored.
    Unfit,
}

/// What an answer changes on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied<D> {
    pub content: D,
    /// Another tab or device changed something that the page shows from now on.
    pub brought: bool,
    /// A row that was removed here stays since somebody else wrote into it.
    pub came_back: bool,
}

#[derive(Clone, Debug)]
pub struct Saver<D: Draft> {
    base: D,
    mine: D,
    version: i64,
    saved: Option<When>,
    held: BTreeSet<D::Field>,
    flight: Option<Flight<D>>,
    first_change: Option<i64>,
    last_change: i64,
    hurry: bool,
    offline: bool,
    refused: Option<AppError>,
    failure: Option<AppError>,
}

impl<D: Draft> Saver<D> {
    pub fn new(base: D, version: i64, saved: Option<When>) -> Self {
        Saver {
            mine: base.clone(),
            base,
            version,
            saved,
            held: BTreeSet::new(),
            flight: None,
            first_change: None,
            last_change: 0,
            hurry: false,
            offline: false,
            refused: None,
            failure: None,
        }
    }

    pub fn version(&self) -> i64 {
        self.version
    }

    /// What the server holds, as far as this page knows.
    pub fn base(&self) -> &D {
        &self.base
    }

    pub fn mine(&self) -> &D {
        &self.mine
    }

    /// What the next save would leave on the server: mine, without held fields and texts that are too long.
    fn outgoing(&self) -> D {
        let mut out = self.mine.clone();
        for field in self.mine.fields() {
            if self.held.contains(&field) || !self.fits(&field) {
                out.set(&field, self.base.get(&field).unwrap_or_default().to_owned());
            }
        }
        out
    }

    fn fits(&self, field: &D::Field) -> bool {
        self.mine.get(field).is_none_or(|text| validation::check_text(text, field.max_length()).is_none())
    }

    fn has_something_to_send(&self) -> bool {
        self.outgoing() != self.base
    }

    /// Anything that would be lost with this page.
    pub fn is_unsaved(&self) -> bool {
        self.mine != self.base || self.flight.is_some()
    }

    pub fn conflicts(&self) -> Vec<Conflict<D::Field>> {
        let text = |content: &D, field: &D::Field| content.get(field).unwrap_or_default().to_owned();
        self.mine
            .fields()
            .into_iter()
            .filter(|field| self.held.contains(field))
            .map(|field| Conflict { mine: text(&self.mine, &field), theirs: text(&self.base, &field), field })
            .collect()
    }

    /// The page holds `content` now; answers whether that is news.
    pub fn changed(&mut self, now: i64, content: D) -> bool {
        if content == self.mine {
            return false;
        }
        self.mine = content;
        self.drop_settled();
        self.last_change = now;
        self.first_change = self.has_something_to_send().then(|| self.first_change.unwrap_or(now));
        if matches!(self.refused, Some(AppError::Invalid(_) | AppError::TooLarge { .. })) {
            self.refused = None;
        }
        true
    }

    /// Fields whose two texts became one, or whose row is gone, are no conflict any more.
    fn drop_settled(&mut self) {
        let (mine, base) = (&self.mine, &self.base);
        self.held.retain(|field| mine.get(field).is_some_and(|text| base.get(field) != Some(text)));
    }

    /// Save at once: Ctrl+S, Save draft, leaving the page.
    pub fn save_now(&mut self, now: i64) {
        self.hurry = true;
        self.refused = None;
        self.wake(now);
    }

    /// Something may have changed for a save that waits: the connection is back, or the window was looked at again.
    pub fn wake(&mut self, now: i64) {
        if let Some(flight) = &mut self.flight
            && !matches!(flight.leg, Leg::OnItsWay { .. })
        {
            flight.leg = Leg::RetryAt(now);
        }
    }

    pub fn went_offline(&mut self) {
        self.offline = true;
    }

    pub fn came_online(&mut self, now: i64) {
        self.offline = false;
        self.wake(now);
    }

    /// The page came back from the browser's cache: whatever was on its way is not any more.
    pub fn came_back(&mut self, now: i64) {
        if let Some(flight) = &mut self.flight {
            flight.leg = Leg::RetryAt(now);
        }
    }

    /// What to send now, if anything.
    pub fn poll(&mut self, now: i64, fresh_id: impl FnOnce() -> String) -> Option<Order<D>> {
        if self.flight.is_none() {
            self.start(now, fresh_id);
            return self.flight.as_ref().map(|flight| flight.order.clone());
        }
        let flight = self.flight.as_mut()?;
        let due = match flight.leg {
            Leg::OnItsWay { since } => now >= since + PATIENCE,
            Leg::RetryAt(at) => now >= at,
            Leg::Parked => false,
        };
        if !due {
            return None;
        }
        if matches!(flight.leg, Leg::OnItsWay { .. }) {
            flight.attempts += 1;
            self.failure = Some(AppError::Unavailable);
        }
        flight.leg = Leg::OnItsWay { since: now };
        Some(flight.order.clone())
    }

    fn start(&mut self, now: i64, fresh_id: impl FnOnce() -> String) {
        let due = self.hurry || self.next_save().is_some_and(|at| now >= at);
        let sent = self.outgoing();
        if sent == self.base {
            self.hurry = false;
            self.first_change = None;
        } else if due && self.refused.is_none() {
            let order = Order { save_id: fresh_id(), patch: D::diff(&self.base, &sent) };
            self.flight = Some(Flight { order, sent, leg: Leg::OnItsWay { since: now }, attempts: 0 });
            self.first_change = None;
            self.hurry = false;
        }
    }

    /// The page is going away: what is unsaved, to be sent in a way that outlives the page. A save that is on its way would
    /// be cut off and is sent again under its name; what was typed after it waits in the browser.
    pub fn poll_leaving(&mut self, now: i64, fresh_id: impl FnOnce() -> String) -> Option<Order<D>> {
        if self.flight.is_none() {
            self.hurry = true;
            self.start(now, fresh_id);
        }
        self.flight.as_ref().map(|flight| flight.order.clone())
    }

    fn next_save(&self) -> Option<i64> {
        self.first_change.map(|first| (self.last_change + QUIET).min(first + LONGEST))
    }

    /// When [`Self::poll`] is worth asking again.
    pub fn next_due(&self) -> Option<i64> {
        match &self.flight {
            Some(Flight { leg: Leg::OnItsWay { since }, .. }) => Some(since + PATIENCE),
            Some(Flight { leg: Leg::RetryAt(at), .. }) => Some(*at),
            Some(Flight { leg: Leg::Parked, .. }) => None,
            None => self.next_save().filter(|_| self.refused.is_none()),
        }
    }

    /// The server's answer to `save_id`. `None` for an answer that came twice.
    pub fn answered(&mut self, now: i64, save_id: &str, outcome: Saved<D, D::Field>) -> Option<Applied<D>> {
        let flight = self.flight.take_if(|flight| flight.order.save_id == save_id)?;
        self.failure = None;
        self.refused = None;
        self.version = outcome.version;
        self.saved = Some(outcome.saved);
        let since = D::merge(&outcome.content, &D::diff(&flight.sent, &self.mine));
        let mut content = since.content;
        for conflict in outcome.conflicts.into_iter().chain(since.conflicts) {
            // My text stays in its field, theirs stands beside it.
            let mine = self.mine.get(&conflict.field).map_or(conflict.mine, str::to_owned);
            if content.set(&conflict.field, mine) {
                self.held.insert(conflict.field);
            }
        }
        let applied = Applied {
            brought: content != self.mine,
            came_back: D::came_back(&flight.order.patch, &outcome.content),
            content: content.clone(),
        };
        self.base = outcome.content;
        self.mine = content;
        self.drop_settled();
        self.first_change = self.has_something_to_send().then(|| self.first_change.unwrap_or(now));
        Some(applied)
    }

    pub fn failed(&mut self, now: i64, save_id: &str, error: AppError) {
        let Some(flight) = self.flight.as_mut().filter(|flight| flight.order.save_id == save_id) else { return };
        let backoff = 1_000_i64.checked_shl(flight.attempts).map_or(MOST_BACKOFF, |wait| wait.min(MOST_BACKOFF));
        flight.attempts = (flight.attempts + 1).min(16);
        match &error {
            AppError::Offline | AppError::Unavailable | AppError::Garbled => flight.leg = Leg::RetryAt(now + backoff),
            AppError::TooManyAttempts { seconds } | AppError::TooFast { seconds } => {
                let asked = i64::try_from(*seconds).unwrap_or_default().saturating_mul(1_000).min(10 * MOST_BACKOFF);
                flight.leg = Leg::RetryAt(now + backoff.max(asked));
            }
            AppError::Internal => flight.leg = Leg::RetryAt(now + MOST_BACKOFF),
            AppError::SignedOut | AppError::OtherRole { .. } => flight.leg = Leg::Parked,
            _ => {
                self.flight = None;
                self.failure = None;
                self.refused = Some(error);
                self.first_change = Some(now);
                return;
            }
        }
        self.failure = Some(error);
    }

    /// The writer picked one of two texts. Mine is sent as a change of what the server holds now.
    pub fn pick(&mut self, now: i64, field: &D::Field, mine: bool) -> D {
        if self.held.remove(field) && !mine {
            self.mine.set(field, self.base.get(field).unwrap_or_default().to_owned());
        }
        self.hurry = true;
        self.last_change = now;
        self.first_change = self.has_something_to_send().then(|| self.first_change.unwrap_or(now));
        self.mine.clone()
    }

    /// Text that an earlier page typed and never got sent, with what it had been typed over. `None` when all of it is here.
    pub fn adopt(&mut self, now: i64, was: &D, typed: &D) -> Option<D> {
        let waiting = D::merge(&self.base, &D::diff(was, typed));
        let mut content = waiting.content;
        let mut held = BTreeSet::new();
        for conflict in waiting.conflicts {
            content.set(&conflict.field, conflict.mine);
            held.insert(conflict.field);
        }
        // Typed since, while this page was loading.
        let since = D::merge(&content, &D::diff(&self.base, &self.mine));
        let mut content = since.content;
        for conflict in since.conflicts {
            let both = format!("{}\n{}", conflict.theirs, conflict.mine);
            // Two numbers under one another are none.
            let is_short = conflict.field.max_length() < validation::LINE;
            content.set(&conflict.field, if is_short { conflict.mine } else { both });
        }
        if content == self.mine {
            return None;
        }
        self.held.extend(held);
        self.mine = content;
        self.drop_settled();
        self.hurry = true;
        self.last_change = now;
        self.first_change = self.has_something_to_send().then_some(now);
        Some(self.mine.clone())
    }

    /// A request is under way whose answer will change the status.
    pub fn is_on_its_way(&self) -> bool {
        self.flight.as_ref().is_some_and(|flight| matches!(flight.leg, Leg::OnItsWay { .. }))
    }

    /// Everything on the page is on the server, and the server holds nothing else.
    pub fn is_clean(&self) -> bool {
        !self.is_unsaved()
    }

    pub fn status(&self) -> Status {
        if let Some(flight) = &self.flight {
            // A save that is tried again keeps the word for why, so that the page does not flicker.
            debug_assert!(self.failure.is_some() || flight.attempts == 0);
            return match &self.failure {
                Some(AppError::SignedOut) => Status::SignedOut,
                Some(error @ AppError::OtherRole { .. }) => Status::OtherRole(error.clone()),
                Some(AppError::Offline) => Status::Offline,
                _ if self.offline => Status::Offline,
                Some(error) => Status::Busy(error.clone()),
                None => Status::Saving,
            };
        }
        let conflicts = self.conflicts().len();
        match (&self.refused, &self.saved) {
            _ if self.offline => Status::Offline,
            (Some(error), _) if self.is_unsaved() => Status::Refused(error.clone()),
            _ if conflicts > 0 => Status::Conflicts(conflicts),
            _ if self.has_something_to_send() => Status::Unsaved,
            _ if self.is_unsaved() => Status::Unfit,
            (_, Some(saved)) => Status::Saved(saved.clone()),
            (_, None) => Status::Fresh,
        }
    }
}

#[cfg(test)]
#[path = "saver_tests.rs"]
mod tests;
