//! Housekeeping: expired sessions go, and attempts that no longer count; ends of delegations are told.
use crate::server::{
    error::Result,
    repo::{access, sessions},
    state::AppState,
};

pub async fn run(state: &AppState) -> Result<u64> {
    state.limits.tidy();
    let uow = state.db.begin(&state.clock).await?;
    let swept = sessions::sweep(&uow).await?;
    access::sweep_attempts(&uow).await?;
    uow.commit().await?;
    super::delegating::tell_ends(state).await?;
    Ok(swept)
}
