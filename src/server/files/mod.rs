//! Files people bring and take away.
pub mod csv;
