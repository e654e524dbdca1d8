//! Where the browser's files are: stylesheet, scripts and WebAssembly, as the build left them.
use super::config::Config;
use leptos::prelude::LeptosOptions;
use std::{
    fs::read_to_string,
    net::SocketAddr,
    path::{Path, PathBuf},
};

const NAME: &str = "pa_assistant";
/// The build's list of the hashes in its files' names, beside the executable: `kind: hash`, one a line.
const HASHES: &str = "hash.txt";

fn folder() -> PathBuf {
    std::env::current_exe().ok().and_then(|exe| exe.parent().map(PathBuf::from)).unwrap_or_default()
}

/// Names carry hashes when the build left its list of them.
pub fn options(config: &Config) -> LeptosOptions {
    let folder = folder();
    let beside = folder.join("site");
    let root =
        config.http.site_root.clone().unwrap_or_else(|| if beside.is_dir() { beside } else { PathBuf::from("target/site") });
    LeptosOptions::builder()
        .output_name(NAME)
        .site_root(root.display().to_string())
        .site_pkg_dir("pkg")
        .site_addr(SocketAddr::new(config.http.host, config.http.port))
        .hash_files(folder.join(HASHES).is_file())
        .build()
}

/// Says so when the stylesheet that every page names is not there: pages would stand bare, and nobody would know why.
pub fn check(options: &LeptosOptions) {
    if let Some(missing) = missing_stylesheet(&folder(), options) {
        tracing::error!(
            file = %missing.display(),
            "pages have no stylesheet: the executable belongs beside the hash.txt of its build, SITE_ROOT to the same build's files"
        );
    }
}

fn missing_stylesheet(folder: &Path, options: &LeptosOptions) -> Option<PathBuf> {
    let hashes = if options.hash_files { read_to_string(folder.join(HASHES)).unwrap_or_default() } else { String::new() };
    let hash = hashes.lines().find_map(|line| line.strip_prefix("css:")).map(|hash| format!(".{}", hash.trim()));
    let file =
        Path::new(&*options.site_root).join(&*options.site_pkg_dir).join(format!("{NAME}{}.css", hash.unwrap_or_default()));
    (!file.is_file()).then_some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stylesheet_of_another_build_is_missed() {
        let folder = std::env::temp_dir().join(format!("pa-site-{}", std::process::id()));
        let pkg = folder.join("pkg");
        std::fs::create_dir_all(&pkg).expect("made");
        let at = |hash_files: bool| {
            let root = folder.display().to_string();
            LeptosOptions::builder().output_name(NAME).site_root(root).site_pkg_dir("pkg").hash_files(hash_files).build()
        };
        let missed =
            |hash_files| missing_stylesheet(&folder, &at(hash_files)).and_then(|file| Some(file.file_name()?.to_owned()));
        assert_eq!(missed(false), Some("pa_assistant.css".into()), "nothing was built");
        std::fs::write(pkg.join("pa_assistant.abc.css"), "").expect("written");
        assert_eq!(missed(false), Some("pa_assistant.css".into()), "the list of hashes was left behind");
        std::fs::write(folder.join(HASHES), "js: x\ncss: abd\n").expect("written");
        assert_eq!(missed(true), Some("pa_assistant.abd.css".into()), "another build's");
        std::fs::write(folder.join(HASHES), "js: x\ncss: abc\n").expect("written");
        assert_eq!(missed(true), None);
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
