//! The fiscal years page and its parts.
mod archive;
mod card;
mod close;
mod create;
mod open;
mod phases;
mod readiness;
pub mod years;
