//! Words of the help page: the process, what the terms mean, examples, keys. The gallery of components has a file of its own.
pub mod gallery;

use crate::domain::{
    actor::Role,
    target::{MAX_TARGETS, MIN_TARGETS, Party, SetState},
};

pub const CONTENTS: &str = "On this page";
pub const PROCESS: &str = "How the year goes";
pub const TARGET_SETTING: &str = "Setting targets";
pub const TARGET_SETTING_WHEN: &str = "April and May";
pub const REST_OF_YEAR: &str = "The rest of the year";
pub const REST_OF_YEAR_WHEN: &str = "Each of these is explained when it opens.";
pub const NOW: &str = "Running now";
pub const NOTHING_RUNNING: &str = "No phase is running at the moment.";
pub const YOUR_PART: &str = "your part in the role you act in";

pub const WEIGHTS: &str = "Weights";
pub const DIFFICULTY: &str = "Difficulty";
pub const KPI: &str = "KPIs";
pub const STATES: &str = "States";
pub const EXAMPLES: &str = "Good and bad examples";
pub const KEYBOARD: &str = "Keyboard";
pub const CONTACT: &str = "Who can help";
pub const READING: &str = "Who reads what, when";

/// A step of the process: what happens, in one sentence, who does it, and when.
pub struct Step {
    pub title: &'static str,
    pub what: &'static str,
    pub who: &'static str,
    pub role: Role,
}

const fn step(title: &'static str, what: &'static str, who: &'static str, role: Role) -> Step {
    Step { title, what, who, role }
}

pub const TARGET_STEPS: [Step; 6] = [
    step("HR opens", "Everybody employed gets an empty draft for the fiscal year, with a due day.", "HR", Role::HrAdmin),
    step(
        "You draft",
        "Current role, long-term goal, and three to five targets whose weights total 100 %. The draft saves itself and is yours alone.",
        "Employee",
        Role::Employee,
    ),
    step(
        "You submit",
        "Your manager reads it. Until they decide you can take it back, with a comment, and go on writing.",
        "Employee",
        Role::Employee,
    ),
    step(
        "Your manager reviews",
        "They approve, or ask for changes with a comment; then it is yours again. They never edit your words.",
        "Manager",
        Role::Manager,
    ),
    step(
        "The team goes to HR",
        "Once every report is approved or exempt, the manager hands the whole team over at once.",
        "Manager",
        Role::Manager,
    ),
    step(
        "HR approves and closes",
        "HR approves, or asks the manager; at the end they close target setting. Approved targets stay readable all year.",
        "HR",
        Role::HrAdmin,
    ),
];

pub const YEAR_STEPS: [Step; 6] = [
    step(
        "Mid-year, October",
        "Targets that the year overtook get a new revision; “no changes” is one click.",
        "Employee",
        Role::Employee,
    ),
    step("Self-evaluation, March", "Each target gets your rating from 1 to 5 and what came of it.", "Employee", Role::Employee),
    step("Evaluation", "Your manager rates beside your words, and writes a summary.", "Manager", Role::Manager),
    step("Consolidation", "HR checks that the whole company was measured alike.", "HR", Role::HrAdmin),
    step("Decision", "The general director or the board approves the results. They are final then.", "Board", Role::BoardMember),
    step("Feedback", "Your manager gives you the result in person. HR closes the year.", "Manager", Role::Manager),
];

pub const WEIGHTS_TEXT: [&str; 3] = [
    "A weight says how much of your year a target is: a whole percent from 1 to 100.",
    "All weights together make exactly 100 %. The page shows what is left to give; you can submit when nothing is.",
    "Give most to what matters most. A target below 10 % is usually a task, not a target.",
];
pub const WEIGHTS_EXAMPLE: &str = "For example 40 %, 30 % and 30 %; not 33 %, 33 % and 33 %, which leave 1 % over.";

pub const DIFFICULTY_TEXT: [&str; 2] = [
    "How hard a target is for somebody of your grade. The level multiplies the points, so it must be agreed with your manager.",
    "Most targets are L2. Three L1 targets mean that the grade is no longer right, not that the year is heroic.",
];
pub const LEVEL: &str = "Level";
pub const FACTOR: &str = "Factor";
pub const WHEN: &str = "When";
/// Level, factor, when to choose it.
pub const LEVELS: [[&str; 3]; 3] = [
    ["L1", "1.25", "Clearly harder than the grade asks: new ground, or much depends on others."],
    ["L2", "1.00", "What the grade asks. The usual choice."],
    ["L3", "0.75", "Easier than the grade asks: routine, or well prepared by others."],
];
pub const LEVELS_CAPTION: &str = "The three levels of difficulty";

pub const KPI_TEXT: [&str; 2] = [
    "A KPI is how both of you will know in March whether the target was reached, without having to argue.",
    "Name the measure, where it stands today, where it shall stand, by when, and where the number is read.",
];
pub const KPI_EXAMPLE: &str =
    "“Checkout errors per 1,000 orders, from 14 today to below 7 by 28 February, as in the weekly shop report.”";

pub const STATES_TEXT: &str =
    "Every set of targets is in one of these states. The badge shows it, the timeline shows what comes next.";
pub const STATE: &str = "State";
pub const MEANS: &str = "What it means";
pub const TURN: &str = "Whose turn";
pub const STATES_CAPTION: &str = "The states of a target set";
pub const EXEMPT_MEANS: &str = "HR left this person out for the year, with a reason.";
pub const NOBODYS_TURN: &str = "Nobody's";

