//! The one executable: parses the command line and does what it says.

#[cfg(feature = "ssr")]
#[tokio::main]
async fn main() -> std::process::ExitCode {
    pa_assistant::server::cli::run().await
}

#[cfg(not(feature = "ssr"))]
fn main() {}
