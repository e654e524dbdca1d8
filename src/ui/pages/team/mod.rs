//! The team pages.
pub mod legend;
mod listing;
mod submit;
mod summary;
mod table;
pub mod team;
pub mod year_chooser;
