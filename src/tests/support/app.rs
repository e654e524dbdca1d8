//! The application as a test has it: a small company, a clock to move, and the router itself.
use super::{
    client::Client,
    database::{self, Scratch},
    redis::RedisServer,
};
use axum::Router;
use pa_assistant::{
    domain::{ids::PersonId, time::Timestamp},
    server::{
        auth::passwords::Passwords,
        clock::{Clock, ManualClock},
        config::Config,
        repo::{access, audit, people_bulk, sql},
        router,
        services::imports,
        state::AppState,
    },
};
use std::sync::OnceLock;

/// Director; HR under her; two managers; alice leads ann, ben and cat, bob leads dan and eve. `hal` is a second HR admin,
/// `pat` sits on the board, `zoe` is employed by nobody's team.
const COMPANY: &str = "employee_id,full_name,email,department,employee_type,grade,manager_employee_id,roles
dora,Dora Director,dora@example.com,Executive,Staff,S1,,employee;general_director
pat,Pat Board,pat@example.com,Executive,Staff,S1,dora,employee;board_member
hana,Hana Hr,hana@example.com,HR,Staff,S2,dora,employee;hr_admin
hal,Hal Hr,hal@example.com,HR,Staff,S2,hana,employee;hr_admin
alice,Alice Mori,alice@example.com,Engineering,Engineer,E3,dora,employee
bob,Bob Tanaka,bob@example.com,Sales,Staff,S2,dora,employee
ann,Ann Employee,ann@example.com,Engineering,Engineer,E1,alice,employee
ben,Ben Employee,ben@example.com,Engineering,Engineer,E1,alice,employee
cat,Cat Employee,cat@example.com,Engineering,Engineer,E2,alice,employee
dan,Dan Employee,dan@example.com,Sales,Staff,S1,bob,employee
eve,Eve Employee,eve@example.com,Sales,Staff,S1,bob,employee
zoe,Zoe Alone,zoe@example.com,Sales,Staff,S1,,employee
";

pub const PASSWORD: &str = "a long test password";
/// 2026-04-10T09:00:00Z.
const START: i64 = 1_775_811_600_000_000;

/// Hashing is slow on purpose; one hash serves every account of every test.
static HASH: OnceLock<String> = OnceLock::new();

pub struct TestApp {
    pub state: AppState,
    pub router: Router,
    pub hands: ManualClock,
    _scratch: Scratch,
    _redis: Option<RedisServer>,
}

impl TestApp {
    pub async fn sqlite() -> Self {
        let scratch = Scratch::new();
        let config = database::config(&format!("file:{}", scratch.0.join("test.db").display()));
        Self::start(config, scratch).await
    }

    /// `None` where no server is there; see [`database::postgres_server`].
    pub async fn postgres() -> Option<Self> {
        let server = database::postgres_server()?;
        let url = database::postgres(&server, true).await;
        Some(Self::start(database::config(&url), Scratch::new()).await)
    }

    /// On SQLite with sessions in a Redis of its own; `None` where there is none.
    pub async fn redis() -> Option<Self> {
        let redis = RedisServer::start()?;
        let scratch = Scratch::new();
        let mut config = database::config(&format!("file:{}", scratch.0.join("test.db").display()));
        config.redis = database::redis(&[("REDIS_URL", &redis.url())]);
        let mut app = Self::start(config, scratch).await;
        app._redis = Some(redis);
        Some(app)
    }

    /// Another process on the same database: a second replica.
    pub async fn replica(&self) -> Router {
        let mut state = pa_assistant::server::cli::state((*self.state.config).clone(), self.state.clock.clone())
            .await
            .expect("a second state");
        state.clock = self.state.clock.clone();
        router::build(state)
    }

    /// A replica with another configuration.
    pub async fn replica_with(&self, change: impl FnOnce(&mut Config)) -> Router {
        let mut config = (*self.state.config).clone();
        change(&mut config);
        router::build(pa_assistant::server::cli::state(config, self.state.clock.clone()).await.expect("another state"))
    }

