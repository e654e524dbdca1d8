//! Submitting the targets: the form a whole draft is handed over as.
use super::{
    desk::{Desk, use_desk},
    edits::Intent,
    sheet::Sheet,
};
use crate::{
    api::targets::{RowForm, TargetsForm},
    domain::draft::DraftContent,
    ui::{
        components::Posting,
        contexts::session::use_session,
        drafting::{
            check::use_check,
            handing::{self, HandOver},
        },
    },
};
use leptos::prelude::*;

pub type Handing = handing::Handing<Sheet>;

/// `reload` reads the page anew.
pub fn provide(set: String, action: Posting, reload: Callback<()>) -> Handing {
    let desk: Desk = use_desk();
    let stamp = untrack(|| use_session().stamp());
    let request =
        move |over: HandOver<DraftContent>| fields(form(over.content, set.clone(), over.save_id, over.version), stamp.clone());
    let handing = Handing::new(desk, use_check(), action, request, reload);
    provide_context(handing);
    handing
}

pub fn use_handing() -> Handing {
    expect_context::<Handing>()
}

fn form(content: DraftContent, set: String, save_id: String, version: i64) -> TargetsForm {
    let rows = content.rows.into_iter().map(|row| RowForm {
        key: row.key.0,
        task: row.task,
        kpi: row.kpi,
        weight: row.weight,
        difficulty: row.difficulty,
        goal: row.goal,
    });
    TargetsForm {
        set,
        save_id,
        base_version: version.to_string(),
        intent: Intent::Submit.to_string(),
        current_role: content.current_role,
        long_term_goal: content.long_term_goal,
        rows: rows.collect(),
    }
}

/// Named as the page's own fields are.
fn fields(form: TargetsForm, stamp: String) -> Vec<(String, String)> {
    let mut fields = vec![("acting_as".to_owned(), stamp)];
    let head = [
        ("set", form.set),
        ("save_id", form.save_id),
        ("base_version", form.base_version),
        ("intent", form.intent),
        ("current_role", form.current_role),
        ("long_term_goal", form.long_term_goal),
    ];
    fields.extend(head.map(|(name, value)| (format!("form[{name}]"), value)));
    for (place, row) in form.rows.into_iter().enumerate() {
        let cells = [
            ("key", row.key),
            ("task", row.task),
            ("kpi", row.kpi),
            ("weight", row.weight),
            ("difficulty", row.difficulty),
            ("goal", row.goal),
        ];
        fields.extend(cells.map(|(name, value)| (format!("form[rows][{place}][{name}]"), value)));
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_carries_the_rows_in_the_order_of_the_page() {
        let form = form(DraftContent::starting(), "4".into(), "s".into(), 7);
        assert_eq!((form.intent.as_str(), form.base_version.as_str()), ("submit", "7"));
        assert_eq!(form.rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["r1", "r2", "r3"]);
    }
}
