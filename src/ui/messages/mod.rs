//! Every visible word, in one place, so that another language can follow without touching pages (R51). One file per area.
pub mod account;
pub mod auth;
pub mod common;
pub mod departments;
pub mod errors;
pub mod evaluation;
pub mod help;
pub mod home;
pub mod people;
pub mod ranks;
pub mod results;
pub mod reviews;
pub mod sets;
pub mod states;
pub mod targets;
pub mod team;
pub mod years;
