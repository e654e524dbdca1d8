//! Configuration: read once from the environment, checked whole, every mistake listed at once with the value wanted (O2).
//! Each name may be given as `NAME_FILE` for a mounted secret. Secrets never appear in `Debug`.
mod assist;
mod backup;
mod database;
mod env;
mod ldap;
mod redis;
mod secrets;
pub mod tls;

use super::error::ServiceError;
pub use assist::{Assist, ModelServer};
pub use backup::Backup;
pub use env::{Env, Mistake, takes_files};
use jiff::tz::TimeZone;
pub use ldap::{Dn, Ldap};
pub use redis::Redis;
pub use secrets::Secret;
use secrets::Secrets;
use std::{
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    path::{Path, PathBuf},
};

#[derive(Clone, Debug)]
pub struct Config {
    pub http: Http,
    pub database: Database,
    pub secrets: Secrets,
    pub company: Company,
    pub sign_in: SignIn,
    pub rate: Rate,
    pub ldap: Option<Ldap>,
    pub redis: Option<Redis>,
    pub assist: Assist,
    pub log: Log,
    pub backup: Backup,
    pub metrics: Metrics,
    pub outside: Outside,
}

#[derive(Clone, Debug)]
pub struct Http {
    pub host: IpAddr,
    pub port: u16,
    /// Scheme and host that people type; the origin that changes must come from.
    pub base_url: String,
    /// Cookies only over TLS: whenever the base URL is https.
    pub secure: bool,
    /// How long the port stays open after SIGTERM while the balancer learns, in milliseconds.
    pub drain_ms: u64,
    /// Folder of the built assets; found beside the executable when not given.
    pub site_root: Option<PathBuf>,
    /// Run by the development server, which reloads pages through a socket of its own.
    pub watched: bool,
    /// Our own proxies, whose word about where a request came from is believed.
    pub trusted: Vec<Network>,
}

#[derive(Clone, Debug)]
pub struct Database {
    pub url: Secret,
    /// `DATABASE_READ_URL`: a replica that only reads, for figures over everybody.
    pub read_url: Option<Secret>,
    pub kind: Kind,
    pub max_connections: u32,
}

impl Database {
    /// For whatever works on what is there: SQLite makes an empty database of any address, and that would answer as if it were the company's.
    ///
    /// # Errors
    /// There is none.
    pub fn must_exist(&self) -> std::result::Result<(), ServiceError> {
        match &self.kind {
            Kind::Sqlite(path) if !path.is_file() => {
                Err(ServiceError::broken(format!("there is no database at {}: is that the server's address?", path.display())))
            }
            _ => Ok(()),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file; its folder is the data folder.
    Sqlite(PathBuf),
    Postgres,
}

#[derive(Clone, Debug)]
pub struct Company {
    pub zone: TimeZone,
    pub demo: bool,
    /// A file with a moment that the clock follows: for demonstrations and tests, in demo mode alone.
    pub demo_clock: Option<PathBuf>,
    /// Whether reviewers may act for one another (R23). Without, delegations that are there have no effect.
    pub delegation: bool,
}

#[derive(Clone, Debug)]
pub struct SignIn {
    /// Attempts a minute, per account and per address (R45).
    pub per_minute: u32,
    /// Networks whose addresses many people share, with their own limit.
    pub raised: Vec<(Network, u32)>,
}

/// What one session, or one address without any, may ask (R45).
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub per_second: NonZeroU32,
    /// So many at once after a pause.
    pub burst: NonZeroU32,
}

/// An address range such as `10.1.0.0/16`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    bits: u8,
}

impl Network {
    pub fn contains(&self, address: IpAddr) -> bool {
        let take = |bytes: &[u8], base: &[u8]| {
            let whole = usize::from(self.bits / 8);
            let rest = self.bits % 8;
            bytes[..whole] == base[..whole] && (rest == 0 || bytes[whole] >> (8 - rest) == base[whole] >> (8 - rest))
        };
        match (address.to_canonical(), self.base) {
            (IpAddr::V4(a), IpAddr::V4(b)) => take(&a.octets(), &b.octets()),
            (IpAddr::V6(a), IpAddr::V6(b)) => take(&a.octets(), &b.octets()),
            _ => false,
        }
    }
}

