//! The two secrets. On SQLite they are made at first start beside the database, readable by its owner alone; on
//! PostgreSQL, where several replicas must agree, they have to be given.
use super::{Kind, env::Reader};
use crate::server::{entropy, ownership};
use std::{fmt, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

/// A text that never shows in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

#[derive(Clone, Debug)]
pub struct Secrets {
    /// Keys the digests under which session ids are stored.
    pub session: Secret,
    /// Seals the head of the audit chain.
    pub audit: Secret,
}

/// Values that stand in examples and must not be used.
const EXAMPLES: [&str; 3] =
    ["change-me-to-32-or-more-random-characters", "your-32-character-secret-key-here", "changemechangemechangemechangeme"];

impl Secrets {
    pub fn read(read: &mut Reader<'_>, kind: &Kind) -> Self {
        Secrets {
            session: secret(read, kind, "SESSION_SECRET", "session.key"),
            audit: secret(read, kind, "AUDIT_KEY", "audit.key"),
        }
    }
}

fn secret(read: &mut Reader<'_>, kind: &Kind, name: &str, file: &str) -> Secret {
    let wanted = "32 or more random characters, as from: openssl rand -hex 32";
    let given = read.text(name);
    if let Some(value) = given {
        if value.chars().count() < 32 {
            read.mistake(name, "is shorter than 32 characters", wanted);
        } else if EXAMPLES.contains(&value.as_str()) {
            read.mistake(name, "is the example's", wanted);
        }
        return Secret(value);
    }
    match kind {
        Kind::Postgres => {
            read.mistake(name, "is missing and PostgreSQL needs it", wanted);
            Secret(String::new())
        }
        Kind::Sqlite(database) => {
            let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let path = folder.join(file);
            // Another key than the one that sealed the chain would only be found out later.
            if name == "AUDIT_KEY" && !path.exists() && database.metadata().is_ok_and(|found| found.len() > 0) {
                let wrong = format!("is missing, and there is a database already that it sealed ({})", database.display());
                read.mistake(name, &wrong, &format!("the key kept with the backups, here or in {}", path.display()));
                return Secret(String::new());
            }
            match kept_or_made(&path) {
                Ok(value) => Secret(value),
                // One line for one mistake.
                Err(_) if read.is_wrong("DATABASE_URL") => Secret(String::new()),
                Err(error) => {
                    let wrong = format!("is missing and cannot be kept beside the database ({})", error.kind());
                    read.mistake(name, &wrong, wanted);
                    Secret(String::new())
                }
            }
        }
    }
}

fn kept_or_made(path: &Path) -> std::io::Result<String> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    match kept(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => made(path),
        found => found,
    }
}

fn kept(path: &Path) -> std::io::Result<String> {
    let value = std::fs::read_to_string(path)?.trim().to_owned();
    if value.len() >= 32 { Ok(value) } else { Err(std::io::ErrorKind::InvalidData.into()) }
}

/// The file appears whole, or not at all: a process that starts at the same moment, a health check for one, and the next start after
/// a power cut find a secret or none. Whoever comes second takes the first one's.
fn made(path: &Path) -> std::io::Result<String> {
    let value = entropy::token();
    let draft = path.with_extension(format!("{}.new", entropy::short_id()));
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(value.as_bytes())?;
    file.sync_all()?;
    ownership::as_the_folder_s(&draft);
    let placed = std::fs::hard_link(&draft, path);
    let answer = match placed {
        Ok(()) => Ok(value),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => kept(path),
        // A file system without links.
        Err(_) => std::fs::rename(&draft, path).map(|()| value),
    };
    let _ = std::fs::remove_file(&draft);
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processes_that_start_together_agree_on_a_secret() {
        let folder = std::env::temp_dir().join(format!("pa-secrets-{}", std::process::id()));
        for round in 0..40 {
            let path = folder.join(format!("secret-{round}"));
            let found: Vec<String> = std::thread::scope(|scope| {
                let all: Vec<_> = (0..8).map(|_| scope.spawn(|| kept_or_made(&path).expect("a secret"))).collect();
                all.into_iter().map(|one| one.join().expect("no panic")).collect()
            });
            assert!(found.iter().all(|one| *one == found[0] && one.len() >= 32), "{found:?}");
            assert_eq!(kept_or_made(&path).expect("kept"), found[0]);
        }
        let left = std::fs::read_dir(&folder).expect("the folder").count();
        assert_eq!(left, 40, "no drafts are left behind");
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn a_key_that_is_missing_beside_its_database_is_not_made_anew() {
        let folder = std::env::temp_dir().join(format!("pa-key-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let url = format!("file:{}", folder.join("pa.db").display());
        let load = || {
            crate::server::config::Config::load(&crate::server::config::Env::from(std::collections::BTreeMap::from([(
                "DATABASE_URL".to_owned(),
                url.clone(),
            )])))
        };
        load().expect("everything is made at the first start");
        std::fs::write(folder.join("pa.db"), b"a database").expect("written");
        load().expect("the key is there");
        std::fs::remove_file(folder.join("audit.key")).expect("lost");
        let mistakes =
            load().expect_err("another key would not fit").iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        assert!(mistakes.contains("AUDIT_KEY is missing, and there is a database already"), "{mistakes}");
        assert!(!folder.join("audit.key").exists());
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
