//! Housekeeping: expired sessions go, attempts that no longer count, texts of suggestions nobody settled; ends of delegations are told. Nothing goes from a database that is
//! still being copied into.
use crate::server::{
    error::Result,
    repo::{access, assist, imports, sessions, tables},
    state::AppState,
};

/// Seconds for which an employee file is kept.
const FILES_KEPT: i64 = 30 * 86_400;

pub async fn run(state: &AppState) -> Result<u64> {
    state.limits.tidy();
    if tables::begun_from(state.db.read()).await?.is_some() {
        return Ok(0);
    }
    let uow = state.db.begin(&state.clock).await?;
    let swept = sessions::sweep(&uow).await?;
    access::sweep_attempts(&uow).await?;
    imports::sweep(&uow, uow.now().plus_seconds(-FILES_KEPT).0).await?;
    assist::sweep(&uow).await?;
    uow.commit().await?;
    super::delegating::tell_ends(state).await?;
    super::transfers::run_due(state).await?;
    Ok(swept)
}