    /// The same application with this configuration of the writing assistance, on the same database.
    pub async fn assisted(&self, assist: pa_assistant::server::config::Assist) -> Self {
        let mut config = (*self.state.config).clone();
        config.assist = assist;
        Self::on(config, self).await
    }

    /// The application on a database that is there already, with the other one's clock.
    pub async fn on(config: Config, other: &TestApp) -> Self {
        let state = pa_assistant::server::cli::state(config, other.state.clock.clone()).await.expect("the application starts");
        TestApp {
            router: router::build(state.clone()),
            state,
            hands: other.hands.clone(),
            _scratch: Scratch::new(),
            _redis: None,
        }
    }

    async fn start(config: Config, scratch: Scratch) -> Self {
        let (clock, hands) = Clock::manual(Timestamp(START));
        let state = pa_assistant::server::cli::state(config, clock).await.expect("the application starts");
        let app = TestApp { router: router::build(state.clone()), state, hands, _scratch: scratch, _redis: None };
        app.import(COMPANY).await;
        app.give_passwords().await;
        app
    }

    pub async fn import(&self, csv: &str) {
        let mut uow = self.state.db.begin(&self.state.clock).await.expect("a transaction");
        let outcome = imports::apply_text(&mut uow, csv.to_owned(), "test.csv", self.state.clock.today())
            .await
            .expect("the company is imported");
        assert!(matches!(outcome, imports::Applied::Done(_)), "the test company is refused");
        uow.commit().await.expect("committed");
    }

    /// Everybody has the test's password again.
    pub async fn give_passwords(&self) {
        if HASH.get().is_none() {
            let hash = Passwords::new(1).expect("hashing works").hash(PASSWORD.into()).await.expect("a hash");
            let _ = HASH.set(hash);
        }
        let uow = self.state.db.begin(&self.state.clock).await.expect("a transaction");
        for person in people_bulk::ids_by_no(uow.conn()).await.expect("people").values() {
            access::set_password(&uow, *person, HASH.get().map(String::as_str), false).await.expect("an account");
        }
        uow.commit().await.expect("committed");
    }

    pub async fn person(&self, employee_no: &str) -> PersonId {
        people_bulk::ids_by_no(self.state.db.read()).await.expect("people")[employee_no]
    }

