//! The help page and its parts.
mod definitions;
mod examples;
pub mod help;
mod keyboard;
mod process;
