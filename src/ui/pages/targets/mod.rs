//! One's own targets. `mine` is the page; `editor` writes (with `ui::drafting` saving what is typed),
//! `locked` reads.
pub mod mine;

mod about;
mod aside;
mod conflict;
mod desk;
mod draft_read;
mod editor;
mod edits;
mod gestures;
mod grid;
mod head;
mod help;
mod locked;
mod notes;
mod paste;
mod place;
mod problems;
mod row;
mod row_menu;
mod sheet;
mod submit;
mod take_back;
mod total;
mod unmerged;
mod unsent;
