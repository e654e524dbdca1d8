//! The company's results: HR's consolidation and the board's decision on one page.
mod company;
mod decide;
mod decisions;
mod departments;
mod people;
mod place;
mod pro_rata;
pub mod results;
