//! What HR names: departments, employee types, grades, fiscal years (R30). A name is one line, and two that differ only in case or
//! in spaces are the same name: nobody could tell them apart in a list.
use super::{
    import::UNSPECIFIED,
    validation::{self, LINE, Problem, Violation},
};

/// The name as it is stored: without spaces around it, one space between words.
pub fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What names that count as the same have in common.
fn folded(name: &str) -> String {
    tidy(name).to_lowercase()
}

pub fn is_same_name(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// The type people get whose file names none (R7). It stands for "not known yet": readiness looks for it, so it keeps its name.
pub fn is_placeholder(employee_type: &str) -> bool {
    is_same_name(employee_type, UNSPECIFIED)
}

/// A name that none of `others` has, ready to be stored. Its violation is about the field `name`.
pub fn check_name<'a>(name: &str, others: impl IntoIterator<Item = &'a str>) -> Result<String, Violation> {
    let refused = |problem| Err(Violation::new("name", problem));
    if let Some(problem) = validation::check_line(name.trim()) {
        return refused(problem);
    }
    if others.into_iter().any(|other| is_same_name(name, other)) { refused(Problem::Taken) } else { Ok(tidy(name)) }
}

/// The same for an employee type, which cannot be called as the placeholder is.
pub fn check_type_name<'a>(name: &str, others: impl IntoIterator<Item = &'a str>) -> Result<String, Violation> {
    let name = check_name(name, others)?;
    if is_placeholder(&name) { Err(Violation::new("name", Problem::Reserved)) } else { Ok(name) }
}

/// Why HR changes something: one line, or nothing.
pub fn check_reason(reason: &str) -> Result<String, Violation> {
    let reason = reason.trim();
    let problem =
        validation::check_text(reason, LINE).or_else(|| reason.contains(['\n', '\r']).then_some(Problem::ControlCharacter));
    match problem {
        Some(problem) => Err(Violation::new("reason", problem)),
        None => Ok(reason.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(name: &str, others: &[&str]) -> Option<Problem> {
        check_name(name, others.iter().copied()).err().map(|violation| violation.problem)
    }

    #[test]
    fn a_name_is_one_tidy_line_of_at_most_200_characters() {
        assert_eq!(check_name("  Human   Resources ", []).as_deref(), Ok("Human Resources"));
        assert_eq!(problem(" \t", &[]), Some(Problem::Missing));
        assert_eq!(problem("two\nlines", &[]), Some(Problem::ControlCharacter));
        assert_eq!(problem("null\u{0}", &[]), Some(Problem::ControlCharacter));
        assert_eq!(problem(&"é".repeat(LINE), &[]), None);
        assert_eq!(problem(&"é".repeat(LINE + 1), &[]), Some(Problem::TooLong { max: LINE, is: LINE + 1 }));
        assert_eq!(check_name("<b>&\u{202e}مرحبا", []).as_deref(), Ok("<b>&\u{202e}مرحبا"), "text, whatever it looks like");
    }

    #[test]
    fn two_names_that_look_the_same_are_one() {
        assert_eq!(problem("sales", &["HR", "Sales"]), Some(Problem::Taken));
        assert_eq!(problem(" SALES  east", &["Sales East"]), Some(Problem::Taken));
        assert_eq!(problem("Sales", &["Sales East"]), None);
    }

    #[test]
    fn no_type_takes_the_name_of_the_placeholder() {
        assert_eq!(check_type_name("unspecified ", []).map_err(|violation| violation.problem), Err(Problem::Reserved));
        assert_eq!(check_type_name("Engineer", ["Staff"]).as_deref(), Ok("Engineer"));
        assert!(is_placeholder("Unspecified") && !is_placeholder("Specified"));
    }

    #[test]
    fn a_reason_is_one_line_or_none() {
        assert_eq!(check_reason("  ").as_deref(), Ok(""));
        assert_eq!(check_reason(" Merged. ").as_deref(), Ok("Merged."));
        assert_eq!(check_reason("a\nb").map_err(|v| (v.field, v.problem)), Err(("reason".into(), Problem::ControlCharacter)));
        assert_eq!(check_reason(&"x".repeat(201)).map_err(|v| v.problem), Err(Problem::TooLong { max: 200, is: 201 }));
    }
}
