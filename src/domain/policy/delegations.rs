//! Who may do what about delegations (R1b, R23). A manager asks for their own reviews, HR makes them for everybody but themself, and
//! whoever is asked answers. Whoever it does not concern does not learn of it.
use super::{Authorized, Denial, Team};
use crate::domain::{
    actor::{Actor, Role},
    delegation::{self, DelegationParty, DelegationState, DelegationStep},
    ids::{DelegationId, PersonId},
};
use serde::{Deserialize, Serialize};

/// Everything about a delegation that the decision needs, read in the deciding transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationFacts {
    pub delegation: DelegationId,
    pub original: PersonId,
    pub delegate: PersonId,
    pub state: DelegationState,
    /// Its last day is behind us.
    pub over: bool,
}

/// What can be done about one delegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    Read,
    Move(DelegationStep),
}

impl Action {
    pub const ALL: [Action; 6] = [
        Action::Read,
        Action::Move(DelegationStep::Accept),
        Action::Move(DelegationStep::Decline),
        Action::Move(DelegationStep::Withdraw),
        Action::Move(DelegationStep::ChangeEnd),
        Action::Move(DelegationStep::End),
    ];

    pub fn code(self) -> &'static str {
        match self {
            Action::Read => "read",
            Action::Move(step) => step.code(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Whose reviews they are, acting as manager.
    Original,
    /// Who was asked, or acts; somebody without reports is asked as an employee.
    Delegate,
    Hr,
    /// An HR admin whom it concerns: they read it as HR and settle it as whoever they are in it (R1b).
    HrConcerned,
    Stranger,
}

pub fn relation(actor: Actor, delegation: &DelegationFacts) -> Relation {
    let concerned = [delegation.original, delegation.delegate].contains(&actor.person);
    match actor.role {
        Role::HrAdmin if concerned => Relation::HrConcerned,
        Role::HrAdmin => Relation::Hr,
        Role::Manager if delegation.original == actor.person => Relation::Original,
        Role::Employee | Role::Manager if delegation.delegate == actor.person => Relation::Delegate,
        _ => Relation::Stranger,
    }
}

/// May `actor` do `action` about this delegation now?
pub fn decide(actor: Actor, action: Action, facts: &DelegationFacts) -> Result<(), Denial> {
    let party = match relation(actor, facts) {
        Relation::Stranger => return Err(Denial::Hidden),
        Relation::HrConcerned => None,
        Relation::Original => Some(DelegationParty::Original),
        Relation::Delegate => Some(DelegationParty::Delegate),
        Relation::Hr => Some(DelegationParty::Hr),
    };
    let Action::Move(step) = action else { return Ok(()) };
    let Some(party) = party else { return Err(Denial::OwnRecord) };
    let takes = |row: &&delegation::Transition| row.step == step && row.by.contains(&party);
    if !delegation::TRANSITIONS.iter().any(|row| takes(&row)) {
        return Err(Denial::WrongRole);
    }
    match delegation::TRANSITIONS.iter().find(|row| row.from == facts.state && row.step == step) {
        Some(row) if !row.by.contains(&party) => Err(Denial::WrongRole),
        Some(_) if !facts.over => Ok(()),
        _ => Err(Denial::Settled),
    }
}

/// The same question, answered with the proof that a writing repository asks for.
pub fn authorise(actor: Actor, step: DelegationStep, facts: &DelegationFacts) -> Result<Authorized<DelegationId>, Denial> {
    decide(actor, Action::Move(step), facts).map(|()| Authorized { key: facts.delegation })
}

/// May `actor` give away what `original` reviews? The answer says whether as HR, who asks nobody.
pub fn decide_giving(actor: Actor, original: PersonId) -> Result<bool, Denial> {
    match actor.role {
        Role::Manager if original == actor.person => Ok(false),
        Role::HrAdmin if original == actor.person => Err(Denial::OwnRecord),
        Role::HrAdmin => Ok(true),
        _ => Err(Denial::WrongRole),
    }
}

pub fn authorise_giving(actor: Actor, original: PersonId) -> Result<Authorized<Team>, Denial> {
    decide_giving(actor, original).map(|_| Authorized { key: Team(original) })
}

/// Which delegations a list may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Everyone,
    /// Those of this manager's own reviews, and those to them.
    Concerning(PersonId),
    /// Only those to this person.
    To(PersonId),
}

pub fn scope(actor: Actor) -> Result<Scope, Denial> {
    match actor.role {
        Role::HrAdmin => Ok(Scope::Everyone),
        Role::Manager => Ok(Scope::Concerning(actor.person)),
        Role::Employee => Ok(Scope::To(actor.person)),
        Role::GeneralDirector | Role::BoardMember => Err(Denial::WrongRole),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALICE: PersonId = PersonId(1);
    const BOB: PersonId = PersonId(2);
    const OTHER: PersonId = PersonId(3);

    fn delegation(state: DelegationState) -> DelegationFacts {
        DelegationFacts { delegation: DelegationId(9), original: ALICE, delegate: BOB, state, over: false }
    }

    fn may(person: PersonId, role: Role, step: DelegationStep, facts: &DelegationFacts) -> Result<(), Denial> {
        decide(Actor { person, role }, Action::Move(step), facts)
    }

    #[test]
    fn whoever_is_asked_answers_and_nobody_else() {
        let asked = delegation(DelegationState::Requested);
        for step in [DelegationStep::Accept, DelegationStep::Decline] {
            for role in [Role::Employee, Role::Manager] {
                assert_eq!(may(BOB, role, step, &asked), Ok(()));
                assert_eq!(may(OTHER, role, step, &asked), Err(Denial::Hidden));
            }
            assert_eq!(may(ALICE, Role::Manager, step, &asked), Err(Denial::WrongRole));
            assert_eq!(may(ALICE, Role::Employee, step, &asked), Err(Denial::Hidden));
            assert_eq!(may(OTHER, Role::HrAdmin, step, &asked), Err(Denial::WrongRole), "HR agrees for nobody");
            assert_eq!(may(OTHER, Role::BoardMember, step, &asked), Err(Denial::Hidden));
            assert_eq!(may(BOB, Role::Manager, step, &delegation(DelegationState::Accepted)), Err(Denial::Settled));
            assert_eq!(may(BOB, Role::Manager, step, &DelegationFacts { over: true, ..asked }), Err(Denial::Settled));
        }
        assert_eq!(may(ALICE, Role::Manager, DelegationStep::Withdraw, &asked), Ok(()));
        assert_eq!(may(BOB, Role::Manager, DelegationStep::Withdraw, &asked), Err(Denial::WrongRole));
    }

    /// Whose step it never is hears that, and not how the delegation stands.
    #[test]
    fn a_step_of_somebody_else_is_refused_as_such_in_every_state() {
        for state in DelegationState::ALL {
            for (over, facts) in [false, true].map(|over| (over, DelegationFacts { over, ..delegation(state) })) {
                for step in [DelegationStep::Accept, DelegationStep::Decline] {
                    assert_eq!(may(ALICE, Role::Manager, step, &facts), Err(Denial::WrongRole), "{step:?} {state:?} {over}");
                    assert_eq!(may(OTHER, Role::HrAdmin, step, &facts), Err(Denial::WrongRole), "{step:?} {state:?} {over}");
                }
                let longer = may(BOB, Role::Manager, DelegationStep::ChangeEnd, &facts);
                assert_eq!(longer, Err(Denial::WrongRole), "{state:?} {over}");
            }
        }
    }

    #[test]
    fn what_hr_made_only_hr_prolongs_and_everybody_concerned_ends() {
        for state in [DelegationState::Accepted, DelegationState::Created] {
            let stands = delegation(state);
            for (person, role) in [(ALICE, Role::Manager), (BOB, Role::Manager), (BOB, Role::Employee), (OTHER, Role::HrAdmin)] {
                assert_eq!(may(person, role, DelegationStep::End, &stands), Ok(()), "{person} {role}");
            }
            let own = if state == DelegationState::Accepted { Ok(()) } else { Err(Denial::WrongRole) };
            assert_eq!(may(ALICE, Role::Manager, DelegationStep::ChangeEnd, &stands), own);
            assert_eq!(may(BOB, Role::Manager, DelegationStep::ChangeEnd, &stands), Err(Denial::WrongRole));
            assert_eq!(may(OTHER, Role::HrAdmin, DelegationStep::ChangeEnd, &stands), Ok(()));
            let over = DelegationFacts { over: true, ..stands };
            assert_eq!(may(OTHER, Role::HrAdmin, DelegationStep::ChangeEnd, &over), Err(Denial::Settled), "a new one is made");
        }
    }

    #[test]
    fn hr_settles_nothing_that_concerns_themself() {
        for person in [ALICE, BOB] {
            let hr = Actor { person, role: Role::HrAdmin };
            assert_eq!(decide(hr, Action::Read, &delegation(DelegationState::Created)), Ok(()));
            for step in DelegationStep::ALL {
                assert_eq!(decide(hr, Action::Move(step), &delegation(DelegationState::Created)), Err(Denial::OwnRecord));
            }
        }
        assert_eq!(decide_giving(Actor { person: ALICE, role: Role::HrAdmin }, ALICE), Err(Denial::OwnRecord));
        assert_eq!(decide_giving(Actor { person: OTHER, role: Role::HrAdmin }, ALICE), Ok(true));
        assert_eq!(decide_giving(Actor { person: ALICE, role: Role::Manager }, ALICE), Ok(false));
        assert_eq!(decide_giving(Actor { person: BOB, role: Role::Manager }, ALICE), Err(Denial::WrongRole));
        for role in [Role::Employee, Role::GeneralDirector, Role::BoardMember] {
            assert_eq!(decide_giving(Actor { person: ALICE, role }, ALICE), Err(Denial::WrongRole));
        }
    }

    #[test]
    fn lists_are_scoped_by_role() {
        let of = |role| scope(Actor { person: BOB, role });
        assert_eq!(of(Role::HrAdmin), Ok(Scope::Everyone));
        assert_eq!(of(Role::Manager), Ok(Scope::Concerning(BOB)));
        assert_eq!(of(Role::Employee), Ok(Scope::To(BOB)));
        assert_eq!(of(Role::BoardMember), Err(Denial::WrongRole));
    }
}
