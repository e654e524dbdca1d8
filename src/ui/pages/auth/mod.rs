//! The pages that let people in. All but the change of password stand outside the shell, and their forms load the whole
//! page anew, since the session they start is part of the document.
mod checks;
mod demo;
mod field;
mod frame;
pub mod invitation;
mod one_time;
pub mod password;
pub mod setup;
pub mod sign_in;
