//! The one multi-line text control of the project. Leptos writes a textarea's children unescaped on the server, so its text
//! is escaped here; in the browser the signal drives the value, taking over what was typed before this code arrived.
use super::{Icon, form::use_form_violations};
use crate::{
    domain::validation::Violation,
    ui::{contexts::kept::kept, messages::errors, platform},
};
use leptos::prelude::*;

/// The text as it may stand between the tags: nothing in it can end the element. A first line break is doubled since
/// parsers drop one.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    if text.starts_with('\n') {
        out.push('\n');
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
    out
}

/// Label, hint, control and violation of one text. `name` is what the form sends; `id` defaults to it. `violations` are the
/// surrounding form's unless given. Without `value` the text lives in the control alone.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] value: Option<RwSignal<String>>,
    #[prop(optional)] violations: Option<Signal<Vec<Violation>>>,
    /// In characters.
    max: usize,
    #[prop(optional)] rows: Option<u32>,
    #[prop(optional)] required: bool,
    #[prop(optional)] label_hidden: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let value = value.unwrap_or_default();
    if let Some(kept) = kept(&name) {
        value.set(kept);
    }
    let rendered = escape(&value.get_untracked());
    if let Some(typed) = platform::typed_before(&id)
        && typed != value.get_untracked()
    {
        value.set(typed);
    }
    let violations = violations.unwrap_or_else(use_form_violations);
    let field = id.clone();
    let plain_name = name.clone();
    let problem = Memo::new(move |_| {
        // The form around it may be gone while this still stands.
        let found = violations
            .try_with(|all| all.iter().find(|v| v.field == field || v.field == plain_name).map(|v| errors::problem(&v.problem)));
        found.flatten()
    });
    // Scripts say what is too long and keep it; the attribute would cut a paste without a word. Without them it is all there is.
    let scripted = RwSignal::new(false);
    Effect::new(move |_| scripted.set(true));
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = {
        let (hint_id, error_id, has_hint) = (hint_id.clone(), error_id.clone(), hint.is_some());
        move || match (has_hint, problem.with(Option::is_some)) {
            (true, true) => Some(format!("{hint_id} {error_id}")),
            (true, false) => Some(hint_id.clone()),
            (false, true) => Some(error_id.clone()),
            (false, false) => None,
        }
    };
    view! {
        <div class="field">
            <label class="field__label" class:visually-hidden={label_hidden} for={id.clone()}>
                {label}
            </label>
            {hint
                .map(|hint| {
                    view! {
                        <p class="field__hint" id={hint_id}>
                            {hint}
                        </p>
                    }
                })}
            <textarea
                class="textarea"
                id={id}
                name={name}
                rows={rows.unwrap_or(3)}
                maxlength={move || (!scripted.get()).then_some(max)}
                required={required}
                aria-invalid={move || problem.with(Option::is_some).then_some("true")}
                aria-describedby={described}
                prop:value={move || value.get()}
                on:input:target={move |ev| value.set(ev.target().value())}
                inner_html={rendered}
            />
            {move || {
                problem
                    .get()
                    .map(|words| {
                        view! {
                            <p class="field__error" id={error_id.clone()}>
                                <Icon name="warning" />
                                {words}
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn no_text_ends_the_element() {
        assert_eq!(escape("</textarea><script>x</script> & co"), "&lt;/textarea&gt;&lt;script&gt;x&lt;/script&gt; &amp; co");
        assert_eq!(escape("\nfirst"), "\n\nfirst");
    }
}
