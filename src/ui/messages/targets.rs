//! Words of the target page and of everything that shows targets.
use crate::{api::views::When, domain::draft::Field};

pub const CURRENT_ROLE: &str = "Current role";
pub const LONG_TERM_GOAL: &str = "Long-term goal";
pub const TASK: &str = "Task";
pub const KPI: &str = "KPI";
pub const WEIGHT: &str = "Weight";
pub const DIFFICULTY: &str = "Difficulty";
pub const GOAL: &str = "Goal it serves";
pub const MODIFIED: &str = "Modified";
pub const BEFORE: &str = "What stood here before";

pub fn target_number(number: usize) -> String {
    format!("Target {number}")
}

/// "Weight 40 % · L1 (1.25)".
pub fn facts(weight: i64, difficulty: &str) -> String {
    format!("Weight {weight} % · {}", self::difficulty(difficulty))
}

pub fn difficulty(code: &str) -> &'static str {
    match code {
        "L1" => "L1 · 1.25 harder than the grade asks",
        "L2" => "L2 · 1.00 what the grade asks",
        "L3" => "L3 · 0.75 easier than the grade asks",
        _ => "No difficulty yet",
    }
}

pub fn serves(goal: &str) -> String {
    format!("serves “{goal}”")
}

// The grid.
pub const TARGET: &str = "Target ";
pub const PERCENT: &str = "%";
pub const IN_PERCENT: &str = " in percent";
pub const OPTIONAL: &str = "optional";
pub const ABOUT_YOU: &str = "Where you stand";
pub const ROLE_HINT: &str = "What you are responsible for now, in a sentence or two.";
pub const GOAL_HINT: &str = "Where you want to be in three to five years.";
pub const CHOOSE: &str = "Choose…";
pub const NO_GOAL: &str = "None";
pub const GOAL_GONE: &str = "A goal that does not exist any more";
pub const ADD: &str = "Add a target";
pub const FULL: &str = "Five targets are the most. Remove one to add another.";
pub const MOVE_UP: &str = "Move up";
pub const MOVE_DOWN: &str = "Move down";
pub const COPY: &str = "Duplicate";
pub const REMOVE: &str = "Remove";
pub const TOTAL: &str = "Total of the weights";
pub const EMPTY_TEXT: &str = "(empty)";

pub fn more_for(number: usize) -> String {
    format!("More for target {number}")
}

/// In the list of a narrow column; the help beside it says more.
pub fn difficulty_short(code: &str) -> &'static str {
    match code {
        "L1" => "L1 · 1.25 harder",
        "L2" => "L2 · 1.00 usual",
        "L3" => "L3 · 0.75 easier",
        _ => CHOOSE,
    }
}

/// "88 %" with what that means beside it.
pub fn total(sum: i64) -> String {
    format!("{sum} %")
}

pub fn total_words((sum, readable): (i64, bool)) -> String {
    match 100 - sum {
        0 if readable => "All given".into(),
        0 => "A weight is missing or is no whole number".into(),
        left if left > 0 => format!("{left} % left to give"),
        over => format!("{} % too much", -over),
    }
}

/// "Target 2: KPI": names a field away from its label. No number: the row is not there any more.
pub fn field(field: &Field, number: Option<usize>) -> String {
    let column = match field {
        Field::CurrentRole => return CURRENT_ROLE.into(),
        Field::LongTermGoal => return LONG_TERM_GOAL.into(),
        Field::Rows => return "Number of targets".into(),
        Field::Total => return TOTAL.into(),
        Field::Task(_) => TASK,
        Field::Kpi(_) => KPI,
        Field::Weight(_) => WEIGHT,
        Field::Difficulty(_) => DIFFICULTY,
        Field::Goal(_) => GOAL,
    };
    number.map_or_else(|| format!("A removed target: {column}"), |number| format!("Target {number}: {column}"))
}

