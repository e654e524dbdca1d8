//! Logs and figures. Logs go to standard output and, where a folder is named, into files of a day each, human or JSON; nothing
//! here or anywhere logs passwords, session ids, texts or prompts (O6). Figures are for Prometheus (O5).
pub mod figures;
pub mod http;
mod metrics;
pub mod refusals;
pub mod serve;

use super::config::Log;
pub use metrics::{Metrics, PoolFigures};
use std::{io::IsTerminal, path::Path};
use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt, fmt::MakeWriter, prelude::*};

/// Files of this many days are kept.
const DAYS: usize = 30;

type Lines = Box<dyn Layer<Registry> + Send + Sync>;

/// Starts logging. Our own crate speaks at the wanted level, libraries from `warn` on: their finer levels print
/// statements and values.
pub fn init(log: &Log) -> Result<(), InitError> {
    let outcome = tracing_subscriber::registry().with(lines(log)?).with(filter(log)).try_init();
    // A second start in one process, as in tests, keeps the first logger.
    drop(outcome);
    Ok(())
}

fn filter(log: &Log) -> EnvFilter {
    EnvFilter::new(format!("warn,pa_assistant={}", log.level))
}

fn lines(log: &Log) -> Result<Vec<Lines>, InitError> {
    let mut lines = vec![to(log.json, std::io::stdout().is_terminal(), std::io::stdout)];
    if let Some(folder) = &log.folder {
        lines.push(to(log.json, false, files(folder)?));
    }
    Ok(lines)
}

fn files(folder: &Path) -> Result<RollingFileAppender, InitError> {
    RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("pa-assistant")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
}

fn to(json: bool, colours: bool, writer: impl for<'a> MakeWriter<'a> + Send + Sync + 'static) -> Lines {
    let lines = fmt::layer().with_writer(writer).with_ansi(colours);
    if json {
        lines.json().flatten_event(true).with_current_span(true).with_span_list(false).boxed()
    } else {
        lines.with_target(false).boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_file_holds_the_line_and_the_request_it_belongs_to() {
        let folder = std::env::temp_dir().join(format!("pa-log-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let log = Log { level: "info".into(), json: true, folder: Some(folder.clone()) };
        let subscriber = tracing_subscriber::registry().with(lines(&log).expect("a file")).with(filter(&log));
        tracing::subscriber::with_default(subscriber, || {
            let _request = tracing::info_span!("request", id = "id-7").entered();
            tracing::warn!("the disk is slow");
            tracing::debug!("too fine");
        });
        let files: Vec<_> = std::fs::read_dir(&folder).expect("files").filter_map(Result::ok).collect();
        assert_eq!(files.len(), 1);
        let text = std::fs::read_to_string(files[0].path()).expect("text");
        std::fs::remove_dir_all(&folder).expect("gone");
        assert!(text.contains("the disk is slow") && text.contains("id-7") && !text.contains("too fine"), "{text}");
        assert!(!text.contains('\u{1b}'), "no colours in a file: {text}");
    }
}