pub fn state_means(state: SetState) -> &'static str {
    match state {
        SetState::Draft => "Being written. Only its owner reads it; others see that it is a draft.",
        SetState::SubmittedToManager => "Handed over. The reviewer reads it and decides.",
        SetState::RevisionRequested => "It came back with a comment. It can be edited again.",
        SetState::ManagerApproved => "The reviewer agreed. It goes to HR with the whole team.",
        SetState::SubmittedToHr => "HR checks it.",
        SetState::HrFeedbackRequested => "HR asked the manager something. The manager passes it on.",
        SetState::HrApproved => "HR agreed. Nothing is left to do but to close the phase.",
        SetState::TargetSettingComplete => "Locked for the year, and what is evaluated in March.",
        SetState::NotAssessed => "Not finished when HR closed the phase: no score, no rank, in no average.",
        SetState::NotAdopted => "A mid-year change that was not finished in time. What was approved before it counts.",
    }
}

pub fn turn(party: Option<Party>) -> &'static str {
    match party {
        Some(Party::Owner) => "Employee",
        Some(Party::Reviewer) => "Reviewer",
        Some(Party::Hr) => "HR",
        None => NOBODYS_TURN,
    }
}

pub const READING_TEXT: [&str; 4] = [
    "A draft is yours alone. Your manager and HR see that there is one, and nothing in it.",
    "From the moment you submit, your reviewer and HR read what you handed over; changes made later only when you submit again.",
    "The general director and the board read targets that HR has approved.",
    "Colleagues read none of it. Every reading by HR or the board is recorded.",
];

pub const EXAMPLES_TEXT: &str = "The same intention, written so that it cannot be checked, and so that it can.";
pub const BAD: &str = "Hard to judge";
pub const GOOD: &str = "Good";
pub const WHY: &str = "Why";

pub struct Example {
    pub title: &'static str,
    pub bad: &'static str,
    pub good: &'static str,
    pub why: &'static str,
}

pub const EXAMPLE_LIST: [Example; 3] = [
    Example {
        title: "A result, not an effort",
        bad: "Work hard on the quality of the checkout.",
        good: "Halve checkout errors. KPI: from 14 to below 7 per 1,000 orders by 28 February, weekly shop report.",
        why: "Working hard cannot be counted; errors can, and both sides read them in the same place.",
    },
    Example {
        title: "In your own hands",
        bad: "The company wins three new large customers.",
        good: "Prepare and lead the technical part of at least six offers. KPI: six delivered on time, feedback of 4 of 5 or better.",
        why: "Whether a customer signs depends on many. What you do for it depends on you.",
    },
    Example {
        title: "One thing at a time",
        bad: "Improve documentation, train new colleagues and automate the release.",
        good: "A release takes one person ten minutes. KPI: five releases in a row by the written steps, each by somebody else.",
        why: "Three goals in one cannot be rated with one number. Make them three targets, or choose.",
    },
];

pub const KEYBOARD_TEXT: &str = "Everything works without a mouse.";
pub const KEY: &str = "Key";
pub const DOES: &str = "What it does";
pub const EVERYWHERE: &str = "On every page";
pub const ON_TARGETS: &str = "On your targets";
/// Keys, separated by spaces, and what they do. Those of the target grid stand with its own words.
pub const KEYS: [(&str, &str); 8] = [
    ("Tab", "to the next field, link or button"),
    ("Shift Tab", "to the one before"),
    ("Enter", "follows a link, presses a button, sends a form from a field of one line"),
    ("Space", "presses a button, ticks a box, unfolds what is folded"),
    ("?", "shows the keys of this page, lets you turn them off and set rows closer together"),
    ("g h", "goes home"),
    ("g t", "goes to your targets"),
    ("Esc", "closes the navigation on a phone, and any dialog"),
];

pub const CONTACT_LIST: [(&str, &str); 4] = [
    ("What to aim for, weights, difficulty, KPIs", "Your manager."),
    ("Due days, being exempt, a wrong manager or grade, no reviewer", "HR."),
    ("A lost password or invitation", "HR; they make a one-time link in a moment."),
    (
        "Something does not work",
        "HR, with the time it happened and what the page said. What you typed is kept by the page until it is saved.",
    ),
];

pub const SIGN_IN_TO_READ: &str = "To the sign-in page";
pub const TO_HELP: &str = "To the help page";
pub const ADDRESS: &str = "Address";

/// "3 to 5 targets".
pub fn how_many() -> String {
    format!("A set has {MIN_TARGETS} to {MAX_TARGETS} targets.")
}

/// "HR", or "HR · your part …" for whoever acts as that.
pub fn who(who: &str, is_you: bool) -> String {
    if is_you { format!("{who} · {YOUR_PART}") } else { who.to_owned() }
}

/// "FY 2026 targets, until 31 May 2026".
pub fn running(year: &str, phase: &str, due: &str) -> String {
    format!("{year} {phase}, until {due}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_levels_are_those_of_the_rules() {
        assert_eq!(LEVELS.map(|[level, factor, _]| (level, factor)), [("L1", "1.25"), ("L2", "1.00"), ("L3", "0.75")]);
    }

    #[test]
    fn the_role_one_acts_in_is_marked() {
        assert_eq!(who("HR", false), "HR");
        assert_eq!(who("HR", true), "HR · your part in the role you act in");
    }
}
