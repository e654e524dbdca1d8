//! Words of the two evaluation pages: the employee's own and the reviewer's.
use crate::{
    api::{reviews::ReviewHead, views::When},
    domain::{
        actor::Role,
        evaluation::{NO, YES},
        review::{ReviewAction, ReviewParty, ReviewState},
        score::Partial,
    },
    ui::messages::{reviews, targets},
};

pub const JOB_DESCRIPTION: &str = "Current job description";
pub const JOB_HINT: &str = "What you are responsible for now, as you would tell a new colleague.";
pub const CAREER_PATH: &str = "Career path";
pub const CAREER_HINT: &str = "Where your work should lead in the next years, and what you need for it.";
pub const ABOUT_YOU: &str = "Where you stand";
pub const ABOUT: &str = "Job and career path";
pub const RATING: &str = "Rating";
pub const RESULT: &str = "Result";
pub const RESULT_HINT: &str = "What was reached, measured by the KPI, and what you did for it.";
pub const COMMENT: &str = "Comment";
pub const COMMENT_HINT: &str = "Why this rating: what you saw, measured by the KPI.";
pub const SUMMARY: &str = "Overall summary";
pub const SUMMARY_HINT: &str = "What stays of the year, and what comes next. Read together in the feedback talk.";
pub const APPROVED: &str = "As approved";
pub const CHANGED_TICK: &str = "This target changed during the year";
pub const CHANGED_HINT: &str =
    "Your reviewer is told. Changes count only if your reviewer accepts all of them; otherwise the approved targets are scored.";
pub const CHANGED: &str = "Changed";
pub const CHANGED_TO: &str = "What it became";
pub const TOTAL: &str = "Total of the weights with your changes";
pub const YOUR_TURN: &str = "Your turn";
pub const PLEASE_PICK: &str = "Please pick one.";
pub const NO_RATING: &str = "No rating yet";
pub const NOT_TICKED: &str = "Not ticked";
pub const TICKED: &str = "Ticked";
pub const READ_ONLY: &str = "read only";
pub const NO_POINTS: &str = "–";
pub const WHOLE_TASK: &str = "Whole task";

/// Whose turn it is, as the person with this id reads it.
pub fn turn(head: &ReviewHead, reader: i64) -> String {
    let theirs = match head.state.turn() {
        Some(ReviewParty::Owner) => Some(head.owner.id.0),
        Some(ReviewParty::Reviewer) if head.stands_in => Some(reader),
        Some(ReviewParty::Reviewer) => head.reviewer.as_ref().map(|who| who.id.0),
        _ => None,
    };
    if theirs == Some(reader) { YOUR_TURN.into() } else { reviews::whose_turn(head) }
}

/// "2.00 points".
pub fn points(points: &str) -> String {
    format!("{points} points")
}

/// Behind a heading that every target has: " of target 2".
pub fn of_target(number: usize) -> String {
    format!(" of target {number}")
}

/// What a field's text means to a reader who sees two of them.
pub fn meaning(field: &str, text: &str) -> String {
    let part = field.split_once('-').map_or(field, |(part, _)| part);
    match part {
        "changed" | "acknowledged" => if text == YES { TICKED } else { NOT_TICKED }.into(),
        "accept_changes" => match text {
            YES => ACCEPT.into(),
            NO => DECLINE.into(),
            _ => UNDECIDED.into(),
        },
        "self_rating" | "manager_rating" => match text.parse() {
            Ok(rating) => format!("{text} {}", reviews::rating(rating)),
            Err(_) => NO_RATING.into(),
        },
        _ if text.is_empty() => targets::EMPTY_TEXT.into(),
        "difficulty" => targets::difficulty(text).into(),
        _ => text.to_owned(),
    }
}

/// A field away from its label: "Target 2: Result". `number` is its target's place.
pub fn field(name: &str, number: Option<usize>) -> String {
    let part = name.split_once('-').map_or(name, |(part, _)| part);
    let words = match part {
        "job_description" => JOB_DESCRIPTION,
        "career_path" => CAREER_PATH,
        "total" => TOTAL,
        "summary" => SUMMARY,
        "accept_changes" => ACCEPT_LEGEND,
        "self_rating" | "manager_rating" => RATING,
        "result" => RESULT,
        "comment" => COMMENT,
        "changed" => CHANGED,
        "acknowledged" => ACKNOWLEDGED,
        "task" => targets::TASK,
        "kpi" => targets::KPI,
        "weight" => targets::WEIGHT,
        "difficulty" => targets::DIFFICULTY,
        other => return other.to_owned(),
    };
    number.map_or_else(|| words.to_owned(), |number| format!("{}: {words}", targets::target_number(number)))
}

