//! One department: its name and head, and removing it when nobody is in it.
use super::parts::{Done, PATH, Remove, Submit, above, ask_for};
use crate::{
    api::{
        configuration::{ChangeDepartment, DepartmentPage, RemoveDepartment, department},
        wire::Asked,
    },
    ui::{
        areas::Page,
        components::{Loaded, PageHead, PostForm, Posting, TextField},
        messages::configuration as words,
    },
};
use leptos::prelude::*;

pub struct ConfiguredDepartmentPage {
    data: Asked<DepartmentPage>,
    change: Posting,
    remove: Posting,
}

impl Page for ConfiguredDepartmentPage {
    fn data() -> Self {
        let data = ask_for(department);
        ConfiguredDepartmentPage { data, change: Posting::to::<ChangeDepartment>(), remove: Posting::to::<RemoveDepartment>() }
    }

    fn view(this: Self) -> AnyView {
        let ConfiguredDepartmentPage { data, change, remove } = this;
        view! { <Loaded data view={move |answer| view! { <Body answer change remove /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(answer: DepartmentPage, change: Posting, remove: Posting) -> impl IntoView {
    let DepartmentPage { department, holds_on } = answer;
    let (id, name) = (department.id, department.name.clone());
    let head_no = department.head.as_ref().map(|head| head.employee_no.clone()).unwrap_or_default();
    let head_name = department.head.as_ref().map(|head| head.name.clone());
    let trail = vec![above(), (format!("{PATH}/departments"), words::DEPARTMENTS.into())];
    let seen = name.clone();
    view! {
        <PageHead title={name.clone()} trail />
        <Done />
        <section class="card stack" aria-labelledby="name-and-head">
            <h2 class="card__title" id="name-and-head">
                {words::CHANGE_DEPARTMENT}
            </h2>
            <PostForm action={change} class="form stack">
                <input type="hidden" name="department" value={id.to_string()} />
                <input type="hidden" name="form[seen_name]" value={name.clone()} />
                <input type="hidden" name="form[seen_head]" value={head_no.clone()} />
                <TextField
                    name="form[name]"
                    id="name"
                    label={words::NAME}
                    hint={words::DEPARTMENT_NAME_HINT}
                    value={name.clone()}
                    required=true
                />
                <TextField name="form[head]" id="head" label={words::HEAD_NO} hint={words::HEAD_HINT} value={head_no} />
                {head_name
                    .map(|who| {
                        view! {
                            <p class="muted small">
                                {words::HEAD} ": " <strong>{who}</strong>
                                {department
                                    .head_left
                                    .then(|| {
                                        view! {
                                            " "
                                            <span class="badge" data-tone="warning">
                                                {words::HEAD_LEFT}
                                            </span>
                                        }
                                    })}
                            </p>
                        }
                    })}
                <Submit id="reason" button={words::SAVE} />
            </PostForm>
        </section>
        <Remove
            title={words::REMOVE_DEPARTMENT}
            id="remove-reason"
            reason="reason"
            body={words::REMOVE_DEPARTMENT_BODY}
            button={words::REMOVE_DEPARTMENT_DO}
            holds_on
            action={remove}
        >
            <input type="hidden" name="department" value={id.to_string()} />
            <input type="hidden" name="seen_name" value={seen} />
        </Remove>
    }
    .into_any()
}
