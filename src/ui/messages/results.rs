//! Words of the results pages: a team's, the company's, and the board's decision.
use crate::{
    api::results::ResultRow,
    domain::{distribution::Reason, review::ReviewParty, review::ReviewState, score::Score},
};

pub const RANKS: &str = "Ranks";
pub const NO_RANK: &str = "No rank";
pub const NO_RANKS_YET: &str = "Nobody is evaluated yet.";
pub const COMPLETE: &str = "Complete";
pub const AVERAGE: &str = "Average score";
pub const NONE: &str = "–";
pub const PRO_RATA: &str = "Pro rata by days";
pub const PRO_RATA_EXPLAINED: &str = "People changed department during the year. They count in both, each for the days they were there; the table above counts them where they are now.";
pub const PRO_RATA_PEOPLE: &str = "People of a whole year";
pub const STATES: &str = "People by state";

pub const SUMMARY: &str = "How your team's evaluation stands";
pub const MINE: &str = "Waiting for you";
pub const MARKED: &str = "Marked";
pub const MISSING: &str = "Still missing";
pub const SHOW_MISSING: &str = "Show them";
pub const ALL: &str = "All";
pub const FILTERS: &str = "Show people by state";
pub const TABLE: &str = "Results of your reports";
pub const CAPTION: &str = "Your reports, where their reviews stand, their scores and ranks";
pub const PERSON: &str = "Person";
pub const STATE: &str = "State";
pub const TURN: &str = "Whose turn";
pub const SINCE: &str = "Since";
pub const SELF_SCORE: &str = "Self";
pub const MY_SCORE: &str = "Mine";
pub const SCORE: &str = "Score";
pub const RANK: &str = "Rank";
pub const MARKS: &str = "Marks";
pub const OVERDUE: &str = "Overdue";
pub const LATE: &str = "Submitted late";
pub const EVALUATED_LATE: &str = "Evaluated late";
pub const WITHOUT_SELF: &str = "No self-evaluation";
pub const ADJUSTED: &str = "Adjusted by the board.";
pub const EMPTY_YEAR: &str = "No evaluation is open yet";
pub const EMPTY_YEAR_BODY: &str = "When HR opens the evaluation, the reviews of your reports appear here and you are told.";
pub const EMPTY_TEAM: &str = "Nobody in your team is evaluated in this year";
pub const EMPTY_TEAM_BODY: &str = "If somebody should be, HR can set you as their manager or reviewer.";
pub const SUBMIT_ADVICE: &str =
    "A team goes to HR as a whole. Complete their evaluations, or ask HR to exempt somebody or to move a review on.";
pub const SUBMIT_WHAT: &str =
    "HR checks them, then the board decides. Until one of them hands a review back, you cannot change it.";
pub const SUBMITTED: &str = "Your team's evaluations are with HR";
pub const SUBMITTED_BODY: &str = "HR was told. If something has to change, the review comes back to you with a comment.";

pub const TITLE_HR: &str = "Consolidation";
pub const TITLE_BOARD: &str = "Results";
/// Whose scores an average is made of.
pub fn average_of(assessed: usize) -> String {
    match assessed {
        0 => "Nobody is assessed yet".into(),
        1 => "Of the one assessed so far".into(),
        assessed => format!("Of {assessed} assessed, to two decimals"),
    }
}
pub const COMPANY: &str = "The company in figures";
pub const PEOPLE: &str = "People evaluated";
pub const WITH_BOARD: &str = "With the board";
pub const APPROVED: &str = "Approved";
pub const WITH_MARK: &str = "With a mark";
pub const WITH_MARK_NOTE: &str = "Worth a second look";
pub const WITHOUT_OWN: &str = "Your own review is left out of every average, rank and mark here until you were told its result.";
pub const BY_DEPARTMENT: &str = "By department";
pub const DEPARTMENTS_CAPTION: &str = "Departments with how far they are, their average and how many people have which rank";
pub const DEPARTMENT: &str = "Department, reviewer";
pub const PROGRESS: &str = "Progress";
pub const TO_CONFIRM: &str = "To confirm";
pub const TO_APPROVE: &str = "To approve";
pub const TOTAL: &str = "The company";
pub const NO_DEPARTMENT: &str = "No department";
pub const NO_REVIEWER: &str = "No reviewer";
pub const UNFOLD_ALL: &str = "Unfold all";
pub const FOLD_ALL: &str = "Fold all";
pub const PICK: &str = "Open a department or a reviewer in the table above to see the people here.";
pub const PEOPLE_TABLE: &str = "People";
pub const PEOPLE_CAPTION: &str = "People with their reviewer, state, scores, rank and marks";
pub const REVIEWER: &str = "Reviewer";
pub const NARROWED: &str = "What is shown";
pub const ONLY_MARKED: &str = "Only with a mark";
pub const WHOLE_COMPANY: &str = "The whole company";
pub const EMPTY_ROWS: &str = "Nobody here";
pub const EMPTY_ROWS_BODY: &str = "Nobody fits what was chosen.";
pub const MARKS_EXPLAINED: &str = "What the marks mean";
pub const MARKS_EXPLANATIONS: [(&str, &str); 3] = [
    (
        "Far from the self-evaluation",
        "The reviewer's score and the person's own are at least 1.00 apart. Both may be right: read both.",
    ),
    (
        "Far from the company's average",
        "As a reviewer: over at least five reports, the average score this person gave is more than 0.75 away from the company's.",
    ),
    (
        "Differs from its ratings",
        "The score that is kept is not what the ratings give. It cannot be confirmed; hand it back so that it is evaluated again.",
    ),
];

