//! The fiscal years page and its parts.
mod card;
mod close;
mod create;
mod open;
pub mod years;
