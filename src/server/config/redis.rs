//! Where sessions are kept instead of the database, when a Redis is given (O2): one by its address, or a list of Sentinels that know which
//! is the master now.
use super::{env::Reader, secrets::Secret};

#[derive(Clone, Debug)]
pub enum Redis {
    /// `redis://` or `rediss://`, with name and password inside.
    At(Secret),
    Sentinels {
        nodes: Vec<(String, u16)>,
        master: String,
        password: Option<Secret>,
    },
}

/// Where Sentinels usually listen.
const SENTINEL_PORT: u16 = 26_379;

impl Redis {
    pub fn read(read: &mut Reader<'_>) -> Option<Redis> {
        let url = read.text("REDIS_URL");
        let sentinels = read.text("REDIS_SENTINELS");
        let password = read.text("REDIS_PASSWORD").map(Secret);
        let master = read.text("REDIS_SENTINEL_MASTER").unwrap_or_else(|| "mymaster".into());
        match (url, sentinels) {
            (None, None) => None,
            (Some(_), Some(_)) => {
                read.mistake("REDIS_SENTINELS", "is given beside REDIS_URL", "one of the two");
                None
            }
            (Some(url), None) => {
                let is_address = url.split_once("://").is_some_and(|(scheme, rest)| {
                    ["redis", "rediss"].contains(&scheme) && !rest.trim_start_matches('/').is_empty()
                });
                if !is_address || redis::Client::open(url.as_str()).is_err() {
                    read.mistake("REDIS_URL", "is neither redis:// nor rediss:// with a host", "redis://:password@redis:6379");
                }
                Some(Redis::At(Secret(url)))
            }
            (None, Some(list)) => {
                let nodes = nodes(&list).unwrap_or_else(|| {
                    read.mistake(
                        "REDIS_SENTINELS",
                        "is no list of hosts with ports",
                        "sentinel-1:26379,sentinel-2:26379,sentinel-3:26379",
                    );
                    Vec::new()
                });
                Some(Redis::Sentinels { nodes, master, password })
            }
        }
    }
}

fn nodes(list: &str) -> Option<Vec<(String, u16)>> {
    list.split(',')
        .map(|node| {
            let (host, port) = match node.trim().rsplit_once(':') {
                Some((host, port)) => (host, port.parse().ok()?),
                None => (node.trim(), SENTINEL_PORT),
            };
            let is_host = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_:[]".contains(&b));
            is_host.then(|| (host.to_owned(), port))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Env};
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> Result<Option<Redis>, Vec<String>> {
        let fixed = [
            ("DATABASE_URL", "postgresql://h/db"),
            ("SESSION_SECRET", "ssssssssssssssssssssssssssssssss"),
            ("AUDIT_KEY", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
        ];
        let env: std::collections::BTreeMap<String, String> =
            fixed.iter().chain(pairs).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Config::load(&Env::from(env)).map(|config| config.redis).map_err(|found| found.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn an_address_or_a_list_of_sentinels_is_enough() {
        assert!(load(&[]).expect("fine").is_none());
        let at = load(&[("REDIS_URL", "redis://:hunter2@redis:6379/1")]).expect("fine").expect("given");
        assert!(!format!("{at:?}").contains("hunter2"));
        let Some(Redis::Sentinels { nodes, master, .. }) = load(&[("REDIS_SENTINELS", "a:1, b ,c:3")]).expect("fine") else {
            panic!("sentinels were given");
        };
        let names: Vec<_> = nodes.iter().map(|(host, port)| format!("{host}:{port}")).collect();
        assert_eq!((names.join(" "), master.as_str()), ("a:1 b:26379 c:3".into(), "mymaster"));
    }

    #[test]
    fn mistakes_are_named() {
        for (pairs, name) in [
            (&[("REDIS_URL", "http://redis")][..], "REDIS_URL"),
            (&[("REDIS_URL", "redis://")], "REDIS_URL"),
            (&[("REDIS_SENTINELS", "a:port")], "REDIS_SENTINELS"),
            (&[("REDIS_SENTINELS", "a,,b")], "REDIS_SENTINELS"),
            (&[("REDIS_URL", "redis://r"), ("REDIS_SENTINELS", "a")], "REDIS_SENTINELS"),
        ] {
            let mistakes = load(pairs).expect_err("refused");
            assert!(mistakes.len() == 1 && mistakes[0].starts_with(name), "{pairs:?}: {mistakes:?}");
        }
    }
}
