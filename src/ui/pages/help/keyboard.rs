//! Keys, and whom to ask.
use super::help::Part;
use crate::ui::messages::{help, targets};
use leptos::prelude::*;

#[component]
pub fn Keyboard() -> impl IntoView {
    view! {
        <Part anchor="keyboard" title={help::KEYBOARD}>
            <div class="stack">
                <p>{help::KEYBOARD_TEXT}</p>
                <div class="columns-2">
                    <Keys title={help::EVERYWHERE} keys={help::KEYS.as_slice()} />
                    <Keys title={help::ON_TARGETS} keys={targets::SHORTCUT_LIST.as_slice()} />
                </div>
            </div>
        </Part>
    }
    .into_any()
}

#[component]
fn Keys(title: &'static str, keys: &'static [(&'static str, &'static str)]) -> impl IntoView {
    view! {
        <div class="stack stack--tight">
            <h3>{title}</h3>
            <div class="table-wrap table-wrap--scroll" tabindex="0" role="region" aria-label={title}>
                <table class="table">
                    <caption class="visually-hidden">{title}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{help::KEY}</th>
                            <th scope="col">{help::DOES}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {keys
                            .iter()
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
                                        <td>{*does}</td>
                                    </tr>
                                }
                            })
                            .collect_view()}
                    </tbody>
                </table>
            </div>
        </div>
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
