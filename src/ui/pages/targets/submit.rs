//! Submitting with scripts: everything missing is shown at once, then the draft is saved, then handed over (R9, R10).
use super::{
    conflict::first_block,
    desk::{Desk, use_desk},
    edits::Intent,
    gestures::focus_soon,
    problems::{Check, use_check},
    saver::Status,
};
use crate::{
    api::{
        error::AppError,
        targets::{RowForm, TargetsForm},
    },
    domain::{draft::DraftContent, policy::Denial},
    ui::{
        components::{Posting, form::last_error, posting::form_text},
        contexts::session::use_session,
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

#[derive(Clone, Copy)]
pub struct Handing {
    desk: Desk,
    check: Check,
    action: Posting,
    phase: RwSignal<Phase>,
    stopped: RwSignal<Option<Stopped>>,
    /// What stopped the last attempt, here or, without scripts, at the server.
    pub trouble: Signal<Option<Stopped>>,
    set: StoredValue<String>,
    stamp: StoredValue<String>,
    /// The name of a submission whose answer was lost, and what it handed over: asked again it counts once.
    unanswered: StoredValue<Option<(String, DraftContent)>>,
    reload: Callback<()>,
}

impl Handing {
    /// `reload` reads the page anew.
    pub fn provide(set: String, action: Posting, reload: Callback<()>) -> Self {
        let stopped = RwSignal::new(None);
        let error = last_error(action);
        let desk = use_desk();
        let handing = Handing {
            desk,
            check: use_check(),
            action,
            phase: RwSignal::new(Phase::Idle),
            stopped,
            trouble: Signal::derive(move || stopped.get().or_else(|| error.get().map(Stopped::Refused))),
            set: StoredValue::new(set),
            stamp: StoredValue::new(untrack(|| use_session().stamp())),
            unanswered: StoredValue::new(None),
            reload,
        };
        provide_context(handing);
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
            if action.version().get() > 0 && handing.phase.get_untracked() == Phase::Sending {
                handing.answered();
            }
        });
        handing
    }

    pub fn is_busy(self) -> bool {
        self.phase.get() != Phase::Idle
    }

    /// The button was pressed.
    pub fn begin(self) {
        if self.phase.get_untracked() != Phase::Idle {
            return;
        }
        self.action.clear();
        self.stopped.set(None);
        self.check.on.set(true);
        self.desk.save_now();
        let first = self.check.violations.with_untracked(|found| found.first().map(|found| found.field.clone()));
        match first {
            Some(field) => focus_soon(field),
            None => self.phase.set(Phase::Saving),
        }
    }

    fn stop(self, why: Stopped) {
        self.phase.set(Phase::Idle);
        if why == Stopped::Unpicked
            && let Some(block) = self.desk.conflicts.with_untracked(|conflicts| first_block(conflicts))
        {
            focus_soon(block);
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
                let form = form(content, self.set.get_value(), save_id, self.desk.version.get_untracked());
                self.action.send(form_text(&fields(form, self.stamp.get_value())));
            }
        }
    }

    fn answered(self) {
        let answer =
            self.action.value().with_untracked(|answer| answer.as_ref().and_then(|answer| answer.as_ref().err().cloned()));
        match answer {
            // The page is read anew; until then nothing may be typed into the old one.
            None => self.unanswered.set_value(None),
            // Most likely this very submission, whose answer was lost. Everything typed is saved, so the page may start anew.
            Some(AppError::Denied(Denial::WrongState(_)) | AppError::Overtaken { .. }) if self.desk.is_clean() => {
                self.reload.run(())
            }
            Some(error) => {
                if !matches!(error, AppError::Offline | AppError::Unavailable | AppError::Garbled) {
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

pub fn use_handing() -> Handing {
    expect_context::<Handing>()
}

fn form(content: DraftContent, set: String, save_id: String, version: i64) -> TargetsForm {
    let rows = content.rows.into_iter().map(|row| RowForm {
        key: row.key.0,
        task: row.task,
        kpi: row.kpi,
        weight: row.weight,
        difficulty: row.difficulty,
        goal: row.goal,
    });
    TargetsForm {
        set,
        save_id,
        base_version: version.to_string(),
        intent: Intent::Submit.to_string(),
        current_role: content.current_role,
        long_term_goal: content.long_term_goal,
        rows: rows.collect(),
    }
}

/// Named as the page's own fields are.
fn fields(form: TargetsForm, stamp: String) -> Vec<(String, String)> {
    let mut fields = vec![("acting_as".to_owned(), stamp)];
    let head = [
        ("set", form.set),
        ("save_id", form.save_id),
        ("base_version", form.base_version),
        ("intent", form.intent),
        ("current_role", form.current_role),
        ("long_term_goal", form.long_term_goal),
    ];
    fields.extend(head.map(|(name, value)| (format!("form[{name}]"), value)));
    for (place, row) in form.rows.into_iter().enumerate() {
        let cells = [
            ("key", row.key),
            ("task", row.task),
            ("kpi", row.kpi),
            ("weight", row.weight),
            ("difficulty", row.difficulty),
            ("goal", row.goal),
        ];
        fields.extend(cells.map(|(name, value)| (format!("form[rows][{place}][{name}]"), value)));
    }
    fields
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

    #[test]
    fn the_form_carries_the_rows_in_the_order_of_the_page() {
        let form = form(DraftContent::starting(), "4".into(), "s".into(), 7);
        assert_eq!((form.intent.as_str(), form.base_version.as_str()), ("submit", "7"));
        assert_eq!(form.rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["r1", "r2", "r3"]);
    }
}
