//! The help pages.
pub mod help;
