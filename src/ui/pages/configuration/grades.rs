//! The grades of a type. The one that is being changed stands in the address: its forms are the only ones open.
use super::{
    employee_type::Forms,
    parts::{Fold, PATH, Reason, Remove, Submit},
    table::{Change, Table},
};
use crate::{
    api::configuration::GradeView,
    domain::ids::{EmployeeTypeId, GradeId},
    ui::{
        components::{PostForm, Posting, TextField},
        messages::{common, configuration as words},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn Grades(of: EmployeeTypeId, grades: Vec<GradeView>, forms: Forms) -> impl IntoView {
    let query = use_query_map();
    let chosen = untrack(|| query.with(|query| query.get_str("grade").and_then(|grade| grade.parse::<GradeId>().ok())));
    let editing = chosen.and_then(|chosen| grades.iter().find(|grade| grade.id == chosen).cloned());
    let is_empty = grades.is_empty();
    let table = if is_empty {
        view! { <p class="muted">{words::NO_GRADES}</p> }.into_any()
    } else {
        let row = move |grade: GradeView| {
            view! {
                <tr>
                    <th scope="row">{grade.name.clone()}</th>
                    <td class="num">{grade.people}</td>
                    <Change path={format!("/types/{of}?grade={}#grade-head", grade.id)} name={grade.name} />
                </tr>
            }
        };
        view! {
            <Table
                label={words::GRADES_CAPTION}
                caption={words::GRADES_CAPTION}
                heads={[(words::GRADE, false), (words::PEOPLE, true)]}
            >
                {grades.into_iter().map(row).collect_view()}
            </Table>
        }
        .into_any()
    };
    view! {
        <section class="section stack" id="grades" aria-labelledby="grades-head">
            <div class="section__head">
                <h2 id="grades-head">{words::GRADES}</h2>
            </div>
            {table}
            {editing.map(|grade| view! { <Edit of grade forms /> })}
            <New of action={forms.create_grade} open={is_empty} />
        </section>
    }
    .into_any()
}

#[component]
fn Edit(of: EmployeeTypeId, grade: GradeView, forms: Forms) -> impl IntoView {
    let (id, name) = (grade.id.to_string(), grade.name.clone());
    let (title, remove) = (words::change(&name), words::remove(&name));
    let (seen, removed) = (name.clone(), id.clone());
    view! {
        <section class="card stack" aria-labelledby="grade-head">
            <h3 class="card__title" id="grade-head">
                {title}
            </h3>
            <PostForm action={forms.change_grade} class="form stack">
                <input type="hidden" name="grade" value={id} />
                <input type="hidden" name="form[seen_name]" value={name.clone()} />
                <TextField name="form[name]" id="grade-name" label={words::NAME} value={name} required=true />
                <Reason name="form[reason]" id="grade-reason" />
                <div class="button-row">
                    <button class="button button--primary" type="submit">
                        {words::SAVE}
                    </button>
                    <a class="button button--quiet" href={format!("{PATH}/types/{of}#grades")} rel="external">
                        {common::CANCEL}
                    </a>
                </div>
            </PostForm>
        </section>
        <Remove
            title={remove}
            id="remove-grade-reason"
            reason="form[reason]"
            body={words::REMOVE_GRADE_BODY}
            button={words::REMOVE_GRADE_DO}
            holds_on={grade.holds_on}
            action={forms.remove_grade}
        >
            <input type="hidden" name="grade" value={removed} />
            <input type="hidden" name="form[seen_name]" value={seen} />
        </Remove>
    }
    .into_any()
}

#[component]
fn New(of: EmployeeTypeId, action: Posting, open: bool) -> impl IntoView {
    view! {
        <Fold title={words::NEW_GRADE} action open>
            <PostForm action class="form stack">
                <input type="hidden" name="employee_type" value={of.to_string()} />
                <TextField name="form[name]" id="new-grade" label={words::NAME} hint={words::GRADE_NAME_HINT} required=true />
                <Submit id="new-grade-reason" button={words::NEW_GRADE_DO} />
            </PostForm>
        </Fold>
    }
    .into_any()
}
