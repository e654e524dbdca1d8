//! Handing over with scripts: everything missing is shown at once, then the draft is saved, then handed over (R9, R10).
use super::{
    check::Check,
    conflict,
    desk::{Desk, Sheet},
    focus::focus_soon,
    saver::Status,
};
use crate::{
    api::error::AppError,
    domain::{merge::TextField, policy::Denial},
    ui::{
        components::{Posting, form::last_error, posting::form_text},
        platform,
    },
};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Idle,
    /// Waiting until everything typed is on the server.
    Saving,
    Sending,
}

/// Why a submission stopped before it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Two texts wait to be picked from.
    Unpicked,
    /// The draft could not be saved.
    Unsaved(AppError),
    /// The server refused the submission.
    Refused(AppError),
}

#[derive(Debug, PartialEq, Eq)]
enum Next {
    Wait,
    Send,
    Stop(Stopped),
}

fn next(status: &Status, sending: bool) -> Next {
    match status {
        // Even where the last attempt failed: this one may not.
        _ if sending => Next::Wait,
        Status::Saved(_) | Status::Fresh => Next::Send,
        Status::Unsaved | Status::Saving => Next::Wait,
        Status::Conflicts(_) => Next::Stop(Stopped::Unpicked),
        Status::Offline => Next::Stop(Stopped::Unsaved(AppError::Offline)),
        Status::SignedOut => Next::Stop(Stopped::Unsaved(AppError::SignedOut)),
        Status::Busy(error) | Status::OtherRole(error) | Status::Refused(error) => Next::Stop(Stopped::Unsaved(error.clone())),
        Status::Unfit => Next::Stop(Stopped::Unsaved(AppError::Invalid(Vec::new()))),
    }
}

/// A draft on its way to whoever reads it next.
pub struct HandOver<D> {
    pub content: D,
    /// Asked again under the same name it counts once.
    pub save_id: String,
    pub version: i64,
}

pub struct Handing<S: Sheet> {
    desk: Desk<S>,
    check: Check,
    phase: RwSignal<Phase>,
    stopped: RwSignal<Option<Stopped>>,
    /// What stopped the last attempt, here or, without scripts, at the server.
    pub trouble: Signal<Option<Stopped>>,
    /// The name of a submission whose answer was lost, and what it handed over.
    unanswered: StoredValue<Option<(String, S::Draft)>>,
    send: Callback<HandOver<S::Draft>>,
    /// The server's last answer: nothing yet, agreed, or what it refused.
    answer: Signal<Option<Option<AppError>>>,
    forget: Callback<()>,
    reload: Callback<()>,
}

// As for the desk: only signals are copied.
impl<S: Sheet> Clone for Handing<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: Sheet> Copy for Handing<S> {}

impl<S: Sheet> Handing<S> {
    /// `request` makes the fields of the form that is sent, `reload` reads the page anew.
    pub fn new(
        desk: Desk<S>,
        check: Check,
        action: Posting,
        request: impl Fn(HandOver<S::Draft>) -> Vec<(String, String)> + Send + Sync + 'static,
        reload: Callback<()>,
    ) -> Self {
        let stopped = RwSignal::new(None);
        let error = last_error(action);
        let (value, version) = (action.value(), action.version());
        let handing = Handing {
            desk,
            check,
            phase: RwSignal::new(Phase::Idle),
            stopped,
            trouble: Signal::derive(move || stopped.get().or_else(|| error.get().map(Stopped::Refused))),
            unanswered: StoredValue::new(None),
            send: Callback::new(move |over| action.send(form_text(&request(over)))),
            answer: Signal::derive(move || value.with(|value| value.as_ref().map(|answer| answer.as_ref().err().cloned()))),
            forget: Callback::new(move |()| action.clear()),
            reload,
        };
        handing.watch(version);
        handing
    }

