//! Where somebody is on the way to a delegation. What was chosen travels in the address from step to step, so that nothing is needed but
//! links and forms that lead on; only the last step changes anything.
use crate::{
    api::delegations::{DelegationForm, DelegationPlan},
    domain::validation::Violation,
};
use leptos_router::params::ParamsMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Who,
    ByWhom,
    When,
    Check,
}

impl Step {
    /// The fields that are filled in at this step.
    fn fields(self) -> &'static [&'static str] {
        match self {
            Step::Who => &["for_nos"],
            Step::ByWhom => &["delegate_no", "people"],
            Step::When => &["from_on", "to_on", "reason"],
            Step::Check => &["note"],
        }
    }
}

/// The address, read: what was chosen, which steps were sent, and a step somebody went back to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub form: DelegationForm,
    who: bool,
    by_whom: bool,
    when: bool,
    back: Option<usize>,
}

impl Asked {
    pub fn read(query: &ParamsMap) -> Self {
        let one = |name: &str| query.get(name).unwrap_or_default();
        let all = |name: &str, between: &str| query.get_all(name).unwrap_or_default().join(between);
        let what = one("what");
        Asked {
            form: DelegationForm {
                for_nos: all("for", ","),
                delegate_no: one("by"),
                people: all("person", "."),
                what: if what.is_empty() { "team".into() } else { what },
                from_on: one("from"),
                to_on: one("to"),
                reason: one("reason"),
                note: String::new(),
            },
            who: query.get("for").is_some(),
            by_whom: query.get("by").is_some(),
            when: query.get("from").is_some(),
            back: query.get("at").and_then(|at| at.parse().ok()),
        }
    }

    fn sent(&self, step: Step) -> bool {
        match step {
            Step::Who => self.who,
            Step::ByWhom => self.by_whom,
            Step::When => self.when,
            Step::Check => false,
        }
    }

    /// The first step that was not sent yet or has something wrong, or an earlier one somebody went back to.
    pub fn step(&self, draft: &DelegationPlan) -> Step {
        let wrong = |step: Step| draft.violations.iter().any(|violation| step.fields().contains(&violation.field.as_str()));
        let open = |step: &Step| !(self.sent(*step) || *step == Step::Who && !draft.by_hr) || wrong(*step);
        let first = [Step::Who, Step::ByWhom, Step::When].into_iter().find(open).unwrap_or(Step::Check);
        let back = self.back.and_then(|at| [Step::Who, Step::ByWhom, Step::When].into_iter().nth(at));
        back.filter(|back| *back < first && (draft.by_hr || *back != Step::Who)).unwrap_or(first)
    }

    /// What is wrong at a step that was sent; nothing is wrong yet with what nobody filled in.
    pub fn wrong(&self, step: Step, draft: &DelegationPlan) -> Vec<Violation> {
        let of_step = draft.violations.iter().filter(|violation| step.fields().contains(&violation.field.as_str()));
        if self.sent(step) { of_step.cloned().collect() } else { Vec::new() }
    }
}

/// Names and values that go on to the next step; those of `but` are asked for there.
pub fn carried(form: &DelegationForm, but: Step) -> Vec<(&'static str, String)> {
    let split =
        |text: &str, between: char| text.split(between).filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    if but != Step::Who {
        fields.extend(split(&form.for_nos, ',').into_iter().map(|no| ("for", no)));
    }
    if but != Step::ByWhom && !form.delegate_no.is_empty() {
        fields.extend([("by", form.delegate_no.clone()), ("what", form.what.clone())]);
        fields.extend(split(&form.people, '.').into_iter().map(|person| ("person", person)));
    }
    if but != Step::When && !form.from_on.is_empty() {
        fields.extend([("from", form.from_on.clone()), ("to", form.to_on.clone()), ("reason", form.reason.clone())]);
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::validation::Problem;

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        let mut query = ParamsMap::new();
        for (name, value) in pairs {
            query.insert((*name).to_owned(), (*value).to_owned());
        }
        Asked::read(&query)
    }

    fn draft(by_hr: bool, wrong: &[&str]) -> DelegationPlan {
        DelegationPlan {
            by_hr,
            form: DelegationForm::default(),
            originals: Vec::new(),
            delegate: None,
            from: None,
            to: None,
            reason: None,
            violations: wrong.iter().map(|field| Violation::new(*field, Problem::Missing)).collect(),
            consequences: Vec::new(),
            suggested: Vec::new(),
            today: String::new(),
        }
    }

    #[test]
    fn the_way_leads_on_when_a_step_is_right() {
        let all = [("for", "E1"), ("for", "E2"), ("by", "E3"), ("from", "2026-05-01"), ("to", ""), ("reason", "leave")];
        let nothing = ["for_nos", "delegate_no", "from_on", "reason"];
        assert_eq!(asked(&[]).step(&draft(true, &nothing)), Step::Who);
        assert_eq!(asked(&[]).step(&draft(false, &nothing[1..])), Step::ByWhom, "a manager covers nobody else");
        assert_eq!(asked(&all[..2]).step(&draft(true, &nothing[1..])), Step::ByWhom);
        assert_eq!(asked(&all[..3]).step(&draft(true, &nothing[2..])), Step::When);
        assert_eq!(asked(&all).step(&draft(true, &[])), Step::Check);
        assert_eq!(asked(&all).step(&draft(true, &["people"])), Step::ByWhom, "what is wrong comes first");
        assert_eq!(asked(&all).form.for_nos, "E1,E2");
        let back: Vec<_> = all.into_iter().chain([("at", "1")]).collect();
        assert_eq!(asked(&back).step(&draft(true, &[])), Step::ByWhom);
        assert!(asked(&all[..2]).wrong(Step::ByWhom, &draft(true, &nothing)).is_empty(), "nobody has filled it in yet");
        assert_eq!(asked(&all).wrong(Step::ByWhom, &draft(true, &nothing)).len(), 1);
    }

    #[test]
    fn what_was_chosen_goes_on() {
        let form =
            asked(&[("for", "E1"), ("by", "E3"), ("what", "people"), ("person", "4"), ("person", "5"), ("from", "2026-05-01")])
                .form;
        let names: Vec<_> = carried(&form, Step::When).into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(names, ["for=E1", "by=E3", "what=people", "person=4", "person=5"]);
    }
}
