//! The people pages.
pub mod directory;
pub mod person;
pub mod import;
pub mod invitations;
