//! The company's directory (R44): where it is, how to look somebody up, and which groups stand for which roles. Without `LDAP_URL` there is
//! none. Passwords travel over TLS or not at all.
use super::{env::Reader, secrets::Secret, tls::authorities};
use crate::domain::actor::Role;
use rustls::ClientConfig;
use std::{fmt, sync::Arc, time::Duration};

#[derive(Clone)]
pub struct Ldap {
    pub url: String,
    pub starttls: bool,
    /// The service account that looks people up.
    pub bind_dn: String,
    pub bind_password: Secret,
    pub base: String,
    /// With `{login}` where the escaped login goes.
    pub user_filter: String,
    pub attributes: Attributes,
    pub groups: Option<GroupSearch>,
    /// Which group stands for which role.
    pub roles: Vec<(Role, Dn)>,
    /// Trusts the private CA alone when there is one; the system's otherwise.
    pub tls: Option<Arc<ClientConfig>>,
    pub timeout: Duration,
}

#[derive(Clone, Debug)]
pub struct Attributes {
    pub employee_no: String,
    pub name: String,
    pub email: String,
    pub department: String,
    /// Holds the DNs of a person's groups, where groups are not searched.
    pub member_of: String,
}

#[derive(Clone, Debug)]
pub struct GroupSearch {
    pub base: String,
    /// With `{dn}` where the escaped DN of the person goes.
    pub filter: String,
}

/// A distinguished name as it is compared: case and spaces around its parts do not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dn(String);

impl Dn {
    pub fn new(text: &str) -> Self {
        let parts = text.split(',').map(|part| match part.split_once('=') {
            Some((name, value)) => format!("{}={}", name.trim().to_lowercase(), value.trim().to_lowercase()),
            None => part.trim().to_lowercase(),
        });
        Dn(parts.collect::<Vec<_>>().join(","))
    }
}

impl fmt::Debug for Ldap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ldap").field("url", &self.url).field("base", &self.base).finish_non_exhaustive()
    }
}

impl Ldap {
    pub fn read(read: &mut Reader<'_>) -> Option<Ldap> {
        let url = read.text("LDAP_URL")?;
        let starttls = read.flag("LDAP_STARTTLS", false);
        match url.split_once("://") {
            Some(("ldaps", host)) if !host.is_empty() && starttls => {
                read.mistake("LDAP_STARTTLS", "makes no sense with ldaps://, which is TLS from the start", "false");
            }
            Some(("ldap", host)) if !host.is_empty() && !starttls => {
                read.mistake("LDAP_URL", "would send passwords in the clear", "ldaps://ldap.example.com, or LDAP_STARTTLS=true");
            }
            Some(("ldap" | "ldaps", host)) if !host.is_empty() => {}
            _ => read.mistake("LDAP_URL", "is neither ldaps:// nor ldap:// with a host", "ldaps://ldap.example.com"),
        }
        let mut needed = |name: &str, wanted: &str| {
            read.text(name).unwrap_or_else(|| {
                read.mistake(name, "is missing and LDAP_URL needs it", wanted);
                String::new()
            })
        };
        let bind_dn = needed("LDAP_BIND_DN", "cn=pa-assistant,ou=services,dc=example,dc=com");
        let bind_password = Secret(needed("LDAP_BIND_PASSWORD", "the service account's password"));
        let base = needed("LDAP_BASE", "ou=people,dc=example,dc=com");
        let user_filter = with_place(read, "LDAP_USER_FILTER", "(|(uid={login})(mail={login}))", "{login}");
        let mut attribute = |name: &str, otherwise: &str| read.text(name).unwrap_or_else(|| otherwise.to_owned());
        let attributes = Attributes {
            employee_no: attribute("LDAP_ATTR_EMPLOYEE_ID", "employeeNumber"),
            name: attribute("LDAP_ATTR_NAME", "cn"),
            email: attribute("LDAP_ATTR_EMAIL", "mail"),
            department: attribute("LDAP_ATTR_DEPARTMENT", "departmentNumber"),
            member_of: attribute("LDAP_ATTR_MEMBER_OF", "memberOf"),
        };
        let groups = read
            .text("LDAP_GROUP_BASE")
            .map(|base| GroupSearch { base, filter: with_place(read, "LDAP_GROUP_FILTER", "(member={dn})", "{dn}") });
        let roles = roles(read);
        let tls = authorities(read, "LDAP_CA_FILE");
        let timeout = Duration::from_secs(read.number("LDAP_TIMEOUT_SECONDS", 5, 1, 30, "5"));
        Some(Ldap { url, starttls, bind_dn, bind_password, base, user_filter, attributes, groups, roles, tls, timeout })
    }
}

