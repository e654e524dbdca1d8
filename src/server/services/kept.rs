//! The company's years as this process keeps them: a line for everybody, and what was counted from the lines. Counting twenty
//! thousand people for every page would make pages slower as a company grows. Nothing here is older than the newest entry of the
//! audit chain: every look asks what was written since, and reads anew whoever it was about. Who may see what is decided afterwards,
//! with the authority of the request.
use super::{company_results::Summary, company_targets::Targets, delegations::GAPS};
use crate::{
    domain::{
        actor::{Actor, Role},
        ids::{FiscalYearId, PersonId, ReviewId, TargetSetId},
        organisation::Forest,
        time::{Date, Timestamp},
    },
    server::{
        error::Result,
        repo::{
            Db,
            chart::{self, Seat},
            company::{self, Line},
            delegations,
            feed::{self, Change},
            people,
        },
        state::AppState,
    },
};
use sea_orm::ConnectionTrait;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

/// Years kept at once: the one whose targets are set, the one that is evaluated, one that somebody looks up.
const YEARS: usize = 3;
/// More entries than this since the last look: reading everything is quicker.
const ENTRIES: i64 = 5_000;
/// Whatever was changed around the application shows after this time at the latest.
const LIFETIME: i64 = 5 * 60 * Timestamp::SECOND;
/// How long a replica may take for a whole year.
const REPLICA: Duration = Duration::from_secs(5);
/// Readers whose own view of the results is kept.
const READERS: usize = 32;

#[derive(Clone, Default)]
pub struct Kept(Arc<tokio::sync::Mutex<Shelf>>);

#[derive(Default)]
struct Shelf {
    years: BTreeMap<FiscalYearId, Held>,
    counted: BTreeMap<Figure, Counted>,
    organisation: Option<Seated>,
}

/// What stands beside the entries of the navigation, on every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Figure {
    Uninvited,
    Gaps,
}

impl Figure {
    /// Whether such a change leaves it as it is.
    fn ignores(self, change: &Change) -> bool {
        match (self, change.kind.as_str()) {
            (Figure::Uninvited, "delegation" | "fiscal_year") => true,
            // Somebody's own reviewer may be away.
            (Figure::Gaps, "target_set") => change.action != "name_reviewer",
            // An invitation changes nobody's reviewer.
            (Figure::Gaps, "person") => elsewhere(change) || ["invite", "accept_invitation"].contains(&change.action.as_str()),
            _ => elsewhere(change),
        }
    }
}

/// A change that touches neither people's records nor who reports to whom.
fn elsewhere(change: &Change) -> bool {
    const IDLE: [&str; 4] = ["sign_in", "sign_out", "switch_role", "change_password"];
    match change.kind.as_str() {
        "review" | "target_set" | "rank_table" => true,
        "person" => IDLE.contains(&change.action.as_str()),
        _ => false,
    }
}

/// Whether nothing between two entries counts.
async fn unchanged<C: ConnectionTrait>(conn: &C, from: i64, to: i64, ignores: impl Fn(&Change) -> bool) -> Result<bool> {
    if from == to {
        return Ok(true);
    }
    let changes = feed::since(conn, from, ENTRIES + 1).await?;
    Ok(changes.len() as i64 <= ENTRIES && changes.iter().all(ignores))
}

/// A number, the entry up to which it is true, when it was counted and for which day.
#[derive(Clone, Copy)]
struct Counted {
    number: u64,
    seq: i64,
    at: Timestamp,
    day: Date,
}

struct Seated {
    organisation: Arc<Organisation>,
    seq: i64,
    at: Timestamp,
}

/// Everybody employed, and the forest they stand in.
pub struct Organisation {
    pub forest: Forest<PersonId>,
    pub seats: HashMap<PersonId, Seat>,
    /// In the order of names.
    pub order: Vec<PersonId>,
    /// How many stand below somebody, on all levels.
    below: HashMap<PersonId, u64>,
}

impl Organisation {
    fn of(seats: Vec<Seat>) -> Self {
        let forest = Forest::new(seats.iter().map(|seat| (seat.id, seat.manager_id)));
        let order = seats.iter().map(|seat| seat.id).collect();
        // Everybody after their manager, so that backwards reports come first.
        let (mut downwards, mut open) = (Vec::new(), forest.roots().to_vec());
        while let Some(next) = open.pop() {
            downwards.push(next);
            open.extend(forest.children(&next));
        }
        let mut below = HashMap::new();
        for person in downwards.iter().rev() {
            let sum: u64 = forest.children(person).iter().map(|report| 1 + below.get(report).copied().unwrap_or(0)).sum();
            below.insert(*person, sum);
        }
        Organisation { forest, order, below, seats: seats.into_iter().map(|seat| (seat.id, seat)).collect() }
    }

    pub fn below(&self, person: PersonId) -> u64 {
        self.below.get(&person).copied().unwrap_or_else(|| self.forest.below(&person))
    }
}

struct Held {
    snapshot: Arc<Snapshot>,
    asked_at: Timestamp,
}

