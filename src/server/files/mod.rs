//! Files people bring and take away.
pub mod audit;
pub mod csv;
pub mod csv_out;
pub mod decode;
pub mod directory;
pub mod personal;
pub mod xlsx;
