//! One employee type: its name, its grades, and removing it when nothing uses it.
use super::{
    grades::Grades,
    parts::{Done, PATH, Reason, Remove, above},
};
use crate::{
    api::{
        configuration::{ChangeGrade, ChangeType, CreateGrade, RemoveGrade, RemoveType, TypePage, employee_type},
        error::AppError,
        wire::{Asked, ask},
    },
    domain::ids::EmployeeTypeId,
    ui::{
        areas::Page,
        components::{Loaded, PageHead, PostForm, Posting, TextField},
        messages::configuration as words,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page's forms.
#[derive(Clone, Copy)]
pub struct Forms {
    pub change: Posting,
    pub remove: Posting,
    pub create_grade: Posting,
    pub change_grade: Posting,
    pub remove_grade: Posting,
}

pub struct EmployeeTypePage {
    data: Asked<TypePage>,
    forms: Forms,
}

impl Page for EmployeeTypePage {
    fn data() -> Self {
        let params = use_params_map();
        let asked = move || params.with(|params| params.get_str("id").and_then(|id| id.parse::<EmployeeTypeId>().ok()));
        let data = ask(asked, |id| async move {
            match id {
                Some(id) => employee_type(id).await,
                None => Err(AppError::NotFound),
            }
        });
        let forms = Forms {
            change: Posting::to::<ChangeType>(),
            remove: Posting::to::<RemoveType>(),
            create_grade: Posting::to::<CreateGrade>(),
            change_grade: Posting::to::<ChangeGrade>(),
            remove_grade: Posting::to::<RemoveGrade>(),
        };
        EmployeeTypePage { data, forms }
    }

    fn view(this: Self) -> AnyView {
        let forms = this.forms;
        view! { <Loaded data={this.data} view={move |answer| view! { <Body answer forms /> }.into_any()} /> }.into_any()
    }
}

#[component]
fn Body(answer: TypePage, forms: Forms) -> impl IntoView {
    let TypePage { employee_type, grades, holds_on } = answer;
    let (id, name) = (employee_type.id, employee_type.name.clone());
    let trail = vec![above(), (format!("{PATH}/types"), words::TYPES.into())];
    let rename = if employee_type.placeholder {
        view! {
            <div class="card stack stack--tight">
                <span class="badge" data-tone="neutral">
                    {words::PLACEHOLDER}
                </span>
                <p>{words::PLACEHOLDER_BODY}</p>
            </div>
        }
        .into_any()
    } else {
        view! { <Rename id={id.to_string()} name={name.clone()} action={forms.change} /> }.into_any()
    };
    view! {
        <PageHead title={name.clone()} trail />
        <Done />
        {rename}
        <Grades of={id} grades forms />
        <Remove
            title={words::REMOVE_TYPE}
            id="remove-reason"
            reason="form[reason]"
            body={words::REMOVE_TYPE_BODY}
            button={words::REMOVE_TYPE_DO}
            holds_on
            action={forms.remove}
        >
            <input type="hidden" name="employee_type" value={id.to_string()} />
            <input type="hidden" name="form[seen_name]" value={name} />
        </Remove>
    }
    .into_any()
}

#[component]
fn Rename(id: String, name: String, action: Posting) -> impl IntoView {
    view! {
        <section class="card stack" aria-labelledby="type-name">
            <h2 class="card__title" id="type-name">
                {words::CHANGE_TYPE}
            </h2>
            <PostForm action class="form stack">
                <input type="hidden" name="employee_type" value={id} />
                <input type="hidden" name="form[seen_name]" value={name.clone()} />
                <TextField name="form[name]" id="name" label={words::NAME} value={name} required=true />
                <Reason name="form[reason]" id="reason" />
                <div class="button-row">
                    <button class="button button--primary" type="submit">
                        {words::SAVE}
                    </button>
                </div>
            </PostForm>
        </section>
    }
    .into_any()
}
