//! What `pa-assistant audit` does: check the chain, print it, write down how far it is (R42).
use super::{
    clock::Clock,
    config::Config,
    error::{Result, ServiceError},
    files,
    repo::{Db, audit},
    services,
};
use clap::Subcommand;
use std::{path::PathBuf, process::ExitCode};

#[derive(Subcommand)]
pub enum AuditWhat {
    /// Check the whole chain and name the first broken entry.  Example: pa-assistant audit verify --checkpoint /mnt/other/checkpoints
    Verify {
        /// A file of checkpoints, or a log that holds them: also finds a database that was put back whole. May be given more than once.
        #[arg(long)]
        checkpoint: Vec<PathBuf>,
    },
    /// Print the log, oldest entry first.  Example: pa-assistant audit export --format csv --from 2026-04-01 >audit.csv
    Export {
        /// csv or jsonl.
        #[arg(long, default_value = "jsonl", value_parser = ["csv", "jsonl"])]
        format: String,
        /// The first day.
        #[arg(long, default_value = "", hide_default_value = true, value_parser = day)]
        from: String,
        /// The last day.
        #[arg(long, default_value = "", hide_default_value = true, value_parser = day)]
        until: String,
    },
    /// Write down how far the chain is, in the log and in AUDIT_CHECKPOINT_FILE; the server does so every ten minutes.
    /// Example: pa-assistant audit checkpoint
    Checkpoint,
}

/// A day, or nothing: from the beginning, to the end.
fn day(text: &str) -> std::result::Result<String, &'static str> {
    match text.is_empty() || text.parse::<jiff::civil::Date>().is_ok() {
        true => Ok(text.to_owned()),
        false => Err("a day is written 2026-05-31"),
    }
}

pub async fn run(config: &Config, clock: &Clock, what: AuditWhat) -> Result<ExitCode> {
    let db = Db::connect(config).await?;
    match what {
        AuditWhat::Verify { checkpoint } => {
            let known = services::checkpoint::read(db.audit_key(), &checkpoint)?;
            let outside = known.len();
            match audit::verify_against(&db, known).await? {
                Ok(entries) if outside > 0 => {
                    println!("The audit chain is whole: {entries} entries. All {outside} checkpoints from outside are in it.");
                }
                Ok(entries) => println!("The audit chain is whole: {entries} entries."),
                Err(broken) => {
                    eprintln!("The audit chain is broken at {broken}.");
                    return Ok(ExitCode::from(1));
                }
            }
        }
        AuditWhat::Export { format, from, until } => {
            let format = files::audit::Format::from_code(&format).ok_or_else(|| ServiceError::broken("an unknown format"))?;
            let mut export = services::audit_log::export_all(&db, clock, &from, &until).await?;
            print_bytes(&format.head())?;
            loop {
                let found = export.next().await?;
                if found.is_empty() {
                    break;
                }
                print_bytes(&format.lines(&found)?)?;
            }
        }
        AuditWhat::Checkpoint => match services::checkpoint::write(&db, clock, config).await? {
            Some(written) => println!("Written down: the chain ends with entry {}.", written.seq),
            None => println!("The chain is empty."),
        },
    }
    Ok(ExitCode::SUCCESS)
}

fn print_bytes(bytes: &[u8]) -> Result<()> {
    use std::io::Write;
    std::io::stdout().write_all(bytes).map_err(|error| ServiceError::broken(format!("the output: {error}")))
}
