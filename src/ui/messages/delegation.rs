//! Words of delegations (R23 to R25).
use crate::domain::{
    delegation::{DelegationStep, Reason, Standing},
    time::Date,
};

pub const TITLE: &str = "Delegation";
pub const DELEGATE: &str = "Delegate";
pub const ASK: &str = "Ask a colleague";
pub const FIGURES: &str = "How reviewers are covered";
pub const COVERED: &str = "Covered now";
pub const COVERED_NOTE: &str = "reviewers somebody acts for";
pub const ENDING: &str = "Ending within 14 days";
pub const ENDING_NOTE: &str = "delegations";
pub const UNCOVERED: &str = "Uncovered";
pub const UNCOVERED_NOTE: &str = "reviewers away or gone";
pub const OVERDUE: &str = "Overdue";
pub const OVERDUE_NOTE: &str = "targets and reviews that wait";
pub const NOBODY: &str = "nobody";
pub const SHOW: &str = "Which delegations";
pub const CURRENT: &str = "Now and planned";
pub const PAST: &str = "Past";

pub const TIMELINE: &str = "Who covers whom";
pub const TIMELINE_EXPLAINED: &str = "The line is today. The table below says the same.";
pub const TODAY: &str = "Today";
pub const TABLE: &str = "Delegations";
pub const LOAD: &str = "Load per reviewer";
pub const LOAD_EXPLAINED: &str = "Targets and reviews that wait for each reviewer: their own, and those of others.";
pub const LOAD_NONE: &str = "Nothing waits for a reviewer.";
pub const OWN: &str = "Own";
pub const FOR_OTHERS: &str = "For others";

pub const REVIEWER: &str = "Reviewer";
pub const BY: &str = "Covered by";
pub const WHOM: &str = "For whom";
pub const DAYS: &str = "Days";
pub const WHY: &str = "Why";
pub const STANDS: &str = "Stands";
pub const WHOLE_TEAM: &str = "Whole team";
pub const OVERLAPS: &str = "Overlaps";
pub const NONE: &str = "No delegations here";
pub const NONE_BODY: &str = "Nobody acts for anybody in this list.";
pub const NO_GAPS: &str = "Everybody is covered";
pub const NO_GAPS_BODY: &str = "No reviewer is away or gone without somebody in their place.";
pub const NO_OVERDUE: &str = "Nothing is overdue";
pub const NO_OVERDUE_BODY: &str = "No targets and no reviews wait for a reviewer past their due day.";
pub const GAPS: &str = "Reviewers nobody covers";
pub const LATE: &str = "Reviewers with something overdue";
pub const PEOPLE: &str = "People";
pub const AWAY: &str = "On leave";
pub const GONE: &str = "Left the company";
pub const OPEN: &str = "Open";
pub const HAND_OVER: &str = "Hand over the chosen teams";
pub const SELECT_ALL: &str = "Select all";
pub const MY_GAP: &str = "You are on leave, and nobody covers you";

pub fn select(name: &str) -> String {
    format!("Select {name}")
}

pub fn more_load(count: u64) -> String {
    if count == 1 { "One more reviewer carries less.".into() } else { format!("{count} more reviewers carry less.") }
}

pub fn of_load(own: u64, others: u64) -> String {
    match (own, others) {
        (own, 0) => format!("{own} own"),
        (0, others) => format!("{others} for others"),
        (own, others) => format!("{own} own, {others} for others"),
    }
}

pub fn covered_by_others(count: u64) -> String {
    format!("{count} of theirs with somebody else")
}

/// "2 to 16 December 2026": what both days share is said once.
pub fn days(from: &str, to: Option<&str>) -> String {
    let Some(to) = to else { return format!("from {from}, open") };
    if from == to {
        return to.to_owned();
    }
    let mut first: Vec<&str> = from.split(' ').collect();
    for part in to.split(' ').rev() {
        if first.len() > 1 && first.last() == Some(&part) {
            first.pop();
        } else {
            break;
        }
    }
    format!("{} to {to}", first.join(" "))
}

pub fn month(month: Date) -> String {
    const SHORT: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    SHORT[usize::from(month.month().unsigned_abs()) - 1].into()
}

pub fn bar(delegate: &str, original: &str, days: &str, at: Standing) -> String {
    format!("{delegate} for {original}, {days}: {}", standing(at))
}

pub fn nobody_covers(reviewer: &str, since: &str) -> String {
    format!("Nobody covers {reviewer}, from {since} on")
}

pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Leave => "Leave",
        Reason::Reorganisation => "Reorganisation",
        Reason::MatrixProject => "Matrix project",
        Reason::Cover => "Cover",
    }
}

pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Waiting => "Waits for an answer",
        Standing::Unanswered => "Not answered",
        Standing::Planned => "Planned",
        Standing::Running => "Running",
        Standing::Over => "Over",
        Standing::Declined => "Declined",
        Standing::Withdrawn => "Taken back",
        Standing::Ended => "Ended early",
    }
}

