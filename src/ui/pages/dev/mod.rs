//! Pages for whoever builds or checks the others.
mod controls;
mod data;
mod feedback;
pub mod gallery;
mod marks;
mod records;
mod samples;
