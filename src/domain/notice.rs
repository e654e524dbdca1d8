//! Whom a hand-over is told to (R34). The rows are written in the transaction of the change; pushing and mailing read them.
use super::target::{Party, SetAction};

/// Who is told when a set is moved on. Never the one who moved it: the service leaves the actor out.
pub fn told(action: SetAction) -> &'static [Party] {
    match action {
        SetAction::Submit | SetAction::TakeBack | SetAction::HrRequestChanges => &[Party::Reviewer],
        SetAction::Approve | SetAction::RequestChanges | SetAction::Reopen | SetAction::PassOn => &[Party::Owner],
        SetAction::SubmitTeam => &[Party::Hr],
        SetAction::HrApprove | SetAction::OpenForPerson => &[Party::Owner, Party::Reviewer],
        SetAction::Complete | SetAction::CloseUnfinished | SetAction::LeaveOut => &[Party::Owner],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::target::TRANSITIONS;

    #[test]
    fn whoever_has_the_turn_next_is_told() {
        for step in TRANSITIONS {
            if let Some(next) = step.to.turn().filter(|next| *next != step.by) {
                assert!(told(step.action).contains(&next), "{:?}", step.action);
            }
        }
    }
}
