//! Files people bring and take away.
pub mod audit;
pub mod csv;
pub mod csv_out;
