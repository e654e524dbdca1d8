//! The auth pages.
pub mod sign_in;
pub mod password;
pub mod invitation;
pub mod setup;
