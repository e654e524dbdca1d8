//! The links just made, one person a row, ready to print and cut.
use super::banner::Banner;
use crate::{
    api::people::InvitationRow,
    ui::{components::Icon, messages::people, platform},
};
use leptos::prelude::*;

const HEADING: &str = "invitation-links";

#[component]
pub fn LinkList(links: Vec<InvitationRow>) -> impl IntoView {
    let count = links.len();
    // The list appears above the button that made it: the eye and the keyboard go there.
    Effect::new(move |_| request_animation_frame(|| platform::focus(HEADING)));
    view! {
        <section class="section">
            <div class="section__head">
                <h2 id={HEADING} tabindex="-1">
                    {people::LIST}
                </h2>
                <p role="status">{people::links_made(count)}</p>
                <button class="button no-print" type="button" on:click={move |_| platform::print()}>
                    <Icon name="print" />
                    {people::PRINT}
                </button>
            </div>
            <div class="no-print">
                <Banner tone="warning" title={people::ONCE} body={people::ONCE_BODY} />
            </div>
            <p class="print-only">{people::PRINT_NOTE}</p>
            <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={people::LIST}>
                <table class="table">
                    <caption class="visually-hidden">{people::LIST_CAPTION}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{people::PERSON}</th>
                            <th scope="col">{people::EMPLOYEE_NO}</th>
                            <th scope="col">{people::DEPARTMENT}</th>
                            <th scope="col">{people::LINK}</th>
                            <th scope="col">{people::EXPIRES}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {links
                            .into_iter()
                            .map(|link| {
                                view! {
                                    <tr>
                                        <th scope="row">{link.name}</th>
                                        <td class="nowrap">{link.employee_no}</td>
                                        <td>{link.department}</td>
                                        // Text, not a link: opening it here would use it up.
                                        <td>
                                            <code>{link.url}</code>
                                        </td>
                                        <td class="nowrap">{link.expires}</td>
                                    </tr>
                                }
                            })
                            .collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
