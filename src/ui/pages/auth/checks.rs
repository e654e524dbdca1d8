//! What the browser can tell about a new password before it is sent. A form that loads the whole page anew would come back
//! empty, so a mistake found here saves typing; the server checks everything again.
use crate::{
    api::{auth::SetupForm, error::AppError},
    domain::{
        password,
        person::EmployeeNo,
        validation::{self, Problem, Violation},
    },
    ui::platform,
};
use leptos::{ev::SubmitEvent, prelude::*};

/// A new password typed twice, in the fields `new` and `again`. `own_names` are names it may not be.
pub fn check_pair(new: &str, again: &str, own_names: &[&str]) -> Vec<Violation> {
    let weak = if new.is_empty() { Some(Problem::Missing) } else { password::check(new, own_names, password::nothing_is_common) };
    let differs = (new != again).then_some(Problem::Differs);
    [("new", weak), ("again", differs)]
        .into_iter()
        .filter_map(|(field, problem)| problem.map(|problem| Violation::new(field, problem)))
        .collect()
}

pub fn check_setup(form: &SetupForm) -> Vec<Violation> {
    let (employee_no, email) = (form.employee_no.trim(), form.email.trim());
    let mut found: Vec<Violation> = [
        ("employee_no", EmployeeNo(employee_no.to_owned()).check()),
        ("full_name", validation::check_line(&form.full_name)),
        ("email", validation::check_email(email)),
    ]
    .into_iter()
    .filter_map(|(field, problem)| problem.map(|problem| Violation::new(field, problem)))
    .collect();
    found.extend(check_pair(&form.new, &form.again, &[employee_no, email]));
    found
}

/// What stands in a control of this page.
pub fn typed(id: &str) -> String {
    platform::typed_before(id).unwrap_or_default()
}

/// A plain form's errors: those the browser finds when it is sent, else what the server answered the time before.
#[derive(Clone, Copy)]
pub struct PlainErrors {
    found: RwSignal<Vec<Violation>>,
    pub shown: Signal<Option<AppError>>,
}

impl PlainErrors {
    pub fn new(answered: Signal<Option<AppError>>) -> Self {
        let found = RwSignal::new(Vec::new());
        let shown = Signal::derive(move || {
            let found = found.get();
            if found.is_empty() { answered.get() } else { Some(AppError::Invalid(found)) }
        });
        PlainErrors { found, shown }
    }

    pub fn violations(self) -> Signal<Vec<Violation>> {
        Signal::derive(move || {
            self.shown.with(|error| error.as_ref().map(|error| error.violations().to_vec()).unwrap_or_default())
        })
    }

    /// Holds the form back when something is wrong.
    pub fn hold_back(self, event: &SubmitEvent, found: Vec<Violation>) {
        if !found.is_empty() {
            event.prevent_default();
        }
        self.found.set(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(found: &[Violation]) -> Vec<&str> {
        found.iter().map(|violation| violation.field.as_str()).collect()
    }

    #[test]
    fn a_password_is_long_uncommon_and_typed_twice() {
        assert_eq!(check_pair("correct horse staple", "correct horse staple", &["EMP0001"]), []);
        assert_eq!(check_pair("", "", &[]), [Violation::new("new", Problem::Missing)]);
        assert_eq!(fields(&check_pair("short", "shorter", &[])), ["new", "again"]);
        assert_eq!(
            check_pair("yuki.pham@example.com", "yuki.pham@example.com", &["yuki.pham@example.com"]),
            [Violation::new("new", Problem::TooCommon)]
        );
    }

    #[test]
    fn set_up_names_every_field_that_is_wrong() {
        let mut form = SetupForm {
            token: "t".into(),
            employee_no: " EMP0001 ".into(),
            full_name: "Yuki Phạm".into(),
            email: " yuki.pham@example.com ".into(),
            new: "correct horse staple".into(),
            again: "correct horse staple".into(),
        };
        assert_eq!(check_setup(&form), []);
        (form.employee_no, form.full_name, form.email) = ("EMP 1".into(), " ".into(), "yuki".into());
        assert_eq!(fields(&check_setup(&form)), ["employee_no", "full_name", "email"]);
    }
}
