//! Keeping the data: backups of a live SQLite database with their restoring and checking, and the move from one database to
//! another (O3, O14). PostgreSQL's own backups run where PostgreSQL runs.
pub mod commands;
mod container;
mod copy;
pub mod nightly;
mod progress;
pub mod sqlite;
pub mod store;

pub use copy::{Copied, copy_database};
