//! The folder backups are kept in: their names, the newest of them, what is thrown away (O14).
use crate::{
    domain::{retention, time::Timestamp},
    server::{
        clock::Clock,
        error::{Result, ServiceError},
    },
};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

const PREFIX: &str = "pa-assistant-";
const SUFFIX: &str = ".pabackup";
const STAMP: &str = "%Y%m%dT%H%M%SZ";

/// One backup in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub path: PathBuf,
    pub made: Timestamp,
}

/// The name of a backup made at `at`: sorts as time does.
pub fn name(at: Timestamp) -> String {
    let stamp = jiff::Timestamp::from_microsecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH).strftime(STAMP);
    format!("{PREFIX}{stamp}{SUFFIX}")
}

fn made(name: &str) -> Option<Timestamp> {
    let stamp = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?;
    let at = jiff::civil::DateTime::strptime(STAMP, stamp).ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Timestamp(at.timestamp().as_microsecond()))
}

/// Every backup in `folder`, oldest first; none where there is no folder. Files that are named otherwise are nobody's business.
pub fn list(folder: &Path) -> Result<Vec<Kept>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(ServiceError::broken(format!("{}: {error}", folder.display()))),
    };
    let mut kept: Vec<Kept> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            Some(Kept { made: made(entry.file_name().to_str()?)?, path: entry.path() })
        })
        .collect();
    kept.sort_by_key(|kept| kept.made);
    Ok(kept)
}

/// Removes what need not be kept any longer; answers how many.
pub fn prune(folder: &Path, clock: &Clock) -> Result<usize> {
    let all = list(folder)?;
    let days: Vec<_> = all.iter().map(|kept| clock.day(kept.made)).collect();
    let mut removed = 0;
    for (backup, keep) in all.iter().zip(retention::kept(&days, clock.today())) {
        if !keep {
            fs::remove_file(&backup.path).map_err(|error| ServiceError::broken(format!("{}: {error}", backup.path.display())))?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Puts a second copy into `folder`, which is expected to be somewhere else: first under another name, so that a copy is
/// there whole or not at all.
pub fn copy_to(backup: &Path, folder: &Path) -> Result<PathBuf> {
    let name = backup.file_name().ok_or_else(|| ServiceError::broken("a backup without a name"))?;
    let (copy, partial) = (folder.join(name), folder.join(format!("{}.partial", name.to_string_lossy())));
    let work = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        fs::copy(backup, &partial)?;
        fs::File::open(&partial)?.sync_all()?;
        fs::rename(&partial, &copy)
    };
    work().map_err(|error| {
        let _ = fs::remove_file(&partial);
        ServiceError::broken(format!("the second copy could not be made in {}: {error}", folder.display()))
    })?;
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_when_it_was_made() {
        let at = Timestamp(1_775_811_600_000_000);
        assert_eq!(name(at), "pa-assistant-20260410T090000Z.pabackup");
        assert_eq!(made(&name(at)), Some(at));
        for other in ["notes.txt", "pa-assistant-.pabackup", "pa-assistant-20260410T090000Z.pabackup.partial"] {
            assert_eq!(made(other), None, "{other}");
        }
    }
}
