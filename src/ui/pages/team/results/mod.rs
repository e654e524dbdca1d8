//! The team's results: the page, its table, its summary, and handing all of it to HR.
mod listing;
pub mod results;
mod summary;
mod table;

pub use listing::PATH;
