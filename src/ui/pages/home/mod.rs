//! The home pages.
mod departments;
pub mod flash;
pub mod home;
mod notices;
mod team;
mod todos;
