//! The desk of either half of a review: how it is saved, and where unsent text waits. Found with [`use_desk`].
use super::sheet::Sheet;
use crate::{
    api::{
        reviews::{Desk as Opened, SaveManager, SaveSelf, save_manager, save_self},
        views::Saved,
    },
    domain::{
        evaluation::{ManagerDraft, SelfDraft},
        ids::{PersonId, ReviewId},
        merge::{Conflict, TextField, Texts},
    },
    ui::{
        contexts::session::use_session,
        drafting::{
            desk::{self, Start, Wire},
            kept::Drawer,
            saver::Order,
            texts::{FormTexts, Slot, changes_for},
        },
        platform,
    },
};
use leptos::{prelude::*, server_fn::ServerFn};

pub type Desk = desk::Desk<Sheet>;

pub fn use_desk() -> Desk {
    expect_context::<Desk>()
}

/// What was accepted of a suggestion goes into the field as if it had been typed there, and can be taken back.
pub fn taking(desk: Desk) -> Callback<(String, String)> {
    Callback::new(move |(name, text): (String, String)| {
        let Some(slot) = desk.sheet.slot(&name) else { return };
        desk.edit(Some(crate::ui::messages::assist::TAKEN.to_owned()), |texts| {
            let mut texts = texts.clone();
            Texts::set(&mut texts, &slot, text);
            texts
        });
    })
}

/// Names of the halves in the browser's storage.
pub const OWN: &str = "self";
pub const MANAGER: &str = "manager";

pub fn drawer(review: ReviewId, half: &str) -> Drawer {
    let person = untrack(|| use_session().get()).map_or(0, |session| session.person_id);
    Drawer::of_review(PersonId(person), review, half)
}

/// To be called where the self-evaluation is made.
pub fn provide_own(review: ReviewId, opened: &Opened<SelfDraft>) -> Desk {
    let stamp = untrack(|| use_session().stamp());
    let (like, like_leaving, leaving) = (opened.draft.clone(), opened.draft.clone(), stamp.clone());
    let wire = Wire {
        save: Box::new(move |order: Order<FormTexts>| {
            let changes = changes_for(&like, &order.patch);
            let asked = save_self(review, order.save_id, changes, stamp.clone());
            Box::pin(async move { asked.await.map(plain) })
        }),
        leaving: Box::new(move |order: Order<FormTexts>| {
            let changes = changes_for(&like_leaving, &order.patch);
            let save = SaveSelf { review, save_id: order.save_id, changes, acting_as: leaving.clone() };
            Some((SaveSelf::url(), platform::to_json(&save)?))
        }),
    };
    provide(review, OWN, opened, wire)
}

/// The same for the reviewer's evaluation.
pub fn provide_manager(review: ReviewId, opened: &Opened<ManagerDraft>) -> Desk {
    let stamp = untrack(|| use_session().stamp());
    let (like, like_leaving, leaving) = (opened.draft.clone(), opened.draft.clone(), stamp.clone());
    let wire = Wire {
        save: Box::new(move |order: Order<FormTexts>| {
            let changes = changes_for(&like, &order.patch);
            let asked = save_manager(review, order.save_id, changes, stamp.clone());
            Box::pin(async move { asked.await.map(plain) })
        }),
        leaving: Box::new(move |order: Order<FormTexts>| {
            let changes = changes_for(&like_leaving, &order.patch);
            let save = SaveManager { review, save_id: order.save_id, changes, acting_as: leaving.clone() };
            Some((SaveManager::url(), platform::to_json(&save)?))
        }),
    };
    provide(review, MANAGER, opened, wire)
}

fn provide<D: Texts>(review: ReviewId, half: &str, opened: &Opened<D>, wire: Wire<FormTexts>) -> Desk {
    let draft = FormTexts::of(&opened.draft);
    let start =
        Start { version: opened.version, saved: opened.saved.clone(), drawer: drawer(review, half), wire, draft: draft.clone() };
    let desk = Desk::new(Sheet::new(&draft), start);
    provide_context(desk);
    desk
}

/// An answer as texts by name.
fn plain<D: Texts>(saved: Saved<D, D::Field>) -> Saved<FormTexts, Slot> {
    let conflict = |conflict: Conflict<D::Field>| Conflict {
        field: Slot { name: conflict.field.name(), max: conflict.field.max_length() },
        mine: conflict.mine,
        theirs: conflict.theirs,
    };
    Saved {
        version: saved.version,
        saved: saved.saved,
        content: FormTexts::of(&saved.content),
        conflicts: saved.conflicts.into_iter().map(conflict).collect(),
    }
}
