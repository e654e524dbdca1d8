//! A replica that only reads (O2): figures over everybody come from it while it is there and up to date, so that they do not take the
//! primary's time. Nothing that decides asks it, and everything works without it.
use super::feed;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// One that has not said by then how far it is counts as gone.
const PATIENCE: Duration = Duration::from_millis(400);
/// One that is gone is not asked again for so long: nobody waits for it again and again.
const REST: Duration = Duration::from_secs(5);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody asked it yet.
    Unasked,
    /// Has everything the primary has.
    Ready,
    /// Answers, and is not that far yet.
    Behind,
    Gone,
}

impl Standing {
    pub fn code(self) -> &'static str {
        match self {
            Standing::Unasked => "not asked yet",
            Standing::Ready => "ready",
            Standing::Behind => "behind",
            Standing::Gone => "gone",
        }
    }
}

#[derive(Clone)]
pub struct Replica {
    pool: DatabaseConnection,
    found: Arc<Mutex<Found>>,
}

struct Found {
    standing: Standing,
    /// When somebody last waited for it in vain.
    in_vain: Option<Instant>,
}

impl Replica {
    /// Connects when it is first asked: the application starts without it.
    pub async fn connect(url: &str, connections: u32) -> Result<Replica, DbErr> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(connections)
            .min_connections(0)
            .acquire_timeout(PATIENCE)
            .connect_timeout(PATIENCE)
            .connect_lazy(true)
            .sqlx_logging(false)
            .map_sqlx_postgres_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(super::pool::answers(connection))));
        let pool = Database::connect(options).await?;
        Ok(Replica { pool, found: Arc::new(Mutex::new(Found { standing: Standing::Unasked, in_vain: None })) })
    }

    pub fn pool(&self) -> &DatabaseConnection {
        &self.pool
    }

    pub fn pool_mut(&mut self) -> &mut DatabaseConnection {
        &mut self.pool
    }

    pub fn standing(&self) -> Standing {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).standing
    }

    /// Notes how it stands; the log hears of a change between there and gone.
    fn note(&self, standing: Standing) {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        match (found.standing, standing) {
            (Standing::Gone, Standing::Gone) => {}
            (_, Standing::Gone) => tracing::warn!("the read replica does not answer: figures come from the primary"),
            (Standing::Gone, _) => tracing::info!("the read replica answers again"),
            _ => {}
        }
        *found = Found { standing, in_vain: (standing == Standing::Gone).then(Instant::now) };
    }

    /// What was asked there was not answered.
    pub fn failed(&self) {
        self.note(Standing::Gone);
    }

    /// Its connection, when it has every audit entry up to `seq`: whatever was written before that entry is there too.
    pub async fn up_to(&self, seq: i64) -> Option<&DatabaseConnection> {
        let in_vain = self.found.lock().unwrap_or_else(PoisonError::into_inner).in_vain;
        if in_vain.is_some_and(|at| at.elapsed() < REST) {
            return None;
        }
        let standing = match tokio::time::timeout(PATIENCE, feed::newest(&self.pool)).await {
            Ok(Ok(newest)) if newest >= seq => Standing::Ready,
            Ok(Ok(_)) => Standing::Behind,
            Ok(Err(_)) | Err(_) => Standing::Gone,
        };
        self.note(standing);
        (standing == Standing::Ready).then_some(&self.pool)
    }
}
