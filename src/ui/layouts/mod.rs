//! The frames pages stand in.
pub mod sidebar;
pub mod rolebar;
pub mod shell;
