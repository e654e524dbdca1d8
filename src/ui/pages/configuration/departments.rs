//! Every department with its head, and adding one.
use super::parts::{Done, Fold, PATH, Reason, above};
use crate::{
    api::{
        configuration::{CreateDepartment, DepartmentView, departments},
        wire::{Asked, ask},
    },
    ui::{
        areas::Page,
        components::{Icon, Loaded, PageHead, PostForm, Posting, TextField},
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
        view! {
            <div class="card empty-state">
                <Icon name="building" />
                <p class="empty-state__title">{words::NO_DEPARTMENTS}</p>
                <p>{words::NO_DEPARTMENTS_BODY}</p>
            </div>
        }
        .into_any()
    } else {
        view! { <Table rows /> }.into_any()
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
                <Reason name="form[reason]" id="new-reason" />
                <div class="button-row">
                    <button class="button button--primary" type="submit">
                        {words::NEW_DEPARTMENT_DO}
                    </button>
                </div>
            </PostForm>
        </Fold>
    }
    .into_any()
}

#[component]
fn Table(rows: Vec<DepartmentView>) -> impl IntoView {
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={words::DEPARTMENTS}>
            <table class="table">
                <caption class="visually-hidden">{words::DEPARTMENTS_CAPTION}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::DEPARTMENT}</th>
                        <th scope="col">{words::HEAD}</th>
                        <th class="num" scope="col">
                            {words::PEOPLE}
                        </th>
                        <th scope="col">
                            <span class="visually-hidden">{words::ACTION}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}</tbody>
            </table>
        </div>
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
            <td>
                <a
                    class="button button--small"
                    href={format!("{PATH}/departments/{}", row.id)}
                    rel="external"
                    aria-label={words::change(&row.name)}
                >
                    {words::EDIT}
                </a>
            </td>
        </tr>
    }
    .into_any()
}
