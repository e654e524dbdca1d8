//! Proving who somebody is: passwords, the company's directory, sessions, known browsers, and slowing guesses down.
pub mod common;
pub mod device;
pub mod directory;
pub mod passwords;
pub mod redis;
pub mod sessions;
pub mod store;
pub mod throttle;
