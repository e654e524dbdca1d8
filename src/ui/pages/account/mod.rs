//! One's own account.
pub mod data;
pub mod sessions;
