//! Who may do what: the one policy function, pure (R1b, R3, R11, R12a, R14). Pages call it to hide what would be refused,
//! services to refuse it. `docs/permissions.txt` is this file's answers written out for every combination.
//!
//! The order of questions matters: whether the record may be known to exist comes first, whose turn it is second, its state
//! last, so that a refusal never tells a stranger anything about the record.
pub mod delegations;
pub mod handovers;
pub mod people;
pub mod reviews;

use super::{
    actor::{Actor, Role},
    delegation::StandIn,
    ids::{PersonId, TargetSetId},
    review::InvalidReviewTransition,
    target::{self, InvalidTransition, Party, SetAction, SetState},
    time::Date,
};
use serde::{Deserialize, Serialize};

/// What can be done to one target set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Its state, whose turn it is and since when.
    ReadState,
    /// The texts: the draft for its owner, what was last handed over for everybody else.
    ReadContent,
    /// What was approved before a mid-year revision: readable all year by whoever could read it (R14).
    ReadOriginal,
    SaveDraft,
    Move(SetAction),
    /// R12a: for this year, and back.
    Exempt,
    Include,
    /// R4: for a person without a manager.
    NameReviewer,
}

impl Action {
    pub fn all() -> Vec<Action> {
        let mut all = vec![
            Action::ReadState,
            Action::ReadContent,
            Action::ReadOriginal,
            Action::SaveDraft,
            Action::Exempt,
            Action::Include,
            Action::NameReviewer,
        ];
        all.extend(SetAction::ALL.map(Action::Move));
        all
    }

    pub fn code(self) -> &'static str {
        match self {
            Action::ReadState => "read_state",
            Action::ReadContent => "read_content",
            Action::ReadOriginal => "read_original",
            Action::SaveDraft => "save_draft",
            Action::Move(action) => action.code(),
            Action::Exempt => "exempt",
            Action::Include => "include",
            Action::NameReviewer => "name_reviewer",
        }
    }
}

/// What can be done to the company as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompanyAction {
    ReadDirectory,
    ImportPeople,
    InvitePeople,
    /// Records, transfers, leavers (R5, R6, R26).
    ManagePeople,
    /// Requests for roles (R1a).
    ReadRoleRequests,
    /// Agreeing, as the second person, to a new way in for HR, director or board (R1a).
    AgreeToResets,
    ReadYears,
    ManageYears,
    ReadDepartments,
    /// Departments and their heads, employee types and their grades (R30).
    Configure,
    /// Mode, model, limits and templates of the writing assistance (R35).
    ManageAssistance,
    /// Results of the whole company: HR, director, board (R27, R28).
    ReadResults,
    /// The consolidation goes to the board.
    ConfirmResults,
    /// The board's decision.
    ApproveResults,
    /// Who did what, and taking that along (R42).
    ReadAudit,
}

impl CompanyAction {
    pub const ALL: [CompanyAction; 15] = [
        CompanyAction::ReadDirectory,
        CompanyAction::ImportPeople,
        CompanyAction::InvitePeople,
        CompanyAction::ManagePeople,
        CompanyAction::ReadRoleRequests,
        CompanyAction::AgreeToResets,
        CompanyAction::ReadYears,
        CompanyAction::ManageYears,
        CompanyAction::ReadDepartments,
        CompanyAction::Configure,
        CompanyAction::ManageAssistance,
        CompanyAction::ReadResults,
        CompanyAction::ConfirmResults,
        CompanyAction::ApproveResults,
        CompanyAction::ReadAudit,
    ];
}

/// Everything about a set that the decision needs, read from the database in the deciding transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetFacts {
    pub set: TargetSetId,
    pub owner: PersonId,
    /// The owner administers HR: when no other HR admin can act, the director does (R1b).
    pub owner_is_hr: bool,
    /// The direct manager, or whom HR named.
    pub reviewer: Option<PersonId>,
    /// Whoever asks acts for the reviewer today (R3, R23).
    pub stand_in: Option<StandIn>,
    pub state: SetState,
    /// The phase is open, or HR opened a window for this person.
    pub window_open: bool,
    pub exempt: bool,
    /// Something was handed over at least once.
    pub submitted_before: bool,
    /// A mid-year revision of targets that were approved before (R13).
    pub approved_before: bool,
    /// HR closed the year: it is read, and not changed any more (R41).
    pub archived: bool,
}