// Head and saving.
pub const YEARS: &str = "Fiscal years";
pub const SAVE_DRAFT: &str = "Save draft";
pub const SUBMIT: &str = "Submit";
pub const SUBMIT_UNCHANGED: &str = "No changes, submit";
pub const MID_YEAR: &str = "Mid-year: have your targets changed?";
pub const MID_YEAR_BODY: &str = "Change what has changed and submit it. If nothing has, submit as it stands. Until the change is approved, what was approved before counts.";
pub const ORIGINAL: &str = "Approved before";
pub const NOT_ADOPTED_TITLE: &str = "The mid-year change was not adopted";
pub const NOT_ADOPTED_BODY: &str =
    "It was not approved before HR closed the window. These are the targets that were approved before; they count.";
pub const SUBMITTING: &str = "Submitting…";
pub const SAVING: &str = "Saving…";
pub const NOT_SAVED: &str = "Not saved yet";
pub const FRESH: &str = "Saves by itself";
pub const OFFLINE: &str = "No connection: what you type is kept in this browser and sent when it returns";
pub const BUSY: &str = "Not saved yet: the server does not answer. Trying again…";
pub const SIGNED_OUT: &str = "Not saved: you are signed out";
pub const OTHER_ROLE: &str = "Not saved: you switched roles in another tab";
pub const UNFIT: &str = "Saved except for the marked fields";
/// What the server says for the current day.
const TODAY: &str = "today";

pub fn saved(when: &When) -> String {
    if when.day == TODAY { format!("Saved {}", when.time) } else { format!("Saved {}, {}", when.day, when.time) }
}

pub fn refused(title: &str) -> String {
    format!("Not saved: {title}")
}

pub fn conflicts(count: usize) -> String {
    if count == 1 {
        "One field was changed twice: pick a text".into()
    } else {
        format!("{count} fields were changed twice: pick the texts")
    }
}

pub const SIGN_IN_AGAIN: &str = "Sign in in a new tab";
pub const RELOAD: &str = "Reload the page";
pub const NOT_SUBMITTED: &str = "Not submitted yet";
pub const OTHER_PERSON: &str = "Somebody else is signed in in this browser now";
pub const OTHER_PERSON_BODY: &str = "What you typed stays here for you alone. Sign in as yourself, then send it.";
pub const OTHER_PERSON_STATE: &str = "Not saved: somebody else is signed in";
pub const SUBMIT_AGAIN: &str = "What you typed is kept. Submit again when the connection is back.";
pub const PICK_FIRST: &str = "Pick a text where a field was changed twice, then submit.";
pub const FOUND: &str = "Text from your last visit was still in this browser";
pub const FOUND_BODY: &str = "It had not reached the server. It is in its fields again and is being saved.";
pub const BROUGHT: &str = "Changes from another tab or device are on this page now.";
pub const ROW_CAME_BACK: &str = "A target you removed was changed in another tab or device meanwhile, so it is still here.";
pub const UNDO: &str = "Undo";
pub const DISMISS: &str = "Dismiss";

pub fn acting_elsewhere(role: &str) -> String {
    format!("You act as {role} in another tab now. What you typed is still here and in this browser.")
}

pub fn switch_back(role: &str) -> String {
    format!("Switch back to {role} and send")
}

pub fn removed(number: usize) -> String {
    format!("Target {number} removed.")
}

pub fn copied(number: usize) -> String {
    format!("Target {number} duplicated.")
}

pub fn moved(from: usize, to: usize) -> String {
    format!("Target {from} is target {to} now.")
}

pub fn restored(field: &str) -> String {
    format!("{field} is back to what was saved.")
}

pub fn pasted(rows: usize, left_out: usize) -> String {
    let rows = if rows == 1 { "One row pasted".to_owned() } else { format!("{rows} rows pasted") };
    match left_out {
        0 => format!("{rows}."),
        1 => format!("{rows}. One cell found no place or was not understood."),
        more => format!("{rows}. {more} cells found no place or were not understood."),
    }
}