    /// Somebody without a session.
    pub fn stranger(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// Signed in, acting as employee.
    pub async fn sign_in(&self, login: &str) -> Client {
        let mut client = self.stranger();
        let answer = client.form("sign-in", &[("login", login), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 200, "{login} signs in: {}", answer.text);
        client.refresh_stamp().await;
        client
    }

    /// Signed in and switched to `role`.
    pub async fn acting(&self, login: &str, role: &str) -> Client {
        let mut client = self.sign_in(login).await;
        let answer = client.form("switch-role", &[("role", role)]).await;
        assert_eq!(answer.status, 200, "{login} acts as {role}: {}", answer.text);
        client.refresh_stamp().await;
        client
    }

    /// Creates and opens a fiscal year as HR; answers its id.
    pub async fn open_year(&self) -> i64 {
        let mut hr = self.acting("hana", "hr_admin").await;
        let created =
            hr.form("create-year", &[("name", "FY 2026"), ("starts_on", "2026-04-01"), ("ends_on", "2027-03-31")]).await;
        assert_eq!(created.status, 200, "{}", created.text);
        let year = self.number("SELECT MAX(id) FROM fiscal_years").await;
        let opened = hr.form("open-target-setting", &[("year", &year.to_string()), ("due_on", "2026-05-31")]).await;
        assert_eq!(opened.status, 200, "{}", opened.text);
        year
    }

    /// Approved targets for these people, and the evaluation open; answers the year.
    pub async fn open_evaluation(&self, of: &[&str]) -> i64 {
        let year = self.open_year().await;
        for login in of {
            let set = self.set_of(login).await;
            let mut owner = self.sign_in(login).await;
            let submitted = owner.submit_targets(set, &format!("targets-{login}")).await;
            assert_eq!(submitted.status, 200, "{login}: {}", submitted.text);
            self.run(&format!("UPDATE target_revisions SET state = 'hr_approved' WHERE set_id = {set}")).await;
        }
        let mut hr = self.acting("hana", "hr_admin").await;
        let text = year.to_string();
        let close = [("year", text.as_str()), ("reason", "They are not part of this."), ("confirm", "FY 2026")];
        let closed = hr.form("close-target-setting", &close).await;
        assert_eq!(closed.status, 200, "{}", closed.text);
        let opened = hr.form("open-evaluation", &[("year", &text), ("due_on", "2027-03-20")]).await;
        assert_eq!(opened.status, 200, "{}", opened.text);
        year
    }

    pub async fn review_of(&self, employee_no: &str) -> i64 {
        let set = self.set_of(employee_no).await;
        self.number(&format!("SELECT id FROM reviews WHERE set_id = {set}")).await
    }

    pub async fn review_state(&self, employee_no: &str) -> String {
        #[derive(sea_orm::FromQueryResult)]
        struct Row {
            state: String,
        }
        let review = self.review_of(employee_no).await;
        let row: Option<Row> = sql::one(self.state.db.read(), &format!("SELECT state FROM reviews WHERE id = {review}"), vec![])
            .await
            .expect("a review");
        row.expect("a review").state
    }

    /// Tables for both types of the test company, as shipped.
    pub async fn rank_tables(&self, year: i64) {
        let uow = self.state.db.begin(&self.state.clock).await.expect("a transaction");
        let proof = pa_assistant::domain::policy::Authorized::unchecked_from_command_line();
        let year = pa_assistant::domain::ids::FiscalYearId(year);
        pa_assistant::server::services::ranks::ensure_defaults(&uow, &proof, year).await.expect("tables");
        uow.commit().await.expect("committed");
        self.state.kept.forget().await;
    }

    pub async fn number(&self, statement: &str) -> i64 {
        sql::number(self.state.db.read(), statement, vec![]).await.expect("a number")
    }

    /// The column `text` of every row.
    pub async fn texts(&self, statement: &str) -> Vec<String> {
        #[derive(sea_orm::FromQueryResult)]
        struct Row {
            text: String,
        }
        let rows: Vec<Row> = sql::all(self.state.db.read(), statement, vec![]).await.expect("texts");
        rows.into_iter().map(|row| row.text).collect()
    }

    /// The stamp of somebody's page as an employee.
    pub async fn stamp(&self, employee_no: &str) -> String {
        format!("{}.employee", self.person(employee_no).await)
    }

    /// Waits until a number is reached; jobs work on their own.
    pub async fn until(&self, statement: &str, wanted: i64) {
        for _ in 0..400 {
            if self.number(statement).await == wanted {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        panic!("{statement} never answered {wanted}");
    }

    /// Changes the database behind the application's back; what it kept of it is forgotten.
    pub async fn run(&self, statement: &str) {
        sql::run(self.state.db.unaudited(), statement, vec![]).await.expect("the statement runs");
        self.state.kept.forget().await;
    }

    /// The newest set of a person.
    pub async fn set_of(&self, employee_no: &str) -> i64 {
        let person = self.person(employee_no).await;
        self.number(&format!("SELECT MAX(id) FROM target_sets WHERE person_id = {person}")).await
    }

    pub async fn state_of(&self, employee_no: &str) -> String {
        #[derive(sea_orm::FromQueryResult)]
        struct Row {
            state: String,
        }
        let set = self.set_of(employee_no).await;
        let statement = format!("SELECT state FROM target_revisions WHERE set_id = {set} ORDER BY number DESC LIMIT 1");
        let row: Option<Row> = sql::one(self.state.db.read(), &statement, vec![]).await.expect("a set");
        row.expect("a set").state
    }

    /// The chain is whole; answers how long it is.
    pub async fn audit_verifies(&self) -> i64 {
        audit::verify(&self.state.db).await.expect("the chain can be read").expect("the chain is whole")
    }
}
