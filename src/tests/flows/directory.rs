//! Signing in through a real OpenLDAP, over TLS with a private CA (R44).
use crate::support::{Client, TestApp, app::PASSWORD, database};
use axum::Router;
use pa_assistant::{
    api::session::SessionView,
    server::{
        auth::directory::{Directory, Silence},
        config::Ldap,
    },
};
use serde_json::json;

const ALICE: (&str, &str) = ("amori", "alice of the directory");
const BEN: (&str, &str) = ("ben", "ben of the directory");
const GROUPS: &str = "hr_admin=cn=HR, ou=groups,dc=example,dc=com; board_member=cn=board,ou=groups,dc=example,dc=com";

/// Where the test script's directory is. Missing under CI is a failure, elsewhere the test is skipped loudly.
fn server() -> Option<[String; 3]> {
    let found = ["PA_TEST_LDAP", "PA_TEST_LDAP_STARTTLS", "PA_TEST_LDAP_CA"].map(std::env::var);
    if found.iter().all(Result::is_ok) {
        return Some(found.map(Result::unwrap_or_default));
    }
    assert!(std::env::var("CI").is_err(), "PA_TEST_LDAP is not set and CI must not skip the directory");
    eprintln!("SKIPPED: PA_TEST_LDAP is not set; `make test` starts a directory and sets it");
    None
}

fn configured(more: &[(&str, &str)]) -> Ldap {
    let [url, _, ca] = server().expect("a directory");
    let fixed = [
        ("LDAP_URL", url.as_str()),
        ("LDAP_CA_FILE", &ca),
        ("LDAP_BIND_DN", "cn=pa,dc=example,dc=com"),
        ("LDAP_BIND_PASSWORD", "the service password"),
        ("LDAP_BASE", "ou=people,dc=example,dc=com"),
        ("LDAP_GROUP_BASE", "ou=groups,dc=example,dc=com"),
        ("LDAP_GROUP_ROLES", GROUPS),
    ];
    let pairs: Vec<(&str, &str)> =
        fixed.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name)).chain(more.iter().copied()).collect();
    database::config_with("postgresql://h/db", &pairs).ldap.expect("a directory is configured")
}

async fn with_directory(app: &TestApp, more: &[(&str, &str)]) -> Router {
    let ldap = configured(more);
    app.replica_with(|config| config.ldap = Some(ldap)).await
}

async fn sign_in(router: &Router, (login, password): (&str, &str)) -> (u16, Client, String) {
    let mut client = Client::new(router.clone());
    let answer = client.form("sign-in", &[("login", login), ("password", password)]).await;
    (answer.status, client, answer.text)
}

async fn session(client: &mut Client) -> SessionView {
    client.json("session", json!({})).await.json::<Option<SessionView>>().expect("signed in")
}

/// Declares a test that needs the directory, on both databases.
macro_rules! with_ldap {
    (async fn $name:ident($app:ident: TestApp) $body:block) => {
        crate::support::on_both! {
            async fn $name(app: TestApp) {
                if server().is_some() {
                    let $app = app;
                    $body
                }
            }
        }
    };
}

