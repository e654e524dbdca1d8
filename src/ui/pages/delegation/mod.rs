//! Who acts for whom (R23 to R25): the dashboard, one delegation, and giving one step by step.
pub mod dashboard;
pub mod fields;
mod figures;
mod lanes;
mod load;
pub mod new;
pub mod one;
mod steps;
mod table;
