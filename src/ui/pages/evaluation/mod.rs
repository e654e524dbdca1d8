//! Evaluating: `mine` is the employee's page, `review` everybody else's. `self_editor` and `manager_editor` write either half
//! (with `ui::drafting` saving what is typed), `read` shows both side by side; the rest are their parts.
pub mod corrected;
pub mod mine;
pub mod review;

mod accept;
mod aftermath;
mod authors;
mod band;
mod change_fields;
mod decide;
mod desk;
mod fields;
mod foot;
mod frame;
mod head;
mod history;
mod live_card;
mod manager_editor;
mod missing;
mod modified;
mod news;
mod notes;
mod person;
mod read;
mod receipt;
mod respond;
mod result_card;
mod review_read;
mod score;
mod self_editor;
mod self_read;
mod sheet;
mod side;
mod talk;
mod total;
mod unsent;
