//! Keys, and whom to ask.
use super::help::Part;
use crate::ui::messages::help;
use leptos::prelude::*;

#[component]
pub fn Keyboard() -> impl IntoView {
    view! {
        <Part anchor="keyboard" title={help::KEYBOARD}>
            <div class="stack">
                <p>{help::KEYBOARD_TEXT}</p>
                <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={help::KEYS_CAPTION}>
                    <table class="table">
                        <caption class="visually-hidden">{help::KEYS_CAPTION}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{help::KEY}</th>
                                <th scope="col">{help::DOES}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {help::KEYS
                                .into_iter()
                                .map(|(keys, does)| {
                                    view! {
                                        <tr>
                                            <th class="nowrap" scope="row">
                                                {keys
                                                    .split(' ')
                                                    .map(|key| {
                                                        view! {
                                                            <kbd>{key}</kbd>
                                                            " "
                                                        }
                                                    })
                                                    .collect_view()}
                                            </th>
                                            <td>{does}</td>
                                        </tr>
                                    }
                                })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
            </div>
        </Part>
    }
    .into_any()
}

#[component]
pub fn Contact() -> impl IntoView {
    view! {
        <Part anchor="contact" title={help::CONTACT}>
            <div class="card">
                <dl class="dl">
                    {help::CONTACT_LIST
                        .into_iter()
                        .map(|(about, whom)| {
                            view! {
                                <div>
                                    <dt>{about}</dt>
                                    <dd>{whom}</dd>
                                </div>
                            }
                        })
                        .collect_view()}
                </dl>
            </div>
        </Part>
    }
    .into_any()
}