    fn watch(self, version: Signal<usize>) {
        let handing = self;
        let (desk, stopped) = (self.desk, self.stopped);
        Effect::new(move |_| {
            let (status, sending) = (desk.status.get(), desk.sending.get());
            // What stopped the last attempt is over once everything is saved.
            if matches!(status, Status::Saved(_)) && stopped.with_untracked(Option::is_some) {
                stopped.set(None);
            }
            if handing.phase.get() == Phase::Saving {
                handing.go_on(&status, sending);
            }
        });
        Effect::new(move |_| {
            if version.get() > 0 && handing.phase.get_untracked() == Phase::Sending {
                handing.answered();
            }
        });
    }

    pub fn is_busy(self) -> bool {
        self.phase.get() != Phase::Idle
    }

    /// The button was pressed.
    pub fn begin(self) {
        if self.phase.get_untracked() != Phase::Idle {
            return;
        }
        self.forget.run(());
        self.stopped.set(None);
        self.check.on.set(true);
        self.desk.save_now();
        let first = self.check.violations.with_untracked(|found| found.first().map(|found| found.field.clone()));
        match first {
            Some(field) => focus_soon(field),
            None => self.phase.set(Phase::Saving),
        }
    }

    /// Another try at whatever was stopped: handing over, or a save.
    pub fn again(self) {
        if self.trouble.with_untracked(Option::is_some) { self.begin() } else { self.desk.save_now() }
    }

    fn stop(self, why: Stopped) {
        self.phase.set(Phase::Idle);
        if why == Stopped::Unpicked
            && let Some(name) = self.desk.conflicts.with_untracked(|conflicts| Some(conflicts.first()?.field.name()))
        {
            focus_soon(conflict::block(&name));
        }
        self.stopped.set(Some(why));
    }

    fn go_on(self, status: &Status, sending: bool) {
        match next(status, sending) {
            Next::Wait if *status == Status::Unsaved && !sending => self.desk.save_now(),
            Next::Wait => {}
            Next::Stop(why) => self.stop(why),
            Next::Send => {
                let Some(content) = self.desk.sheet.content_now().filter(|_| self.desk.is_clean()) else {
                    self.desk.save_now();
                    return;
                };
                let save_id = match self.unanswered.get_value() {
                    Some((save_id, sent)) if sent == content => save_id,
                    _ => platform::random_id(),
                };
                self.unanswered.set_value(Some((save_id.clone(), content.clone())));
                self.phase.set(Phase::Sending);
                self.send.run(HandOver { content, save_id, version: self.desk.version.get_untracked() });
            }
        }
    }

    fn answered(self) {
        match self.answer.get_untracked().flatten() {
            // The page is read anew; until then nothing may be typed into the old one.
            None => self.unanswered.set_value(None),
            // Most likely this very submission, whose answer was lost. Everything typed is saved, so the page may start anew.
            Some(
                AppError::Denied(Denial::WrongState(_) | Denial::WrongReviewState(_))
                | AppError::Overtaken { .. }
                | AppError::ReviewOvertaken { .. },
            ) if self.desk.is_clean() => self.reload.run(()),
            Some(error) => {
                if !matches!(error, AppError::Offline | AppError::Unavailable | AppError::Garbled | AppError::TooFast { .. }) {
                    self.unanswered.set_value(None);
                }
                let violations = error.violations();
                self.phase.set(Phase::Idle);
                self.desk.refused.set(violations.to_vec());
                if let Some(first) = violations.first() {
                    focus_soon(first.field.clone());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::views::When;

    #[test]
    fn nothing_is_handed_over_before_it_is_saved() {
        let saved = When { iso: String::new(), day: "today".into(), time: "23:50".into(), full: String::new() };
        assert_eq!(next(&Status::Saved(saved), false), Next::Send);
        assert_eq!(next(&Status::Unsaved, false), Next::Wait);
        assert_eq!(next(&Status::Saving, true), Next::Wait);
        assert_eq!(next(&Status::Conflicts(1), false), Next::Stop(Stopped::Unpicked));
        assert_eq!(next(&Status::Offline, false), Next::Stop(Stopped::Unsaved(AppError::Offline)));
        assert_eq!(next(&Status::SignedOut, true), Next::Wait, "signed in again, perhaps");
    }
}
