//! What is counted and measured, and how it is written down for Prometheus.
use crate::domain::time::Timestamp;
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::Registry,
};
use std::{sync::atomic::AtomicU64, time::Duration};

/// Upper bounds in seconds, around the figures answers are held to.
const ANSWERS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0];
/// Until a model has said its first word, or its last.
const WRITING: [f64; 10] = [0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0];
const STATEMENTS: [f64; 10] = [0.0002, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.2, 1.0, 5.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Answer {
    pub method: &'static str,
    /// The template, never the path: a path may hold a token, and there are as many as people.
    pub route: String,
    pub status: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Route {
    pub method: &'static str,
    pub route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct State {
    state: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Job {
    kind: &'static str,
    state: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Connections {
    pool: &'static str,
    state: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Pool {
    pool: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Folder {
    folder: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Tokens {
    of: &'static str,
}

/// How a pool of connections stands.
#[derive(Clone, Copy, Debug)]
pub struct PoolFigures {
    pub name: &'static str,
    pub most: u32,
    pub open: u32,
    pub idle: usize,
}

type Real = Gauge<f64, AtomicU64>;
type Times<L> = Family<L, Histogram, fn() -> Histogram>;

/// Everything that is told, in one place. Cloned handles are the same figures.
pub struct Metrics {
    registry: Registry,
    requests: Family<Answer, Counter>,
    durations: Times<Route>,
    in_flight: Gauge,
    statements: Times<Kind>,
    statement_errors: Counter,
    connections: Family<Connections, Gauge>,
    connections_most: Family<Pool, Gauge>,
    database_up: Gauge,
    ready: Gauge,
    sessions: Gauge,
    reviews: Family<State, Gauge>,
    target_revisions: Family<State, Gauge>,
    jobs: Family<Job, Gauge>,
    memory: Gauge,
    disk_free: Family<Folder, Gauge>,
    disk_size: Family<Folder, Gauge>,
    backup: Family<Folder, Real>,
    suggestions: Family<Outcome, Counter>,
    suggestion_times: Histogram,
    first_tokens: Histogram,
    tokens: Family<Tokens, Counter>,
    places: Family<State, Gauge>,
}

impl Metrics {
    /// `started`: when this process began.
    pub fn new(started: Timestamp) -> Self {
        let answers: fn() -> Histogram = || Histogram::new(ANSWERS);
        let statements: fn() -> Histogram = || Histogram::new(STATEMENTS);
        let mut metrics = Metrics {
            registry: Registry::default(),
            requests: Family::default(),
            durations: Family::new_with_constructor(answers),
            in_flight: Gauge::default(),
            statements: Family::new_with_constructor(statements),
            statement_errors: Counter::default(),
            connections: Family::default(),
            connections_most: Family::default(),
            database_up: Gauge::default(),
            ready: Gauge::default(),
            sessions: Gauge::default(),
            reviews: Family::default(),
            target_revisions: Family::default(),
            jobs: Family::default(),
            memory: Gauge::default(),
            disk_free: Family::default(),
            disk_size: Family::default(),
            backup: Family::default(),
            suggestions: Family::default(),
            suggestion_times: Histogram::new(WRITING),
            first_tokens: Histogram::new(WRITING),
            tokens: Family::default(),
            places: Family::default(),
        };
        metrics.register(started);
        metrics
    }

    fn register(&mut self, started: Timestamp) {
        let registry = &mut self.registry;
        registry.register("pa_http_requests", "Requests answered", self.requests.clone());
        registry.register("pa_http_request_duration_seconds", "Time until an answer began", self.durations.clone());
        registry.register("pa_http_requests_in_flight", "Requests not answered yet", self.in_flight.clone());
        registry.register("pa_database_query_duration_seconds", "Time a statement took", self.statements.clone());
        registry.register("pa_database_query_errors", "Statements that failed", self.statement_errors.clone());
        registry.register("pa_database_connections", "Connections in use and idle", self.connections.clone());
        registry.register("pa_database_connections_max", "Connections there may be", self.connections_most.clone());
        registry.register("pa_database_up", "Whether the database answered just now", self.database_up.clone());
        registry.register("pa_ready", "Whether this process is ready for requests", self.ready.clone());
        registry.register("pa_sessions", "People signed in", self.sessions.clone());
        registry.register("pa_reviews", "Reviews by state", self.reviews.clone());
        registry.register("pa_target_revisions", "Revisions of target sets by state", self.target_revisions.clone());
        registry.register("pa_jobs", "Jobs by kind and state", self.jobs.clone());
        registry.register("pa_disk_free_bytes", "Room left for us on the disk of a folder", self.disk_free.clone());
        registry.register("pa_disk_size_bytes", "Size of the disk of a folder", self.disk_size.clone());
        registry.register(
            "pa_backup_last_success_timestamp_seconds",
            "When the newest backup was made, 0 without one",
            self.backup.clone(),
        );
        registry.register("pa_ai_calls", "Suggestions asked of a model server, by how they ended", self.suggestions.clone());
        registry.register(
            "pa_ai_call_duration_seconds",
            "Time until an answer was whole or ended",
            self.suggestion_times.clone(),
        );
        registry.register("pa_ai_first_token_seconds", "Time until a model said its first word", self.first_tokens.clone());
        registry.register("pa_ai_tokens", "Tokens as model servers count them", self.tokens.clone());
        registry.register("pa_ai_places", "Suggestions under way and waiting, of all replicas", self.places.clone());
        registry.register("process_resident_memory_bytes", "Memory this process holds", self.memory.clone());
        let start: Real = Gauge::default();
        start.set(seconds(started));
        registry.register("process_start_time_seconds", "When this process began", start);
        registry.register("pa_build", "What runs", Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]));
    }

    pub(super) fn answered(&self, answer: Answer, took: Duration) {
        let route = Route { method: answer.method, route: answer.route.clone() };
        self.durations.get_or_create(&route).observe(took.as_secs_f64());
        self.requests.get_or_create(&answer).inc();
    }

    /// One statement. Of its text only the first word is looked at.
    pub fn statement(&self, text: &str, took: Duration, failed: bool) {
        let word = text.split_whitespace().next().unwrap_or_default();
        let kind = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].into_iter().find(|kind| word.eq_ignore_ascii_case(kind));
        self.statements.get_or_create(&Kind { kind: kind.unwrap_or("OTHER") }).observe(took.as_secs_f64());
        if failed {
            self.statement_errors.inc();
        }
    }

    pub(super) fn pools(&self, pools: &[PoolFigures]) {
        for pool in pools {
            let idle = i64::try_from(pool.idle).unwrap_or_default();
            self.connections_most.get_or_create(&Pool { pool: pool.name }).set(pool.most.into());
            self.connections.get_or_create(&Connections { pool: pool.name, state: "idle" }).set(idle);
            self.connections
                .get_or_create(&Connections { pool: pool.name, state: "used" })
                .set((i64::from(pool.open) - idle).max(0));
        }
    }

    pub(super) fn health(&self, database: bool, ready: bool) {
        self.database_up.set(database.into());
        self.ready.set(ready.into());
    }

    pub(super) fn people(&self, signed_in: i64, closings: i64) {
        self.sessions.set(signed_in);
        self.jobs.get_or_create(&Job { kind: "year_closing", state: "running" }).set(closings);
    }

    /// States nobody is in any more disappear.
    pub(super) fn states(&self, reviews: Vec<(String, i64)>, target_revisions: Vec<(String, i64)>) {
        for (family, counts) in [(&self.reviews, reviews), (&self.target_revisions, target_revisions)] {
            family.clear();
            for (state, number) in counts {
                family.get_or_create(&State { state }).set(number);
            }
        }
    }

    /// Resident memory in bytes.
    pub(super) fn memory(&self, bytes: u64) {
        self.memory.set(i64::try_from(bytes).unwrap_or(i64::MAX));
    }

    /// A suggestion that ended, and how.
    pub fn suggestion(
        &self,
        outcome: &'static str,
        took: Duration,
        first_token: Option<Duration>,
        prompt_tokens: Option<u64>,
        answer_tokens: Option<u64>,
    ) {
        self.suggestions.get_or_create(&Outcome { outcome }).inc();
        self.suggestion_times.observe(took.as_secs_f64());
        if let Some(first) = first_token {
            self.first_tokens.observe(first.as_secs_f64());
        }
        for (of, number) in [("prompt", prompt_tokens), ("answer", answer_tokens)] {
            self.tokens.get_or_create(&Tokens { of }).inc_by(number.unwrap_or_default());
        }
    }

    pub(super) fn places(&self, running: i64, waiting: i64) {
        for (state, number) in [("running", running), ("waiting", waiting)] {
            self.places.get_or_create(&State { state: state.into() }).set(number);
        }
    }

    /// Room on the disk of a folder, in bytes.
    pub(super) fn disk(&self, folder: &'static str, free: u64, size: u64) {
        self.disk_free.get_or_create(&Folder { folder }).set(i64::try_from(free).unwrap_or(i64::MAX));
        self.disk_size.get_or_create(&Folder { folder }).set(i64::try_from(size).unwrap_or(i64::MAX));
    }

    /// When the newest backup was made; 0 when there is none.
    pub(super) fn backup(&self, newest: Option<Timestamp>) {
        self.backup.get_or_create(&Folder { folder: "backups" }).set(newest.map_or(0.0, seconds));
    }

    /// The whole as text.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// Seconds since 1970.
fn seconds(at: Timestamp) -> f64 {
    Duration::from_micros(u64::try_from(at.0).unwrap_or_default()).as_secs_f64()
}

/// A request that counts as in flight for as long as this lives, also when whoever asked goes away.
pub(super) struct InFlight(Gauge);

impl InFlight {
    pub(super) fn begin(metrics: &Metrics) -> Self {
        metrics.in_flight.inc();
        InFlight(metrics.in_flight.clone())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}
