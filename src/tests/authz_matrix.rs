//! The permission matrix as a text file that HR can read: role × relation × state × action. Set `UPDATE_MATRIX=1` to write
//! it anew, then read the difference like any other change.
#![expect(clippy::disallowed_methods, reason = "a test reads its own switch")]
use pa_assistant::domain::{
    actor::{Actor, Role},
    delegation::{self, Covers, Days, DelegationState, Grant, StandIn},
    ids::{DelegationId, PersonId, ReviewId, TargetSetId},
    policy::{self, Action, CompanyAction, SetFacts, reviews::ReviewFacts},
    review::ReviewState,
    target::SetState,
    time::Date,
};
use std::fmt::Write;

const OWNER: PersonId = PersonId(1);
const REVIEWER: PersonId = PersonId(2);
const OTHER: PersonId = PersonId(3);
/// Whom the reviewer reports to.
const ABOVE: PersonId = PersonId(4);
const DELEGATE: PersonId = PersonId(5);
const TODAY: Date = Date::constant(2026, 5, 31);

/// How somebody stands to a set or a review, and whether they act for its reviewer today.
struct Stands {
    name: &'static str,
    person: PersonId,
    stand_in: Option<StandIn>,
}

/// What a delegation to `delegate` makes of `person` today, asked of the domain.
fn through(state: DelegationState, to: Date, covers: Covers, delegate: PersonId, person: PersonId) -> Option<StandIn> {
    let days = Days { from: Date::constant(2026, 5, 1), to: Some(to) };
    let grant = Grant { original: REVIEWER, delegate, covers, state, days };
    let above = |who: PersonId| (who == REVIEWER).then_some(ABOVE);
    delegation::stand_ins(OWNER, Some(REVIEWER), above, &[grant], TODAY).get(&person).copied()
}

/// A delegation is used in the manager's role alone; for the others one line says so, and a test that it is the same for all.
fn shown(role: Role) -> Vec<Stands> {
    let plain = ["own", "reviewer", "delegate", "stranger"];
    relations().into_iter().filter(|stands| role == Role::Manager || plain.contains(&stands.name)).collect()
}

fn relations() -> Vec<Stands> {
    use DelegationState::{Accepted, Declined, Requested};
    let (yesterday, named) = (Date::constant(2026, 5, 30), Covers::People([OWNER].into()));
    let by = |name, state, to, covers, delegate, person| Stands {
        name,
        person,
        stand_in: through(state, to, covers, delegate, person),
    };
    let plain = |name, person| Stands { name, person, stand_in: None };
    vec![
        plain("own", OWNER),
        plain("reviewer", REVIEWER),
        plain("manager above", ABOVE),
        by("manager above, the owner is delegated", Accepted, TODAY, Covers::Team, OWNER, ABOVE),
        by("own, delegated to oneself", Accepted, TODAY, Covers::Team, OWNER, OWNER),
        by("delegate", Accepted, TODAY, Covers::Team, DELEGATE, DELEGATE),
        by("delegate for named people", Accepted, TODAY, named, DELEGATE, DELEGATE),
        by("delegate for others", Accepted, TODAY, Covers::People([OTHER].into()), DELEGATE, DELEGATE),
        by("expired delegate", Accepted, yesterday, Covers::Team, DELEGATE, DELEGATE),
        by("declined delegate", Declined, TODAY, Covers::Team, DELEGATE, DELEGATE),
        by("asked delegate", Requested, TODAY, Covers::Team, DELEGATE, DELEGATE),
        plain("stranger", OTHER),
    ]
}

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/permissions.txt");

fn facts(state: SetState, window_open: bool, exempt: bool, owner_is_hr: bool) -> SetFacts {
    SetFacts {
        set: TargetSetId(1),
        owner: OWNER,
        owner_is_hr,
        reviewer: Some(REVIEWER),
        stand_in: None,
        state,
        window_open,
        exempt,
        submitted_before: !matches!(state, SetState::Draft | SetState::NotAssessed),
        approved_before: false,
        archived: false,
    }
}

fn allowed(actor: Actor, facts: &SetFacts) -> String {
    let actions: Vec<_> =
        Action::all().into_iter().filter(|action| policy::decide(actor, *action, facts).is_ok()).map(Action::code).collect();
    if actions.is_empty() { "nothing".into() } else { actions.join(", ") }
}

