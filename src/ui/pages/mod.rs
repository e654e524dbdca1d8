//! One page per file, by area.
#![expect(clippy::module_inception, reason = "an area's main page bears its name")]
pub mod account;
pub mod assistance;
pub mod audit;
pub mod auth;
pub mod configuration;
pub mod corrections;
pub mod delegation;
pub mod departments;
pub mod dev;
pub mod evaluation;
pub mod handovers;
pub mod help;
pub mod home;
pub mod not_found;
pub mod people;
pub mod ranks;
pub mod results;
pub mod sets;
pub mod targets;
pub mod team;
pub mod years;
