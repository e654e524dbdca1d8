//! Housekeeping: expired sessions go, attempts that no longer count, and texts of suggestions nobody settled.
use crate::server::{
    error::Result,
    repo::{access, assist, sessions},
    state::AppState,
};

pub async fn run(state: &AppState) -> Result<u64> {
    state.limits.tidy();
    let uow = state.db.begin(&state.clock).await?;
    let swept = sessions::sweep(&uow).await?;
    access::sweep_attempts(&uow).await?;
    assist::sweep(&uow).await?;
    uow.commit().await?;
    Ok(swept)
}
