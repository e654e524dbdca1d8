//! State that many components read.
pub mod kept;
pub mod session;
