//! Files that root made for somebody else: whoever restores at night does so as root, and the service has to read the result.
use std::{
    os::unix::fs::{MetadataExt, chown},
    path::Path,
};

/// Gives a file to the owner of the folder it lies in, where this process may.
pub fn as_the_folder_s(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(file), Ok(folder)) = (path.symlink_metadata(), folder.metadata()) else { return };
    if file.uid() == folder.uid() {
        return;
    }
    if let Err(error) = chown(path, Some(folder.uid()), Some(folder.gid())) {
        tracing::warn!(%error, path = %path.display(), "the file belongs to another user than its folder");
    }
}
