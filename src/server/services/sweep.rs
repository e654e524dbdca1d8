//! Housekeeping: expired sessions go, and attempts that no longer count; ends of delegations are told.
use crate::server::{
    error::Result,
    repo::{access, imports, sessions},
    state::AppState,
};

/// Seconds for which an employee file is kept.
const FILES_KEPT: i64 = 30 * 86_400;

pub async fn run(state: &AppState) -> Result<u64> {
    state.limits.tidy();
    let uow = state.db.begin(&state.clock).await?;
    let swept = sessions::sweep(&uow).await?;
    access::sweep_attempts(&uow).await?;
    imports::sweep(&uow, uow.now().plus_seconds(-FILES_KEPT).0).await?;
    uow.commit().await?;
    super::delegating::tell_ends(state).await?;
    Ok(swept)
}