pub fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::Waiting => "warning",
        Standing::Planned => "info",
        Standing::Running => "success",
        Standing::Declined | Standing::Unanswered => "danger",
        Standing::Over | Standing::Withdrawn | Standing::Ended => "neutral",
    }
}

/// "Bob Tanaka for Alice Mori".
pub fn who(delegate: &str, original: &str) -> String {
    super::states::who(Some(delegate), Some(original))
}

// One delegation.

pub const FACTS: &str = "What was agreed";
pub const NOTE: &str = "Note";
pub const ANSWER: &str = "Answer";
pub const ASKED: &str = "Asked by";
pub const MADE: &str = "Made by";
pub const SETTLED: &str = "Answered by";
pub const ENDED: &str = "Ended by";
pub const OVERLAPPING: &str = "Also covered by";
pub const WHAT_NOW: &str = "What you can do";
pub const ANSWER_FIELD: &str = "A word with it";
pub const ANSWER_HINT: &str = "Optional; both of you can read it.";
pub const CHANGE_END: &str = "Change the last day";
pub const LAST_DAY: &str = "Last day";
pub const LAST_DAY_HINT: &str = "Included. Leave it empty for an open delegation.";
pub const END_NOW: &str = "End now";
pub const END_EXPLAINED: &str =
    "From this moment on nothing can be opened under it any more. What was written stays, with the name of its writer.";
pub const ACCEPT_EXPLAINED: &str = "Once you accept you can do for these people what their reviewer can, on these days. Everything you do shows both names, to the employee too. You can end it at any time.";

pub fn step(step: DelegationStep) -> &'static str {
    match step {
        DelegationStep::Accept => "Accept",
        DelegationStep::Decline => "Decline",
        DelegationStep::Withdraw => "Take the request back",
        DelegationStep::ChangeEnd => CHANGE_END,
        DelegationStep::End => END_NOW,
    }
}

/// What was just done, as the address says it.
pub fn done(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "created" => ("It is delegated", "Both were told. It counts on its days and ends by itself."),
        "asked" => ("Your colleague is asked", "Nothing changes before they accept. You are told either way."),
        "accept" => ("You accepted", "What you can do under it stands under Team, on its days."),
        "decline" => ("You declined", "Whoever asked was told."),
        "withdraw" => ("The request is taken back", "Your colleague was told."),
        "end" => ("It is ended", "Both were told. Nothing can be opened under it any more."),
        "change_end" => ("The last day is changed", "Both were told."),
        _ => return None,
    })
}

// Giving one, step by step.

pub const NEW: &str = "Delegate reviews";
pub const STEPS: [&str; 4] = ["Who", "By whom", "When and why", "Check"];
pub const STEPS_NAME: &str = "The steps of delegating";
pub const WHO: &str = "Whose reviews";
pub const WHO_NO: &str = "Employee id of the reviewer";
pub const WHO_HINT: &str = "Whoever is away or gone, for example EMP0046. Several with commas between.";
pub const DELEGATE_NO: &str = "Employee id of whoever covers";
pub const DELEGATE_HINT: &str = "A colleague at work, for example EMP0086.";
pub const WHAT: &str = "What";
pub const TEAM: &str = "Everybody they review";
pub const MY_TEAM: &str = "Everybody I review";
pub const TEAM_TEXT: &str = "Also those who come later. The team can be handed to HR.";
pub const NAMED: &str = "Named people";
pub const NAMED_TEXT: &str = "Only those ticked below. The team itself stays with its reviewer.";
pub const WHICH: &str = "Which people";
pub const FROM: &str = "First day";
pub const FROM_HINT: &str = "Included, in the company's time zone.";
pub const TO: &str = "Last day";
pub const REASON: &str = "Reason";
pub const NOTE_HINT: &str = "Optional, for whoever covers: what is urgent, what was agreed.";
pub const GO_ON: &str = "Continue";
pub const CHECK: &str = "What will happen";
pub const CHANGE: &str = "Change something";
pub const DO_IT: &str = "Delegate now";
pub const ASK_THEM: &str = "Ask them";

pub fn teams_at_once(count: usize) -> String {
    format!("{count} teams are handed over at once. Each goes whole.")
}

pub fn covered_are(names: &[String]) -> String {
    format!("Covered: {}.", names.join(", "))
}

