//! Everything native: configuration, HTTP, sign-in, services and repositories. Compiled for the server only.
pub mod auth;
pub mod backup;
pub mod cli;
pub mod clock;
pub mod config;
pub mod context;
pub mod demo;
pub mod entropy;
pub mod error;
pub mod files;
pub mod health;
pub mod http;
pub mod repo;
pub mod router;
pub mod services;
pub mod state;
pub mod telemetry;
