//! Housekeeping: expired sessions go.
use crate::server::{error::Result, state::AppState};

pub async fn run(state: &AppState) -> Result<u64> {
    let uow = state.db.begin(&state.clock).await?;
    let swept = crate::server::repo::sessions::sweep(&uow).await?;
    uow.commit().await?;
    Ok(swept)
}
