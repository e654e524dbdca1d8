//! Words of the export of everything about one person (R43).

pub const TITLE: &str = "Your data";
pub const TAKE: &str = "Take it along";
pub const EXPLAINED: &str = "Everything kept here about you that you may read: your record, your targets and drafts, your reviews as far as they were handed back to you, what was corrected in them and who read them, notices, where you are signed in, and what you did.";
pub const NOT_IN_IT: &str = "Not in it: what your manager is still writing, and what concerns other people.";
pub const READABLE: &str = "As a page to read";
pub const MACHINE: &str = "As JSON for other programs";
pub const READABLE_HINT: &str = "One file that opens in any browser, also without this server, and prints well.";
pub const MACHINE_HINT: &str = "The same, for other programs.";
pub const LOGGED: &str = "Taking it along is noted in the audit log.";

pub const OF_PERSON: &str = "Everything about this person";
pub const OF_PERSON_EXPLAINED: &str = "For somebody who asks what is kept about them. It holds what they may read and you may, too: no drafts, nothing of an evaluation that was not handed back. It is noted in the audit log, and each review in it counts as read by you.";

pub const NOTHING: &str = "Nothing is kept.";
pub const YES: &str = "yes";
pub const NO: &str = "no";

pub fn title(name: &str) -> String {
    format!("Everything kept about {name}")
}

/// What the page says under its title. `own`: taken by the person themself.
pub fn explained(made: &str, own: bool) -> String {
    let whose =
        if own { "what this person may read" } else { "what this person may read, without drafts, taken by HR on request" };
    format!("Made by pa-assistant on {made}: {whose}.")
}

/// A field's name; those nobody put into words read as they are.
pub fn label(name: &str) -> String {
    match name {
        "employee_id" => "Employee id".into(),
        "person" => "Record".into(),
        "account" => "Signing in".into(),
        "sets" => "Targets by year".into(),
        "actions" => "What they did".into(),
        "record_changes" => "Changes of the record and the account".into(),
        "history" => "History".into(),
        "readers" => "Read by HR or the board".into(),
        "kpi" => "KPI".into(),
        "by" => "By".into(),
        "at" => "When".into(),
        "as" => "As".into(),
        "for" => "For".into(),
        other => super::audit::field(other),
    }
}
