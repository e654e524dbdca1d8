//! The departments pages.
pub mod departments;
pub mod sets;
