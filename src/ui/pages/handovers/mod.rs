//! What a reviewer handed over with people who were transferred: readable as it stood (R26).
pub mod list;
pub mod one;
