//! Writing assistance (R35): whether there is any, and where its servers are. HR picks among the modes this leaves; addresses and keys
//! come from here alone.
use super::{env::Reader, secrets::Secret, tls::authorities};
use crate::domain::assist::Mode;
use rustls::ClientConfig;
use std::{fmt, sync::Arc};

/// A server that writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelServer {
    /// Scheme, host and perhaps a path, without a slash at its end.
    pub url: String,
    pub key: Option<Secret>,
}

#[derive(Clone)]
pub struct Assist {
    /// `ENABLE_AI_ASSISTANCE=false`: no page and no function knows of it.
    pub enabled: bool,
    pub ollama: Option<ModelServer>,
    pub openai: Option<ModelServer>,
    /// Until HR chooses.
    pub mode: Mode,
    pub model: String,
    /// Trusts the private CA alone when there is one; the system's otherwise.
    pub tls: Option<Arc<ClientConfig>>,
}

impl fmt::Debug for Assist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Assist").field("enabled", &self.enabled).field("mode", &self.mode).finish_non_exhaustive()
    }
}

impl Assist {
    pub(super) fn read(read: &mut Reader<'_>) -> Assist {
        let enabled = read.flag("ENABLE_AI_ASSISTANCE", true);
        let ollama = server(read, "OLLAMA_BASE_URL", "http://ollama:11434", None);
        let key = read.text("OPENAI_API_KEY").map(Secret);
        let openai = server(read, "OPENAI_BASE_URL", "https://models.example.com", key);
        let mode = read.text("AI_MODE").map_or(Ok(Mode::Off), |text| text.parse()).unwrap_or_else(|()| {
            read.mistake("AI_MODE", "is no mode", "off, web, local or openai");
            Mode::Off
        });
        let mut assist = Assist { enabled, ollama, openai, mode, model: String::new(), tls: authorities(read, "AI_CA_FILE") };
        if let Some(name) = address_name(mode).filter(|_| assist.server(mode).is_none()) {
            read.mistake(name, "is missing and AI_MODE needs it", "http://ollama:11434");
        }
        let name = if mode == Mode::Openai { "OPENAI_MODEL" } else { "OLLAMA_MODEL" };
        assist.model = read
            .text(name)
            .filter(|model| {
                let fits = model.chars().count() <= crate::domain::validation::LINE && !model.contains(char::is_control);
                if !fits {
                    read.mistake(name, "is no name of a model", "llama3.1:8b");
                }
                fits
            })
            .unwrap_or_default();
        assist
    }

    /// The server of a mode, if it has one and its address is known.
    pub fn server(&self, mode: Mode) -> Option<&ModelServer> {
        match mode {
            Mode::Local => self.ollama.as_ref(),
            Mode::Openai => self.openai.as_ref(),
            Mode::Off | Mode::Web => None,
        }
    }

    /// What HR can choose from.
    pub fn possible(&self) -> Vec<Mode> {
        Mode::ALL.into_iter().filter(|mode| !mode.has_server() || self.server(*mode).is_some()).collect()
    }
}

fn address_name(mode: Mode) -> Option<&'static str> {
    match mode {
        Mode::Local => Some("OLLAMA_BASE_URL"),
        Mode::Openai => Some("OPENAI_BASE_URL"),
        Mode::Off | Mode::Web => None,
    }
}

/// http or https and a host, perhaps a path; no name, password, query or fragment in it.
fn server(read: &mut Reader<'_>, name: &str, wanted: &str, key: Option<Secret>) -> Option<ModelServer> {
    let url = read.text(name)?;
    let url = url.trim_end_matches('/').to_owned();
    let rest = ["http://", "https://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    let fine = rest.is_some_and(|rest| {
        let host = rest.split('/').next().unwrap_or_default();
        !host.is_empty() && !rest.contains(['@', '?', '#', '\\']) && !rest.contains(char::is_whitespace)
    });
    if !fine {
        read.mistake(name, "is not http:// or https:// with a host", wanted);
        return None;
    }
    Some(ModelServer { url, key })
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Env};
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> Result<Assist, Vec<String>> {
        let fixed = [
            ("DATABASE_URL", "postgresql://h/db"),
            ("SESSION_SECRET", "ssssssssssssssssssssssssssssssss"),
            ("AUDIT_KEY", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
        ];
        let env: std::collections::BTreeMap<String, String> =
            fixed.iter().chain(pairs).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Config::load(&Env::from(env)).map(|config| config.assist).map_err(|found| found.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn without_an_address_only_copying_is_possible() {
        let assist = load(&[]).expect("fine");
        assert_eq!((assist.enabled, assist.mode, assist.possible()), (true, Mode::Off, vec![Mode::Off, Mode::Web]));
        let assist =
            load(&[("OLLAMA_BASE_URL", "http://ollama:11434/"), ("AI_MODE", "local"), ("OLLAMA_MODEL", "llama3")]).expect("fine");
        assert_eq!(assist.server(Mode::Local).map(|server| server.url.as_str()), Some("http://ollama:11434"));
        assert_eq!((assist.mode, assist.model.as_str()), (Mode::Local, "llama3"));
        assert_eq!(assist.possible(), [Mode::Off, Mode::Web, Mode::Local]);
        let pairs = [
            ("OPENAI_BASE_URL", "https://m.example/x"),
            ("OPENAI_API_KEY", "hunter2"),
            ("AI_MODE", "openai"),
            ("OPENAI_MODEL", "m"),
        ];
        let assist = load(&pairs).expect("fine");
        assert_eq!(assist.model, "m");
        assert!(!format!("{assist:?} {:?}", assist.openai).contains("hunter2"));
    }

    #[test]
    fn mistakes_are_named() {
        for (pairs, name) in [
            (&[("AI_MODE", "maybe")][..], "AI_MODE"),
            (&[("AI_MODE", "local")], "OLLAMA_BASE_URL"),
            (&[("AI_MODE", "openai")], "OPENAI_BASE_URL"),
            (&[("OLLAMA_BASE_URL", "ollama:11434")], "OLLAMA_BASE_URL"),
            (&[("OLLAMA_BASE_URL", "http://me:secret@ollama")], "OLLAMA_BASE_URL"),
            (&[("OPENAI_BASE_URL", "https://")], "OPENAI_BASE_URL"),
            (&[("AI_CA_FILE", "/no/such/file")], "AI_CA_FILE"),
            (&[("ENABLE_AI_ASSISTANCE", "perhaps")], "ENABLE_AI_ASSISTANCE"),
        ] {
            let mistakes = load(pairs).expect_err("refused");
            assert!(mistakes.len() == 1 && mistakes[0].starts_with(name), "{pairs:?}: {mistakes:?}");
        }
    }
}
