//! A whole application on a database of its own, and people who use it.
pub mod app;
pub mod client;
pub mod database;
pub mod model;
pub mod redis;

pub use app::TestApp;
pub use client::{Answer, Client};
pub use model::ModelStub;
use std::{future::Future, sync::OnceLock};
use tokio::runtime::Runtime;

/// `soak` where `make soak` runs, `usual` in every other run.
pub fn times(usual: usize, soak: usize) -> usize {
    if std::env::var_os("PA_SOAK").is_some() { soak } else { usual }
}

/// One runtime for all tests, as the server has one for all requests: what one runtime began must not wait for another
/// that ended with its test.
pub fn run(test: impl Future<Output = ()>) {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().expect("a runtime")).block_on(test);
}

/// Declares a test that runs once on SQLite and once on PostgreSQL.
macro_rules! on_both {
    ($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp) $body:block) => {
        mod $name {
            use super::*;
            async fn test($app: TestApp) $body

            #[test]
            fn sqlite() {
                crate::support::run(async { test(TestApp::sqlite().await).await });
            }

            #[test]
            fn postgres() {
                crate::support::run(async {
                    if let Some(app) = TestApp::postgres().await {
                        test(app).await;
                    }
                });
            }
        }
    };
}
pub(crate) use on_both;

/// The same, and once more on SQLite with sessions in Redis.
macro_rules! on_all {
    ($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp) $body:block) => {
        mod $name {
            use super::*;
            async fn test($app: TestApp) $body

            #[test]
            fn sqlite() {
                crate::support::run(async { test(TestApp::sqlite().await).await });
            }

            #[test]
            fn postgres() {
                crate::support::run(async {
                    if let Some(app) = TestApp::postgres().await {
                        test(app).await;
                    }
                });
            }

            #[test]
            fn redis() {
                crate::support::run(async {
                    if let Some(app) = TestApp::redis().await {
                        test(app).await;
                    }
                });
            }
        }
    };
}
pub(crate) use on_all;
