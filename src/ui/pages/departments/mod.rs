//! The departments pages.
mod approve;
mod company;
pub mod departments;
pub mod filter;
mod filter_form;
mod open;
mod set_table;
pub mod sets;
mod table;