impl std::str::FromStr for Network {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (base, bits) = text.split_once('/').unwrap_or((text, if text.contains(':') { "128" } else { "32" }));
        let base: IpAddr = base.parse().map_err(|_| ())?;
        let bits: u8 = bits.parse().map_err(|_| ())?;
        let most = if base.is_ipv4() { 32 } else { 128 };
        if bits <= most { Ok(Network { base, bits }) } else { Err(()) }
    }
}

#[derive(Clone, Debug)]
pub struct Log {
    pub level: String,
    pub json: bool,
    /// Folder of log files, one a day, beside standard output.
    pub folder: Option<PathBuf>,
}

/// Figures for Prometheus (O5), on a port that no proxy publishes.
#[derive(Clone, Debug)]
pub struct Metrics {
    /// Where they are served; nowhere unless a port was given.
    pub address: Option<SocketAddr>,
}

/// What is kept outside of the database, so that what was changed or put back in there is found (R42, R43).
#[derive(Clone, Debug)]
pub struct Outside {
    /// `AUDIT_CHECKPOINT_FILE`: a file that only grows, best on another disk or host. The log gets each line in any case.
    pub checkpoints: Option<PathBuf>,
    /// `REMOVALS_FILE`, else `removals.log` beside the backups of SQLite: who was anonymised, for backups that are older.
    pub removals: Option<PathBuf>,
}

impl Config {
    /// Folders that may lie on another disk or host, with the setting that names them.
    pub fn places_outside(&self) -> Vec<(&'static str, PathBuf)> {
        let beside = |file: &Option<PathBuf>| file.as_deref().and_then(Path::parent).map(Path::to_path_buf);
        let removals = beside(&self.outside.removals).filter(|folder| *folder != self.backup.folder);
        let named = [
            ("BACKUP_COPY_DIR", self.backup.copy_to.clone()),
            ("AUDIT_CHECKPOINT_FILE", beside(&self.outside.checkpoints)),
            ("REMOVALS_FILE", removals),
        ];
        named.into_iter().filter_map(|(name, folder)| Some((name, folder?))).collect()
    }

