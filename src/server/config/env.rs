//! Reading names and values, collecting mistakes.
use super::Network;
use crate::server::entropy;
use std::{
    collections::BTreeMap,
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    path::{Path, PathBuf},
};

/// The environment as it was at start, or a test's own.
pub struct Env(BTreeMap<String, String>);

impl From<BTreeMap<String, String>> for Env {
    fn from(values: BTreeMap<String, String>) -> Self {
        Env(values)
    }
}

impl Env {
    #[expect(clippy::disallowed_methods, reason = "the one home of the process environment")]
    pub fn of_process() -> Self {
        Env(std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))).collect())
    }
}

impl Env {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The same with one value replaced.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut values = self.0.clone();
        values.insert(name.into(), value.into());
        Env(values)
    }
}

/// One wrong setting: its name, what is wrong, what would be right. Never the value, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub name: String,
    pub wrong: String,
    pub wanted: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}; wanted for example: {}", self.name, self.wrong, self.wanted)
    }
}

/// Whether files can be made in `folder`, which is made first. Others may ask at the same moment, so each has a name of its own.
pub fn takes_files(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".probe-{}", entropy::short_id()));
    std::fs::create_dir_all(folder)?;
    std::fs::write(&probe, "")?;
    std::fs::remove_file(&probe)
}

pub struct Reader<'a> {
    env: &'a Env,
    mistakes: Vec<Mistake>,
}

impl<'a> Reader<'a> {
    pub fn new(env: &'a Env) -> Self {
        Reader { env, mistakes: Vec::new() }
    }

    pub fn mistake(&mut self, name: &str, wrong: &str, wanted: &str) {
        self.mistakes.push(Mistake { name: name.into(), wrong: wrong.into(), wanted: wanted.into() });
    }

    pub fn finish<T>(self, value: T) -> Result<T, Vec<Mistake>> {
        if self.mistakes.is_empty() { Ok(value) } else { Err(self.mistakes) }
    }

    /// The value of `name`, or the content of the file that `name_FILE` points to. Empty counts as not given.
    pub fn text(&mut self, name: &str) -> Option<String> {
        let given = self.env.0.get(name).filter(|value| !value.trim().is_empty()).cloned();
        let file_name = format!("{name}_FILE");
        let file = self.env.0.get(&file_name).filter(|value| !value.trim().is_empty());
        match (given, file) {
            (Some(_), Some(_)) => {
                self.mistake(name, "is given twice, as a value and as a file", "one of the two");
                None
            }
            (Some(value), None) => Some(value.trim().to_owned()),
            (None, Some(path)) => match std::fs::read_to_string(path) {
                Ok(content) => Some(content.trim().to_owned()),
                Err(error) => {
                    let wrong = format!("names a file that cannot be read ({})", error.kind());
                    self.mistake(&file_name, &wrong, "/run/secrets/name");
                    None
                }
            },
            (None, None) => None,
        }
    }

    pub fn number(&mut self, name: &str, default: u64, least: u64, most: u64, wanted: &str) -> u64 {
        match self.text(name).map(|text| text.parse::<u64>()) {
            None => default,
            Some(Ok(number)) if (least..=most).contains(&number) => number,
            Some(_) => {
                let wrong = format!("is not a whole number from {least} to {most}");
                self.mistake(name, &wrong, wanted);
                default
            }
        }
    }

    /// A number of at least one.
    pub fn positive(&mut self, name: &str, default: u32, most: u32, wanted: &str) -> NonZeroU32 {
        let number = self.number(name, default.into(), 1, most.into(), wanted);
        u32::try_from(number).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN)
    }

    /// Addresses and networks, separated by commas.
    pub fn networks(&mut self, name: &str, wanted: &str) -> Vec<Network> {
        let Some(text) = self.text(name) else { return Vec::new() };
        text.split(',').map(|part| part.trim().parse()).collect::<Result<_, _>>().unwrap_or_else(|()| {
            self.mistake(name, "is no list of addresses and networks", wanted);
            Vec::new()
        })
    }

    pub fn flag(&mut self, name: &str, default: bool) -> bool {
        match self.text(name).as_deref() {
            None => default,
            Some("true" | "1" | "yes" | "on") => true,
            Some("false" | "0" | "no" | "off") => false,
            Some(_) => {
                self.mistake(name, "is neither true nor false", "true");
                default
            }
        }
    }

    /// `HOST`, else `HOSTNAME` where it is an address: container runtimes set it to the container's name.
    pub fn host(&mut self) -> IpAddr {
        let default = IpAddr::V4(Ipv4Addr::LOCALHOST);
        match self.text("HOST").map(|host| host.parse()) {
            Some(Ok(host)) => host,
            Some(Err(_)) => {
                self.mistake("HOST", "is no address", "0.0.0.0");
                default
            }
            None => self.text("HOSTNAME").and_then(|host| host.parse().ok()).unwrap_or(default),
        }
    }

    /// A folder that is there, or can be made, and takes files.
    pub fn folder(&mut self, name: &str, wanted: &str) -> Option<PathBuf> {
        let folder = PathBuf::from(self.text(name)?);
        match takes_files(&folder) {
            Ok(()) => Some(folder),
            Err(error) => {
                self.mistake(name, &format!("is a folder that cannot be written to ({})", error.kind()), wanted);
                None
            }
        }
    }

    /// Whether something is wrong with this name already.
    pub fn is_wrong(&self, name: &str) -> bool {
        self.mistakes.iter().any(|mistake| mistake.name == name)
    }

    /// `METRICS_HOST` and `METRICS_PORT`: nowhere without a port, this machine alone without a host, never where pages are.
    pub fn metrics_address(&mut self, host: IpAddr, port: u64) -> Option<SocketAddr> {
        let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let at = match self.text("METRICS_HOST").map(|text| text.parse()) {
            None => here,
            Some(Ok(at)) => at,
            Some(Err(_)) => {
                self.mistake("METRICS_HOST", "is no address", "0.0.0.0");
                here
            }
        };
        self.text("METRICS_PORT")?;
        let own = self.number("METRICS_PORT", 9464, 1, 65535, "9464");
        if own == port && (at == host || at.is_unspecified() || host.is_unspecified() || at == here && host == here) {
            self.mistake("METRICS_PORT", "is the port of the pages", "9464");
        }
        Some(SocketAddr::new(at, u16::try_from(own).ok()?))
    }

    /// `SIGN_IN_NETWORKS`: `10.1.0.0/16=200, 192.168.0.0/24=50`.
    pub fn raised_networks(&mut self) -> Vec<(Network, u32)> {
        let Some(text) = self.text("SIGN_IN_NETWORKS") else { return Vec::new() };
        let parsed = text
            .split(',')
            .map(|part| {
                let (network, limit) = part.trim().split_once('=')?;
                Some((network.parse().ok()?, limit.parse().ok().filter(|limit| *limit > 0)?))
            })
            .collect::<Option<Vec<_>>>();
        parsed.unwrap_or_else(|| {
            self.mistake("SIGN_IN_NETWORKS", "is no list of networks with limits", "10.1.0.0/16=200,192.168.7.0/24=50");
            Vec::new()
        })
    }
}
