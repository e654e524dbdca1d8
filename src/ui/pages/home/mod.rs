//! The home pages.
pub mod home;
