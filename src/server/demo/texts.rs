//! What people in the demo company write.
use super::row;
use crate::domain::{draft::DraftContent, ids::GoalId};

pub const GOALS: [(&str, &str); 3] = [
    ("Customers can rely on us", "Fewer incidents, faster answers: 99.95 % availability and first replies within four hours."),
    ("Half the time from idea to use", "What we decide to build is in customers' hands in six weeks instead of twelve."),
    (
        "A place where people stay and grow",
        "Everybody has a development plan they wrote themselves; regretted departures below 5 %.",
    ),
];

/// Task, KPI.
const TARGETS: [(&str, &str); 12] = [
    (
        "Bring the nightly settlement run below one hour so that the morning reports are there when people arrive.",
        "Median run time of the last 30 days ≤ 60 minutes, no run over 90.",
    ),
    (
        "Introduce pair reviews for every change to the payment code.",
        "100 % of merged changes reviewed by two people from October on; escaped defects −30 % against last year.",
    ),
    (
        "Rewrite the onboarding guide together with the three newest colleagues.",
        "New starters make their first change in their first week; survey of new starters ≥ 4.2 of 5.",
    ),
    (
        "Negotiate the three largest supplier contracts anew.",
        "Yearly cost −8 % at the same service level, signed by the end of January.",
    ),
    (
        "Answer customer questions within four working hours.",
        "First reply ≤ 4 h in 95 % of cases, measured monthly; satisfaction ≥ 4.5 of 5.",
    ),
    (
        "Move the reporting database to the new cluster without an interruption during office hours.",
        "Migration done by 30 September; 0 minutes of unplanned downtime; reports 2× faster.",
    ),
    (
        "Train two colleagues to run the quarter-end closing on their own.",
        "Both have closed one quarter without help by March; written checklist accepted by finance.",
    ),
    (
        "Win five new customers in the manufacturing segment.",
        "Five signed contracts with at least one year's term, ≥ 12 million yen yearly revenue in all.",
    ),
    (
        "Reduce the open security findings of our services.",
        "No critical finding older than 7 days, no high one older than 30, checked every Friday.",
    ),
    (
        "Hold a monthly session in which teams show each other what they learned.",
        "Ten sessions in the year with at least four teams each; recordings with notes within two days.",
    ),
    ("Cut the energy used by the test laboratory.", "−15 % kWh against last year at the same number of test hours."),
    (
        "Make the price list understandable for sales without asking product management.",
        "Questions about prices −50 %; sales managers rate the list ≥ 4 of 5 in the December survey.",
    ),
];

const WEIGHTS: [&[&str]; 4] =
    [&["40", "30", "30"], &["35", "25", "25", "15"], &["50", "30", "20"], &["30", "20", "20", "15", "15"]];
const LEVELS: [&str; 5] = ["L2", "L1", "L2", "L3", "L2"];

/// The whole draft of the `n`th person.
pub fn content(n: usize, job_title: &str, goal: Option<GoalId>) -> DraftContent {
    let weights = WEIGHTS[n % WEIGHTS.len()];
    let title = if job_title.is_empty() { "Team member" } else { job_title };
    DraftContent {
        current_role: format!("{title}. I keep our part of the business running and improve how we do it."),
        long_term_goal: "In three years I want to lead a small team and be the person others ask about our field.".into(),
        rows: weights
            .iter()
            .enumerate()
            .map(|(place, weight)| {
                let (task, kpi) = TARGETS[(n * 5 + place * 7) % TARGETS.len()];
                row(place + 1, task, kpi, weight, LEVELS[(n + place) % LEVELS.len()], goal.filter(|_| place == 0))
            })
            .collect(),
    }
}

/// The same, as far as somebody came who has just begun.
pub fn begun(whole: &DraftContent) -> DraftContent {
    let mut begun = whole.clone();
    begun.long_term_goal.clear();
    for row in begun.rows.iter_mut().skip(1) {
        row.kpi.clear();
        row.weight.clear();
    }
    begun
}

pub fn ask(n: usize) -> &'static str {
    const COMMENTS: [&str; 3] = [
        "Good choice of topics. Please put a figure into the first KPI: how will we both know in March that it worked?",
        "The second target is part of your daily work. What would you like to achieve beyond it?",
        "Could we give the first target more weight? It is what the department needs most this year.",
    ];
    COMMENTS[n % COMMENTS.len()]
}

pub const MEETING: &str = "Yearly review meeting. Results discussed department by department; approved as confirmed by HR.";
pub const TALK: &str = "Went through every target, agreed on what to build on next year.";
pub const CHANGED_KPI: &str = "Measured since October by the new report; the level agreed in April stays.";

pub fn job(title: &str) -> String {
    format!("{title}: responsible for the topics in the targets above, and for handing over what I know.")
}

pub const CAREER: [&str; 4] = [
    "I would like to lead a small team within two years.",
    "I want to go deeper into my field and become the person others ask.",
    "I would like to spend half a year in another department to understand our customers better.",
    "I am happy where I am and want to train the people who come after me.",
];

pub const RESULTS: [&str; 5] = [
    "Done in October, two weeks ahead of plan. The figures of the last quarter are in the report of January.",
    "Reached in three of four quarters. In summer two people were missing, and we caught up only in autumn.",
    "The first half went slower than planned because the supplier changed. From September on we were above the target every month.",
    "Reached, and the checklist is used by two other teams by now.",
    "Partly reached: the hard part is done, the documentation is still missing.",
];

pub const COMMENTS: [&str; 5] = [
    "Solid work, visible in the figures. I would have liked to hear about the delay earlier.",
    "More than agreed. The way the team was involved is an example for others.",
    "The target was reached; the quality of the documentation still needs attention.",
    "A difficult year for this topic, handled calmly. The result is just below what we agreed.",
    "Very good. Next year I would like to see this carried into the neighbouring teams.",
];

pub const SUMMARIES: [&str; 4] = [
    "A reliable year. Strong in substance, growing in how results are shared.",
    "An outstanding contribution in a year with many changes. Ready for more responsibility.",
    "Good work on the main targets; let us agree on fewer and clearer ones next year.",
    "A year with ups and downs. The second half showed what is possible; we build on that.",
];
