//! Words of the frame and of controls that appear everywhere.
use crate::domain::actor::Role;

pub const PRODUCT: &str = "pa-assistant";
pub const LOADING: &str = "Loading…";
pub const BREADCRUMBS: &str = "You are here";
pub const PAGES: &str = "Pages";
pub const PREVIOUS: &str = "Previous";
pub const NEXT: &str = "Next";
pub const SKIP: &str = "Skip to the page";
pub const NAVIGATION: &str = "Navigation";
pub const MENU: &str = "Menu";
pub const COLLAPSE: &str = "Collapse";
pub const WAITING: &str = " waiting";

/// Beyond 99 nobody counts.
pub fn waiting(count: u64) -> String {
    if count > 99 { "99+".into() } else { count.to_string() }
}
pub const NOTICES: &str = "Notices";
pub const ACT_AS: &str = "Act as";
pub const SIGN_OUT: &str = "Sign out";
pub const OWN_SESSIONS: &str = "Where you are signed in";
pub const OWN_DATA: &str = "Your data";
pub const CHANGE_PASSWORD: &str = "Change password";
pub const CANCEL: &str = "Cancel";
pub const CLOSE: &str = "Close";
pub const SEARCH: &str = "Search";
pub const DEMO: &str = "Demo data";

pub const SHORTCUTS: &str = "Keys";
pub const SHORTCUTS_SHOW: &str = "These keys";
pub const SHORTCUTS_OFF: &str = "Turn these keys off on this device";
pub const COMPACT: &str = "Compact rows on this device";
pub const WIDTH_HINT: &str = "Drag, or use the arrow keys; Home or a double click sets all columns back";

pub const HOME: &str = "Home";
pub const MY_TARGETS: &str = "My targets";
pub const MY_REVIEW: &str = "My review";
pub const TEAM: &str = "Team";
pub const DELEGATION: &str = "Delegation";
pub const PEOPLE: &str = "People";
pub const DEPARTMENTS: &str = "Departments";
pub const CONFIGURATION: &str = "Configuration";
pub const YEARS: &str = "Fiscal years";
pub const YEAR: &str = "Fiscal year";
pub const APPROVED_TARGETS: &str = "Approved targets";
pub const CONSOLIDATION: &str = "Consolidation";
pub const RESULTS: &str = "Results";
pub const RANK_TABLES: &str = "Rank tables";
pub const AUDIT: &str = "Audit log";
pub const HELP: &str = "Help";

pub fn role(role: Role) -> &'static str {
    match role {
        Role::Employee => "Employee",
        Role::Manager => "Manager",
        Role::HrAdmin => "HR",
        Role::GeneralDirector => "General director",
        Role::BoardMember => "Board",
    }
}

/// One line under a role in the switch: what changes with it (R2).
pub fn role_explained(role: Role) -> &'static str {
    match role {
        Role::Employee => "You write and submit your own targets.",
        Role::Manager => "You review the people who report to you. Your own targets are read only.",
        Role::HrAdmin => "You see everyone and lock what managers submitted. You edit nobody's texts.",
        Role::GeneralDirector => "You read approved targets and confirmed results of the whole company, and decide on results.",
        Role::BoardMember => "You read approved targets and confirmed results of the whole company, and decide on results.",
    }
}

pub fn page_status(page: u64, pages: u64, total: u64) -> String {
    format!("Page {page} of {} · {total} in all", pages.max(1))
}

pub fn width_of(column: &str) -> String {
    format!("Width of {column}")
}

/// "Acting as Manager": read out beside the badge.
pub fn acting_as(who: Role) -> String {
    format!("Acting as {}", role(who))
}

pub fn phase(phase: crate::domain::fiscal_year::Phase) -> &'static str {
    use crate::domain::fiscal_year::Phase;
    match phase {
        Phase::TargetSetting => "targets",
        Phase::MidYear => "mid-year",
        Phase::Evaluation => "evaluation",
    }
}
