//! Text that was typed here and never sent, on a page that only reads.
use super::{
    desk::{self, MANAGER},
    missing::label,
};
use crate::{
    api::reviews::{ManagerPart, ReviewView, SelfPart},
    domain::target::Target,
    ui::drafting::{Draft, kept::Kept, leftover::Leftover, texts::FormTexts},
};
use leptos::prelude::*;

/// Fields, in words, and the texts the server does not hold.
fn unsent(kept: &[Kept<FormTexts>], held: &[(String, String)], targets: &[Target]) -> Vec<(String, String)> {
    let is_held = |name: &str, text: &str| held.iter().any(|(field, held)| field == name && held == text);
    kept.iter()
        .flat_map(|kept| FormTexts::diff(&kept.base, &kept.mine))
        .filter(|change| !change.now.trim().is_empty() && !is_held(&change.field.name, &change.now))
        .map(|change| (label(&change.field.name, targets), change.now))
        .collect()
}

fn held_own(part: &SelfPart) -> Vec<(String, String)> {
    let content = &part.content;
    let mut held = vec![
        ("job_description".to_owned(), content.job_description.clone()),
        ("career_path".to_owned(), content.career_path.clone()),
    ];
    for item in &content.items {
        held.push((format!("self_rating-{}", item.key), item.rating.code().to_owned()));
        held.push((format!("result-{}", item.key), item.result.clone()));
    }
    held
}

fn held_manager(part: &ManagerPart) -> Vec<(String, String)> {
    let mut held = vec![("summary".to_owned(), part.content.summary.clone())];
    for item in &part.content.items {
        held.push((format!("manager_rating-{}", item.key), item.rating.code().to_owned()));
        held.push((format!("comment-{}", item.key), item.comment.clone()));
    }
    held
}

#[component]
pub fn Unsent(view: ReviewView, half: &'static str) -> impl IntoView {
    let drawer = StoredValue::new(desk::drawer(view.head.review, half));
    let held = match half {
        MANAGER => view.manager_part.as_ref().map(held_manager),
        _ => view.self_part.as_ref().map(held_own),
    };
    let held = held.unwrap_or_default();
    let find = Callback::new(move |()| unsent(&drawer.with_value(|drawer| drawer.read()), &held, &view.targets));
    let throw_away = Callback::new(move |()| drawer.with_value(|drawer| drawer.clear_others::<FormTexts>("")));
    view! { <Leftover find throw_away /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::drafting::texts::Slot;

    #[test]
    fn only_what_the_server_does_not_hold_is_left_over() {
        let texts = |job: &str, path: &str| {
            let slot = |name: &str| Slot { name: name.into(), max: 100 };
            FormTexts(vec![(slot("job_description"), job.into()), (slot("career_path"), path.into())])
        };
        let kept = Kept { tab: "t".into(), base: texts("", ""), mine: texts("typed", "sent") };
        let held = [("career_path".to_owned(), "sent".to_owned())];
        assert_eq!(unsent(&[kept], &held, &[]), [("Current job description".to_owned(), "typed".to_owned())]);
    }
}
