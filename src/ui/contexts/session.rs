//! The session as the page knows it. It comes with the page and is read again after every change, so that counts stay right.
use crate::{
    api::session::{SessionView, current_session},
    domain::{
        actor::{Actor, Role},
        ids::PersonId,
    },
    ui::platform,
};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Session(RwSignal<Option<SessionView>>);

impl Session {
    pub fn provide() -> Self {
        let session = Session(RwSignal::new(platform::initial_session()));
        provide_context(session);
        session
    }

    pub fn get(self) -> Option<SessionView> {
        self.0.get()
    }

    /// What every change sent from this page carries: taken when the page was made, not when another tab switched.
    pub fn stamp(self) -> String {
        self.0.with(|session| session.as_ref().map(SessionView::stamp).unwrap_or_default())
    }

    /// Who the page is made for, as policy asks for them.
    pub fn actor(self) -> Option<Actor> {
        self.0.with_untracked(|session| session.as_ref().map(|held| Actor { person: PersonId(held.person_id), role: held.role }))
    }

    pub fn role(self) -> Option<Role> {
        self.0.with(|session| session.as_ref().map(|session| session.role))
    }

    /// Reads the counts again. A session that belongs to another role or person now is not taken over: the page keeps
    /// its stamp and its changes are refused until it is reloaded (R2).
    pub fn refresh(self) {
        leptos::task::spawn_local(async move {
            if let Ok(Some(fresh)) = current_session().await {
                self.0.update(|held| {
                    if held.as_ref().is_some_and(|held| held.stamp() == fresh.stamp()) {
                        *held = Some(fresh);
                    }
                });
            }
        });
    }
}

pub fn use_session() -> Session {
    expect_context::<Session>()
}
