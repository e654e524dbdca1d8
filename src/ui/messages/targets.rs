//! Words of the target page and of everything that shows targets.
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
