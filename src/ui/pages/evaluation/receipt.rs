//! How a score is computed, line by line, unfolding (R19).
use super::score::{Line, factor};
use crate::ui::messages::evaluation;
use leptos::prelude::*;

#[component]
pub fn ReceiptFold(#[prop(into)] lines: Signal<Vec<Line>>, #[prop(into)] total: Signal<String>) -> impl IntoView {
    let rows = move || lines.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        <details class="fold">
            <summary>{evaluation::HOW}</summary>
            <div class="fold__body stack stack--tight">
                <table class="receipt">
                    <caption class="visually-hidden">{evaluation::HOW}</caption>
                    <thead>
                        <tr>
                            <th scope="col">
                                <span class="visually-hidden">{evaluation::TARGET}</span>
                            </th>
                            {evaluation::COLUMNS.map(|column| view! { <th scope="col">{column}</th> }).collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row" colspan="4">
                                {evaluation::SUM}
                            </th>
                            <td>{move || total.get()}</td>
                        </tr>
                    </tfoot>
                </table>
                <p class="muted small">{evaluation::HOW_WORDS}</p>
            </div>
        </details>
    }
    .into_any()
}

fn row(line: Line) -> impl IntoView {
    let dash = || evaluation::NO_POINTS.to_owned();
    view! {
        <tr>
            <th scope="row">{line.position}</th>
            <td>{line.weight.map_or_else(dash, |weight| format!("{weight} %"))}</td>
            <td>{line.difficulty.map_or_else(dash, |level| format!("× {}", factor(level)))}</td>
            <td>{line.rating.map_or_else(dash, |rating| format!("× {}", rating.code()))}</td>
            <td>{line.points.map_or_else(dash, |points| format!("= {points}"))}</td>
        </tr>
    }
}
