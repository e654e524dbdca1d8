//! The yardstick of `make bench`: a bare axum handler that runs the same queries as the dashboard and the target page and
//! answers them as JSON, without pages, sessions' cookies or policy.
use axum::{Json, Router, extract::State, routing::get};
use pa_assistant::{
    domain::{ids::PersonId, policy::Scope, review::ReviewState, time::Timestamp},
    server::{
        clock::Clock,
        config::{Config, Env},
        repo::{
            Db, access, drafts, events, notices,
            reviewing::{Eyes, NEVER},
            reviews, sessions,
            sets::{self, Narrow},
            years,
        },
    },
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

type Failure = Box<dyn std::error::Error>;

#[derive(Clone)]
struct Bare {
    db: Db,
    person: PersonId,
}

/// What every page asks first: the session, its person, and the frame.
async fn frame(bare: &Bare) -> Option<Value> {
    let db = bare.db.read();
    sessions::load(db, "no such session", Timestamp(0)).await.ok()?;
    let holder = access::holder(db, bare.person, NEVER).await.ok()??;
    let names = years::list(db).await.ok()?;
    let windows = years::windows(db).await.ok()?;
    let unread = notices::unread(db, bare.person, pa_assistant::domain::actor::Role::Employee).await.ok()?;
    let own = sets::list(db, Eyes::nobodys(NEVER), Scope::Only(bare.person), &Narrow::default(), 5, 0).await.ok()?;
    let waiting = waiting_reviews(bare).await;
    Some(
        json!({ "waiting": waiting, "name": holder.full_name, "years": names.len(), "windows": windows.len(), "unread": unread, "own": own.len() }),
    )
}

/// Own reviews that are to be written or read.
async fn waiting_reviews(bare: &Bare) -> Option<usize> {
    let states = vec![ReviewState::SelfEvalDraft, ReviewState::FeedbackDelivered];
    let narrow = reviews::Narrow { states, assessed: true, ..reviews::Narrow::default() };
    reviews::list(bare.db.read(), Eyes::nobodys(NEVER), Scope::Only(bare.person), &narrow, 20, 0)
        .await
        .map(|rows| rows.len())
        .ok()
}

async fn dashboard(State(bare): State<Bare>) -> Json<Value> {
    let frame = frame(&bare).await;
    let db = bare.db.read();
    let listed =
        notices::list(db, bare.person, pa_assistant::domain::actor::Role::Employee, 30).await.map(|rows| rows.len()).ok();
    let own = sets::list(db, Eyes::nobodys(NEVER), Scope::Only(bare.person), &Narrow::default(), 10, 0)
        .await
        .map(|rows| rows.len())
        .ok();
    let reviews = waiting_reviews(&bare).await;
    Json(json!({ "reviews": reviews, "frame": frame, "notices": listed, "own": own }))
}

async fn targets(State(bare): State<Bare>) -> Json<Value> {
    let frame = frame(&bare).await;
    let db = bare.db.read();
    let scope = Scope::Only(bare.person);
    let known = sets::years(db, scope).await.map(|rows| rows.len()).ok();
    let own = sets::list(db, Eyes::nobodys(NEVER), scope, &Narrow::default(), 50, 0).await.unwrap_or_default();
    let Some(row) = own.first() else { return Json(frame.unwrap_or_default()) };
    let draft = drafts::draft(db, row.revision_id).await.ok();
    let submitted = drafts::submission(db, row.revision_id).await.ok().flatten().map(|found| found.content);
    let history = events::list(db, row.id).await.map(|rows| rows.len()).ok();
    let goals = years::goals_for(db, row.fiscal_year_id, bare.person).await.ok();
    let last = match own.get(1) {
        Some(before) => drafts::submission(db, before.revision_id).await.ok().flatten().map(|found| found.content),
        None => None,
    };
    Json(
        json!({ "frame": frame, "years": known, "draft": draft, "submitted": submitted, "history": history, "goals": goals, "last": last }),
    )
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let env = Env::of_process();
    let config = Config::load(&env.with("PORT", "3000")).map_err(|mistakes| format!("{mistakes:?}"))?;
    let db = Db::connect(&config).await?;
    let clock = Clock::system(config.company.zone.clone());
    let login = env.get("BARE_PERSON").unwrap_or("EMP0049").to_owned();
    let holder = access::holder_by_login(db.read(), &login).await?.ok_or("no such person")?;
    let app = Router::new().route("/", get(dashboard)).route("/targets", get(targets)).with_state(Bare { db, person: holder.id });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    tracing::info!(today = %clock.today(), "bare");
    axum::serve(listener, app).await?;
    Ok(())
}
