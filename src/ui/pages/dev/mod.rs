//! The dev pages.
pub mod gallery;
