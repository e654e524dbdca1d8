//! Where backups of a SQLite database go, and whether they are made by the server itself (O14).
use super::{Kind, Secret, env::Reader};
use std::path::PathBuf;

#[derive(Clone, Debug)]
pub struct Backup {
    /// `BACKUP_DIR`, else `backups` beside the database.
    pub folder: PathBuf,
    /// `BACKUP_NIGHTLY`: the server makes one every night, where no timer does.
    pub nightly: bool,
    /// `BACKUP_COPY_DIR`: a second copy, on another disk or host.
    pub copy_to: Option<PathBuf>,
    /// `BACKUP_KEY`: backups are encrypted when it is set.
    pub key: Option<Secret>,
}

impl Backup {
    pub(super) fn read(read: &mut Reader, kind: &Kind) -> Self {
        let key = read.text("BACKUP_KEY");
        if key.as_ref().is_some_and(|key| key.chars().count() < 32) {
            read.mistake("BACKUP_KEY", "is shorter than 32 characters", "what `openssl rand -hex 32` prints");
        }
        let beside = match kind {
            Kind::Sqlite(path) => path.with_file_name("backups"),
            Kind::Postgres => PathBuf::from("backups"),
        };
        let nightly = read.flag("BACKUP_NIGHTLY", false);
        if nightly && *kind == Kind::Postgres {
            read.mistake("BACKUP_NIGHTLY", "is for SQLite: PostgreSQL is backed up where it runs", "false");
        }
        // A server that makes none itself is told of the folder for its figures and need not be able to write there. The second copy's
        // place may be away for a while: that is no reason not to serve.
        let folder = match nightly {
            true => read.folder("BACKUP_DIR", "/var/backups/pa-assistant"),
            false => read.text("BACKUP_DIR").map(PathBuf::from),
        };
        Backup {
            nightly,
            folder: folder.unwrap_or(beside),
            copy_to: read.text("BACKUP_COPY_DIR").map(PathBuf::from),
            key: key.map(Secret),
        }
    }
}
