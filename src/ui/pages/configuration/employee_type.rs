//! One employee type: its name, its grades, and removing it when nothing uses it.
use super::{
    grades::Grades,
    parts::{Done, PATH, Remove, Submit, above, ask_for},
};
use crate::{
    api::{
        configuration::{ChangeGrade, ChangeType, CreateGrade, RemoveGrade, RemoveType, TypePage, employee_type},
        wire::Asked,
    },
    ui::{
        areas::Page,
        components::{Loaded, PageHead, PostForm, Posting, TextField},
        messages::configuration as words,
    },
};
use leptos::prelude::*;

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
        let data = ask_for(employee_type);
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
                <Submit id="reason" button={words::SAVE} />
            </PostForm>
        </section>
    }
    .into_any()
}
