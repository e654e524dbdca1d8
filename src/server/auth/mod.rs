//! Proving who somebody is: passwords, sessions, known browsers, and slowing guesses down.
pub mod common;
pub mod device;
pub mod passwords;
pub mod store;
pub mod throttle;