// The score card.
pub const YOUR_SCORE: &str = "Your score so far";
pub const YOUR_SELF_SCORE: &str = "Your self-evaluation";
pub const MY_SCORE: &str = "Your score for this review";
pub const SELF_SCORE: &str = "Self-evaluation";
pub const RESULT_SCORE: &str = "Score";
pub const RANK: &str = "Rank";
pub const NO_RANK_YET: &str = "The rank shows once every target is rated.";
pub const NO_TABLE: &str = "No rank table covers this person's type and grade yet. HR adds one.";
pub const HOW: &str = "How is this computed";
pub const HOW_WORDS: &str = "Weight × difficulty × rating, added up. Every digit is exact, nothing is rounded.";
pub const TARGET: &str = "Target";
pub const COLUMNS: [&str; 4] = ["Weight", "Difficulty", "Rating", "Points"];
pub const SUM: &str = "Total";
pub const COMPUTED_RANK: &str = "Computed rank";
pub const ADJUSTED_BECAUSE: &str = "Adjusted by the board:";
pub const LAST_YEAR: &str = "Last year";
pub const NO_SCORE: &str = "no score";
pub const CHANGES_COUNT: &str = "The employee's changed targets are scored.";
pub const CHANGES_DO_NOT: &str = "The approved targets are scored; the changes were not accepted.";

/// "2 of 3 rated".
pub fn rated(partial: &Partial) -> String {
    if partial.is_whole() {
        format!("All {} targets rated", partial.of)
    } else {
        format!("{} of {} rated", partial.rated, partial.of)
    }
}

/// "3.25, rank A".
pub fn score_and_rank(score: Option<&str>, rank: Option<&str>) -> String {
    match (score, rank) {
        (Some(score), Some(rank)) => format!("{score}, rank {rank}"),
        (Some(score), None) => score.to_owned(),
        (None, _) => NO_SCORE.into(),
    }
}

// The employee's page.
pub const EMPTY_TITLE: &str = "No review yet";
pub const EMPTY_BODY: &str =
    "Your review begins when HR opens the evaluation. You will be told, and your approved targets will stand here.";
pub const SUBMIT: &str = "Submit";
pub const TO_TARGETS: &str = "To my targets";
pub const DOUBLED: &str = "Two texts stand one under the other";
pub const DOUBLED_BODY: &str = "Fields were changed in another tab or device meanwhile. Nothing was overwritten: both texts are there. Tidy them up, then submit again.";
pub const SELF_SUBMITTED: &str = "Your self-evaluation is submitted";
pub const WINDOW_CLOSED: &str = "Your self-evaluation cannot be written now";
pub const WINDOW_CLOSED_BODY: &str = "What you wrote is kept. Ask HR if you still have to change something.";
pub const EXEMPT: &str = "You are exempt for this year";
pub const EXEMPT_BODY: &str = "There is nothing to do here. Ask HR if this is a mistake.";
pub const ROLE_TITLE: &str = "Read only in this role";
pub const ROLE_BODY: &str = "Your own self-evaluation is written as Employee. Switch to write or submit.";
pub const WITHOUT_SELF: &str = "HR moved this review on without a self-evaluation";
pub const NOT_ASSESSED: &str = "The year was closed before this review was finished";
pub const NOT_ASSESSED_BODY: &str = "There is no score and no rank for this year. Ask HR if this is a mistake.";
pub const NO_RESULT: &str = "There is no score and no rank for this year.";
pub const YOUR_RESULT: &str = "Your result";

pub fn next_reader(reviewer: Option<&str>) -> String {
    match reviewer {
        Some(name) => format!("When you submit, {name} reads it next. It can be handed back to you, with a comment."),
        None => "When you submit, it waits until HR names a reviewer.".into(),
    }
}

