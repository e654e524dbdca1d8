//! The command line (O1): one executable that holds the server and every tool. Exit codes: 0 done, 1 failed, 2 wrong use.
use super::{
    ai::Models,
    alone,
    auth::{directory::Directory, passwords::Passwords, redis::Redis, sessions::Sessions},
    backup,
    cli_audit::{self, AuditWhat},
    clock::Clock,
    config::{Config, Env, takes_files},
    demo, entropy,
    error::{Result, ServiceError},
    http,
    repo::{self, Db, migrate},
    router, services, site,
    state::AppState,
    telemetry,
};
use clap::{Parser, Subcommand};
use std::{
    path::PathBuf,
    process::ExitCode,
    sync::{Arc, atomic::AtomicBool},
};

#[derive(Parser)]
#[command(name = "pa-assistant", version, about = "Runs a company's yearly performance assessment", subcommand_required = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve pages and functions.  Example: DATABASE_URL=file:./data/pa.db pa-assistant serve
    Serve,
    /// Bring the schema forward or back, or say where it stands.  Example: pa-assistant migrate up
    Migrate {
        #[command(subcommand)]
        step: MigrateStep,
    },
    /// Make an HR administrator.  Example: pa-assistant create-admin --employee-id EMP0001 --name "Yuki Pham" --email yuki@example.com
    CreateAdmin {
        #[arg(long)]
        employee_id: String,
        #[arg(long)]
        name: String,
        #[arg(long)]
        email: String,
        /// A file with the first password; without it one is made and printed.
        #[arg(long)]
        password_file: Option<PathBuf>,
    },
    /// A one-time link for somebody who lost their password, whoever they are; they are told.  Example: pa-assistant reset-sign-in EMP0001
    ResetSignIn { employee_id: String },
    /// Fill an empty database with a company of 200.  Example: pa-assistant seed-demo
    SeedDemo {
        /// A larger company, for load: copies of the 200, until there are at least this many.
        #[arg(long, hide = true, default_value_t = 200)]
        people: u32,
        /// How many of the newest years the copies have.
        #[arg(long, hide = true, default_value_t = 2)]
        years: usize,
    },
    /// Bring data in.  Example: pa-assistant import employees people.csv
    Import {
        #[command(subcommand)]
        what: ImportWhat,
    },
    /// Look at the configuration.  Example: pa-assistant config check
    Config {
        #[command(subcommand)]
        what: ConfigWhat,
    },
    /// Ask the server on this machine whether it is ready; for container health checks.  Example: pa-assistant healthcheck
    Healthcheck,
    /// Back up the SQLite database while people work on it, into BACKUP_DIR.  Example: pa-assistant backup
    Backup,
    /// Put a backup in the database's place; an existing one is kept beside.  Example: pa-assistant restore FILE --replace
    Restore {
        file: PathBuf,
        /// Also when there is a database already; the server has to be stopped.
        #[arg(long)]
        replace: bool,
    },
    /// Restore a backup into a scratch place and compare; without FILE the newest.  Example: pa-assistant verify-backup
    VerifyBackup { file: Option<PathBuf> },
    /// Anonymise again whoever was anonymised after a restored backup was made; `restore` does it by itself for SQLite.
    /// Example: pa-assistant repeat-removals /mnt/other/removals.log
    RepeatRemovals {
        /// REMOVALS_FILE of the lost database, or a log of the time. Those that are configured are read as well.
        files: Vec<PathBuf>,
    },
    /// Copy everything into an empty database and compare.  Example: pa-assistant copy-database --from file:./data/pa.db --to postgresql://pa@db/pa
    CopyDatabase {
        #[arg(long)]
        from: String,
        #[arg(long)]
        to: String,
    },
    /// Ask a model once more what it was asked for an accepted suggestion, and compare.  Example: pa-assistant ai replay 42
    Ai {
        #[command(subcommand)]
        what: AiWhat,
    },
    /// The audit chain.  Example: pa-assistant audit verify
    Audit {
        #[command(subcommand)]
        what: AuditWhat,
    },
}

#[derive(Subcommand)]
enum MigrateStep {
    /// Apply what is pending; one process at a time, however many start.  Example: pa-assistant migrate up --app-role pa_app
    Up {
        /// PostgreSQL: the role the application runs as. It may use what is there afterwards, and cannot change the audit log; the role
        /// has to exist, and DATABASE_URL is the owner's here.
        #[arg(long)]
        app_role: Option<repo::app_role::AppRole>,
    },
    /// Take back the newest.  Example: pa-assistant migrate down --steps 1
    Down {
        #[arg(long, default_value_t = 1)]
        steps: u32,
    },
    /// List migrations and whether they are applied.  Example: pa-assistant migrate status
    Status,
}

