//! The sets pages.
pub mod after;
mod body;
mod decide;
mod exceptions;
pub mod fresh;
mod reviewer_field;
pub mod set;
mod standing;
pub mod submit_button;
