//! State that many components read.
pub mod session;
