//! Help with writing (R36–R39). `offer` stands in the editors and is small; the panel behind it is code of its own that comes when somebody
//! asks for help. `badge` marks what was taken over, wherever it is read.
pub mod badge;
pub mod by_hand;
mod checks;
mod kept;
pub mod offer;
pub mod panel;
mod progress;
mod work;
