//! Who, about whom, what, when: an ordinary form whose answer is another address.
use super::address;
use crate::{
    api::audit::AuditQuery,
    ui::{
        components::{Choices, Icon, SelectField, TextField},
        messages::audit as words,
    },
};
use leptos::prelude::*;

fn options(any: &'static str, codes: Vec<String>, words: fn(&str) -> String) -> Vec<Choices> {
    let mut known: Vec<(String, String)> = codes.into_iter().map(|code| (code.clone(), words(&code))).collect();
    known.sort_by(|a, b| a.1.cmp(&b.1));
    let mut all = vec![(String::new(), any.to_owned())];
    all.extend(known);
    Choices::plain(all)
}

#[component]
pub fn Filters(query: AuditQuery, actions: Vec<String>, kinds: Vec<String>) -> impl IntoView {
    let narrowed = address::is_narrowed(&query);
    let id = query.id.map(|id| id.to_string());
    view! {
        <search aria-label={words::FILTER}>
            <form class="card stack stack--tight" method="get" action={address::PATH}>
                <div class="audit-filters">
                    <TextField name="who" id="audit-who" label={words::WHO} value={query.who} />
                    <TextField name="about" id="audit-about" label={words::ABOUT} value={query.about} />
                    <SelectField
                        name="action"
                        id="audit-action"
                        label={words::ACTION}
                        choices={options(words::ANYTHING, actions, words::action)}
                        chosen={query.action}
                    />
                    <SelectField
                        name="kind"
                        id="audit-kind"
                        label={words::KIND}
                        choices={options(words::ANY_KIND, kinds, words::kind)}
                        chosen={query.kind}
                    />
                    <TextField name="q" id="audit-q" label={words::TEXT} value={query.q} />
                    <TextField name="from" id="audit-from" label={words::FROM} kind="date" value={query.from} />
                    <TextField name="until" id="audit-until" label={words::UNTIL} kind="date" value={query.until} />
                    {id.map(|id| view! { <input type="hidden" name="id" value={id} /> })}
                    <div class="button-row audit-filters__end">
                        <button class="button" type="submit">
                            <Icon name="filter" />
                            {words::APPLY}
                        </button>
                        {narrowed
                            .then(|| {
                                view! {
                                    <a class="button button--quiet" href={address::PATH}>
                                        {words::CLEAR}
                                    </a>
                                }
                            })}
                    </div>
                </div>
            </form>
        </search>
    }
    .into_any()
}
