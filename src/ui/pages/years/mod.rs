//! The years pages.
pub mod years;
