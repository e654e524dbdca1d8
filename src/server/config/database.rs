//! Which database: `DATABASE_URL`, looked at closely, because a wrong one would only be found when somebody waits for a page.
use super::{Kind, env, secrets::Secret};
use sea_orm::sqlx::postgres::PgConnectOptions;
use std::path::{Path, PathBuf};

const NAME: &str = "DATABASE_URL";
const REPLICA: &str = "DATABASE_READ_URL";
const WANTED: &str = "postgresql://user@host:5432/name";
/// What may stand behind the `?`. The driver writes any other into the log, value and all, and goes on without it.
const PARAMETERS: [&str; 19] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "ssl-mode",
    "sslcert",
    "sslkey",
    "sslmode",
    "ssl-root-cert",
    "sslrootcert",
    "statement-cache-capacity",
    "user",
    "ssl-root-cert-file",
];

pub(super) fn kind(read: &mut env::Reader<'_>, url: &str) -> Kind {
    match url.split_once(':') {
        Some(("file" | "sqlite", path)) => {
            let path = path.trim_start_matches("//").split('?').next().unwrap_or_default();
            sqlite(read, Path::new(path));
            Kind::Sqlite(PathBuf::from(path))
        }
        Some(("postgresql" | "postgres", _)) => {
            postgres(read, NAME, url);
            Kind::Postgres
        }
        _ => {
            read.mistake(NAME, "is neither file: nor postgresql:", "file:./data/pa-assistant.db or postgresql://user@host/name");
            Kind::Postgres
        }
    }
}

fn sqlite(read: &mut env::Reader<'_>, path: &Path) {
    let wanted = "file:/var/lib/pa-assistant/pa-assistant.db";
    if path.as_os_str().is_empty() {
        return read.mistake(NAME, "names no file", wanted);
    }
    if path.is_dir() {
        return read.mistake(NAME, "names a folder", wanted);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Err(error) = env::takes_files(folder) {
        read.mistake(NAME, &format!("is in a folder that cannot be written to ({})", error.kind()), wanted);
    }
}

/// A replica of PostgreSQL, if one is named.
pub(super) fn replica(read: &mut env::Reader<'_>, of: &Kind) -> Option<Secret> {
    let url = read.text(REPLICA)?;
    if matches!(of, Kind::Sqlite(_)) {
        read.mistake(REPLICA, "is for PostgreSQL only", "no such setting, or DATABASE_URL=postgresql://…");
        return None;
    }
    if !matches!(url.split_once(':'), Some(("postgresql" | "postgres", _))) {
        read.mistake(REPLICA, "is not postgresql:", WANTED);
        return None;
    }
    postgres(read, REPLICA, &url);
    Some(Secret(url))
}

fn postgres(read: &mut env::Reader<'_>, name: &str, url: &str) {
    if url.parse::<PgConnectOptions>().is_err() {
        return read.mistake(name, "cannot be read as an address of PostgreSQL", WANTED);
    }
    let parameters = url.split_once('?').map(|(_, parameters)| parameters).unwrap_or_default();
    let is_known = |pair: &str| PARAMETERS.contains(&pair.split('=').next().unwrap_or_default());
    if !parameters.split('&').filter(|pair| !pair.is_empty()).all(is_known) {
        read.mistake(name, "has a parameter that is not known", WANTED);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Env};

    fn mistakes(url: &str) -> Vec<String> {
        let secret = "s".repeat(32);
        let env: std::collections::BTreeMap<String, String> =
            [("DATABASE_URL", url), ("SESSION_SECRET", &secret), ("AUDIT_KEY", &secret)]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into();
        Config::load(&Env::from(env)).err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn addresses_that_work_pass() {
        for url in ["postgresql://pa@db.example.com/pa", "postgres://pa:p%40ss@[::1]:5432/pa?sslmode=require&application_name=pa"]
        {
            assert_eq!(mistakes(url), Vec::<String>::new(), "{url}");
        }
    }

    #[test]
    fn a_replica_is_of_postgresql_and_its_password_in_no_message() {
        let secret = "s".repeat(32);
        let said = |primary: &str, replica: &str| -> Vec<String> {
            let env: std::collections::BTreeMap<String, String> =
                [("DATABASE_URL", primary), ("DATABASE_READ_URL", replica), ("SESSION_SECRET", &secret), ("AUDIT_KEY", &secret)]
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .into();
            Config::load(&Env::from(env)).err().unwrap_or_default().iter().map(ToString::to_string).collect()
        };
        let primary = "postgresql://pa@db.example.com/pa";
        assert_eq!(said(primary, "postgresql://reader:p%40ss@replica.example.com/pa"), Vec::<String>::new());
        for (primary, replica) in [
            (primary, "postgresql://pa:hunter2@host:port/pa"),
            (primary, "postgresql://pa@host/pa?pasword=hunter2"),
            (primary, "file:/tmp/hunter2.db"),
            ("file:/tmp/pa-replica-test.db", "postgresql://pa:hunter2@host/pa"),
        ] {
            let found = said(primary, replica);
            assert!(
                found.len() == 1 && found[0].starts_with("DATABASE_READ_URL ") && !found[0].contains("hunter2"),
                "{replica}: {found:?}"
            );
        }
    }

    #[test]
    fn a_wrong_address_is_one_line_and_its_password_in_none() {
        for url in [
            "postgresql://pa:hunter2@host:port/pa",
            "postgresql://pa:hunter2@host:70000/pa",
            "postgresql://pa@host/pa?pasword=hunter2",
            "file:/proc/hunter2/pa.db",
            "sqlite:",
            "file:/tmp",
            "mysql://pa:hunter2@host/pa",
        ] {
            let found = mistakes(url);
            assert!(
                found.len() == 1 && found[0].starts_with("DATABASE_URL ") && !found[0].contains("hunter2"),
                "{url}: {found:?}"
            );
        }
    }
}