pub fn missing(count: usize) -> String {
    if count == 1 {
        "One thing is missing before you can submit".into()
    } else {
        format!("{count} things are missing before you can submit")
    }
}

/// Beside Submit: who reads it next. The reviewer may not be named yet.
pub fn next_reader(reviewer: Option<&str>) -> String {
    match reviewer {
        Some(name) => format!("When you submit, {name} reads your targets next. You can take them back until they are decided."),
        None => "When you submit, your targets wait until HR names a reviewer. You can take them back until then.".into(),
    }
}

// Two texts for one field.
pub const YOURS: &str = "Yours, in this tab";
pub const THEIRS: &str = "Saved elsewhere meanwhile";
pub const KEEP_YOURS: &str = "Keep yours";
pub const KEEP_THEIRS: &str = "Take this one";
pub const UNMERGED_TITLE: &str = "This draft was changed elsewhere meanwhile";
pub const UNMERGED_BODY: &str =
    "Nothing was overwritten. Pick for each field which text stays; everything else you sent is saved.";
pub const UNMERGED_SEND: &str = "Save my choice";

pub fn changed_twice(field: &str) -> String {
    format!("{field} was changed twice")
}

// Beside the grid.
pub const ASIDE: &str = "Goals and help";
pub const HELP: &str = "Help for the field you are in";
pub const GOALS: &str = "Goals of this year";
pub const NO_GOALS: &str = "No goals are published for this year yet.";
pub const COMPANY: &str = "Company";
pub const LAST_YEAR: &str = "Last year's targets";
pub const USE_THIS: &str = "Use this";
pub const USED: &str = "Taken over from last year.";
pub const NO_ROOM: &str = "There are five targets already. Remove one first.";
pub const HISTORY: &str = "History";
pub const HANDED_OVER: &str = "What you handed over";
pub const GOOD: &str = "Good";
pub const BAD: &str = "Not so good";
pub const SHORTCUTS: &str = "Keyboard";
pub const SHORTCUT_LIST: [(&str, &str); 5] = [
    ("Enter", "next row, in weight and difficulty"),
    ("↑ ↓", "row above or below, in weight"),
    ("F2", "select the whole text"),
    ("Esc", "back to what was saved"),
    ("Ctrl S", "save now"),
];
pub const PASTE_HINT: &str = "Cells copied from Excel can be pasted into any field.";

