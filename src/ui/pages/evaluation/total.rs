//! The weights together once a target was changed: they must still total a hundred (R16).
use crate::{
    domain::{
        evaluation::{SelfDraft, SelfField},
        merge::TextField,
        target::{Target, parse_weight},
    },
    ui::{
        drafting::check::{FieldError, use_check},
        messages::{evaluation, targets},
    },
};
use leptos::prelude::*;

/// The sum of the weights as the employee has them, once one target is marked as changed. What cannot be read counts nothing.
fn changed_sum(draft: &SelfDraft, approved: &[Target]) -> Option<i64> {
    let item = |target: &Target| draft.item(&target.key).filter(|item| item.is_changed());
    approved.iter().any(|target| item(target).is_some()).then(|| {
        approved
            .iter()
            .map(|target| item(target).map_or(target.weight, |item| parse_weight(&item.change.weight).unwrap_or_default()))
            .sum()
    })
}

#[component]
pub fn ChangedTotal(draft: Memo<SelfDraft>, approved: StoredValue<Vec<Target>>) -> impl IntoView {
    let sum = Memo::new(move |_| draft.with(|draft| approved.with_value(|approved| changed_sum(draft, approved))));
    let words = use_check().words(&SelfField::Total.name());
    let shown = move || {
        sum.get().map(|sum| {
            view! {
                <p role="status">
                    {evaluation::TOTAL} ": " <strong class="num">{targets::total(sum)}</strong> " · "
                    {targets::total_words((sum, true))}
                </p>
            }
        })
    };
    view! {
        <div class="stack stack--tight" id={SelfField::Total.name()} tabindex="-1" role="group" aria-label={evaluation::TOTAL}>
            {shown}
            <FieldError id={"total-error".to_owned()} words />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{draft::RowKey, evaluation::YES, merge::Texts, target::Difficulty};

    #[test]
    fn the_sum_is_shown_once_something_changed() {
        let target = |key: &str, weight| Target {
            key: RowKey(key.into()),
            task: "t".into(),
            kpi: "k".into(),
            weight,
            difficulty: Difficulty::L2,
            goal: None,
        };
        let approved = [target("a", 60), target("b", 40)];
        let mut draft = SelfDraft::starting(&approved);
        assert_eq!(changed_sum(&draft, &approved), None);
        draft.set(&SelfField::Changed(RowKey("a".into())), YES.into());
        draft.set(&SelfField::Weight(RowKey("a".into())), "50".into());
        assert_eq!(changed_sum(&draft, &approved), Some(90));
    }
}
