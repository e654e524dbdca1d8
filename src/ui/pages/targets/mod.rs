//! One's own targets. `mine` is the page; `editor` writes (with `desk` saving what is typed and `saver` deciding when),
//! `locked` reads.
pub mod mine;

mod about;
mod aside;
mod conflict;
mod desk;
mod draft_read;
mod editor;
mod edits;
mod fields;
mod gestures;
mod grid;
mod head;
mod help;
mod kept;
mod landing;
mod leftover;
mod locked;
mod notes;
mod paste;
mod place;
mod problems;
mod row;
mod row_menu;
mod save_state;
mod saver;
mod sheet;
mod submit;
mod take_back;
mod toast;
mod total;
mod trouble;
mod unmerged;
mod years;
