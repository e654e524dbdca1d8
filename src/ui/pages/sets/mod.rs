//! The sets pages.
pub mod set;