/// A filter that says where the asked-for value goes.
fn with_place(read: &mut Reader<'_>, name: &str, otherwise: &str, place: &str) -> String {
    let filter = read.text(name).unwrap_or_else(|| otherwise.to_owned());
    let is_balanced = filter.matches('(').count() == filter.matches(')').count();
    if !filter.contains(place) || !filter.starts_with('(') || !is_balanced {
        read.mistake(name, &format!("is no filter in parentheses with {place} in it"), otherwise);
    }
    filter
}

/// `LDAP_GROUP_ROLES`: `hr_admin=cn=hr,ou=groups,dc=example,dc=com; board_member=cn=board,…`.
fn roles(read: &mut Reader<'_>) -> Vec<(Role, Dn)> {
    let Some(text) = read.text("LDAP_GROUP_ROLES") else { return Vec::new() };
    let parsed = text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (role, dn) = part.split_once('=')?;
            let role = role.trim().parse().ok().filter(|role| !matches!(role, Role::Employee | Role::Manager))?;
            dn.contains('=').then(|| (role, Dn::new(dn)))
        })
        .collect::<Option<Vec<_>>>();
    parsed.unwrap_or_else(|| {
        read.mistake(
            "LDAP_GROUP_ROLES",
            "is no list of hr_admin, general_director or board_member with the DN of a group each",
            "hr_admin=cn=hr,ou=groups,dc=example,dc=com; board_member=cn=board,ou=groups,dc=example,dc=com",
        );
        Vec::new()
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Env};
    use super::*;

    fn load(pairs: &[(&str, &str)]) -> Result<Option<Ldap>, Vec<String>> {
        let fixed = [
            ("DATABASE_URL", "postgresql://h/db"),
            ("SESSION_SECRET", "ssssssssssssssssssssssssssssssss"),
            ("AUDIT_KEY", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
        ];
        let env: std::collections::BTreeMap<String, String> =
            fixed.iter().chain(pairs).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Config::load(&Env::from(env)).map(|config| config.ldap).map_err(|found| found.iter().map(ToString::to_string).collect())
    }

    const WHOLE: [(&str, &str); 4] = [
        ("LDAP_URL", "ldaps://ldap.example.com"),
        ("LDAP_BIND_DN", "cn=pa,dc=example,dc=com"),
        ("LDAP_BIND_PASSWORD", "hunter2hunter2"),
        ("LDAP_BASE", "dc=example,dc=com"),
    ];

    fn with(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
        WHOLE.iter().chain(more).copied().collect()
    }

    #[test]
    fn without_an_address_there_is_no_directory() {
        assert!(load(&[]).expect("fine").is_none());
        let ldap = load(&with(&[("LDAP_GROUP_ROLES", "hr_admin = CN=HR, ou=Groups ;board_member=cn=b,dc=x")])).expect("fine");
        let ldap = ldap.expect("configured");
        assert_eq!(ldap.roles, [(Role::HrAdmin, Dn::new("cn=hr,OU=groups")), (Role::BoardMember, Dn::new("cn=b,dc=x"))]);
        assert!(!format!("{ldap:?}").contains("hunter2"));
    }

    #[test]
    fn mistakes_are_named_and_passwords_never_go_in_the_clear() {
        for (wrong, name) in [
            (("LDAP_URL", "ldap://ldap.example.com"), "LDAP_URL"),
            (("LDAP_URL", "http://ldap.example.com"), "LDAP_URL"),
            (("LDAP_STARTTLS", "true"), "LDAP_STARTTLS"),
            (("LDAP_BASE", ""), "LDAP_BASE"),
            (("LDAP_USER_FILTER", "(uid=someone)"), "LDAP_USER_FILTER"),
            (("LDAP_USER_FILTER", "uid={login}"), "LDAP_USER_FILTER"),
            (("LDAP_GROUP_ROLES", "manager=cn=x,dc=y"), "LDAP_GROUP_ROLES"),
            (("LDAP_GROUP_ROLES", "hr_admin=everybody"), "LDAP_GROUP_ROLES"),
            (("LDAP_CA_FILE", "/no/such/file"), "LDAP_CA_FILE"),
            (("LDAP_TIMEOUT_SECONDS", "0"), "LDAP_TIMEOUT_SECONDS"),
        ] {
            let mistakes = load(&with(&[wrong])).expect_err("refused");
            assert!(mistakes.len() == 1 && mistakes[0].starts_with(name), "{wrong:?}: {mistakes:?}");
            assert!(!mistakes[0].contains("hunter2"));
        }
        assert!(load(&with(&[("LDAP_URL", "ldap://ldap.example.com"), ("LDAP_STARTTLS", "true")])).is_ok());
        assert_eq!(load(&[("LDAP_URL", "ldaps://h")]).expect_err("incomplete").len(), 3);
    }
}
