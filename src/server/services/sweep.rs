//! Housekeeping: expired sessions go, and attempts that no longer count.
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
    Ok(swept)
}
