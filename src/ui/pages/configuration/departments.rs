//! Every department with its head, and adding one.
use super::{
    parts::{Done, Fold, Submit, above},
    table::{Change, Nothing, Table},
};
use crate::{
    api::{
        configuration::{CreateDepartment, DepartmentView, departments},
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{Loaded, PageHead, PostForm, Posting, TextField},
        messages::configuration as words,
    },
};
use leptos::prelude::*;

pub struct ConfiguredDepartmentsPage {
    data: Asked<Vec<DepartmentView>>,
    create: Posting,
}

impl Page for ConfiguredDepartmentsPage {
    fn data() -> Self {
        ConfiguredDepartmentsPage { data: ask(|| (), |()| departments()), create: Posting::to::<CreateDepartment>() }
    }

    fn view(this: Self) -> AnyView {
        let create = this.create;
        view! { <Loaded data={this.data} view={move |rows| view! { <Body rows create /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(rows: Vec<DepartmentView>, create: Posting) -> impl IntoView {
    let is_empty = rows.is_empty();
    let list = if is_empty {
        view! { <Nothing icon="building" title={words::NO_DEPARTMENTS} body={words::NO_DEPARTMENTS_BODY} /> }.into_any()
    } else {
        let heads = [(words::DEPARTMENT, false), (words::HEAD, false), (words::PEOPLE, true)];
        view! {
            <Table label={words::DEPARTMENTS} caption={words::DEPARTMENTS_CAPTION} heads>
                {rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}
            </Table>
        }
        .into_any()
    };
    view! {
        <PageHead title={words::DEPARTMENTS} trail={vec![above()]} />
        <Done />
        <p class="muted">{words::DEPARTMENTS_BODY}</p>
        {list}
        <Fold title={words::NEW_DEPARTMENT} action={create} open={is_empty}>
            <PostForm action={create} class="form stack">
                <div class="form-grid">
                    <TextField
                        name="form[name]"
                        id="new-name"
                        label={words::NAME}
                        hint={words::DEPARTMENT_NAME_HINT}
                        required=true
                    />
                    <TextField name="form[head]" id="new-head" label={words::HEAD_NO} hint={words::HEAD_HINT} />
                </div>
                <Submit id="new-reason" button={words::NEW_DEPARTMENT_DO} />
            </PostForm>
        </Fold>
    }
    .into_any()
}

#[component]
fn Row(row: DepartmentView) -> impl IntoView {
    let left = row.head_left.then(|| {
        view! {
            " "
            <span class="badge" data-tone="warning">
                {words::HEAD_LEFT}
            </span>
        }
    });
    let head = match row.head {
        Some(head) => view! {
            <a href={format!("/people/{}", head.id)}>{head.name}</a>
            {left}
        }
        .into_any(),
        None => view! { <span class="muted">{words::NOBODY}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{row.name.clone()}</th>
            <td>{head}</td>
            <td class="num">{row.people}</td>
            <Change path={format!("/departments/{}", row.id)} name={row.name} />
        </tr>
    }
    .into_any()
}
