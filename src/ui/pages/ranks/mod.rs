//! The rank tables: which ranks whom, and the editor of one.
mod editor;
mod list;
mod place;
mod preview;
pub mod ranks;
mod row;
mod rows;
mod strip;
