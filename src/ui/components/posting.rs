//! A form on its way: sent as the page holds it, answered with nothing or an error. One piece of code for all forms.
use crate::api::{
    error::AppError,
    wire::{Answer, send_form},
};
use leptos::{
    prelude::*,
    server_fn::{ServerFn, client::Client},
};

/// The attempts at one server function that takes a form.
#[derive(Clone, Copy)]
pub struct Posting {
    pub path: &'static str,
    action: Action<String, Result<(), AppError>>,
}

impl Posting {
    pub fn to<S>() -> Self
    where
        S: ServerFn<Output = (), Error = AppError>,
        S::Client: Client<AppError>,
    {
        Self::new(S::PATH, send_form::<S::Client>)
    }

    fn new(path: &'static str, send: fn(&'static str, String) -> Answer<()>) -> Self {
        Posting { path, action: Action::new(move |form: &String| send(path, form.clone())) }
    }

    /// Sends the fields as a browser would write them.
    pub fn send(self, form: String) {
        self.action.dispatch(form);
    }

    /// What the last attempt answered.
    pub fn value(self) -> Signal<Option<Result<(), AppError>>> {
        self.action.value().into()
    }

    /// Counts the answers.
    pub fn version(self) -> Signal<usize> {
        self.action.version().into()
    }

    pub fn pending(self) -> Memo<bool> {
        self.action.pending()
    }

    /// Forgets the last answer.
    pub fn clear(self) {
        self.action.clear();
    }
}

/// Fields as the text a browser would send.
pub fn form_text(fields: &[(String, String)]) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        if !text.is_empty() {
            text.push('&');
        }
        encode(name, &mut text);
        text.push('=');
        encode(value, &mut text);
    }
    text
}

fn encode(plain: &str, text: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in plain.bytes() {
        if byte.is_ascii_alphanumeric() || b"*-._".contains(&byte) {
            text.push(byte.into());
        } else {
            text.push('%');
            text.push(DIGITS[usize::from(byte >> 4)].into());
            text.push(DIGITS[usize::from(byte & 15)].into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::form_text;

    #[test]
    fn fields_are_written_so_that_any_text_arrives() {
        let fields = [("form[set]", "4"), ("note", "a&b=c d+é\r\n")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(form_text(&fields), "form%5Bset%5D=4&note=a%26b%3Dc%20d%2B%C3%A9%0D%0A");
    }
}
