//! Writing that saves itself (R10), whatever is written: a person's targets, a self-evaluation, a reviewer's evaluation.
//!
//! `saver` decides when and what, `desk` drives it from a page's [`Sheet`], `kept` holds unsent text in the browser, `handing`
//! hands over what is whole. The rest shows how that stands. A page brings its draft, its sheet and its server functions.
pub mod check;
pub mod conflict;
pub mod desk;
pub mod fields;
pub mod focus;
pub mod found;
pub mod handing;
pub mod kept;
pub mod landing;
pub mod leftover;
pub mod listen;
pub mod save_state;
pub mod saver;
pub mod texts;
pub mod toast;
pub mod trouble;

use crate::domain::{
    draft::{self, DraftContent, DraftPatch},
    merge::{Merge, Texts},
};
use std::fmt;

/// Texts that two hands may change, and what one of them sends to bring its changes to the other.
pub trait Draft: Texts<Field: Ord + fmt::Debug> + Clone + PartialEq + fmt::Debug {
    type Patch: Clone + PartialEq + fmt::Debug;

    fn diff(base: &Self, mine: &Self) -> Self::Patch;
    fn merge(current: &Self, patch: &Self::Patch) -> Merge<Self, Self::Field>;

    /// Something that `patch` took out stands in `held` all the same.
    fn came_back(_patch: &Self::Patch, _held: &Self) -> bool {
        false
    }
}

impl Draft for DraftContent {
    type Patch = DraftPatch;

    fn diff(base: &Self, mine: &Self) -> DraftPatch {
        draft::diff(base, mine)
    }

    fn merge(current: &Self, patch: &DraftPatch) -> draft::Merge {
        draft::merge(current, patch)
    }

    fn came_back(patch: &DraftPatch, held: &Self) -> bool {
        patch.removed.iter().any(|row| held.row(&row.key).is_some())
    }
}
