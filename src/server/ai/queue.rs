//! The order in which people are served (R35): so many suggestions at once in the whole company, so many per person, the rest waits. Places
//! are rows that all replicas share; whoever holds one keeps it alive, and a place nobody keeps is free again.
use crate::{
    domain::{
        assist::{failure::Failure, settings::Limits},
        ids::{PersonId, ReviewId},
        policy::Authorized,
        time::Timestamp,
    },
    server::{
        error::{Result, ServiceError},
        repo::assist_places::{self as repo, Entered},
        state::AppState,
    },
};
use std::time::Duration;

/// How often whoever waits looks whether it is their turn.
const LOOK: Duration = Duration::from_millis(400);
/// How often a place is kept alive, and how long it lives without.
const KEEP: Duration = Duration::from_secs(10);
const ALIVE: i64 = 40 * Timestamp::SECOND;

/// A place in the queue. Given up when it is dropped.
pub struct Place {
    state: AppState,
    proof: Authorized<ReviewId>,
    id: i64,
    is_left: bool,
}

impl Place {
    /// Takes a place at the end, unless this person or the queue has too many.
    pub async fn take(
        state: &AppState,
        proof: Authorized<ReviewId>,
        person: PersonId,
        limits: &Limits,
    ) -> Result<std::result::Result<Place, Failure>> {
        let uow = state.db.begin(&state.clock).await?;
        let entered = repo::enter(&uow, &proof, person, limits, Timestamp(uow.now().0 + ALIVE)).await?;
        uow.commit().await?;
        Ok(match entered {
            Entered::At(id) => Ok(Place { state: state.clone(), proof, id, is_left: false }),
            Entered::OwnLimit => Err(Failure::OwnLimit),
            Entered::Full => Err(Failure::QueueFull),
        })
    }

    /// Waits for its turn. `told` hears how many are ahead whenever that changes.
    pub async fn turn<F, Told>(&self, limits: &Limits, mut told: F) -> Result<std::result::Result<(), Failure>>
    where
        F: FnMut(u64) -> Told,
        Told: Future<Output = ()>,
    {
        let mut before = None;
        let mut kept = self.state.clock.ticks();
        loop {
            if self.state.is_draining() {
                return Ok(Err(Failure::Leaving));
            }
            let standing = repo::standing(self.state.db.read(), self.id, self.state.clock.now()).await?;
            if standing.waiting == 0 && standing.running < limits.at_once {
                let uow = self.state.db.begin(&self.state.clock).await?;
                let is_its_turn =
                    repo::advance(&uow, &self.proof, self.id, limits.at_once, Timestamp(uow.now().0 + ALIVE)).await?;
                uow.commit().await?;
                if is_its_turn {
                    return Ok(Ok(()));
                }
            }
            let ahead = u64::try_from(standing.waiting + 1).unwrap_or_default();
            if before != Some(ahead) {
                before = Some(ahead);
                told(ahead).await;
            }
            tokio::time::sleep(LOOK).await;
            if self.state.clock.ticks().saturating_sub(kept) >= KEEP {
                kept = self.state.clock.ticks();
                if !self.keep().await? {
                    return Err(ServiceError::broken("a place in the queue was given to somebody else"));
                }
            }
        }
    }

    async fn keep(&self) -> Result<bool> {
        let uow = self.state.db.begin(&self.state.clock).await?;
        let kept = repo::keep(&uow, &self.proof, self.id, Timestamp(uow.now().0 + ALIVE)).await?;
        uow.commit().await?;
        Ok(kept)
    }

    /// Keeps it alive until this future is dropped.
    pub async fn hold(&self) {
        loop {
            tokio::time::sleep(KEEP).await;
            if let Err(error) = self.keep().await {
                tracing::warn!(%error, "a place in the queue cannot be kept");
            }
        }
    }

    /// Gives it up now, so that whoever held it can ask again at once.
    pub async fn give_up(mut self) -> Result<()> {
        self.is_left = true;
        Place::leave(&self.state, &self.proof, self.id).await
    }

    async fn leave(state: &AppState, proof: &Authorized<ReviewId>, id: i64) -> Result<()> {
        let uow = state.db.begin(&state.clock).await?;
        repo::leave(&uow, proof, id).await?;
        uow.commit().await
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.is_left {
            return;
        }
        let (state, proof, id) = (self.state.clone(), self.proof, self.id);
        tokio::spawn(async move {
            if let Err(error) = Place::leave(&state, &proof, id).await {
                // It runs out by itself.
                tracing::warn!(%error, "a place in the queue could not be given up");
            }
        });
    }
}
