//! One's own account.
pub mod sessions;
