//! Seals made with the audit key: over the chain's head, and over lines that are kept outside the database.
use super::error::{Result, ServiceError};
use crate::domain::audit_mark::{self, Mark};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// A seal over these parts, in hexadecimal. The first part says what for.
pub fn seal(key: &[u8], parts: &[&[u8]]) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(ServiceError::broken)?;
    parts.iter().for_each(|part| mac.update(part));
    Ok(hex::encode(mac.finalize().into_bytes()))
}

pub fn seal_mark<M: Mark>(key: &[u8], mark: &M) -> Result<String> {
    seal(key, &[mark.text().as_bytes()])
}

/// Every mark of a kind in a file or log, each with a seal of this key.
///
/// # Errors
/// The line of the first one that cannot be read or bears another seal: somebody changed it, or it belongs to another key.
pub fn read_marks<M: Mark>(key: &[u8], name: &str, text: &str) -> Result<Vec<M>> {
    let mut marks = Vec::new();
    for (line, found) in audit_mark::find::<M>(text) {
        match found {
            Some((mark, given)) if given == seal_mark(key, &mark)? => marks.push(mark),
            _ => return Err(ServiceError::broken(format!("{name}, line {line}: changed, or sealed with another AUDIT_KEY"))),
        }
    }
    Ok(marks)
}

/// Appends a line to a file that only grows, and waits until the disk has it.
pub fn append_line(path: &std::path::Path, line: &str) -> std::io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    file.write_all(format!("{line}\n").as_bytes())?;
    file.sync_data()
}
