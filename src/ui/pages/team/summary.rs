//! How the team stands: four figures and one bar, each leading to the people behind it.
use super::listing::{Listing, Show};
use crate::{
    api::views::{SetHead, StateCounts},
    ui::{
        components::{StateBar, StateLegend, listing::Choice},
        messages::team as words,
    },
};
use leptos::prelude::*;

#[component]
pub fn Summary(rows: Vec<SetHead>, counts: StateCounts, listing: Memo<Listing>) -> impl IntoView {
    let missing = Show::Missing.count(&rows);
    let counted = rows.len() - Show::Exempt.count(&rows);
    let ready = rows.iter().filter(|row| row.exempt.is_none() && row.state.is_approved_or_further()).count();
    let ready = words::ready_of(ready, counted);
    let mine = Show::Mine.count(&rows);
    let overdue = Show::Overdue.count(&rows);
    let legend = move |code: &'static str| listing.get_untracked().showing(Show::parse(code)).to();
    view! {
        <section class="section stack" aria-labelledby="summary">
            <h2 class="visually-hidden" id="summary">
                {words::SUMMARY}
            </h2>
            <div class="figure-cards">
                <Figure
                    show={Show::Mine}
                    value={mine.to_string()}
                    label={words::MINE}
                    tone={(mine > 0).then_some("warning")}
                    listing
                />
                <Figure
                    show={Show::Overdue}
                    value={overdue.to_string()}
                    label={words::OVERDUE}
                    tone={(overdue > 0).then_some("danger")}
                    listing
                />
                <Figure show={Show::Missing} value={missing.to_string()} label={words::MISSING} tone={None} listing />
                <div class="figure-card" data-tone={(missing == 0).then_some("success")}>
                    <span class="figure-card__value num">{ready}</span>
                    <span class="figure-card__label">{words::READY}</span>
                </div>
            </div>
            <div class="card stack stack--tight">
                <StateBar counts={counts.clone()} tall=true />
                <StateLegend counts href={legend} label={words::LEGEND} />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Figure(show: Show, value: String, label: &'static str, tone: Option<&'static str>, listing: Memo<Listing>) -> impl IntoView {
    view! {
        <a
            class="figure-card"
            href={move || listing.get().showing(show).to()}
            data-tone={tone}
            aria-current={move || (listing.get().show == show).then_some("true")}
        >
            <span class="figure-card__value num">{value}</span>
            <span class="figure-card__label">{label}</span>
        </a>
    }
    .into_any()
}
