//! Submitting the targets: the form a whole draft is handed over as.
use super::{
    desk::{Desk, use_desk},
    edits::Intent,
    sheet::Sheet,
};
use crate::{
    api::targets::{RowForm, SendTargets, TargetsForm},
    domain::draft::DraftContent,
    ui::{
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
pub fn provide(set: String, action: ServerAction<SendTargets>, reload: Callback<()>) -> Handing {
    let desk: Desk = use_desk();
    let stamp = untrack(|| use_session().stamp());
    let request = move |over: HandOver<DraftContent>| SendTargets {
        form: form(over.content, set.clone(), over.save_id, over.version),
        acting_as: stamp.clone(),
    };
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
