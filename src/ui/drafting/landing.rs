//! Where the focus goes when a step changed the whole page: whoever pressed the button hears where they are now.
use super::focus::focus_soon;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Landing(RwSignal<bool>);

impl Landing {
    pub fn new() -> Self {
        Landing(RwSignal::new(false))
    }

    /// A step was taken; the page that is drawn next takes the focus.
    pub fn expect(self) {
        self.0.set(true);
    }

    /// To be called where a page is made.
    pub fn arrive(self, id: &'static str) {
        Effect::new(move |_| {
            if self.0.get_untracked() {
                self.0.set(false);
                focus_soon(id.to_owned());
            }
        });
    }
}

impl Default for Landing {
    fn default() -> Self {
        Landing::new()
    }
}
