//! Asking the company's directory whether somebody is who they say (R44): the service account looks the login up and, with that, which
//! groups the person is in; then the person's own password is tried. Every question has one connection of its own and a bound on how long
//! all of it may take.
use crate::{
    domain::actor::Role,
    server::config::{Dn, Ldap},
};
use ldap3::{
    LdapConnAsync, LdapConnSettings, LdapError, LdapResult, Scope, SearchEntry, SearchOptions, SearchResult, dn_escape,
    ldap_escape,
};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Questions at a time; a flood waits here instead of at the directory.
const AT_ONCE: usize = 8;
/// The answer to a search that found more than was asked for.
const SIZE_LIMIT: u32 = 4;
/// The answer to a wrong password.
const INVALID_CREDENTIALS: u32 = 49;

#[derive(Clone)]
pub struct Directory {
    config: Arc<Ldap>,
    slots: Arc<Semaphore>,
}

/// Somebody whose password the directory has accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub dn: String,
    pub employee_no: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub department: Option<String>,
    /// The roles their groups stand for.
    pub roles: Vec<Role>,
}

/// Why there is no answer: it is down, too slow, not who it should be, or does not let our service account in.
#[derive(Debug, thiserror::Error)]
pub enum Silence {
    #[error("no answer in time")]
    TooSlow,
    #[error("the service account is refused: {0}")]
    ServiceAccount(LdapResult),
    #[error("{0}")]
    Failed(#[from] LdapError),
}

impl Directory {
    pub fn new(config: Ldap) -> Self {
        Directory { config: Arc::new(config), slots: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Whether the service account gets in.
    pub async fn probe(&self) -> Result<(), Silence> {
        tokio::time::timeout(self.config.timeout, async { self.open().await.map(drop) }).await.map_err(|_| Silence::TooSlow)?
    }

    /// The person, if there is exactly one with this login and the password is theirs.
    pub async fn check(&self, login: &str, password: &str) -> Result<Option<Known>, Silence> {
        // An empty password is an anonymous bind, which succeeds.
        if login.is_empty() || password.is_empty() {
            return Ok(None);
        }
        let ask = async {
            let _slot = self.slots.acquire().await.map_err(|_| Silence::TooSlow)?;
            self.ask(login, password).await
        };
        tokio::time::timeout(self.config.timeout, ask).await.map_err(|_| Silence::TooSlow)?
    }

    /// A connection with the service account signed in.
    async fn open(&self) -> Result<ldap3::Ldap, Silence> {
        let config = &self.config;
        let mut settings = LdapConnSettings::new().set_conn_timeout(config.timeout).set_starttls(config.starttls);
        if let Some(tls) = &config.tls {
            settings = settings.set_config(tls.clone());
        }
        let (connection, mut ldap) = LdapConnAsync::with_settings(settings, &config.url).await?;
        tokio::spawn(async move {
            if let Err(error) = connection.drive().await {
                tracing::debug!(%error, "a connection to the directory ended");
            }
        });
        let bound = ldap.simple_bind(&config.bind_dn, &config.bind_password.0).await?;
        if bound.rc == 0 { Ok(ldap) } else { Err(Silence::ServiceAccount(bound)) }
    }

    async fn ask(&self, login: &str, password: &str) -> Result<Option<Known>, Silence> {
        let config = &self.config;
        let mut ldap = self.open().await?;
        let wanted = &config.attributes;
        let attributes = [&wanted.employee_no, &wanted.name, &wanted.email, &wanted.department, &wanted.member_of];
        let filter = config.user_filter.replace("{login}", &ldap_escape(login));
        ldap.with_search_options(SearchOptions::new().sizelimit(2));
        let SearchResult(found, outcome) = ldap.search(&config.base, Scope::Subtree, &filter, attributes).await?;
        if ![0, SIZE_LIMIT].contains(&outcome.rc) {
            return Err(LdapError::from(outcome).into());
        }
        let mut found: Vec<SearchEntry> = found.into_iter().filter(|entry| !entry.is_ref()).map(SearchEntry::construct).collect();
        if found.len() > 1 {
            tracing::warn!("a login fits several people in the directory, so nobody is let in by it");
        }
        let entry = found.pop().filter(|_| found.is_empty());
        let Some(entry) = entry else {
            // Nobody: a password is tried all the same, so that the answer takes as long.
            let nobody = format!("cn={},{}", dn_escape(login), config.base);
            ldap.simple_bind(&nobody, password).await?;
            return Ok(None);
        };
        let groups = self.groups(&mut ldap, &entry).await?;
        let tried = ldap.simple_bind(&entry.dn, password).await?;
        if tried.rc != 0 {
            if tried.rc != INVALID_CREDENTIALS {
                tracing::info!(code = tried.rc, "the directory does not let somebody in");
            }
            return Ok(None);
        }
        let _ = ldap.unbind().await;
        let first = |name: &str| {
            let values = entry.attrs.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, values)| values)?;
            values.iter().map(|value| value.trim()).find(|value| !value.is_empty()).map(str::to_owned)
        };
        let mut roles: Vec<Role> =
            config.roles.iter().filter(|(_, group)| groups.contains(group)).map(|(role, _)| *role).collect();
        roles.dedup();
        Ok(Some(Known {
            employee_no: first(&wanted.employee_no),
            name: first(&wanted.name),
            email: first(&wanted.email),
            department: first(&wanted.department),
            roles,
            dn: entry.dn.clone(),
        }))
    }

    async fn groups(&self, ldap: &mut ldap3::Ldap, entry: &SearchEntry) -> Result<Vec<Dn>, Silence> {
        let Some(search) = &self.config.groups else {
            let name = &self.config.attributes.member_of;
            let named = entry.attrs.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
            return Ok(named.flat_map(|(_, values)| values).map(|group| Dn::new(group)).collect());
        };
        if self.config.roles.is_empty() {
            return Ok(Vec::new());
        }
        let filter = search.filter.replace("{dn}", &ldap_escape(entry.dn.as_str()));
        let (groups, _) = ldap.search(&search.base, Scope::Subtree, &filter, ["1.1"]).await?.success()?;
        Ok(groups.into_iter().filter(|group| !group.is_ref()).map(|group| Dn::new(&SearchEntry::construct(group).dn)).collect())
    }
}
