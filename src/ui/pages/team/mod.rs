//! The team pages.
pub mod team;
