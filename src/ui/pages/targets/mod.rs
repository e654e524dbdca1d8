//! The targets pages.
pub mod mine;