/// One year at one moment.
pub struct Snapshot {
    year: FiscalYearId,
    /// The audit entry up to which it is true.
    seq: i64,
    read_at: Timestamp,
    /// In the order of names.
    pub lines: Vec<Arc<Line>>,
    targets: OnceLock<Arc<Targets>>,
    /// By reader: one's own result is left out for oneself alone (R1b).
    results: Mutex<BTreeMap<(PersonId, Role), Arc<Summary>>>,
}

impl Kept {
    /// The year as it stands now.
    pub async fn year(&self, state: &AppState, year: FiscalYearId) -> Result<Arc<Snapshot>> {
        let db = state.db.read();
        let now = state.clock.now();
        // One reads, the others wait for what it found.
        let mut shelf = self.0.lock().await;
        let kept = &mut shelf.years;
        let newest = feed::newest(db).await?;
        let known = kept.get(&year).map(|held| held.snapshot.clone());
        let known = known.filter(|known| known.seq <= newest && now.0 - known.read_at.0 < LIFETIME);
        let snapshot = match known {
            Some(known) if known.seq == newest => known,
            known => Arc::new(looked_at(&state.db, known.as_deref(), year, newest, now).await?),
        };
        kept.insert(year, Held { snapshot: snapshot.clone(), asked_at: now });
        while kept.len() > YEARS {
            let oldest = kept.iter().filter(|(id, _)| **id != year).min_by_key(|(_, held)| held.asked_at).map(|(id, _)| *id);
            oldest.and_then(|id| kept.remove(&id));
        }
        Ok(snapshot)
    }

    /// How many people at work can neither sign in nor hold a working invitation. Invitations run out by themselves, which shows
    /// within the lifetime.
    pub async fn uninvited(&self, state: &AppState) -> Result<u64> {
        self.counted(state, Figure::Uninvited).await
    }

    /// How many reviewers are away or gone and not covered today.
    pub async fn gaps(&self, state: &AppState) -> Result<u64> {
        self.counted(state, Figure::Gaps).await
    }

    async fn counted(&self, state: &AppState, figure: Figure) -> Result<u64> {
        let (db, now, day) = (state.db.read(), state.clock.now(), state.clock.today());
        let mut shelf = self.0.lock().await;
        let newest = feed::newest(db).await?;
        let known = shelf.counted.get(&figure).copied();
        let known = known.filter(|known| known.seq <= newest && known.day == day && now.0 - known.at.0 < LIFETIME);
        if let Some(known) = known
            && unchanged(db, known.seq, newest, |change| figure.ignores(change)).await?
        {
            shelf.counted.insert(figure, Counted { seq: newest, ..known });
            return Ok(known.number);
        }
        let number = match figure {
            Figure::Uninvited => people::uninvited(db, now).await?.len(),
            Figure::Gaps => delegations::gaps(db, None, day, GAPS).await?.len(),
        } as u64;
        shelf.counted.insert(figure, Counted { number, seq: newest, at: now, day });
        Ok(number)
    }

    /// Who reports to whom.
    pub async fn organisation(&self, state: &AppState) -> Result<Arc<Organisation>> {
        let (db, now) = (state.db.read(), state.clock.now());
        let mut shelf = self.0.lock().await;
        let newest = feed::newest(db).await?;
        let known = shelf.organisation.as_mut().filter(|known| known.seq <= newest && now.0 - known.at.0 < LIFETIME);
        if let Some(known) = known
            && unchanged(db, known.seq, newest, |change| elsewhere(change) || change.kind == "delegation").await?
        {
            known.seq = newest;
            return Ok(known.organisation.clone());
        }
        let organisation = Arc::new(Organisation::of(chart::employed(db).await?));
        shelf.organisation = Some(Seated { organisation: organisation.clone(), seq: newest, at: now });
        Ok(organisation)
    }

    /// Reads everything anew at the next look.
    pub async fn forget(&self) {
        *self.0.lock().await = Shelf::default();
    }
}

/// From the replica where there is one that knows the newest entry; else, or when it does not answer after all, from the primary.
async fn looked_at(db: &Db, known: Option<&Snapshot>, year: FiscalYearId, newest: i64, now: Timestamp) -> Result<Snapshot> {
    if let Some(replica) = db.replica()
        && let Some(connection) = replica.up_to(newest).await
    {
        match tokio::time::timeout(REPLICA, look(connection, known, year, newest, now)).await {
            Ok(Ok(found)) => return Ok(found),
            Ok(Err(_)) | Err(_) => replica.failed(),
        }
    }
    look(db.read(), known, year, newest, now).await
}

async fn look<C: ConnectionTrait>(
    conn: &C,
    known: Option<&Snapshot>,
    year: FiscalYearId,
    newest: i64,
    now: Timestamp,
) -> Result<Snapshot> {
    if let Some(known) = known
        && let Some(renewed) = renewed(conn, known, newest).await?
    {
        return Ok(renewed);
    }
    read(conn, year, newest, now).await
}

async fn read<C: ConnectionTrait>(conn: &C, year: FiscalYearId, seq: i64, read_at: Timestamp) -> Result<Snapshot> {
    let lines = company::of_year(conn, year).await?.into_iter().map(Arc::new).collect();
    Ok(Snapshot::new(year, seq, read_at, lines))
}

