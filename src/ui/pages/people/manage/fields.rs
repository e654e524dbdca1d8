//! The fields of a record (R5), the same for a new one and for one that is there.
use super::number_field::NumberField;
use crate::{
    api::records::{RecordPage, TypeChoice},
    domain::person::{EMPLOYEE_NO, EmploymentStatus},
    ui::{
        components::{Choices, SelectField, TextField},
        messages::{people, people::records as words},
    },
};
use leptos::prelude::*;

/// Types as headings, their grades below; a type can be chosen without a grade.
fn grades(types: &[TypeChoice]) -> Vec<Choices> {
    let none = Choices { heading: String::new(), options: vec![(String::new(), words::NO_TYPE.into())] };
    let of_type = |of: &TypeChoice| {
        let whole = (of.employee_type.to_string(), format!("{} {}", of.name, words::WITHOUT_GRADE));
        let grades =
            of.grades.iter().map(|(grade, name)| (format!("{}.{grade}", of.employee_type), format!("{} {name}", of.name)));
        Choices { heading: of.name.clone(), options: grades.chain([whole]).collect() }
    };
    std::iter::once(none).chain(types.iter().map(of_type)).collect()
}

fn statuses() -> Vec<Choices> {
    let open = [EmploymentStatus::Active, EmploymentStatus::OnLeave];
    Choices::plain(open.map(|status| (status.code().to_owned(), people::status(status).to_owned())).to_vec())
}

#[component]
pub fn RecordFields(page: RecordPage) -> impl IntoView {
    let RecordPage { form, stored, departments, types, manager, left, .. } = page;
    let theirs = move |field: &str| {
        stored.iter().find(|(known, _)| known == field).map(|(_, now)| {
            view! { <p class="field__hint">{words::stored_now(now)}</p> }
        })
    };
    let departments: Vec<(String, String)> = std::iter::once((String::new(), words::NO_DEPARTMENT.to_owned()))
        .chain(departments.into_iter().map(|known| (known.id.to_string(), known.name)))
        .collect();
    view! {
        <input type="hidden" name="form[seen]" value={form.seen} />
        <div class="form-grid">
            <div class="stack stack--tight">
                <TextField
                    name="form[full_name]"
                    id="full-name"
                    label={people::FULL_NAME}
                    value={form.full_name}
                    required=true
                    autocomplete="off"
                />
                {theirs("full_name")}
            </div>
            <div class="stack stack--tight">
                <TextField
                    name="form[employee_no]"
                    id="employee-no"
                    label={people::EMPLOYEE_NO}
                    hint={words::EMPLOYEE_NO_HINT}
                    value={form.employee_no}
                    max={EMPLOYEE_NO}
                    required=true
                    autocomplete="off"
                />
                {theirs("employee_no")}
            </div>
            <div class="stack stack--tight">
                <TextField
                    name="form[email]"
                    id="email"
                    kind="email"
                    label={people::EMAIL}
                    hint={words::EMAIL_HINT}
                    value={form.email}
                    required=true
                    autocomplete="off"
                />
                {theirs("email")}
            </div>
            <div class="stack stack--tight">
                <TextField
                    name="form[job_title]"
                    id="job-title"
                    label={people::JOB_TITLE}
                    value={form.job_title}
                    autocomplete="off"
                />
                {theirs("job_title")}
            </div>
            <div class="stack stack--tight">
                <SelectField
                    name="form[department]"
                    id="department"
                    label={people::DEPARTMENT}
                    choices={Choices::plain(departments)}
                    chosen={form.department}
                />
                {theirs("department")}
            </div>
            <div class="stack stack--tight">
                <SelectField
                    name="form[grade]"
                    id="grade"
                    label={words::TYPE_AND_GRADE}
                    hint={words::TYPE_AND_GRADE_HINT}
                    choices={grades(&types)}
                    chosen={form.grade}
                />
                {theirs("grade")}
            </div>
            <div class="stack stack--tight">
                <NumberField
                    name="form[manager_no]"
                    id="manager-no"
                    label={words::MANAGER_NO}
                    hint={words::MANAGER_NO_HINT}
                    value={form.manager_no}
                    card={manager}
                />
                {theirs("manager_no")}
            </div>
            <div class="stack">
                {if left {
                    view! { <input type="hidden" name="form[status]" value={EmploymentStatus::Active.code()} /> }.into_any()
                } else {
                    view! {
                        <SelectField
                            name="form[status]"
                            id="status"
                            label={people::STATUS}
                            hint={words::STATUS_HINT}
                            choices={statuses()}
                            chosen={form.status}
                        />
                    }
                        .into_any()
                }} {theirs("status")}
                <TextField
                    name="form[joined_on]"
                    id="joined-on"
                    kind="date"
                    label={words::JOINED}
                    value={form.joined_on}
                    short=true
                /> {theirs("joined_on")}
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{EmployeeTypeId, GradeId};

    #[test]
    fn a_grade_stands_under_its_type_and_says_both() {
        let types =
            [TypeChoice { employee_type: EmployeeTypeId(3), name: "Engineer".into(), grades: vec![(GradeId(7), "E1".into())] }];
        let groups = grades(&types);
        assert_eq!(groups[0].options, [(String::new(), "Not set yet".to_owned())]);
        assert_eq!(groups[1].heading, "Engineer");
        assert_eq!(
            groups[1].options,
            [("3.7".to_owned(), "Engineer E1".to_owned()), ("3".to_owned(), "Engineer without a grade".to_owned())]
        );
    }
}