#[derive(Subcommand)]
enum ImportWhat {
    /// Employees from a CSV or XLSX file: all of it, or nothing and the reasons.  Example: pa-assistant import employees people.csv
    Employees { file: PathBuf },
}

#[derive(Subcommand)]
enum ConfigWhat {
    /// List every mistake, or say that there is none.  Example: pa-assistant config check
    Check,
}

#[derive(Subcommand)]
enum AiWhat {
    /// The suggestion's number stands in its audit entry.
    Replay { id: i64 },
}

/// What this program writes (database, backups, logs) is about people: nobody else on the host reads it. A stricter mask stays.
fn keep_files_private() {
    use rustix::{fs::Mode, process::umask};
    let found = umask(Mode::RWXO);
    umask(found | Mode::WGRP | Mode::RWXO);
}

/// Runs what the arguments say.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    keep_files_private();
    let env = Env::of_process();
    // Names its databases itself: the environment's may be the old one, the new one or neither.
    if let Command::CopyDatabase { from, to } = &cli.command {
        return match backup::commands::copy(&env, from, to).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => failed(&error),
        };
    }
    let config = match Config::load(&env) {
        Ok(config) => config,
        Err(mistakes) => {
            for mistake in mistakes {
                eprintln!("configuration: {mistake}");
            }
            return ExitCode::from(2);
        }
    };
    if let Err(error) = telemetry::init(&config.log) {
        eprintln!("pa-assistant: logs cannot be kept: {error}");
        return ExitCode::from(1);
    }
    match dispatch(cli.command, config).await {
        Ok(code) => code,
        Err(error) => failed(&error),
    }
}

fn failed(error: &ServiceError) -> ExitCode {
    match error {
        // Refused by a rule: in the words a page would use.
        ServiceError::Refused(refusal) => {
            let words = crate::ui::messages::errors::form(refusal);
            eprintln!("pa-assistant: {}. {}", words.title.trim_end_matches('.'), words.body);
            for violation in refusal.violations() {
                eprintln!("  {}: {}", violation.field, crate::ui::messages::errors::problem(&violation.problem));
            }
        }
        error => eprintln!("pa-assistant: {error}"),
    }
    ExitCode::from(1)
}

async fn dispatch(command: Command, config: Config) -> Result<ExitCode> {
    let clock = Clock::of(&config.company);
    match command {
        Command::Serve => serve(config, clock).await?,
        Command::Migrate { step: MigrateStep::Up { app_role: None } } => {
            migrate::migrate(&config, migrate::Step::Up).await?;
            println!("The schema is up to date.");
        }
        Command::Migrate { step: MigrateStep::Up { app_role: Some(role) } } => {
            migrate::migrate(&config, migrate::Step::UpFor(role.clone())).await?;
            println!("The schema is up to date, and {role} may use it.");
        }
        Command::Migrate { step: MigrateStep::Down { steps } } => {
            let _alone = alone::claim(existing(&config)?, alone::STOP_FIRST)?;
            migrate::migrate(&config, migrate::Step::Down(steps)).await?;
            println!("Taken back: {steps}.");
        }
        Command::Migrate { step: MigrateStep::Status } => {
            for (name, standing) in migrate::status(existing(&config)?).await? {
                println!(
                    "{} {name}",
                    match standing {
                        migrate::Standing::Applied => "applied",
                        migrate::Standing::Pending => "pending",
                        migrate::Standing::Newer => "applied by a newer program:",
                    }
                );
            }
        }
        Command::CreateAdmin { employee_id, name, email, password_file } => {
            create_admin(
                &config,
                &clock,
                services::setup::FirstAdmin { employee_no: employee_id, full_name: name, email },
                password_file,
            )
            .await?;
        }
        Command::ResetSignIn { employee_id } => return reset_sign_in(&config, &clock, &employee_id).await,
        Command::SeedDemo { people, years } => {
            let db = ready(&config).await?;
            let summary = demo::seed(&db, &clock, people, years).await?;
            println!("{summary}");
        }
        Command::Import { what: ImportWhat::Employees { file } } => return import(&config, &clock, &file).await,
        Command::Config { what: ConfigWhat::Check } => return Ok(check_places(&config)),
        Command::Healthcheck => return healthcheck(&config).await,
        Command::Backup => backup::commands::backup(&config, &clock).await?,
        Command::Restore { file, replace } => backup::commands::restore(&config, &clock, &file, replace).await?,
        Command::RepeatRemovals { files } => {
            let db = ready(existing(&config)?).await?;
            let known = services::removals::known(db.audit_key(), &config, &files)?;
            let repeated = services::removals::repeat(&db, &clock, &known).await?;
            println!("{} removals are known; anonymised again: {repeated}.", known.len());
        }
        Command::VerifyBackup { file } => backup::commands::verify(&config, file).await?,
        // Answered before the configuration is read.
        Command::CopyDatabase { .. } => {}
        Command::Ai { what: AiWhat::Replay { id } } => return services::replay::run(existing(&config)?, &clock, id).await,
        Command::Audit { what } => return cli_audit::run(existing(&config)?, &clock, what).await,
    }
    Ok(ExitCode::SUCCESS)
}