/// How the acting role stands to a set's owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    Own,
    Reviewer,
    /// Acts for the reviewer today (R23).
    Delegate,
    Hr,
    /// The general director, who stands in for HR where an HR admin's own set is concerned.
    Director,
    Board,
    Stranger,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Denial {
    /// Answered as if the record did not exist.
    #[error("not found")]
    Hidden,
    #[error("another role does this")]
    WrongRole,
    /// R1b: nobody decides their own, and one's own is edited as an employee.
    #[error("one's own record")]
    OwnRecord,
    #[error("{0}")]
    WrongState(InvalidTransition),
    #[error("{0}")]
    WrongReviewState(InvalidReviewTransition),
    #[error("the window is closed")]
    WindowClosed,
    #[error("exempt this year")]
    Exempt,
    /// R41.
    #[error("the year is archived")]
    Archived,
    /// R41: somebody else confirms what one proposed.
    #[error("one's own proposal")]
    OwnProposal,
    #[error("nothing was submitted yet")]
    NothingSubmitted,
    /// R1a: whoever asked for it does not settle it.
    #[error("somebody else has to agree")]
    NeedsAnother,
    #[error("settled already")]
    Settled,
    /// R1a: roles are taken, by two, before their holder is deactivated.
    #[error("holds a granted role")]
    HoldsRole,
    #[error("has left the company")]
    HasLeft,
    #[error("still employed")]
    StillEmployed,
    #[error("was anonymised")]
    Anonymised,
    /// R12, R23: who acts for a reviewer with some people of a team does not hand the team on.
    #[error("acts for some of the team only")]
    PartOfTeam,
}

/// Proof that policy said yes to a change of `K`. Repositories that write ask for it; only this module makes it.
#[derive(Clone, Copy, Debug)]
pub struct Authorized<K> {
    key: K,
}

impl<K: Copy> Authorized<K> {
    pub fn key(&self) -> K {
        self.key
    }
}

/// The whole company, as the subject of a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Company;

/// What one reviewer reviews, as the subject of a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Team(pub PersonId);

impl Authorized<Company> {
    /// For the command line, whose user holds the database itself, and for seeding. The name is the warning.
    pub fn unchecked_from_command_line() -> Self {
        Authorized { key: Company }
    }
}

impl Authorized<PersonId> {
    /// For repeating, in a restored backup, a removal that was decided before. The name is the warning.
    pub fn unchecked_removed_before(person: PersonId) -> Self {
        Authorized { key: person }
    }
}

pub fn relation(actor: Actor, set: &SetFacts) -> Relation {
    if set.owner == actor.person {
        return Relation::Own;
    }
    match actor.role {
        Role::Manager if set.reviewer == Some(actor.person) => Relation::Reviewer,
        Role::Manager if set.stand_in.is_some_and(|stand_in| stand_in.person == actor.person) => Relation::Delegate,
        Role::HrAdmin => Relation::Hr,
        Role::GeneralDirector => Relation::Director,
        Role::BoardMember => Relation::Board,
        Role::Employee | Role::Manager => Relation::Stranger,
    }
}

/// For whom this actor does what they do to the set: "Bob Tanaka for Alice Mori" (R24).
pub fn acts_for(actor: Actor, set: &SetFacts) -> Option<PersonId> {
    if relation(actor, set) == Relation::Delegate { set.reviewer } else { None }
}

/// May `actor` do `action` to this set now?
pub fn decide(actor: Actor, action: Action, set: &SetFacts) -> Result<(), Denial> {
    let relation = relation(actor, set);
    if relation == Relation::Stranger {
        return Err(Denial::Hidden);
    }
    match action {
        Action::ReadState => Ok(()),
        Action::ReadContent => decide_content(relation, set),
        Action::ReadOriginal if set.approved_before => Ok(()),
        Action::ReadOriginal => Err(Denial::NothingSubmitted),
        Action::SaveDraft => {
            must_be(Party::Owner, actor, relation, set)?;
            if !set.state.is_editable() {
                return Err(Denial::WrongState(InvalidTransition { from: set.state, action: SetAction::Submit }));
            }
            in_window(set)
        }
        Action::Move(step) => {
            must_be(step.party(), actor, relation, set)?;
            target::transition(set.state, step).map_err(Denial::WrongState)?;
            match step {
                _ if set.archived => Err(Denial::Archived),
                SetAction::SubmitTeam
                    if relation == Relation::Delegate && set.stand_in.is_some_and(|stand_in| !stand_in.whole_team) =>
                {
                    Err(Denial::PartOfTeam)
                }
                SetAction::Submit => in_window(set),
                SetAction::OpenForPerson | SetAction::CloseUnfinished | SetAction::LeaveOut | SetAction::Complete => Ok(()),
                _ if set.exempt => Err(Denial::Exempt),
                _ => Ok(()),
            }
        }
        Action::Exempt | Action::Include | Action::NameReviewer => {
            must_be(Party::Hr, actor, relation, set)?;
            match action {
                _ if set.archived => Err(Denial::Archived),
                Action::Exempt if set.exempt => Err(Denial::Exempt),
                _ => Ok(()),
            }
        }
    }
}