fn matrix() -> String {
    let mut text = String::from(
        "# Who may do what to a target set, to a review, to a person's record and roles, to a delegation, and to what was handed over in a transfer. Written by `UPDATE_MATRIX=1 cargo test --no-default-features --test permissions`; checked by every test run.\n\
         # A line: the acting role, how that person stands to the set, and what is allowed in each state. What is not listed is refused.\n",
    );
    for (title, window_open, exempt, owner_is_hr) in [
        ("window open", true, false, false),
        ("window closed", false, false, false),
        ("exempt, window open", true, true, false),
        ("the owner is an HR admin, window open", true, false, true),
    ] {
        let _ = writeln!(text, "\n== {title} ==");
        for role in Role::ALL {
            for Stands { name, person, stand_in } in shown(role) {
                let _ = writeln!(text, "\n{role} · {name}");
                for state in SetState::ALL {
                    let facts = SetFacts { stand_in, ..facts(state, window_open, exempt, owner_is_hr) };
                    let list = allowed(Actor { person, role }, &facts);
                    let _ = writeln!(text, "  {:<24}{list}", state.code());
                }
            }
        }
    }
    reviews(&mut text);
    records(&mut text);
    delegations(&mut text);
    handovers(&mut text);
    let _ = writeln!(text, "\n== the company as a whole ==\n");
    for role in Role::ALL {
        let list: Vec<_> = CompanyAction::ALL
            .into_iter()
            .filter(|action| policy::decide_company(Actor { person: OTHER, role }, *action).is_ok())
            .map(|action| format!("{action:?}"))
            .collect();
        let _ = writeln!(text, "  {:<24}{}", role.code(), list.join(", "));
    }
    text
}

fn review_facts(state: ReviewState, owner_is_hr: bool, objected: bool) -> ReviewFacts {
    ReviewFacts {
        review: ReviewId(1),
        owner: OWNER,
        owner_is_hr,
        reviewer: Some(REVIEWER),
        stand_in: None,
        state,
        closed_from: (state == ReviewState::NotAssessed).then_some(ReviewState::ManagerEvalInProgress),
        objected,
        answered: false,
    }
}

/// The same for reviews.
fn reviews(text: &mut String) {
    use pa_assistant::domain::policy::reviews::{Action, decide};
    for (title, owner_is_hr, objected) in [
        ("a review", false, false),
        ("a review its owner objected to", false, true),
        ("a review, the owner is an HR admin", true, false),
    ] {
        let _ = writeln!(text, "\n== {title} ==");
        for role in Role::ALL {
            for Stands { name, person, stand_in } in shown(role) {
                let _ = writeln!(text, "\n{role} · {name}");
                for state in ReviewState::ALL {
                    let facts = ReviewFacts { stand_in, ..review_facts(state, owner_is_hr, objected) };
                    let may = |action: &Action| decide(Actor { person, role }, *action, &facts).is_ok();
                    let list: Vec<_> = Action::all().into_iter().filter(may).map(Action::code).collect();
                    let list = if list.is_empty() { "nothing".into() } else { list.join(", ") };
                    let _ = writeln!(text, "  {:<26}{list}", state.code());
                }
            }
        }
    }
}

/// Records and requests for roles.
fn records(text: &mut String) {
    use pa_assistant::domain::{
        person::EmploymentStatus,
        policy::people::{Action, PersonFacts, RequestFacts, Verdict, decide, decide_request},
    };
    let or_nothing = |list: Vec<&str>| if list.is_empty() { "nothing".to_owned() } else { list.join(", ") };
    for (title, holds_role, anonymised) in [
        ("a person's record", false, false),
        ("the record of somebody who holds HR, director or board", true, false),
        ("a record that was anonymised", false, true),
    ] {
        let _ = writeln!(text, "\n== {title} ==");
        for role in Role::ALL {
            for (relation, person) in [("own", OWNER), ("another's", OTHER)] {
                let _ = writeln!(text, "\n{role} · {relation}");
                for status in EmploymentStatus::ALL {
                    let facts = PersonFacts { person: OWNER, status, holds_role, anonymised };
                    let may = |action: &Action| decide(Actor { person, role }, *action, &facts).is_ok();
                    let list = Action::ALL.into_iter().filter(may).map(Action::code).collect();
                    let _ = writeln!(text, "  {:<24}{}", status.code(), or_nothing(list));
                }
            }
        }
    }
    let _ = writeln!(text, "\n== a request for a role ==\n");
    for role in Role::ALL {
        for (relation, person) in [("about themself", OWNER), ("asked for it", REVIEWER), ("somebody else", OTHER)] {
            let facts = RequestFacts { owner: OWNER, asked_by: REVIEWER, open: true };
            let may = |verdict: &Verdict| decide_request(Actor { person, role }, *verdict, &facts).is_ok();
            let list = Verdict::ALL.into_iter().filter(may).map(Verdict::code).collect();
            let _ = writeln!(text, "  {:<40}{}", format!("{role} · {relation}"), or_nothing(list));
        }
    }
}