pub const DECISIONS: &str = "Decisions of the board";
pub const NO_DECISIONS: &str = "The board has not decided yet.";
pub const CONFIRM_MENU: &str = "Confirm and submit to board";
pub const CONFIRM_WHAT: &str = "The board reads and approves them. Until it hands one back, nobody changes them. Scores that differ from their ratings stop this.";
pub const CONFIRM_DO: &str = "Submit to board";
pub const APPROVE_FINAL: &str = "This is final.";
pub const APPROVE_WHAT: &str =
    "Scores and ranks stand for good, and managers may tell people their result. A rank can be adjusted only before.";
pub const HELD_ON: &str = "Day of the meeting";
pub const NOTES: &str = "Notes of the meeting";
pub const NOTES_HINT: &str = "What was decided and why. HR, the director and the board can read it.";
pub const APPROVE_DO: &str = "Approve, final";
pub const CONFIRMED: &str = "Submitted to the board";
pub const CONFIRMED_BODY: &str = "Director and board were told, and the managers see how far it is.";
pub const APPROVED_FLASH: &str = "The results are approved";
pub const APPROVED_BODY: &str = "HR and the managers were told. Day and notes stand with the decisions below.";
pub const PRINT: &str = "Print";
pub const EMPTY_RESULTS: &str = "No evaluation has been opened yet";
pub const EMPTY_RESULTS_HR: &str = "Open the evaluation of a fiscal year; every approved target set gets a review then.";
pub const EMPTY_RESULTS_BOARD: &str = "When HR opens the evaluation, you see here how far it is, and later its results.";
pub const TO_YEARS: &str = "To fiscal years";

pub fn people(count: u64) -> String {
    if count == 1 { "1 person".into() } else { format!("{count} people") }
}

/// "3 people, 25 %".
pub fn share(count: u64, percent: u64) -> String {
    format!("{}, {percent} %", people(count))
}

pub fn of(some: u64, all: u64) -> String {
    format!("{some} of {all}")
}

/// Under a figure: "of 149".
pub fn of_all(all: u64) -> String {
    format!("of {all}")
}

pub fn computed(rank: &str) -> String {
    format!("computed {rank}")
}

/// Whose turn it is, as short as a column wants it. The reader is the reviewer.
pub fn turn(row: &ResultRow) -> String {
    let head = &row.head;
    match head.state.turn() {
        _ if head.exempt => "Nobody".into(),
        Some(ReviewParty::Reviewer) if head.state == ReviewState::ManagerEvalComplete => "You, with the team".into(),
        Some(ReviewParty::Reviewer) if head.state == ReviewState::BoardApproved => "You, to give feedback".into(),
        Some(ReviewParty::Reviewer) => "You".into(),
        Some(ReviewParty::Owner) => head.owner.name.clone(),
        Some(ReviewParty::Hr) => "HR".into(),
        Some(ReviewParty::Board) => "The board".into(),
        None => "Nobody".into(),
    }
}

pub fn submit_count(ready: u64) -> String {
    if ready == 1 { "One evaluation goes to HR.".into() } else { format!("{ready} evaluations go to HR.") }
}

pub fn missing_count(missing: usize, ready: u64) -> String {
    let who = if missing == 1 { "One person is missing".to_owned() } else { format!("{missing} people are missing") };
    match ready {
        0 => format!("{who}."),
        1 => format!("{who}; one evaluation is complete and waits."),
        ready => format!("{who}; {ready} evaluations are complete and wait."),
    }
}

