//! The accept loop: no delay on small writes, a bound on how long headers may take, and a way out that drops nobody.
use crate::server::state::AppState;
use axum::{Router, extract::ConnectInfo};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use std::{future::Future, sync::atomic::Ordering, time::Duration};
use tokio::net::TcpListener;

const HEADERS_WITHIN: Duration = Duration::from_secs(15);
/// O4: gone within 25 seconds, the drain before it included.
const FINISH_WITHIN: Duration = Duration::from_secs(18);

/// Serves until `stop`. Then: not ready at once, the port open for `drain_ms` while the balancer learns, then no new
/// connections, requests in flight finish. The database stays open: the caller may have a last word to write.
pub async fn run(listener: TcpListener, app: Router, state: AppState, stop: impl Future<Output = ()>) {
    let mut server = Builder::new(TokioExecutor::new());
    server.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN).pipeline_flush(true);
    let connections = GracefulShutdown::new();
    let leave = async {
        stop.await;
        state.draining.store(true, Ordering::SeqCst);
        tracing::info!("leaving: not ready any more");
        tokio::time::sleep(Duration::from_millis(state.config.http.drain_ms)).await;
    };
    tokio::pin!(leave);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // Out of file handles or an aborted connection: the next one may be fine.
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut leave => break,
        };
        // Without this a small page waits 40 ms for a delayed acknowledgement.
        let _ = stream.set_nodelay(true);
        let service = app.clone().layer(axum::Extension(ConnectInfo(peer)));
        let connection =
            server.serve_connection_with_upgrades(TokioIo::new(stream), TowerToHyperService::new(service)).into_owned();
        let watched = connections.watch(connection);
        tokio::spawn(async move {
            // A client that went away is no error of ours.
            let _ = watched.await;
        });
    }
    drop(listener);
    if tokio::time::timeout(FINISH_WITHIN, connections.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}
