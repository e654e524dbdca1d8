//! The writing assistance's own pages, all documents (ADR 7): what HR sets up, and help with one text for whoever has no scripts.
pub mod assistance;
mod limits;
mod templates;
pub mod text;
mod usage;