/// What a server starts without, since it may be on another host that is away: said here, where somebody asks.
fn check_places(config: &Config) -> ExitCode {
    let missing = config.places_outside().into_iter().filter(|(_, folder)| !folder.is_dir() || takes_files(folder).is_err());
    let mut code = ExitCode::SUCCESS;
    for (name, folder) in missing {
        eprintln!("configuration: {name}: {} is no folder that can be written to now", folder.display());
        code = ExitCode::from(2);
    }
    if code == ExitCode::SUCCESS {
        println!("The configuration is complete.");
    }
    code
}

fn existing(config: &Config) -> Result<&Config> {
    config.database.must_exist()?;
    Ok(config)
}

/// A database brought up to date, for tools that write.
async fn ready(config: &Config) -> Result<Db> {
    migrate::migrate(config, migrate::Step::Up).await?;
    Ok(Db::connect(config).await?)
}

/// Everything a server needs, on a database that may still have to be migrated by somebody else.
pub async fn state(config: Config, clock: Clock) -> Result<AppState> {
    if matches!(config.database.kind, super::config::Kind::Sqlite(_)) {
        migrate::migrate(&config, migrate::Step::Up).await?;
    }
    let metrics = Arc::new(telemetry::Metrics::new(clock.now()));
    let db = Db::serving(&config).await?.observed(&metrics);
    let leptos = site::options(&config);
    Ok(AppState {
        db,
        metrics,
        started: clock.now(),
        sessions: Sessions { redis: config.redis.as_ref().map(Redis::new).transpose().map_err(ServiceError::broken)? },
        directory: config.ldap.clone().map(Directory::new),
        models: Models::new(&config.assist).map_err(ServiceError::broken)?,
        limits: Arc::new(http::rate::Limits::new(&config.rate, &clock)),
        clock,
        passwords: Passwords::new(2)?,
        config: Arc::new(config),
        leptos,
        draining: Arc::new(AtomicBool::new(false)),
        kept: services::kept::Kept::default(),
        names: services::names::Names::default(),
        checkpoint: Arc::default(),
    })
}

async fn serve(config: Config, clock: Clock) -> Result<()> {
    let _alone = alone::claim(
        &config,
        "another server already runs on this SQLite database; several replicas need PostgreSQL (DATABASE_URL=postgresql://…)",
    )?;
    let state = state(config, clock).await?;
    let address = state.leptos.site_addr;
    site::check(&state.leptos);
    // Where the database does not answer yet the next change finds it out.
    if let Err(error @ ServiceError::Broken(_)) = repo::audit::check_seal(&state.db).await {
        return Err(error);
    }
    if state.config.database.kind == super::config::Kind::Postgres
        && repo::app_role::may_change_the_log(state.db.read()).await.unwrap_or(false)
    {
        tracing::warn!(
            "DATABASE_URL's role may change the audit log: give the application one of its own (migrate up --app-role)"
        );
    }
    let listener =
        tokio::net::TcpListener::bind(address).await.map_err(|error| ServiceError::broken(format!("{address}: {error}")))?;
    let address = listener.local_addr().map_err(ServiceError::broken)?;
    tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "serving");
    match services::setup::link(&state.db, &state.clock, &state.config.http.base_url).await {
        Ok(Some(link)) => println!("Nobody can sign in yet. Make the first administrator here, within seven days:\n  {link}"),
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "the database does not answer yet"),
    }
    telemetry::serve::start(&state).await?;
    if let Some(directory) = state.directory.clone() {
        // Said once at start; signing in says it again. Nobody waits for it: local accounts work without.
        tokio::spawn(async move {
            match directory.probe().await {
                Ok(()) => tracing::info!("the company's directory answers"),
                Err(error) => services::directory::complain(&error),
            }
        });
    }
    let housekeeping = tokio::spawn(housekeeping(state.clone()));
    let closings = tokio::spawn(services::closing::watch(state.clone()));
    let imports = tokio::spawn(services::import_job::watch(state.clone()));
    let ended = state.clone();
    http::serve::run(listener, router::build(state.clone()), state, stop_signal()).await;
    housekeeping.abort();
    // What was written last is known outside as well.
    if let Err(error) = services::checkpoint::keep(&ended).await {
        tracing::warn!(%error, "no checkpoint of the audit chain at the end");
    }
    closings.abort();
    imports.abort();
    ended.db.close().await;
    tracing::info!("gone");
    Ok(())
}

