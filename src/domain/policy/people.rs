//! Who may change a person's record and roles (R1a, R1b, R5, R6). The same order of questions as for target sets: whose business it is,
//! then whether it is one's own, then the state.
use super::{Authorized, Denial};
use crate::domain::{
    actor::{Actor, Role},
    ids::PersonId,
    person::EmploymentStatus,
};
use serde::{Deserialize, Serialize};

/// What can be done to one person's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    Edit,
    /// R26: another manager or department.
    Transfer,
    /// R6: a leaver.
    Deactivate,
    /// A rejoiner.
    Reactivate,
    Anonymise,
    /// R1a: for a role to be granted or taken, by somebody else's consent.
    AskForRole,
    /// R43: everything about them, on their request. Their own everybody takes from their account.
    Export,
}

impl Action {
    pub const ALL: [Action; 7] = [
        Action::Edit,
        Action::Transfer,
        Action::Deactivate,
        Action::Reactivate,
        Action::Anonymise,
        Action::AskForRole,
        Action::Export,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Action::Edit => "edit",
            Action::Transfer => "transfer",
            Action::Deactivate => "deactivate",
            Action::Reactivate => "reactivate",
            Action::Anonymise => "anonymise",
            Action::AskForRole => "ask_for_role",
            Action::Export => "export",
        }
    }
}

/// Everything about a person that the decision needs, read in the deciding transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFacts {
    pub person: PersonId,
    pub status: EmploymentStatus,
    /// Administers HR, directs, or sits on the board.
    pub holds_role: bool,
    pub anonymised: bool,
}

/// May `actor` do `action` to this person's record now?
pub fn decide(actor: Actor, action: Action, person: &PersonFacts) -> Result<(), Denial> {
    if actor.role != Role::HrAdmin {
        return Err(Denial::WrongRole);
    }
    if actor.person == person.person {
        return Err(Denial::OwnRecord);
    }
    if person.anonymised {
        return Err(Denial::Anonymised);
    }
    let left = person.status == EmploymentStatus::Left;
    match action {
        Action::Edit | Action::Export => Ok(()),
        Action::Deactivate | Action::Transfer | Action::AskForRole if left => Err(Denial::HasLeft),
        // To take somebody's account is to take their roles, which one HR admin alone does not.
        Action::Deactivate if person.holds_role => Err(Denial::HoldsRole),
        Action::Deactivate | Action::Transfer | Action::AskForRole => Ok(()),
        Action::Reactivate | Action::Anonymise if !left => Err(Denial::StillEmployed),
        Action::Anonymise if person.holds_role => Err(Denial::HoldsRole),
        Action::Reactivate | Action::Anonymise => Ok(()),
    }
}

/// The same question, answered with the proof that a writing repository asks for.
pub fn authorise(actor: Actor, action: Action, person: &PersonFacts) -> Result<Authorized<PersonId>, Denial> {
    decide(actor, action, person).map(|()| Authorized { key: person.person })
}

/// What becomes of a request for a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Verdict {
    Confirm,
    Decline,
    /// Taken back by whoever asked.
    Withdraw,
}

impl Verdict {
    pub const ALL: [Verdict; 3] = [Verdict::Confirm, Verdict::Decline, Verdict::Withdraw];

    pub fn code(self) -> &'static str {
        match self {
            Verdict::Confirm => "confirm",
            Verdict::Decline => "decline",
            Verdict::Withdraw => "withdraw",
        }
    }

    /// How the request is stored afterwards.
    pub fn outcome(self) -> &'static str {
        match self {
            Verdict::Confirm => "confirmed",
            Verdict::Decline => "declined",
            Verdict::Withdraw => "withdrawn",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Verdict::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

/// A request for a role, as far as it decides who may settle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestFacts {
    pub owner: PersonId,
    pub asked_by: PersonId,
    pub open: bool,
}

/// R1a: a second HR admin or the director; never whoever asked, nor the person it is about.
pub fn decide_request(actor: Actor, verdict: Verdict, request: &RequestFacts) -> Result<(), Denial> {
    if !matches!(actor.role, Role::HrAdmin | Role::GeneralDirector) {
        return Err(Denial::WrongRole);
    }
    if actor.person == request.owner {
        return Err(Denial::OwnRecord);
    }
    match verdict {
        Verdict::Confirm | Verdict::Decline if actor.person == request.asked_by => Err(Denial::NeedsAnother),
        Verdict::Withdraw if actor.person != request.asked_by => Err(Denial::WrongRole),
        _ if !request.open => Err(Denial::Settled),
        _ => Ok(()),
    }
}