/// What happens next once it is out of the employee's hands; nothing where the state says it all.
pub fn on_its_way(head: &ReviewHead) -> Option<(&'static str, String)> {
    let reviewer = head.reviewer.as_ref();
    let reviewer = reviewer.map_or_else(|| "your reviewer".into(), |who| super::states::with(&who.name, head.cover.as_deref()));
    let body = match head.state {
        ReviewState::SelfEvalSubmitted => format!("{reviewer} evaluates it next. You will be told when there is a result."),
        ReviewState::ManagerEvalInProgress => format!("{reviewer} is evaluating it. You will be told when there is a result."),
        ReviewState::ManagerEvalComplete | ReviewState::SubmittedToHrFinal | ReviewState::HrReviewComplete => {
            "It goes through HR and the board now. You see the result once your manager has talked it over with you.".into()
        }
        ReviewState::BoardApproved => format!("The board has approved the results. {reviewer} talks yours over with you next."),
        _ => return None,
    };
    Some((if head.without_self { WITHOUT_SELF } else { SELF_SUBMITTED }, body))
}

pub fn handed_back(who: &str) -> String {
    format!("{who} handed your self-evaluation back")
}

// Whose words.
pub fn wrote(name: &str) -> String {
    format!("{name} wrote")
}

pub const YOU_WROTE: &str = "You wrote";
pub const YOU_WRITE: &str = "Your evaluation";
pub const YOUR_SIDE: &str = "Your self-evaluation";
pub const REVIEWER: &str = "The reviewer";

/// "About Akira Sato".
pub fn about(name: &str) -> String {
    format!("About {name}")
}

// The reviewer's page.
pub const TEAM: &str = "Team";
pub const HOME: &str = "Home";
pub const COMPLETE: &str = "Complete";
pub const COMPLETING: &str = "Completing…";
pub const ACCEPT_LEGEND: &str = "Do these changes count?";
pub const ACCEPT: &str = "Accept all changes";
pub const ACCEPT_WORDS: &str = "The changed targets are scored.";
pub const DECLINE: &str = "Decline all changes";
pub const DECLINE_WORDS: &str = "The approved targets are scored.";
pub const UNDECIDED: &str = "Not decided";
pub const ACKNOWLEDGED: &str = "Seen";
pub const ACKNOWLEDGE: &str = "I have seen what changed here";
pub const MODIFIED: &str = "Modified";
pub const WAS_APPROVED: &str = "As approved";
pub const NO_SELF: &str = "There is no self-evaluation.";
pub const SEE_TARGETS: &str = "Targets and their history";
pub const NOTHING_TITLE: &str = "Nothing to read yet";
pub const HISTORY: &str = "History of this review";
pub const NO_HISTORY: &str = "Nothing has happened yet.";
pub const PERSON: &str = "About this person";
pub const FOOT: &str = "Decide and go on";
pub const PREVIOUS: &str = "Previous";
pub const NEXT: &str = "Next";
pub const KEYS_PREVIOUS: &str = "Alt and Page up";
pub const KEYS_NEXT: &str = "Alt and Page down";
pub const NEXT_REPORT: &str = "Next report";
pub const COMPLETED: &str = "The evaluation is complete";
pub const COMPLETED_LAST: &str = "This was the last of your reports. Submit the team to HR from the team page.";
pub const COMPLETED_BODY: &str = "It can be reopened until you submit the team to HR.";
pub const TO_TEAM: &str = "To the team";
pub const DONE: &str = "It is recorded";
pub const OWN: &str = "This is your own review";
pub const OWN_BODY: &str = "You read and write it on your own page.";
pub const OWN_LINK: &str = "Open my review";
pub const NOBODY: &str = "Nobody named yet";

/// The title above the choice whether the employee's changes count.
pub fn changed_targets(name: &str, count: usize) -> String {
    if count == 1 { format!("{name} changed one target") } else { format!("{name} changed {count} targets") }
}

/// Over what the employee made of a target; its owner reads "you".
pub fn changed_by(name: Option<&str>) -> String {
    format!("As {} changed it", name.unwrap_or("you"))
}

pub fn missing(count: usize) -> String {
    if count == 1 {
        "One thing is missing before this is complete".into()
    } else {
        format!("{count} things are missing before this is complete")
    }
}

/// Why somebody else's review shows nothing.
pub fn nothing_yet(head: &ReviewHead, role: Option<Role>) -> String {
    let name = &head.owner.name;
    match head.state {
        ReviewState::SelfEvalDraft => format!("The self-evaluation belongs to {name} until it is submitted."),
        _ if role == Some(Role::HrAdmin) || role == Some(Role::Manager) => {
            "HR moved it on without a self-evaluation, and the evaluation is not complete.".into()
        }
        _ => "The board reads a review once HR has confirmed it.".into(),
    }
}

pub fn now(state: ReviewState) -> String {
    format!("The review is now “{}”.", reviews::state(state))
}

