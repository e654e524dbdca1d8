//! What HR configures (R30). All of these pages are documents (ADR 7): short forms, one record at a time.
pub mod configuration;
pub mod department;
pub mod departments;
pub mod employee_type;
mod grades;
pub mod parts;
mod table;
pub mod types;
