//! The audit log.
pub mod address;
pub mod audit;
mod filters;
mod table;