    /// Reads and checks everything; on SQLite makes the secrets that are missing.
    pub fn load(env: &Env) -> Result<Config, Vec<Mistake>> {
        let mut read = env::Reader::new(env);
        let url = read.text("DATABASE_URL").unwrap_or_else(|| "file:./data/pa-assistant.db".into());
        let kind = database::kind(&mut read, &url);
        let host = read.host();
        let port = read.number("PORT", 3000, 1, 65535, "3000");
        let base_url = read.text("APP_BASE_URL").unwrap_or_else(|| format!("http://localhost:{port}"));
        let base_url = base_url.trim_end_matches('/').to_owned();
        if !is_scheme_and_host(&base_url) {
            read.mistake("APP_BASE_URL", "is not a scheme and a host", "https://pa.example.com");
        }
        let zone = read.text("COMPANY_TIMEZONE").unwrap_or_else(|| "UTC".into());
        let zone = TimeZone::get(&zone).unwrap_or_else(|_| {
            read.mistake("COMPANY_TIMEZONE", "is no time zone", "Asia/Tokyo");
            TimeZone::UTC
        });
        let raised = read.raised_networks();
        let level = read.text("LOG_LEVEL").unwrap_or_else(|| "info".into()).to_lowercase();
        if !["error", "warn", "info", "debug", "trace"].contains(&level.as_str()) {
            read.mistake("LOG_LEVEL", "is no level", "error, warn, info, debug or trace");
        }
        let format = read.text("LOG_FORMAT").unwrap_or_else(|| "human".into());
        if !["human", "json"].contains(&format.as_str()) {
            read.mistake("LOG_FORMAT", "is no format", "human or json");
        }
        let folder = read.folder("LOG_DIR", "/var/log/pa-assistant");
        let demo = read.flag("DEMO_MODE", false);
        let demo_clock = read.text("DEMO_CLOCK_FILE").map(PathBuf::from);
        if demo_clock.is_some() && !demo {
            read.mistake("DEMO_CLOCK_FILE", "is for demo mode only", "DEMO_MODE=true, or no such setting");
        }
        let metrics = Metrics { address: read.metrics_address(host, port) };
        let http = Http {
            host,
            port: u16::try_from(port).unwrap_or(3000),
            secure: base_url.starts_with("https://"),
            base_url,
            drain_ms: read.number("DRAIN_MS", 0, 0, 20_000, "5000"),
            site_root: site_root(&mut read),
            watched: read.text("LEPTOS_WATCH").is_some(),
            trusted: read.networks("TRUSTED_PROXIES", "10.1.0.5,10.2.0.0/16"),
        };
        let config = Config {
            http,
            database: Database {
                url: Secret(url),
                read_url: database::replica(&mut read, &kind),
                max_connections: u32::try_from(read.number("DATABASE_MAX_CONNECTIONS", 16, 2, 500, "16")).unwrap_or(16),
                kind: kind.clone(),
            },
            company: Company { zone, demo, demo_clock, delegation: read.flag("ENABLE_DELEGATION", true) },
            sign_in: SignIn {
                per_minute: u32::try_from(read.number("SIGN_IN_PER_MINUTE", 5, 1, 100_000, "5")).unwrap_or(5),
                raised,
            },
            ldap: Ldap::read(&mut read),
            redis: Redis::read(&mut read),
            assist: Assist::read(&mut read),
            rate: Rate {
                per_second: read.positive("REQUESTS_PER_SECOND", 10, 1_000_000, "10"),
                burst: read.positive("REQUESTS_BURST", 20, 1_000_000, "20"),
            },
            log: Log { level, json: format == "json", folder },
            outside: Outside {
                checkpoints: read.text("AUDIT_CHECKPOINT_FILE").map(PathBuf::from),
                removals: read.text("REMOVALS_FILE").map(PathBuf::from),
            },
            backup: Backup::read(&mut read, &kind),
            metrics,
            secrets: Secrets::read(&mut read, &kind),
        };
        let mut config = config;
        if matches!(kind, Kind::Sqlite(_)) && config.outside.removals.is_none() {
            config.outside.removals = Some(config.backup.folder.join("removals.log"));
        }
        read.finish(config)
    }
}

/// Nothing behind the host: links are made of it, and browsers' origins are compared with it.
fn is_scheme_and_host(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
}

