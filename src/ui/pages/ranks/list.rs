//! Which table ranks whom: every type with its grades, the version in force, and how it came about.
use super::place::Place;
use crate::{
    api::results::{GradeTables, TableView, TypeTables},
    ui::{components::Moment, messages::ranks as words},
};
use leptos::prelude::*;

/// What ranks one line, in words; nothing when no table does.
fn ranked_by(line: &GradeTables, of: &TypeTables) -> Option<String> {
    let whole = of.grades.iter().any(|line| line.grade.is_none() && line.table.is_some());
    match (&line.grade, &line.table) {
        (None, Some(table)) => Some(words::version(table.version)),
        (Some(_), Some(table)) => Some(words::own_table(table.version)),
        (Some(_), None) => whole.then(|| words::table_of(&of.name)),
        (None, None) => None,
    }
}

#[component]
pub fn List(types: Vec<TypeTables>, place: Place) -> impl IntoView {
    let heads =
        [(words::WHO, false), (words::PEOPLE, true), (words::RANKED_BY, false), (words::BANDS, false), (words::SINCE, false)]
            .map(|(name, number)| {
                view! {
                    <th scope="col" class:num={number}>
                        {name}
                    </th>
                }
            });
    let rows = types
        .into_iter()
        .flat_map(|of| of.grades.clone().into_iter().map(move |line| (of.clone(), line)))
        .map(|(of, line)| view! { <Line of line place /> })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={words::CAPTION}>
            <table class="table">
                <caption class="visually-hidden">{words::CAPTION}</caption>
                <thead>
                    <tr>
                        {heads.into_iter().collect_view()} <th class="no-print" scope="col">
                            <span class="visually-hidden">{words::ACTION}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Line(of: TypeTables, line: GradeTables, place: Place) -> impl IntoView {
    let ranked = match ranked_by(&line, &of) {
        Some(words) if line.table.is_some() => words.into_any(),
        Some(words) => view! { <span class="muted">{words}</span> }.into_any(),
        None => {
            let tone = if line.people > 0 { "danger" } else { "neutral" };
            view! {
                <span class="badge" data-tone={tone}>
                    {words::NO_TABLE}
                </span>
            }
            .into_any()
        }
    };
    let is_grade = line.grade.is_some();
    let grade = line.grade.as_ref().map(|(_, name)| name.clone());
    let title = words::title_of(&of.name, grade.as_deref());
    let action = if is_grade && line.table.is_none() { words::OWN } else { words::EDIT };
    let edit = place.editing(of.id, line.grade.as_ref().map(|(id, _)| *id)).address();
    let name = match grade {
        Some(grade) => grade.into_any(),
        None => view! {
            <strong>{of.name.clone()}</strong>
            " "
            <span class="muted small">{words::ALL_GRADES}</span>
        }
        .into_any(),
    };
    let (bands, origin) = match line.table {
        Some(table) => (words::bands(&table.bands), view! { <Origin table /> }.into_any()),
        None => (String::new(), ().into_any()),
    };
    view! {
        <tr data-level={is_grade.then_some("1")}>
            <th class="nowrap" scope="row">
                {name}
            </th>
            <td class="num">{line.people}</td>
            <td>{ranked}</td>
            <td>{bands}</td>
            <td>{origin}</td>
            <td class="nowrap no-print">
                <a class="button button--small" href={edit} aria-label={words::edit_of(action, &title)}>
                    {action}
                </a>
            </td>
        </tr>
    }
    .into_any()
}

/// When, by whom and why.
#[component]
fn Origin(table: TableView) -> impl IntoView {
    let who = table.by.map_or_else(|| words::SHIPPED.to_owned(), |who| words::by(&who));
    let reason = (!table.reason.is_empty()).then(|| view! { <span class="small muted">{table.reason}</span> });
    view! {
        <span class="stack stack--tight">
            <span>
                <Moment when={table.at} />
                ", "
                {who}
            </span>
            {reason}
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api::views::When,
        domain::ids::{EmployeeTypeId, GradeId},
    };

    #[test]
    fn a_grade_without_a_table_is_ranked_by_its_types() {
        let when = When { iso: String::new(), day: String::new(), time: String::new(), full: String::new() };
        let table = TableView { version: 3, bands: vec![], reason: String::new(), at: when, by: None };
        let grade = |table| GradeTables { grade: Some((GradeId(1), "G1".into())), people: 1, table };
        let whole = |table| GradeTables { grade: None, people: 1, table };
        let of = |table| TypeTables { id: EmployeeTypeId(1), name: "Engineer".into(), grades: vec![whole(table)] };
        let with = of(Some(table.clone()));
        assert_eq!(ranked_by(&grade(None), &with).as_deref(), Some("The table of Engineer"));
        assert_eq!(ranked_by(&grade(Some(table.clone())), &with).as_deref(), Some("Own table, version 3"));
        assert_eq!(ranked_by(&whole(Some(table)), &with).as_deref(), Some("Version 3"));
        assert_eq!(ranked_by(&grade(None), &of(None)), None);
    }
}