/// What will happen, line by line.
pub fn consequences(consequence: &crate::api::delegations::Consequence, delegate: &str, days: &str, asks: bool) -> Vec<String> {
    let original = &consequence.original;
    let people = match consequence.people.len() {
        0 => "nobody at the moment".to_owned(),
        1..=6 => consequence.people.join(", "),
        count => format!("{count} people"),
    };
    let mut lines = Vec::new();
    if asks {
        lines.push(format!("{delegate} is asked first. Nothing changes before they accept."));
    }
    lines.push(format!("{delegate} reviews {people} for {original}: {days}."));
    lines.push(if consequence.whole_team {
        format!("{delegate} can do what {original} can: read, write, decide, and hand the team to HR. {original} still can, too.")
    } else {
        format!("{delegate} can read, write and decide for them. The team as a whole stays with {original}, who still can do all of it, too.")
    });
    lines.push(format!("Everything shows as “{}”, to the employees too.", who(delegate, original)));
    match &consequence.skipped {
        Some(Some(above)) => {
            lines.push(format!("{delegate} is one of them and never their own reviewer: theirs goes to {above}."))
        }
        Some(None) => {
            lines.push(format!("{delegate} is one of them and never their own reviewer: theirs stays with {original}."))
        }
        None => {}
    }
    for (other, days) in &consequence.overlapping {
        lines.push(format!("{other} covers {original} on some of these days as well: {days}."));
    }
    lines.push(format!("{delegate} cannot pass it on. It ends by itself, or whenever one of them or HR ends it."));
    lines
}

// Elsewhere.

pub const MY_OWN: &str = "My team";
pub const TEAMS: &str = "Whose team";
pub const PART_ONLY: &str = "You cover some of this team. Handing it to HR stays with its reviewer.";

pub fn team_of(name: &str, until: Option<&str>) -> String {
    match until {
        Some(until) => format!("For {name} until {until}"),
        None => format!("For {name}"),
    }
}

/// In the role bar: "for Alice Mori until 31 May 2026".
pub fn acting_for(covered: &[(String, Option<String>)]) -> Option<String> {
    let parts: Vec<_> = covered
        .iter()
        .map(|(name, until)| until.as_ref().map_or_else(|| format!("for {name}"), |until| format!("for {name} until {until}")))
        .collect();
    match parts.len() {
        0 => None,
        1 | 2 => Some(parts.join(" and ")),
        count => Some(format!("{} and {} others", parts[0], count - 1)),
    }
}

pub fn written_by(who: &str) -> String {
    format!("Written by {who}")
}

pub fn did(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "ask_delegation" => "asks to be covered",
        "create_delegation" => "delegated reviews",
        "accept_delegation" => "accepted to cover",
        "decline_delegation" => "declined to cover",
        "withdraw_delegation" => "took a request for cover back",
        "change_delegation" => "changed the last day of a delegation",
        "end_delegation" => "ended a delegation",
        "delegation_ends" => "reminds you that a delegation ends soon",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_say_once_what_they_share() {
        assert_eq!(days("2 December 2026", Some("16 December 2026")), "2 to 16 December 2026");
        assert_eq!(days("21 November 2026", Some("6 December 2026")), "21 November to 6 December 2026");
        assert_eq!(days("9 December 2026", Some("6 January 2027")), "9 December 2026 to 6 January 2027");
        assert_eq!(days("2 December 2026", Some("2 December 2026")), "2 December 2026");
        assert_eq!(days("2 December 2026", None), "from 2 December 2026, open");
    }
    use crate::api::delegations::Consequence;

    #[test]
    fn what_will_happen_is_said_before_it_does() {
        let consequence = Consequence {
            original: "Alice Mori".into(),
            people: vec!["Ann".into(), "Ben".into()],
            whole_team: true,
            skipped: Some(Some("Dora".into())),
            overlapping: vec![("Carol".into(), "from 1 May 2026".into())],
        };
        let lines = consequences(&consequence, "Bob Tanaka", "1 May 2026 to 31 May 2026", true);
        assert_eq!(lines[1], "Bob Tanaka reviews Ann, Ben for Alice Mori: 1 May 2026 to 31 May 2026.");
        assert!(lines[0].contains("asked first") && lines.iter().any(|line| line.contains("theirs goes to Dora")));
        assert!(lines.iter().any(|line| line.starts_with("Carol covers Alice Mori")));
        let named = Consequence { whole_team: false, skipped: None, overlapping: vec![], ..consequence };
        let lines = consequences(&named, "Bob Tanaka", "from 1 May 2026", false);
        assert!(lines.iter().any(|line| line.contains("stays with Alice Mori")) && !lines[0].contains("asked first"));
    }

    #[test]
    fn the_role_bar_says_for_whom_and_until_when() {
        let alice = ("Alice Mori".to_owned(), Some("31 May 2026".to_owned()));
        assert_eq!(acting_for(&[]), None);
        assert_eq!(acting_for(std::slice::from_ref(&alice)).as_deref(), Some("for Alice Mori until 31 May 2026"));
        assert_eq!(
            acting_for(&[("Ben".into(), None), alice.clone()]).as_deref(),
            Some("for Ben and for Alice Mori until 31 May 2026")
        );
        assert_eq!(
            acting_for(&[alice.clone(), alice.clone(), alice]).as_deref(),
            Some("for Alice Mori until 31 May 2026 and 2 others")
        );
    }
}
