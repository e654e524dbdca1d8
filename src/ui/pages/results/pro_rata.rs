//! Departments pro rata by days, where somebody moved during the year (R26).
use crate::{api::results::ProRataRow, ui::messages::results as words};
use leptos::prelude::*;

#[component]
pub fn ProRata(rows: Vec<ProRataRow>) -> impl IntoView {
    if rows.is_empty() {
        return ().into_any();
    }
    let row = |row: ProRataRow| {
        view! {
            <tr>
                <th scope="row">{row.department.unwrap_or_else(|| words::NO_DEPARTMENT.into())}</th>
                <td class="num">{row.people}</td>
                <td class="num">{row.average.map_or_else(|| words::NONE.to_owned(), |average| average.to_string())}</td>
            </tr>
        }
    };
    view! {
        <section class="section" aria-labelledby="pro-rata">
            <div class="section__head">
                <h2 id="pro-rata">{words::PRO_RATA}</h2>
            </div>
            <p class="muted small">{words::PRO_RATA_EXPLAINED}</p>
            <div class="table-wrap" tabindex="0" role="region" aria-label={words::PRO_RATA}>
                <table class="table">
                    <caption class="visually-hidden">{words::PRO_RATA}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::DEPARTMENT}</th>
                            <th class="num" scope="col">
                                {words::PRO_RATA_PEOPLE}
                            </th>
                            <th class="num" scope="col">
                                {words::AVERAGE}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
