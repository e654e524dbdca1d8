//! The fiscal years page and its parts.
mod archive;
mod card;
mod close;
mod create;
pub mod edit;
mod open;
mod phases;
mod readiness;
pub mod years;
