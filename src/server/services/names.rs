//! What the directory's search looks through, as this process keeps it: a company of twenty thousand is searched in the time of one of
//! two hundred, where the database would read every record. Like the figures in [`super::kept`] nothing here is older than the newest
//! entry of the audit chain. Who may search, and what is shown of those found, is decided with the authority of the request.
use crate::{
    domain::{ids::PersonId, time::Timestamp},
    server::{
        error::Result,
        repo::{
            feed::{self, Change},
            people,
        },
        state::AppState,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// More entries than this since the last look: reading everybody is quicker.
const ENTRIES: i64 = 1_000;
/// Whatever was changed around the application is found after this time at the latest.
const LIFETIME: i64 = 5 * 60 * Timestamp::SECOND;

#[derive(Clone, Default)]
pub struct Names(Arc<tokio::sync::Mutex<Held>>);

#[derive(Default)]
struct Held {
    /// The audit entry up to which the texts are true; nothing was read yet at 0.
    seq: i64,
    read_at: Timestamp,
    texts: Arc<BTreeMap<PersonId, String>>,
}

impl Names {
    /// Everybody whose name, number, address or title holds this text, whatever its case. An empty text is in everybody's.
    pub async fn holding(&self, state: &AppState, text: &str) -> Result<BTreeSet<PersonId>> {
        let wanted = text.trim().to_lowercase();
        let texts = self.texts(state).await?;
        Ok(texts.iter().filter(|(_, text)| text.contains(&wanted)).map(|(id, _)| *id).collect())
    }

    async fn texts(&self, state: &AppState) -> Result<Arc<BTreeMap<PersonId, String>>> {
        let (db, now) = (state.db.read(), state.clock.now());
        // One reads, the others wait for what it found.
        let mut held = self.0.lock().await;
        let newest = feed::newest(db).await?;
        let known = held.seq > 0 && held.seq <= newest && now.0 - held.read_at.0 < LIFETIME;
        if known && held.seq == newest {
            return Ok(held.texts.clone());
        }
        let changes = if known { Some(feed::since(db, held.seq, ENTRIES + 1).await?) } else { None };
        match changes.filter(|changes| changes.len() as i64 <= ENTRIES).and_then(|changes| renamed(&changes)) {
            Some(people) if people.is_empty() => {}
            Some(people) => {
                let ids: Vec<_> = people.into_iter().collect();
                let mut texts = BTreeMap::clone(&held.texts);
                texts.extend(people::search_texts(db, Some(&ids)).await?);
                held.texts = Arc::new(texts);
            }
            None => {
                held.texts = Arc::new(people::search_texts(db, None).await?.into_iter().collect());
                held.read_at = now;
            }
        }
        held.seq = newest;
        Ok(held.texts.clone())
    }
}

/// Whose text the changes may have touched; `None` where that may be anybody.
fn renamed(changes: &[Change]) -> Option<BTreeSet<PersonId>> {
    let mut people = BTreeSet::new();
    for change in changes {
        match change.kind.as_str() {
            "review" | "target_set" | "fiscal_year" | "rank_table" => {}
            "person" => _ = people.insert(PersonId(change.subject)),
            _ => return None,
        }
    }
    Some(people)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(kind: &str, subject: i64) -> Change {
        Change { action: "anything".into(), kind: kind.into(), subject }
    }

    #[test]
    fn only_those_are_read_again_whom_a_change_is_about() {
        let changes = [change("review", 4), change("person", 7), change("target_set", 5)];
        assert_eq!(renamed(&changes), Some([PersonId(7)].into()));
        assert_eq!(renamed(&[change("person", 7), change("import", 1)]), None, "an import is about many");
    }
}
