//! The team pages.
mod hand_over;
mod listing;
pub mod results;
mod show;
mod submit;
mod summary;
mod table;
mod tabs;
pub mod team;
mod whose;
