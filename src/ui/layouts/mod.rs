//! The frames pages stand in.
pub mod rolebar;
pub mod shell;
pub mod shortcuts;
pub mod sidebar;