/// R3, R14: drafts belong to their owner; what was handed over is for reviewers and HR, taken back it is a draft again;
/// director and board read what was approved.
fn decide_content(relation: Relation, set: &SetFacts) -> Result<(), Denial> {
    match relation {
        Relation::Own => Ok(()),
        Relation::Reviewer | Relation::Delegate | Relation::Hr if set.submitted_before && set.state != SetState::Draft => Ok(()),
        Relation::Director if set.owner_is_hr && set.submitted_before && set.state != SetState::Draft => Ok(()),
        Relation::Director | Relation::Board if matches!(set.state, SetState::HrApproved | SetState::TargetSettingComplete) => {
            Ok(())
        }
        Relation::Reviewer | Relation::Delegate | Relation::Hr | Relation::Director | Relation::Board => {
            Err(Denial::NothingSubmitted)
        }
        Relation::Stranger => Err(Denial::Hidden),
    }
}

fn must_be(party: Party, actor: Actor, relation: Relation, set: &SetFacts) -> Result<(), Denial> {
    match (party, relation) {
        (Party::Owner, Relation::Own) if actor.role == Role::Employee => Ok(()),
        (_, Relation::Own) => Err(Denial::OwnRecord),
        (Party::Reviewer, Relation::Reviewer | Relation::Delegate) | (Party::Hr, Relation::Hr) => Ok(()),
        (Party::Hr, Relation::Director) if set.owner_is_hr => Ok(()),
        _ => Err(Denial::WrongRole),
    }
}

fn in_window(set: &SetFacts) -> Result<(), Denial> {
    if set.archived {
        Err(Denial::Archived)
    } else if set.exempt {
        Err(Denial::Exempt)
    } else if set.window_open {
        Ok(())
    } else {
        Err(Denial::WindowClosed)
    }
}

/// The same question, answered with the proof that a writing repository asks for.
pub fn authorise(actor: Actor, action: Action, set: &SetFacts) -> Result<Authorized<TargetSetId>, Denial> {
    decide(actor, action, set).map(|()| Authorized { key: set.set })
}

pub fn decide_company(actor: Actor, action: CompanyAction) -> Result<(), Denial> {
    let allowed = match action {
        CompanyAction::ReadYears => true,
        CompanyAction::ReadDirectory
        | CompanyAction::ImportPeople
        | CompanyAction::InvitePeople
        | CompanyAction::ManagePeople
        | CompanyAction::ManageYears
        | CompanyAction::ReadDepartments
        | CompanyAction::Configure
        | CompanyAction::ManageAssistance
        | CompanyAction::ConfirmResults
        | CompanyAction::ReadAudit => actor.role == Role::HrAdmin,
        CompanyAction::ReadRoleRequests | CompanyAction::AgreeToResets => {
            matches!(actor.role, Role::HrAdmin | Role::GeneralDirector)
        }
        CompanyAction::ReadResults => !matches!(actor.role, Role::Employee | Role::Manager),
        CompanyAction::ApproveResults => matches!(actor.role, Role::GeneralDirector | Role::BoardMember),
    };
    if allowed { Ok(()) } else { Err(Denial::WrongRole) }
}

pub fn authorise_company(actor: Actor, action: CompanyAction) -> Result<Authorized<Company>, Denial> {
    decide_company(actor, action).map(|()| Authorized { key: Company })
}

/// A manager handles what they review; a delegate, what the lists of their day hold.
pub fn authorise_team(actor: Actor) -> Result<Authorized<Team>, Denial> {
    if actor.role == Role::Manager { Ok(Authorized { key: Team(actor.person) }) } else { Err(Denial::WrongRole) }
}

/// Which target sets a list may show. Repositories turn it into SQL; nothing is filtered afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Everyone,
    /// By this person on this day: their own people, and those of whoever they act for then (R23).
    ReviewedBy(PersonId, Date),
    Only(PersonId),
}

pub fn set_scope(actor: Actor, day: Date) -> Scope {
    match actor.role {
        Role::Employee => Scope::Only(actor.person),
        Role::Manager => Scope::ReviewedBy(actor.person, day),
        Role::HrAdmin | Role::GeneralDirector | Role::BoardMember => Scope::Everyone,
    }
}

/// R1b: nobody finds more about their own targets and review in the audit log than an employee is told, whatever they administer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditScope {
    pub but_of: PersonId,
}

pub fn audit_scope(actor: Actor) -> Result<AuditScope, Denial> {
    decide_company(actor, CompanyAction::ReadAudit).map(|()| AuditScope { but_of: actor.person })
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
