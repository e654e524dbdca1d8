//! A whole application on a database of its own, and people who use it.
pub mod app;
pub mod client;
pub mod database;

pub use app::TestApp;
pub use client::{Answer, Client};

/// Declares a test that runs once on SQLite and once on PostgreSQL.
macro_rules! on_both {
    ($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp) $body:block) => {
        mod $name {
            use super::*;
            async fn test($app: TestApp) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                test(TestApp::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(app) = TestApp::postgres().await {
                    test(app).await;
                }
            }
        }
    };
}
pub(crate) use on_both;
