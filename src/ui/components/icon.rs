//! The one icon set: inline SVG, hidden from screen readers, always beside a word.
use leptos::prelude::*;

const ICONS: &str = include_str!("../../../style/icons.txt");

/// The markup of an icon; empty for a name that is not in the set, which a test refuses.
fn markup(name: &str) -> &'static str {
    ICONS.lines().find_map(|line| line.split_once('\t').filter(|(known, _)| *known == name)).map_or("", |(_, markup)| markup)
}

#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false" inner_html={markup(name)} /> }
}
