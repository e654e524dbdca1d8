//! What somebody who reviewed a person still reads after that person was transferred (R26): everything up to that day, as it stood
//! then. Whoever handed over their last report is no manager any more, and reads it as an employee.
use super::Denial;
use crate::domain::{
    actor::{Actor, Role},
    ids::{HandoverId, PersonId},
    review::{ReviewParty, ReviewState},
    target::SetState,
};
use serde::{Deserialize, Serialize};

/// What was handed over, as it stood that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverFacts {
    pub handover: HandoverId,
    /// Whose targets and review they are.
    pub owner: PersonId,
    /// Who reviewed them before.
    pub former: Option<PersonId>,
    pub set_state: SetState,
    /// Something had been handed over to the reviewer by then.
    pub submitted: bool,
    /// Targets had been approved before the revision of that day was begun (R13).
    pub approved_before: bool,
    pub review_state: Option<ReviewState>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// That there was one, its day and the states of that day.
    ReadState,
    ReadTargets,
    /// What was approved before, whatever became of the revision: its reviewer reads it all year (R14).
    ReadOriginal,
    ReadSelf,
    /// The reviewer's half, also where it was a draft: they or somebody for them wrote it.
    ReadManager,
}

impl Action {
    pub const ALL: [Action; 5] =
        [Action::ReadState, Action::ReadTargets, Action::ReadOriginal, Action::ReadSelf, Action::ReadManager];

    pub fn code(self) -> &'static str {
        match self {
            Action::ReadState => "read_state",
            Action::ReadTargets => "read_targets",
            Action::ReadOriginal => "read_original",
            Action::ReadSelf => "read_self",
            Action::ReadManager => "read_manager",
        }
    }
}

/// May `actor` do `action` with what was handed over?
pub fn decide(actor: Actor, action: Action, facts: &HandoverFacts) -> Result<(), Denial> {
    let is_former = facts.former == Some(actor.person) && facts.owner != actor.person;
    if !is_former || !matches!(actor.role, Role::Employee | Role::Manager) {
        return Err(Denial::Hidden);
    }
    let reviewed = |visible: fn(ReviewState) -> bool| facts.review_state.is_some_and(visible);
    let readable = match action {
        Action::ReadState => true,
        Action::ReadTargets => facts.submitted && facts.set_state != SetState::Draft,
        Action::ReadOriginal => facts.approved_before,
        Action::ReadSelf => reviewed(|state| state.self_part_visible_to(ReviewParty::Reviewer)),
        Action::ReadManager => reviewed(|state| state.manager_part_visible_to(ReviewParty::Reviewer)),
    };
    if readable { Ok(()) } else { Err(Denial::NothingSubmitted) }
}

/// Whose handovers a list may show: one's own.
pub fn scope(actor: Actor) -> Result<PersonId, Denial> {
    if matches!(actor.role, Role::Employee | Role::Manager) { Ok(actor.person) } else { Err(Denial::WrongRole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: PersonId = PersonId(1);
    const FORMER: PersonId = PersonId(2);
    const OTHER: PersonId = PersonId(3);

    fn facts(review_state: Option<ReviewState>) -> HandoverFacts {
        HandoverFacts {
            handover: HandoverId(1),
            owner: OWNER,
            former: Some(FORMER),
            set_state: SetState::TargetSettingComplete,
            submitted: true,
            approved_before: false,
            review_state,
        }
    }

    fn may(person: PersonId, role: Role, action: Action, facts: &HandoverFacts) -> Result<(), Denial> {
        decide(Actor { person, role }, action, facts)
    }

    #[test]
    fn only_who_handed_it_over_knows_of_it() {
        for role in Role::ALL {
            for person in [OWNER, OTHER] {
                for action in Action::ALL {
                    assert_eq!(may(person, role, action, &facts(Some(ReviewState::Archived))), Err(Denial::Hidden));
                }
            }
            let reads = matches!(role, Role::Employee | Role::Manager);
            let told = may(FORMER, role, Action::ReadState, &facts(None));
            assert_eq!(told.is_ok(), reads, "{role}");
            assert_eq!(scope(Actor { person: FORMER, role }).is_ok(), reads);
        }
        let own = HandoverFacts { former: Some(OWNER), ..facts(None) };
        assert_eq!(may(OWNER, Role::Manager, Action::ReadState, &own), Err(Denial::Hidden));
        let nobody = HandoverFacts { former: None, ..facts(None) };
        assert_eq!(may(FORMER, Role::Manager, Action::ReadState, &nobody), Err(Denial::Hidden));
    }

    #[test]
    fn what_was_a_draft_of_the_employee_that_day_stays_theirs() {
        let as_manager = |action, facts: &HandoverFacts| may(FORMER, Role::Manager, action, facts).is_ok();
        for state in SetState::ALL {
            let of = |submitted| HandoverFacts { set_state: state, submitted, ..facts(None) };
            assert!(!as_manager(Action::ReadTargets, &of(false)));
            assert_eq!(as_manager(Action::ReadTargets, &of(true)), state != SetState::Draft, "{state}");
        }
        for state in SetState::ALL {
            let of = |approved_before| HandoverFacts { set_state: state, approved_before, ..facts(None) };
            assert!(as_manager(Action::ReadOriginal, &of(true)), "{state}");
            assert!(!as_manager(Action::ReadOriginal, &of(false)), "{state}");
        }
        assert!(!as_manager(Action::ReadSelf, &facts(None)));
        assert!(!as_manager(Action::ReadManager, &facts(None)));
        for state in ReviewState::ALL {
            let of = facts(Some(state));
            assert_eq!(as_manager(Action::ReadSelf, &of), state.self_part_visible_to(ReviewParty::Reviewer), "{state}");
            assert!(as_manager(Action::ReadManager, &of), "{state}");
        }
        assert!(!as_manager(Action::ReadSelf, &facts(Some(ReviewState::SelfEvalDraft))));
    }
}