/// Without assets every page would come without its looks.
fn site_root(read: &mut env::Reader<'_>) -> Option<PathBuf> {
    let Some(given) = read.text("SITE_ROOT").map(PathBuf::from) else {
        return read.text("LEPTOS_SITE_ROOT").map(PathBuf::from);
    };
    if !given.is_dir() {
        read.mistake("SITE_ROOT", "is no folder", "/opt/pa-assistant/site");
    }
    Some(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> Result<Config, Vec<String>> {
        let postgres =
            [("DATABASE_URL", "postgresql://h/db"), ("SESSION_SECRET", &*"s".repeat(32)), ("AUDIT_KEY", &*"a".repeat(32))]
                .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut env: std::collections::BTreeMap<String, String> = postgres.into_iter().collect();
        env.extend(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        Config::load(&Env::from(env)).map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn defaults_are_enough_with_a_database_and_secrets() {
        let config = load(&[]).expect("complete");
        assert_eq!((config.http.port, config.http.base_url.as_str()), (3000, "http://localhost:3000"));
    }

    #[test]
    fn every_mistake_is_listed_at_once_with_the_value_wanted() {
        let mistakes = load(&[
            ("PORT", "70000"),
            ("APP_BASE_URL", "pa.example.com"),
            ("COMPANY_TIMEZONE", "Mars/Base"),
            ("LOG_LEVEL", "loud"),
            ("SESSION_SECRET", "hunter2"),
            ("DEMO_MODE", "maybe"),
        ])
        .expect_err("refused");
        assert_eq!(mistakes.len(), 6, "{mistakes:?}");
        assert!(mistakes.iter().all(|line| !line.contains("hunter2")), "a secret is never repeated: {mistakes:?}");
    }

    #[test]
    fn postgres_needs_its_secrets_and_refuses_the_example() {
        let mistakes =
            load(&[("SESSION_SECRET", ""), ("AUDIT_KEY", "change-me-to-32-or-more-random-characters")]).expect_err("refused");
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");
    }

    #[test]
    fn delegation_is_on_and_the_clock_ones_own_unless_said_otherwise() {
        let company = |pairs: &[(&str, &str)]| load(pairs).map(|config| (config.company.delegation, config.company.demo_clock));
        assert_eq!(company(&[]), Ok((true, None)));
        assert_eq!(company(&[("ENABLE_DELEGATION", "false")]), Ok((false, None)));
        assert!(company(&[("ENABLE_DELEGATION", "perhaps")]).is_err());
        assert_eq!(company(&[("DEMO_MODE", "true"), ("DEMO_CLOCK_FILE", "/x/now")]), Ok((true, Some("/x/now".into()))));
        assert!(company(&[("DEMO_CLOCK_FILE", "/x/now")]).expect_err("refused")[0].starts_with("DEMO_CLOCK_FILE"));
    }

    #[test]
    fn secrets_stay_out_of_debug() {
        let shown = format!("{:?}", load(&[("DATABASE_URL", "postgresql://u:hunter2@h/db")]).expect("complete"));
        assert!(!shown.contains("hunter2") && !shown.contains("ssssssss") && !shown.contains("aaaaaaaa"), "{shown}");
    }

    #[test]
    fn a_hostname_counts_only_when_it_is_an_address() {
        assert_eq!(load(&[("HOSTNAME", "pod-7f9c")]).expect("fine").http.host.to_string(), "127.0.0.1");
        assert_eq!(load(&[("HOSTNAME", "0.0.0.0")]).expect("fine").http.host.to_string(), "0.0.0.0");
        assert!(load(&[("HOST", "pod-7f9c")]).is_err());
    }

    #[test]
    fn metrics_are_off_unless_they_have_a_port_of_their_own() {
        let address =
            |pairs: &[(&str, &str)]| load(pairs).map(|config| config.metrics.address.map(|address| address.to_string()));
        assert_eq!(address(&[]), Ok(None));
        assert_eq!(address(&[("METRICS_PORT", "9464"), ("HOST", "0.0.0.0")]), Ok(Some("127.0.0.1:9464".into())));
        assert_eq!(address(&[("METRICS_PORT", "9464"), ("METRICS_HOST", "::")]), Ok(Some("[::]:9464".into())));
        for (name, value) in
            [("METRICS_PORT", "0"), ("METRICS_PORT", "70000"), ("METRICS_PORT", "3000"), ("METRICS_HOST", "pod-7f9c")]
        {
            let mistakes = address(&[("METRICS_PORT", "9464"), (name, value)]).expect_err(value);
            assert!(mistakes.len() == 1 && mistakes[0].starts_with(name), "{mistakes:?}");
        }
    }

    #[test]
    fn a_log_folder_that_cannot_be_written_to_is_a_mistake() {
        assert!(load(&[("LOG_DIR", "/proc/no/such")]).expect_err("refused")[0].starts_with("LOG_DIR"));
    }

    #[test]
    fn networks_contain_their_addresses() {
        let office: Network = "10.1.0.0/20".parse().expect("a network");
        assert!(office.contains("10.1.15.9".parse().expect("an address")));
        assert!(!office.contains("10.1.16.0".parse().expect("an address")));
        assert!("10.0.0.0/33".parse::<Network>().is_err());
    }
}