/// Delegations themselves.
fn delegations(text: &mut String) {
    use pa_assistant::domain::policy::delegations::{Action, DelegationFacts, decide, decide_giving};
    let people = [("whose reviews they are", REVIEWER), ("the delegate", DELEGATE), ("somebody else", OTHER)];
    for (title, over) in [("a delegation", false), ("a delegation whose last day is behind", true)] {
        let _ = writeln!(text, "\n== {title} ==");
        for role in Role::ALL {
            for (relation, person) in people {
                let _ = writeln!(text, "\n{role} · {relation}");
                for state in DelegationState::ALL {
                    let facts =
                        DelegationFacts { delegation: DelegationId(1), original: REVIEWER, delegate: DELEGATE, state, over };
                    let may = |action: &Action| decide(Actor { person, role }, *action, &facts).is_ok();
                    let list: Vec<_> = Action::ALL.into_iter().filter(may).map(Action::code).collect();
                    let list = if list.is_empty() { "nothing".into() } else { list.join(", ") };
                    let _ = writeln!(text, "  {:<24}{list}", state.code());
                }
            }
        }
    }
    let _ = writeln!(text, "\n== giving somebody's reviews to somebody ==\n");
    for role in Role::ALL {
        for (relation, person) in [("own reviews", REVIEWER), ("somebody else's", OTHER)] {
            let list = match decide_giving(Actor { person, role }, REVIEWER) {
                Ok(true) => "delegate",
                Ok(false) => "ask a colleague",
                Err(_) => "nothing",
            };
            let _ = writeln!(text, "  {:<40}{list}", format!("{role} · {relation}"));
        }
    }
}

/// What a former reviewer reads, by the states of the day it was handed over.
fn handovers(text: &mut String) {
    use pa_assistant::domain::{
        ids::HandoverId,
        policy::handovers::{Action, HandoverFacts, decide},
    };
    for (approved_before, title) in [(false, ""), (true, ", in a mid-year revision")] {
        let _ = writeln!(text, "\n== what was handed over in a transfer{title}, as it stood that day ==");
        let states = SetState::ALL.map(|state| (state, None)).into_iter();
        let states: Vec<_> = states.chain(ReviewState::ALL.map(|state| (SetState::TargetSettingComplete, Some(state)))).collect();
        for role in Role::ALL {
            for (relation, person) in [("own", OWNER), ("former reviewer", REVIEWER), ("stranger", OTHER)] {
                let _ = writeln!(text, "\n{role} · {relation}");
                for &(set_state, review_state) in &states {
                    let submitted = set_state != SetState::Draft;
                    let facts = HandoverFacts {
                        handover: HandoverId(1),
                        owner: OWNER,
                        former: Some(REVIEWER),
                        set_state,
                        submitted,
                        approved_before,
                        review_state,
                    };
                    let may = |action: &Action| decide(Actor { person, role }, *action, &facts).is_ok();
                    let list: Vec<_> = Action::ALL.into_iter().filter(may).map(Action::code).collect();
                    let list = if list.is_empty() { "nothing".into() } else { list.join(", ") };
                    let _ = writeln!(text, "  {:<26}{list}", review_state.map_or(set_state.code(), ReviewState::code));
                }
            }
        }
    }
}

#[test]
fn the_committed_matrix_is_what_policy_answers() {
    let now = matrix();
    if std::env::var("UPDATE_MATRIX").is_ok() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/docs")).expect("the folder");
        std::fs::write(FILE, &now).expect("written");
    }
    let committed = std::fs::read_to_string(FILE).expect("docs/permissions.txt is there");
    for (number, (committed, now)) in committed.lines().zip(now.lines()).enumerate() {
        assert_eq!(committed, now, "line {}: policy changed; write the matrix anew and read the difference", number + 1);
    }
    assert_eq!(committed.lines().count(), now.lines().count());
}

#[test]
fn a_delegation_changes_nothing_in_other_roles() {
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Manager) {
        for Stands { name, person, stand_in } in relations() {
            for state in SetState::ALL {
                let without = facts(state, true, false, false);
                let with = SetFacts { stand_in, ..without };
                let actor = Actor { person, role };
                assert_eq!(allowed(actor, &with), allowed(actor, &without), "{role} {name} {state}");
            }
        }
    }
}

#[test]
fn a_stranger_is_allowed_nothing_anywhere() {
    for state in SetState::ALL {
        for role in [Role::Employee, Role::Manager] {
            assert_eq!(allowed(Actor { person: OTHER, role }, &facts(state, true, false, false)), "nothing");
        }
    }
}
