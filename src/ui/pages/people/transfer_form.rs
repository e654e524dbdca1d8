//! The questions of a transfer: whom, where to, when and why. An ordinary form that leads to its preview.
use crate::{
    api::transfers::TransferPlan,
    domain::validation::TEXT,
    ui::{
        components::{Choices, SelectField, TextArea},
        messages::transfers as words,
        pages::delegation::fields::{DayField, PersonField},
    },
};
use leptos::prelude::*;

#[component]
pub fn Asks(plan: TransferPlan) -> impl IntoView {
    let TransferPlan { form, departments, today, .. } = plan;
    let all = || departments.iter().map(|department| (department.id.to_string(), department.name.clone()));
    let besides = std::iter::once((String::new(), words::NO_DEPARTMENT.to_owned())).chain(all()).collect();
    let to = [("keep", words::KEEP_DEPARTMENT), ("none", words::OUT)].map(|(code, name)| (code.to_owned(), name.to_owned()));
    let to = to.into_iter().chain(all()).collect();
    let managers = [("keep", words::KEEP_MANAGER), ("to", words::TO_MANAGER), ("none", words::TO_NOBODY)]
        .map(|(code, name)| (code.to_owned(), name.to_owned()));
    let manager = if form.manager.is_empty() { "to".to_owned() } else { form.manager };
    let department = if form.department.is_empty() { "keep".to_owned() } else { form.department };
    let on = if form.on.is_empty() { today } else { form.on };
    let (who, reason) = (RwSignal::new(form.who), RwSignal::new(form.reason));
    view! {
        <form method="get" action="/people/transfers/new#preview" class="form stack">
            <h2 class="card__title">{words::WHO}</h2>
            <TextArea name="who" label={words::WHO_IDS} hint={words::WHO_IDS_HINT} value={who} max=20_000 rows=2 />
            <div class="form-grid">
                <PersonField
                    name="team_of"
                    field="team_of"
                    label={words::TEAM_OF}
                    hint={words::TEAM_OF_HINT}
                    value={form.team_of}
                    suggested={Vec::new()}
                />
                <SelectField
                    name="members_of"
                    label={words::MEMBERS_OF}
                    hint={words::MEMBERS_OF_HINT}
                    choices={Choices::plain(besides)}
                    chosen={form.members_of}
                />
            </div>
            <h2 class="card__title">{words::WHERE_TO}</h2>
            <div class="form-grid">
                <SelectField
                    name="manager"
                    label={words::NEW_MANAGER}
                    hint={words::NEW_MANAGER_HINT}
                    choices={Choices::plain(managers.into())}
                    chosen={manager}
                />
                <PersonField
                    name="manager_no"
                    field="manager_no"
                    label={words::MANAGER_NO}
                    hint={words::MANAGER_NO_HINT}
                    value={form.manager_no}
                    suggested={Vec::new()}
                />
                <SelectField
                    name="department"
                    label={words::NEW_DEPARTMENT}
                    hint={words::NEW_DEPARTMENT_HINT}
                    choices={Choices::plain(to)}
                    chosen={department}
                />
            </div>
            <h2 class="card__title">{words::WHEN}</h2>
            <div class="form-grid">
                <DayField name="on" field="on" label={words::ON} hint={words::ON_HINT} value={on} least={String::new()} />
            </div>
            <TextArea name="reason" label={words::REASON} hint={words::REASON_HINT} value={reason} max={TEXT} rows=2 />
            <div class="button-row">
                <button class="button button--primary" type="submit">
                    {words::PREVIEW}
                </button>
                <span class="muted">{words::CHANGE_NOTHING}</span>
            </div>
        </form>
    }
    .into_any()
}