/// "0.40 above" or "0.40 below", exact; "equal to".
fn away(is: Score, from: Score) -> String {
    match is.cmp(&from) {
        std::cmp::Ordering::Greater => format!("{} above", is.distance(from)),
        std::cmp::Ordering::Less => format!("{} below", is.distance(from)),
        std::cmp::Ordering::Equal => "equal to".into(),
    }
}

/// Why somebody should look again (R27), as one sentence.
pub fn reason(reason: &Reason) -> String {
    match reason {
        Reason::FarFromSelf { score, self_score } => format!("{} the self-evaluation", away(*score, *self_score)),
        Reason::ReviewerFarFromCompany { reviewer, company, reports } => {
            let units = |hundredths: i64| Score::from_ten_thousandths(hundredths * 100);
            let apart = away(units(reviewer.hundredths()), units(company.hundredths()));
            format!("As reviewer of {reports}: average {reviewer}, {apart} the company's {company}")
        }
        Reason::Differs { kept, recomputed } => {
            let shown = |score: &Option<Score>| score.map_or_else(|| "none".to_owned(), |score| score.to_string());
            format!("The score kept is {}, the ratings give {}", shown(kept), shown(recomputed))
        }
    }
}

pub fn reason_tone(reason: &Reason) -> &'static str {
    if matches!(reason, Reason::Differs { .. }) { "danger" } else { "warning" }
}

pub fn unfold(name: &str, open: bool) -> String {
    if open { format!("Fold {name}") } else { format!("Unfold {name}") }
}

pub fn marks_in(count: u64, place: &str) -> String {
    format!("{count} with a mark, {place}")
}

/// What stands above the people: "Platform, reviewed by Alice Mori".
pub fn shown_people(department: Option<&str>, reviewer: Option<&str>, marked: bool) -> String {
    let mut words = department.unwrap_or("The company").to_owned();
    if let Some(reviewer) = reviewer {
        words.push_str(&format!(", reviewed by {reviewer}"));
    }
    if marked {
        words.push_str(", with a mark");
    }
    words
}

/// In the middle of a sentence.
pub const OF_NO_DEPARTMENT: &str = "people without a department";

pub fn confirm_button(place: Option<&str>) -> String {
    place.map_or_else(|| "Confirm the company".into(), |place| format!("Confirm {place}"))
}

pub fn approve_button(place: Option<&str>) -> String {
    place.map_or_else(|| "Approve the company".into(), |place| format!("Approve {place}"))
}

/// "12 results of Platform go to the board."
pub fn confirm_count(count: u64, place: Option<&str>) -> String {
    let place = place.unwrap_or("the whole company");
    if count == 1 {
        format!("One result of {place} goes to the board.")
    } else {
        format!("{count} results of {place} go to the board.")
    }
}

pub fn approve_count(count: u64, place: Option<&str>) -> String {
    let place = place.unwrap_or("the whole company");
    if count == 1 { format!("One result of {place} is approved.") } else { format!("{count} results of {place} are approved.") }
}

pub fn decided(approved: u64, department: Option<&str>) -> String {
    let place = department.unwrap_or("the whole company");
    if approved == 1 { format!("approved one result of {place}") } else { format!("approved {approved} results of {place}") }
}

pub fn met_on(day: &str) -> String {
    format!("Meeting of {day}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::score::Average;

    #[test]
    fn a_mark_says_how_far_and_which_way() {
        let score = Score::from_ten_thousandths;
        let above = Reason::FarFromSelf { score: score(36_250), self_score: score(25_000) };
        assert_eq!(reason(&above), "1.125 above the self-evaluation");
        let below = Reason::FarFromSelf { score: score(20_000), self_score: score(30_000) };
        assert_eq!(reason(&below), "1.00 below the self-evaluation");
        let average = |units| Average::of([score(units)]).expect("one");
        let reviewer = Reason::ReviewerFarFromCompany { reviewer: average(40_000), company: average(31_200), reports: 6 };
        assert_eq!(reason(&reviewer), "As reviewer of 6: average 4.00, 0.88 above the company's 3.12");
        let differs = Reason::Differs { kept: Some(score(30_000)), recomputed: None };
        assert_eq!(reason(&differs), "The score kept is 3.00, the ratings give none");
        assert_eq!((reason_tone(&above), reason_tone(&differs)), ("warning", "danger"));
    }

    #[test]
    fn a_count_of_one_is_a_word() {
        assert_eq!(confirm_count(1, Some("Platform")), "One result of Platform goes to the board.");
        assert_eq!(approve_count(57, None), "57 results of the whole company are approved.");
        assert_eq!(shown_people(Some("Platform"), Some("Alice Mori"), true), "Platform, reviewed by Alice Mori, with a mark");
    }
}
