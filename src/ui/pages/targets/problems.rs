//! What is missing before the targets can be submitted: beside each field at once, and as a list with links above (R9).
use super::{
    desk::{Desk, use_desk},
    edits, place,
};
use crate::{
    domain::{
        draft::{DraftContent, Field, RowKey},
        ids::GoalId,
        target::check_submission,
        validation::{Problem, Violation},
    },
    ui::{
        drafting::check::{self, Check, Summary, use_check},
        messages::{errors, targets},
    },
};
use leptos::prelude::*;

/// To be called where the editor is made.
pub fn provide(desk: Desk, on: bool, goals: Vec<GoalId>) -> Check {
    let on = RwSignal::new(on);
    let found = Memo::new(move |_| {
        desk.content.with(|content| desk.refused.with(|refused| violations(content, on.get(), &goals, refused)))
    });
    let check = Check { on, violations: found.into() };
    provide_context(check);
    check
}

/// In the order of the page, one a field.
pub fn violations(content: &DraftContent, checked: bool, goals: &[GoalId], refused: &[Violation]) -> Vec<Violation> {
    let mut all = if checked { check_submission(content).err().unwrap_or_default() } else { content.check_bounds() };
    if checked {
        let unknown = content.rows.iter().filter(|row| row.goal.parse().is_ok_and(|goal| !goals.contains(&goal)));
        all.extend(unknown.map(|row| Violation::new(Field::Goal(row.key.clone()).name(), Problem::Unknown)));
    }
    let order: Vec<String> = content.fields().iter().map(Field::name).collect();
    check::in_order(all, refused, &order)
}

pub fn is_in_row(violation: &Violation, key: &RowKey) -> bool {
    place::cell(&violation.field).is_some_and(|(_, row)| row == *key)
}

/// A field by its control's name, in words.
pub fn label(name: &str, content: &DraftContent) -> String {
    let Some(field) = place::field(name) else { return name.to_owned() };
    let number = place::cell(name).and_then(|(_, key)| edits::position(content, &key)).map(|place| place + 1);
    targets::field(&field, number)
}

/// The list above the form.
#[component]
pub fn Missing() -> impl IntoView {
    let (desk, check) = (use_desk(), use_check());
    let lines = Memo::new(move |_| {
        let line = |content: &DraftContent, found: &Violation| {
            (found.field.clone(), format!("{}: {}", label(&found.field, content), errors::problem(&found.problem)))
        };
        match check.on.get() {
            true => {
                desk.content.with(|content| check.violations.with(|all| all.iter().map(|found| line(content, found)).collect()))
            }
            false => Vec::new(),
        }
    });
    view! { <Summary lines /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{draft::DraftRow, validation::TASK};

    fn draft() -> DraftContent {
        DraftContent {
            current_role: "role".into(),
            long_term_goal: "goal".into(),
            rows: [("a", "40"), ("b", "30"), ("c", "30")]
                .map(|(key, weight)| DraftRow {
                    key: RowKey(key.into()),
                    task: "t".into(),
                    kpi: "k".into(),
                    weight: weight.into(),
                    difficulty: "L2".into(),
                    goal: String::new(),
                })
                .into(),
        }
    }

    fn names(found: &[Violation]) -> Vec<&str> {
        found.iter().map(|violation| violation.field.as_str()).collect()
    }

    #[test]
    fn a_draft_in_progress_is_left_in_peace_unless_it_cannot_be_saved() {
        let mut content = DraftContent::starting();
        assert_eq!(violations(&content, false, &[], &[]), []);
        content.rows[0].task = "x".repeat(TASK + 1);
        assert_eq!(names(&violations(&content, false, &[], &[])), ["task-r1"]);
    }

    #[test]
    fn everything_missing_is_shown_at_once_in_the_order_of_the_page() {
        let mut content = draft();
        content.rows[1].goal = "7".into();
        content.rows[2].kpi.clear();
        content.current_role.clear();
        let refused = [Violation::new("weight-a", Problem::Taken), Violation::new("kpi-c", Problem::Taken)];
        assert_eq!(names(&violations(&content, true, &[], &refused)), ["current_role", "weight-a", "goal-b", "kpi-c"]);
        assert_eq!(violations(&draft(), true, &[], &[]), []);
    }

    #[test]
    fn a_goal_of_this_year_is_known() {
        let mut content = draft();
        content.rows[1].goal = "7".into();
        assert_eq!(violations(&content, true, &[GoalId(7)], &[]), []);
    }

    #[test]
    fn fields_are_named_by_the_place_of_their_row() {
        assert_eq!(label("kpi-b", &draft()), "Target 2: KPI");
        assert_eq!(label("kpi-z", &draft()), "A removed target: KPI");
        assert_eq!(label("total", &draft()), "Total of the weights");
        let violation = Violation::new("kpi-b", Problem::Missing);
        assert!(is_in_row(&violation, &RowKey("b".into())) && !is_in_row(&violation, &RowKey("c".into())));
    }
}
