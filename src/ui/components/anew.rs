//! Draws an answer anew. Answers otherwise redraw a page in place, which keeps controls: ticks, opened folds and typed text
//! would pass from one record to the next, and what listens in the old page would outlive what it listens to.
use leptos::prelude::*;

/// Made with the page, asked with every answer.
#[derive(Clone, Copy)]
pub struct Anew(StoredValue<bool>);

impl Anew {
    pub fn new() -> Self {
        Anew(StoredValue::new(false))
    }

    /// Two views of different types replace one another; these two draw the same.
    pub fn draw(self, view: AnyView) -> AnyView {
        let odd = !self.0.get_value();
        self.0.set_value(odd);
        if odd { (view,).into_any() } else { ((view,),).into_any() }
    }
}

impl Default for Anew {
    fn default() -> Self {
        Anew::new()
    }
}
