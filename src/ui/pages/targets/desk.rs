//! The desk of a target draft: what the grid shows, how it is saved, and where unsent text waits. Found with [`use_desk`].
use super::sheet::Sheet;
use crate::{
    api::targets::{MySet, SaveDraft, save_draft},
    domain::{
        draft::{DraftContent, RowKey},
        ids::{PersonId, TargetSetId},
    },
    ui::{
        drafting::{
            desk::{self, Start, Wire},
            kept::Drawer,
            saver::Order,
        },
        platform,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};

pub type Desk = desk::Desk<Sheet>;

pub fn use_desk() -> Desk {
    expect_context::<Desk>()
}

/// To be called where the editor is made. `stamp` is the page's (R2).
pub fn provide(set: &MySet, person: PersonId, stamp: String) -> Desk {
    let start = Start {
        draft: set.draft.clone(),
        version: set.version,
        saved: set.saved.clone(),
        drawer: Drawer::new(person, set.head.set),
        wire: wire(set.head.set, stamp),
    };
    let desk = Desk::new(Sheet::new(&set.draft), start);
    provide_context(desk);
    desk
}

fn wire(set: TargetSetId, stamp: String) -> Wire<DraftContent> {
    let leaving = stamp.clone();
    Wire {
        save: Box::new(move |order: Order<_>| Box::pin(save_draft(set, order.save_id, order.patch, stamp.clone()))),
        leaving: Box::new(move |order: Order<_>| {
            let Order { save_id, patch } = order;
            let json = platform::to_json(&SaveDraft { set, save_id, patch, acting_as: leaving.clone() })?;
            Some((SaveDraft::url(), json))
        }),
    }
}

/// A name for a new row.
pub fn new_row_key() -> RowKey {
    RowKey(platform::random_id().chars().take(12).collect())
}