async fn housekeeping(state: AppState) {
    let mut every = tokio::time::interval(std::time::Duration::from_secs(600));
    loop {
        every.tick().await;
        if let Err(error) = services::sweep::run(&state).await {
            tracing::warn!(%error, "housekeeping has to wait");
        }
        if let Err(error) = services::checkpoint::keep(&state).await {
            tracing::error!(%error, "a checkpoint of the audit chain could not be kept");
        }
        if let Err(error) = services::removals::keep(&state.db, &state.config).await {
            tracing::error!(%error, "removals could not be written down beside the backups");
        }
        if let Err(error) = backup::nightly::run(&state.config, &state.clock).await {
            tracing::error!(%error, "the backup failed");
        }
    }
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

async fn create_admin(config: &Config, clock: &Clock, admin: services::setup::FirstAdmin, file: Option<PathBuf>) -> Result<()> {
    let db = ready(config).await?;
    let (password, made) = match file {
        Some(file) => {
            let read =
                std::fs::read_to_string(&file).map_err(|error| ServiceError::broken(format!("{}: {error}", file.display())))?;
            (read.trim().to_owned(), false)
        }
        None => (entropy::token()[..20].to_owned(), true),
    };
    services::auth::check_new(&password, &password, &[&admin.employee_no, &admin.email, &admin.full_name])?;
    let hash = Passwords::new(1)?.hash(password.clone()).await?;
    let mut uow = db.begin(clock).await?;
    services::setup::create_admin(&mut uow, &admin, &hash).await?;
    uow.commit().await?;
    println!("{} can sign in as an HR administrator.", admin.employee_no);
    if made {
        println!("First password, to be changed at the first sign-in: {password}");
    }
    Ok(())
}

/// R1a: the command line may give anybody a new way in. Its user holds the database itself.
async fn reset_sign_in(config: &Config, clock: &Clock, employee_no: &str) -> Result<ExitCode> {
    let db = ready(existing(config)?).await?;
    let mut uow = db.begin(clock).await?;
    match services::invitations::create_from_command_line(&mut uow, employee_no).await {
        Ok(token) => {
            uow.commit().await?;
            println!("This link works once, for seven days:\n  {}/invitation/{token}", config.http.base_url);
            Ok(ExitCode::SUCCESS)
        }
        Err(ServiceError::Refused(crate::api::error::AppError::NotFound)) => {
            eprintln!("Nobody employed has the employee id {employee_no}.");
            Ok(ExitCode::from(1))
        }
        Err(error) => Err(error),
    }
}

async fn import(config: &Config, clock: &Clock, file: &std::path::Path) -> Result<ExitCode> {
    let bytes = std::fs::read(file).map_err(|error| ServiceError::broken(format!("{}: {}", file.display(), error.kind())))?;
    let db = ready(config).await?;
    let mut uow = db.begin(clock).await?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match services::imports::apply_file(&mut uow, bytes, &name, clock.today()).await? {
        services::imports::Applied::Done(counts) => {
            uow.commit().await?;
            println!("Created {}, changed {}, unchanged {}.", counts.created, counts.changed, counts.unchanged);
            Ok(ExitCode::SUCCESS)
        }
        services::imports::Applied::Refused(rows, all) => {
            eprintln!("Nothing was imported: {all} rows are refused.");
            for row in rows {
                if let crate::domain::import::Fate::Refused(problems) = &row.fate {
                    for problem in problems {
                        eprintln!("  {}", crate::ui::messages::people::import::row_problem(row.line, problem));
                    }
                }
            }
            Ok(ExitCode::from(1))
        }
    }
}

/// Asks our own port with a plain request, so that a container needs no other tool.
async fn healthcheck(config: &Config) -> Result<ExitCode> {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let host =
        if config.http.host.is_unspecified() { std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST) } else { config.http.host };
    let ask = async {
        let mut stream = tokio::net::TcpStream::connect((host, config.http.port)).await?;
        stream.write_all(b"GET /api/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
        let mut answer = String::new();
        stream.take(4_096).read_to_string(&mut answer).await?;
        Ok::<_, std::io::Error>(answer)
    };
    match tokio::time::timeout(std::time::Duration::from_secs(4), ask).await {
        Ok(Ok(answer)) if answer.starts_with("HTTP/1.1 200") => {
            println!("ready");
            Ok(ExitCode::SUCCESS)
        }
        Ok(Ok(answer)) => {
            eprintln!("not ready: {}", answer.lines().last().unwrap_or_default());
            Ok(ExitCode::from(1))
        }
        _ => {
            eprintln!("not ready: no answer");
            Ok(ExitCode::from(1))
        }
    }
}
