//! Logs to standard output, human or JSON. Nothing here or anywhere logs passwords, session ids, texts or prompts (O6).
use super::config::Log;
use tracing_subscriber::{EnvFilter, fmt, prelude::*};

/// Starts logging. Our own crate speaks at the wanted level, libraries from `warn` on: their finer levels print
/// statements and values.
pub fn init(log: &Log) {
    let filter = EnvFilter::new(format!("warn,pa_assistant={}", log.level));
    let registry = tracing_subscriber::registry().with(filter);
    let outcome = if log.json {
        registry.with(fmt::layer().json().flatten_event(true).with_current_span(true).with_span_list(false)).try_init()
    } else {
        registry.with(fmt::layer().with_target(false)).try_init()
    };
    // A second start in one process, as in tests, keeps the first logger.
    drop(outcome);
}