/// Last year's target, for a screen reader: "Use this: Cut checkout errors".
pub fn use_this(task: &str) -> String {
    format!(": {}", task.chars().take(80).collect::<String>())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Help {
    pub title: &'static str,
    pub text: &'static str,
    pub good: Option<&'static str>,
    pub bad: Option<&'static str>,
}

/// Short help for the field in focus; without one, how the whole works.
pub fn help(field: Option<&Field>) -> Help {
    let (title, text, good, bad) = match field {
        Some(Field::CurrentRole) => (
            CURRENT_ROLE,
            "Say what you answer for today, so that the targets can be judged against it.",
            Some("I run the checkout team's services and answer for their availability."),
            Some("Engineer."),
        ),
        Some(Field::LongTermGoal) => (
            LONG_TERM_GOAL,
            "Where you want to be in three to five years. It helps your manager find targets that bring you there.",
            Some("Lead a platform team and be able to size hardware for a whole region."),
            Some("Get promoted."),
        ),
        Some(Field::Task(_)) => (
            TASK,
            "What will be different at the end of the year, and what you will do for it. One target, one result.",
            Some("Move the order service to the new database without a day of downtime."),
            Some("Work on the order service."),
        ),
        Some(Field::Kpi(_)) => (
            KPI,
            "How everybody will see that it worked: a number, a date or a document, and where it is measured.",
            Some("Failed checkouts below 0.5 % in every month from October, as the dashboard shows."),
            Some("Fewer errors."),
        ),
        Some(Field::Weight(_) | Field::Total) => (
            WEIGHT,
            "How much of your year this target is. Whole percents; all weights together are exactly 100.",
            Some("40, 35 and 25 for three targets."),
            Some("The same for all because it is easier."),
        ),
        Some(Field::Difficulty(_)) => (
            DIFFICULTY,
            "Compared with what your grade asks: L1 counts 1.25, L2 counts 1.00, L3 counts 0.75 of the weight.",
            Some("L1 for something nobody at your grade has done here yet."),
            Some("L1 for every target."),
        ),
        Some(Field::Goal(_)) => {
            (GOAL, "The company or department goal this target works towards. You may leave it open.", None, None)
        }
        Some(Field::Rows) | None => (
            "How this works",
            "Write three to five targets. Everything saves by itself; nobody reads a draft but you. Submit when the weights total 100 %.",
            None,
            None,
        ),
    };
    Help { title, text, good, bad }
}

// Read only.
pub const EMPTY_TITLE: &str = "No target setting yet";
pub const EMPTY_BODY: &str = "HR has not opened a fiscal year for you. You will be told when it is time to write your targets.";
pub const YOUR_DRAFT: &str = "Your draft";
pub const DRAFT_EMPTY: &str = "Nothing was written.";
pub const EXEMPT_TITLE: &str = "You are exempt for this year";
pub const EXEMPT_BODY: &str = "You do not have to write targets. Reason given by HR:";
pub const CLOSED_TITLE: &str = "Target setting is not open for you";
pub const CLOSED_BODY: &str = "What you wrote is kept and can be read below. To change it, ask HR to open a window for you.";
pub const ROLE_TITLE: &str = "Read only in this role";
pub const ROLE_BODY: &str = "Your own targets are written as Employee. Switch to write or submit.";
pub const TO_EMPLOYEE: &str = "Switch to Employee";
pub const NOT_ASSESSED_TITLE: &str = "Target setting closed before these targets were approved";
pub const NOT_ASSESSED_BODY: &str = "There is no score for this year. Ask HR if this is a mistake.";
pub const TAKE_BACK: &str = "Take back to change something";
pub const TAKE_BACK_HINT: &str = "Your reviewer is told and sees this comment.";
pub const TAKE_BACK_SEND: &str = "Take back";
pub const COMMENT: &str = "Why";
pub const LEFTOVER_TITLE: &str = "Text in this browser that was never sent";
pub const LEFTOVER_BODY: &str = "It was typed here before the targets became read only. Copy what you still need.";
pub const LEFTOVER_SHOW: &str = "Show the text";
pub const LEFTOVER_DISCARD: &str = "Discard it";
pub const PRINT: &str = "Print";
pub const SIGNATURES: [&str; 2] = ["Employee, date", "Manager, date"];

pub fn asked_for_changes(who: &str) -> String {
    format!("{who} asked for changes")
}

/// After the hand-over: what happens next.
pub fn handed_over(reviewer: Option<&str>) -> (&'static str, String) {
    let body = match reviewer {
        Some(name) => {
            format!("{name} reads your targets next. You will be told what was decided; until then you can take them back.")
        }
        None => "HR names a reviewer for you next. You will be told what was decided; until then you can take them back.".into(),
    };
    ("Your targets are submitted", body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_says_what_is_left() {
        assert_eq!(total_words((88, true)), "12 % left to give");
        assert_eq!(total_words((100, true)), "All given");
        assert_eq!(total_words((100, false)), "A weight is missing or is no whole number");
        assert_eq!(total_words((104, true)), "4 % too much");
    }

    #[test]
    fn saved_names_the_day_only_when_it_is_another() {
        let when = |day: &str| When { iso: String::new(), day: day.into(), time: "14:02".into(), full: String::new() };
        assert_eq!(saved(&when("today")), "Saved 14:02");
        assert_eq!(saved(&when("30 May 2026")), "Saved 30 May 2026, 14:02");
    }
}