/// "Next · Being evaluated".
pub fn neighbour(way: &str, state: ReviewState) -> String {
    format!("{way} · {}", reviews::state(state))
}

pub fn comment_for(action: ReviewAction, head: &ReviewHead) -> String {
    let to = match action {
        ReviewAction::HrHandBack => head.reviewer.as_ref().map_or("the reviewer", |who| who.name.as_str()),
        ReviewAction::BoardHandBack => "HR",
        ReviewAction::MoveOnWithoutSelfEvaluation | ReviewAction::ReopenEvaluation => return "Why".into(),
        _ => head.owner.name.as_str(),
    };
    format!("What should {to} change?")
}

pub fn comment_hint(action: ReviewAction, head: &ReviewHead) -> String {
    match action {
        ReviewAction::HandBack => format!("{} reads this and can write again.", head.owner.name),
        ReviewAction::ReopenEvaluation => "It stays in the history. What is written stays and can be changed again.".into(),
        ReviewAction::MoveOnWithoutSelfEvaluation => {
            format!("{} reads this. The reviewer can evaluate without waiting any longer.", head.owner.name)
        }
        _ => "It stays in the history of this review.".into(),
    }
}

// After the board.
pub const TALK: &str = "The feedback talk";
pub const TALKED_ON: &str = "Day of the talk";
pub const TALKED_ON_HINT: &str = "Today or earlier.";
pub const NOTE: &str = "Note";
pub const NOTE_HINT: &str = "What you agreed on. The employee reads it.";
pub const DELIVER_BODY: &str = "Record it once you have talked. From then on the score, the rank and your comments can be read.";
pub const RECORD_TALK: &str = "Record the talk";
pub const READ: &str = "I have read this";
pub const READ_BODY: &str = "It only says that you read it, not that you agree.";
pub const HAS_READ: &str = "Read";
pub const NOT_READ: &str = "Not yet";
pub const REMARK: &str = "Remark";
pub const REMARK_HINT: &str = "What you want to say about the result. It stays with the review.";
pub const SEND_FIRST: &str = "You typed a text above that is not sent yet. Send it first, or empty its field.";
pub const REMARK_SEND: &str = "Save the remark";
pub const OBJECT: &str = "Object to the result";
pub const OBJECTION: &str = "Objection";
pub const OBJECTION_HINT: &str = "What is not right, and why. HR answers in writing; both stay with the review.";
pub const OBJECT_SEND: &str = "Send the objection";
pub const ANSWER: &str = "Answer";
pub const ANSWER_TITLE: &str = "Answer the objection";
pub const ANSWER_HINT: &str = "The employee and the reviewer read it. It stays with the review.";
pub const ANSWER_SEND: &str = "Send the answer";
pub const NO_ANSWER_YET: &str = "HR answers in writing. You will be told.";
pub const READERS: &str = "Who of HR and the board read this";
pub const NO_READERS: &str = "Nobody of HR or the board has read it yet.";
pub const ARCHIVED_WITHOUT_TALK: &str = "The year was closed before a talk was recorded.";

pub fn talked(day: &str, by: Option<&str>) -> String {
    by.map_or_else(|| day.to_owned(), |by| format!("{day}, with {by}"))
}

pub fn object_until(day: &str) -> String {
    format!("An objection is possible until {day}.")
}

// The board's rank.
pub const ADJUST: &str = "Adjust the rank";
pub const ADJUST_BODY: &str = "The computed rank stays visible beside it. Your name and reason are recorded.";
pub const ADJUST_SEND: &str = "Adjust";
pub const AS_COMPUTED: &str = "As computed";
pub const REASON: &str = "Reason";

pub fn moment(when: &When) -> String {
    format!("{}, {}", when.day, when.time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_named_away_from_their_labels() {
        assert_eq!(field("result-r1", Some(2)), "Target 2: Result");
        assert_eq!(field("career_path", None), "Career path");
        assert_eq!(field("form", None), "form");
    }

    #[test]
    fn two_texts_are_told_apart_in_words() {
        assert_eq!(meaning("self_rating-r1", "4"), "4 Exceeds");
        assert_eq!(meaning("manager_rating-r1", ""), NO_RATING);
        assert_eq!(meaning("changed-r1", "yes"), TICKED);
        assert_eq!(meaning("accept_changes", "no"), DECLINE);
        assert_eq!(meaning("result-r1", ""), targets::EMPTY_TEXT);
    }
}