/// Whom the changes are about.
#[derive(Debug, Default, PartialEq, Eq)]
struct Touched {
    sets: BTreeSet<TargetSetId>,
    reviews: BTreeSet<ReviewId>,
    people: BTreeSet<PersonId>,
}

/// `None` where a change may be about everybody: what is not known to be about single people is taken to be.
fn touched(changes: &[Change]) -> Option<Touched> {
    /// Signing in, and reading, change no figure.
    const IDLE: [(&str, &str); 7] = [
        ("person", "sign_in"),
        ("person", "sign_out"),
        ("person", "switch_role"),
        ("person", "change_password"),
        ("person", "invite"),
        ("person", "accept_invitation"),
        ("review", "read"),
    ];
    let mut touched = Touched::default();
    for change in changes {
        match change.kind.as_str() {
            kind if IDLE.contains(&(kind, change.action.as_str())) => {}
            "target_set" => _ = touched.sets.insert(TargetSetId(change.subject)),
            "review" => _ = touched.reviews.insert(ReviewId(change.subject)),
            "person" => _ = touched.people.insert(PersonId(change.subject)),
            // Lines name a set's own reviewer, whoever acts for them.
            "delegation" => {}
            _ => return None,
        }
    }
    Some(touched)
}

async fn renewed<C: ConnectionTrait>(conn: &C, known: &Snapshot, seq: i64) -> Result<Option<Snapshot>> {
    let changes = feed::since(conn, known.seq, ENTRIES + 1).await?;
    let Some(touched) = touched(&changes).filter(|_| changes.len() as i64 <= ENTRIES) else { return Ok(None) };
    let (reviews, people): (Vec<_>, Vec<_>) = (touched.reviews.into_iter().collect(), touched.people.into_iter().collect());
    let mut sets = touched.sets;
    sets.extend(company::sets_of(conn, known.year, &reviews, &people).await?);
    // A reviewer's name stands in the lines of their people.
    let named = |line: &&Arc<Line>| line.reviewer_id().is_some_and(|reviewer| people.contains(&reviewer));
    sets.extend(known.lines.iter().filter(named).map(|line| line.set));
    if sets.is_empty() {
        return Ok(Some(known.at(seq)));
    }
    let again: Vec<_> = sets.iter().copied().collect();
    let mut lines: Vec<_> = known.lines.iter().filter(|line| !sets.contains(&line.set)).cloned().collect();
    lines.extend(company::of_sets(conn, known.year, &again).await?.into_iter().map(Arc::new));
    Ok(Some(Snapshot::new(known.year, seq, known.read_at, lines)))
}

impl Snapshot {
    fn new(year: FiscalYearId, seq: i64, read_at: Timestamp, mut lines: Vec<Arc<Line>>) -> Self {
        lines.sort_by(|one, other| (&one.name, one.set).cmp(&(&other.name, other.set)));
        Snapshot { year, seq, read_at, lines, targets: OnceLock::new(), results: Mutex::default() }
    }

    /// The same, known to be true up to a later entry; what was counted stays.
    fn at(&self, seq: i64) -> Self {
        let targets = self.targets.get().cloned().map_or_else(OnceLock::new, OnceLock::from);
        let results = self.results.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Snapshot { year: self.year, seq, read_at: self.read_at, lines: self.lines.clone(), targets, results: Mutex::new(results) }
    }

    /// What the lines say of the targets, counted once.
    pub fn targets(&self) -> Arc<Targets> {
        self.targets.get_or_init(|| Arc::new(Targets::of(&self.lines))).clone()
    }

    /// What this reader may know of the results, if it was counted already.
    pub fn results(&self, reader: Actor) -> Option<Arc<Summary>> {
        self.results.lock().unwrap_or_else(PoisonError::into_inner).get(&(reader.person, reader.role)).cloned()
    }

    pub fn keep_results(&self, reader: Actor, counted: Summary) -> Arc<Summary> {
        let counted = Arc::new(counted);
        let mut results = self.results.lock().unwrap_or_else(PoisonError::into_inner);
        if results.len() >= READERS {
            results.clear();
        }
        results.insert((reader.person, reader.role), counted.clone());
        counted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(kind: &str, action: &str, subject: i64) -> Change {
        Change { action: action.into(), kind: kind.into(), subject }
    }

    #[test]
    fn only_those_a_change_is_about_are_read_again() {
        let changes = [
            change("review", "complete", 4),
            change("review", "read", 5),
            change("target_set", "approve", 6),
            change("person", "sign_in", 7),
            change("person", "transfer", 8),
            change("delegation", "end", 9),
        ];
        let expected = Touched { sets: [TargetSetId(6)].into(), reviews: [ReviewId(4)].into(), people: [PersonId(8)].into() };
        assert_eq!(touched(&changes), Some(expected));
    }

    #[test]
    fn a_change_of_an_unknown_kind_is_about_everybody() {
        assert_eq!(touched(&[change("review", "complete", 4), change("fiscal_year", "open_evaluation", 1)]), None);
        assert_eq!(touched(&[change("something_new", "done", 1)]), None);
    }
}