with_ldap! {
    async fn a_person_of_the_directory_signs_in_and_their_record_follows_it(app: TestApp) {
        let router = with_directory(&app, &[]).await;
        app.run("UPDATE accounts SET password_hash = NULL").await;
        let (status, mut alice, text) = sign_in(&router, ALICE).await;
        assert_eq!(status, 200, "{text}");
        let seen = session(&mut alice).await;
        assert_eq!((seen.name.as_str(), seen.employee_no.as_str()), ("Alice Mori-Tanaka", "alice"));
        assert!(!seen.must_change_password);
        let record = app.texts("SELECT p.full_name || '|' || p.email || '|' || p.email_folded || '|' || d.name AS text
            FROM people p JOIN departments d ON d.id = p.department_id WHERE p.employee_no = 'alice'").await;
        assert_eq!(record, ["Alice Mori-Tanaka|alice.mori@example.com|alice.mori@example.com|Sales"]);
        assert_eq!(app.number("SELECT COUNT(*) FROM audit_entries WHERE action = 'follow_directory'").await, 1);
        // By mail as well; with nothing changed nothing is written down.
        assert_eq!(sign_in(&router, ("ALICE.MORI@example.com", ALICE.1)).await.0, 200);
        assert_eq!(app.number("SELECT COUNT(*) FROM audit_entries WHERE action = 'follow_directory'").await, 1);
        app.audit_verifies().await;
    }
}

with_ldap! {
    async fn wrong_empty_and_hostile_logins_and_passwords_are_refused_alike(app: TestApp) {
        let router = with_directory(&app, &[]).await;
        let (_, _, plain) = sign_in(&router, ("nobody-at-all", "not this one")).await;
        for attempt in [
            ("amori", "not this one"),
            ("amori", " "),
            ("*", ALICE.1),
            ("amori)(uid=*", ALICE.1),
            ("a*", ALICE.1),
            ("amori\\", ALICE.1),
            ("*)(objectClass=*)(|(uid=*", "the service password"),
            ("twin@example.com", "twins of the directory"),
            ("cn=pa,dc=example,dc=com", "the service password"),
        ] {
            let (status, _, text) = sign_in(&router, attempt).await;
            assert_eq!((status, &text), (401, &plain), "{attempt:?}");
        }
        assert_eq!(sign_in(&router, ("amori", "")).await.0, 401, "an empty password is no anonymous bind");
        let directory = Directory::new(configured(&[]));
        assert!(directory.check("amori", "").await.expect("an answer").is_none());
        assert!(directory.check("amori", ALICE.1).await.expect("an answer").is_some());
    }
}

with_ldap! {
    async fn groups_become_roles_and_go_with_them_while_granted_ones_stay(app: TestApp) {
        let router = with_directory(&app, &[]).await;
        let (_, mut ben, _) = sign_in(&router, BEN).await;
        let codes = |seen: &SessionView| seen.roles.iter().map(|role| role.code()).collect::<Vec<_>>();
        assert_eq!(codes(&session(&mut ben).await), ["employee", "hr_admin", "board_member"]);
        assert_eq!(ben.form("switch-role", &[("role", "hr_admin")]).await.status, 200);
        assert_eq!(app.number("SELECT COUNT(*) FROM notices WHERE kind = 'directory_granted'").await, 2, "the owner is told");
        // Granted here, not there: the directory does not take it away.
        app.run("INSERT INTO role_grants (person_id, role, granted_at) SELECT id, 'general_director', 1 FROM people WHERE employee_no = 'ben'").await;
        let fewer = with_directory(&app, &[("LDAP_GROUP_ROLES", "board_member=cn=board,ou=groups,dc=example,dc=com")]).await;
        let (_, mut again, _) = sign_in(&fewer, BEN).await;
        assert_eq!(codes(&session(&mut again).await), ["employee", "general_director", "board_member"]);
        assert_eq!(ben.json("directory", json!({ "query": {} })).await.status, 403, "also in the session that was open");
        assert_eq!(app.number("SELECT COUNT(*) FROM audit_entries WHERE action = 'revoke_role'").await, 1);
        app.audit_verifies().await;
    }
}

with_ldap! {
    async fn who_left_is_refused_and_who_was_never_entered_is_told(app: TestApp) {
        let router = with_directory(&app, &[]).await;
        let (status, mut stranger, text) = sign_in(&router, ("stranger", "sam of the directory")).await;
        assert_eq!(status, 403, "{text}");
        assert!(text.contains("NotEnrolled"));
        assert_eq!(stranger.json("session", json!({})).await.text, "null");
        app.run("UPDATE people SET status = 'left' WHERE employee_no = 'ben'").await;
        assert_eq!(sign_in(&router, BEN).await.0, 401);
        app.run("UPDATE people SET status = 'active' WHERE employee_no = 'ben'").await;
        app.run("UPDATE accounts SET disabled_at = 1 WHERE person_id = (SELECT id FROM people WHERE employee_no = 'ben')").await;
        assert_eq!(sign_in(&router, BEN).await.0, 401, "disabled here counts whatever the directory says");
    }
}

with_ldap! {
    async fn a_directory_that_is_gone_slow_or_not_itself_says_so_and_local_accounts_work(app: TestApp) {
        let [_, _, ca] = server().expect("a directory");
        let stranger = ca.replace("ca.pem", "stranger.pem");
        let mute = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let mute = format!("ldaps://127.0.0.1:{}", mute.local_addr().map(|address| (mute, address.port())).map(|(kept, port)| { std::mem::forget(kept); port }).expect("a port"));
        for (what, more) in [
            ("gone", vec![("LDAP_URL", "ldaps://127.0.0.1:1")]),
            ("slow", vec![("LDAP_URL", mute.as_str()), ("LDAP_TIMEOUT_SECONDS", "1")]),
            ("signed by somebody else", vec![("LDAP_CA_FILE", stranger.as_str())]),
            ("closed to our account", vec![("LDAP_BIND_PASSWORD", "wrong")]),
            ("without the place we look in", vec![("LDAP_BASE", "ou=nowhere,dc=example,dc=com")]),
        ] {
            let router = with_directory(&app, &more).await;
            // So many attempts would be too many in a minute.
            app.hands.advance_seconds(61);
            let began = std::time::Instant::now();
            let (status, mut client, text) = sign_in(&router, ALICE).await;
            assert!(status == 503 && text.contains("DirectorySilent"), "{what}: {status} {text}");
            assert!(began.elapsed().as_secs() < 4, "{what} takes too long");
            let page = client.plain_form("sign-in", &[("login", ALICE.0), ("password", ALICE.1)]).await;
            assert_eq!(page.status, 302, "{what}: led back to the page");
            assert_eq!(sign_in(&router, ("ann", PASSWORD)).await.0, 200, "{what}: a local account");
        }
        let closed = Directory::new(configured(&[("LDAP_BIND_PASSWORD", "wrong")]));
        assert!(matches!(closed.probe().await, Err(Silence::ServiceAccount(_))));
        Directory::new(configured(&[])).probe().await.expect("the real one answers");
    }
}

with_ldap! {
    async fn starttls_works_as_well(app: TestApp) {
        let [_, url, _] = server().expect("a directory");
        let router = with_directory(&app, &[("LDAP_URL", &url), ("LDAP_STARTTLS", "true")]).await;
        assert_eq!(sign_in(&router, BEN).await.0, 200);
    }
}

with_ldap! {
    async fn a_name_of_the_directory_has_a_known_browser_too(app: TestApp) {
        let ldap = configured(&[]);
        let router = app.replica_with(|config| {
            config.ldap = Some(ldap);
            config.sign_in.raised.clear();
        }).await;
        let (_, alice, _) = sign_in(&router, ALICE).await;
        for n in 0..6 {
            let mut guess = Client::new(router.clone());
            guess.peer = Some(std::net::IpAddr::from([192, 0, 2, n]));
            let answer = guess.form("sign-in", &[("login", ALICE.0), ("password", "not this one")]).await;
            assert_eq!(answer.status, if n < 5 { 401 } else { 429 }, "{n}");
        }
        let mut hers = alice.without_session();
        let entered = hers.form("sign-in", &[("login", ALICE.0), ("password", ALICE.1)]).await;
        assert_eq!(entered.status, 200, "{}", entered.text);
    }
}