pub fn authorise_request(actor: Actor, verdict: Verdict, request: &RequestFacts) -> Result<Authorized<PersonId>, Denial> {
    decide_request(actor, verdict, request).map(|()| Authorized { key: request.owner })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HANA: Actor = Actor { person: PersonId(1), role: Role::HrAdmin };
    const HAL: Actor = Actor { person: PersonId(2), role: Role::HrAdmin };
    const DORA: Actor = Actor { person: PersonId(3), role: Role::GeneralDirector };
    const ANN: PersonId = PersonId(9);

    fn ann(status: EmploymentStatus) -> PersonFacts {
        PersonFacts { person: ANN, status, holds_role: false, anonymised: false }
    }

    #[test]
    fn only_hr_changes_records_and_nobody_their_own() {
        for action in Action::ALL {
            for role in [Role::Employee, Role::Manager, Role::GeneralDirector, Role::BoardMember] {
                let actor = Actor { person: PersonId(5), role };
                assert_eq!(decide(actor, action, &ann(EmploymentStatus::Active)), Err(Denial::WrongRole), "{action:?} {role}");
            }
            let own = PersonFacts { person: HANA.person, ..ann(EmploymentStatus::Active) };
            assert_eq!(decide(HANA, action, &own), Err(Denial::OwnRecord), "{action:?}");
        }
    }

    /// Databases hold these words: they never change.
    #[test]
    fn a_settled_request_is_stored_as_how_it_was_settled() {
        assert_eq!(Verdict::ALL.map(Verdict::outcome), ["confirmed", "declined", "withdrawn"]);
        assert_eq!(Verdict::ALL.map(|verdict| Verdict::from_code(verdict.code())), Verdict::ALL.map(Some));
    }

    #[test]
    fn leavers_come_back_or_are_anonymised_and_nobody_else_is() {
        use Action::{Anonymise, AskForRole, Deactivate, Edit, Reactivate, Transfer};
        for status in [EmploymentStatus::Active, EmploymentStatus::OnLeave] {
            for (action, answer) in [
                (Edit, Ok(())),
                (Transfer, Ok(())),
                (Deactivate, Ok(())),
                (AskForRole, Ok(())),
                (Reactivate, Err(Denial::StillEmployed)),
                (Anonymise, Err(Denial::StillEmployed)),
            ] {
                assert_eq!(decide(HANA, action, &ann(status)), answer, "{action:?}");
            }
        }
        for (action, answer) in [
            (Edit, Ok(())),
            (Transfer, Err(Denial::HasLeft)),
            (Deactivate, Err(Denial::HasLeft)),
            (AskForRole, Err(Denial::HasLeft)),
            (Reactivate, Ok(())),
            (Anonymise, Ok(())),
        ] {
            assert_eq!(decide(HANA, action, &ann(EmploymentStatus::Left)), answer, "{action:?}");
            let gone = PersonFacts { anonymised: true, ..ann(EmploymentStatus::Left) };
            assert_eq!(decide(HANA, action, &gone), Err(Denial::Anonymised), "{action:?}");
        }
    }

    #[test]
    fn roles_go_before_their_holder_does() {
        let holder = PersonFacts { holds_role: true, ..ann(EmploymentStatus::Active) };
        assert_eq!(decide(HANA, Action::Deactivate, &holder), Err(Denial::HoldsRole));
        assert_eq!(decide(HANA, Action::Edit, &holder), Ok(()));
        let left = PersonFacts { status: EmploymentStatus::Left, ..holder };
        assert_eq!(decide(HANA, Action::Anonymise, &left), Err(Denial::HoldsRole));
    }

    #[test]
    fn a_role_takes_two() {
        let asked = RequestFacts { owner: ANN, asked_by: HANA.person, open: true };
        for verdict in [Verdict::Confirm, Verdict::Decline] {
            assert_eq!(decide_request(HANA, verdict, &asked), Err(Denial::NeedsAnother));
            assert_eq!(decide_request(HAL, verdict, &asked), Ok(()));
            assert_eq!(decide_request(DORA, verdict, &asked), Ok(()));
            let director_herself = Actor { person: HANA.person, role: Role::GeneralDirector };
            assert_eq!(
                decide_request(director_herself, verdict, &asked),
                Err(Denial::NeedsAnother),
                "another role, the same person"
            );
            assert_eq!(decide_request(Actor { person: ANN, role: Role::HrAdmin }, verdict, &asked), Err(Denial::OwnRecord));
            assert_eq!(
                decide_request(Actor { person: HAL.person, role: Role::BoardMember }, verdict, &asked),
                Err(Denial::WrongRole)
            );
            assert_eq!(decide_request(HAL, verdict, &RequestFacts { open: false, ..asked }), Err(Denial::Settled));
        }
        assert_eq!(decide_request(HANA, Verdict::Withdraw, &asked), Ok(()));
        assert_eq!(decide_request(HAL, Verdict::Withdraw, &asked), Err(Denial::WrongRole));
    }

    #[test]
    fn every_verdict_survives_being_written_down() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::from_code(verdict.code()), Some(verdict));
        }
        assert_eq!(Verdict::from_code("maybe"), None);
    }
}
