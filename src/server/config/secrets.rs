//! The two secrets. On SQLite they are made at first start beside the database, readable by its owner alone; on
//! PostgreSQL, where several replicas must agree, they have to be given.
use super::{Kind, env::Reader};
use crate::server::entropy;
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
            match kept_or_made(&folder.join(file)) {
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
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => {
            let value = entropy::token();
            file.write_all(value.as_bytes())?;
            file.sync_all()?;
            Ok(value)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let value = std::fs::read_to_string(path)?.trim().to_owned();
            if value.len() >= 32 { Ok(value) } else { Err(std::io::ErrorKind::InvalidData.into()) }
        }
        Err(error) => Err(error),
    }
}
