//! What the browser may ask for: server functions and the types that travel, one file per area. A server function takes
//! its context, makes one service call and returns; whatever decides anything stands in `domain` or `services`.
//!
//! Functions that change something take `acting_as`, the stamp of the page they were called from (R2).
pub mod account;
pub mod assist;
pub mod audit;
pub mod auth;
pub mod configuration;
pub mod corrections;
pub mod delegations;
pub mod departments;
pub mod error;
pub mod home;
pub mod people;
pub mod records;
pub mod results;
pub mod reviews;
pub mod session;
pub mod sets;
pub mod targets;
pub mod team;
pub mod transfers;
pub mod views;
pub mod wire;
pub mod years;
