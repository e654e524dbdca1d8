//! What is true on paper: pure rules without I/O, clock or randomness. Compiles for the server and the browser alike,
//! and, without features, is the whole library. Everything else is a thin layer around it.
pub mod actor;
pub mod audit;
pub mod configuration;
pub mod consolidation;
pub mod correction;
pub mod device;
pub mod distribution;
pub mod draft;
pub mod evaluation;
pub mod fiscal_year;
pub mod ids;
pub mod import;
pub mod merge;
pub mod notice;
pub mod objection;
pub mod organisation;
pub mod password;
pub mod person;
pub mod policy;
pub mod rank;
pub mod retention;
pub mod review;
pub mod score;
pub mod target;
pub mod time;
pub mod validation;
