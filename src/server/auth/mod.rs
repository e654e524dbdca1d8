//! Proving who somebody is: passwords, sessions, and slowing guesses down.
pub mod passwords;
pub mod store;
pub mod throttle;
