//! Words of corrections of archived reviews.
use crate::{api::corrections::CorrectionView, domain::actor::Role};

pub const TITLE: &str = "Corrections";
pub const INTRO: &str = "This review is archived and read-only. A text can be corrected with a reason. Another rating changes a score, so it waits until the director or the board confirms it. What stood there before stays visible to everybody who may read it.";
pub const TO_REVIEW: &str = "To the review";
pub const CORRECT_LINK: &str = "Correct this review";
pub const DECIDE_LINK: &str = "A correction waits for a decision";

pub const WAITING: &str = "Waiting for a decision";
pub const NOTHING_WAITS: &str = "Nothing waits for a decision.";
pub const WHAT: &str = "What can be corrected";
pub const CAPTION: &str = "Every text and rating of this review";
pub const FIELD: &str = "Field";
pub const NOW: &str = "As it stands";
pub const ACTION: &str = "Action";
pub const CORRECT: &str = "Correct";
pub const WAITS: &str = "A correction waits";
pub const NEW_TEXT: &str = "Corrected text";
pub const NEW_RATING: &str = "Corrected rating";
pub const REASON: &str = "Reason";
pub const REASON_HINT: &str = "Why this is corrected. It stays with the review; the employee and the reviewer read it.";
pub const SEND_TEXT: &str = "Correct the text";
pub const SEND_RATING: &str = "Propose to the director and the board";
pub const RATING_BODY: &str =
    "Nothing changes until it is confirmed by somebody else, who is neither you nor the person it concerns.";

pub const BEFORE: &str = "Before";
pub const AFTER: &str = "Now";
pub const WOULD_BE: &str = "Would be";
pub const SCORE: &str = "Score";
pub const SELF_SCORE: &str = "Self-evaluation";
pub const RANK: &str = "Computed rank";
pub const NOTE: &str = "Note";
pub const NOTE_HINT: &str = "Needed when you refuse.";
pub const CONFIRM: &str = "Confirm the correction";
pub const REFUSE: &str = "Refuse";
pub const NOT_YOURS: &str = "The director or a board member decides, never the person it concerns and never whoever proposed it.";
pub const LATER: &str = "It can be decided once the one before it is.";
pub const CORRECTED: &str = "Corrected";
pub const REFUSED: &str = "Refused";
pub const HISTORY: &str = "What was corrected";
pub const NONE: &str = "Nothing was corrected yet.";

/// What was just done, as the address says it.
pub fn done(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "corrected" => ("The text is corrected", "The employee and the reviewer are told; both texts can be read on the review."),
        "proposed" => ("It waits for the director or the board", "Nothing has changed yet."),
        "confirm" => ("The correction is confirmed", "The score was computed anew; the employee and the reviewer are told."),
        "refuse" => ("The correction is refused", "Nothing was changed; whoever proposed it is told."),
        _ => return None,
    })
}

/// "Target 2: Rating (self-evaluation)": a place in either half, told apart.
pub fn field(name: &str, target: Option<usize>) -> String {
    let words = super::evaluation::field(name, target);
    if name.starts_with("self_rating") { format!("{words} ({})", SELF_SCORE.to_lowercase()) } else { words }
}

/// "3 Meets" for a rating, a text as it is.
pub fn value(name: &str, value: &str) -> String {
    let is_rating = name.starts_with("self_rating") || name.starts_with("manager_rating");
    match value.parse() {
        Ok(rating) if is_rating => format!("{value} {}", super::reviews::rating(rating)),
        _ => value.to_owned(),
    }
}

pub fn score_name(name: &str) -> &'static str {
    if name.starts_with("self_rating") { SELF_SCORE } else { SCORE }
}

pub fn correct(field: &str) -> String {
    format!("{CORRECT}: {field}")
}

fn who(name: &str, role: Role) -> String {
    format!("{name}, {}", super::common::role(role))
}

/// "Hana Hr, HR".
pub fn proposed_by(correction: &CorrectionView) -> String {
    who(&correction.by, correction.by_role)
}

/// "confirmed by Pat Board, Board".
pub fn decided_by(name: &str, role: Role, refused: bool) -> String {
    let did = if refused { "refused" } else { "confirmed" };
    format!("{did} by {}", who(name, role))
}

pub fn of(name: &str) -> String {
    format!("{TITLE}: {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_both_halves_are_told_apart() {
        assert_eq!(field("self_rating-a", Some(2)), "Target 2: Rating (self-evaluation)");
        assert_eq!(field("manager_rating-a", Some(2)), "Target 2: Rating");
        assert_eq!(field("summary", None), "Overall summary");
        assert_eq!(value("manager_rating-a", "3"), "3 Meets");
        assert_eq!(value("comment-a", "3"), "3");
    }
}
