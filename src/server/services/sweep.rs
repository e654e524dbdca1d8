//! Housekeeping: expired sessions go, attempts that no longer count, and texts of suggestions nobody settled. Nothing goes from a database
//! that is still being copied into.
use crate::server::{
    error::Result,
    repo::{access, assist, sessions, tables},
    state::AppState,
};

pub async fn run(state: &AppState) -> Result<u64> {
    state.limits.tidy();
    if tables::begun_from(state.db.read()).await?.is_some() {
        return Ok(0);
    }
    let uow = state.db.begin(&state.clock).await?;
    let swept = sessions::sweep(&uow).await?;
    access::sweep_attempts(&uow).await?;
    assist::sweep(&uow).await?;
    uow.commit().await?;
    Ok(swept)
}
