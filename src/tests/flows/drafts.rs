//! R10: saving field by field, twice, at once, from two tabs, as a form.
use crate::support::{Client, TestApp, on_both};
use pa_assistant::api::{
    error::AppError,
    targets::{MyTargetsView, SaveOutcome},
};
use serde_json::{Value, json};

async fn save(client: &mut Client, set: i64, save_id: &str, field: Value, was: &str, now: &str) -> SaveOutcome {
    let patch = json!({ "changes": [{ "field": field, "was": was, "now": now }] });
    let answer = client.json("save-draft", json!({ "set": set, "save_id": save_id, "patch": patch })).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

async fn mine(client: &mut Client) -> MyTargetsView {
    client.json("my-targets", json!({})).await.json()
}

on_both! {
    async fn two_tabs_on_one_draft_overwrite_nothing(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        let mut tab = app.sign_in("ann").await;
        let mut other = tab.clone();
        save(&mut tab, set, "save-0001", json!("CurrentRole"), "", "from the first tab").await;
        let second = save(&mut other, set, "save-0002", json!("CurrentRole"), "", "from the second tab").await;
        assert_eq!(second.conflicts.len(), 1);
        assert_eq!((second.conflicts[0].mine.as_str(), second.conflicts[0].theirs.as_str()), ("from the second tab", "from the first tab"));
        assert_eq!(second.content.current_role, "from the first tab");
        // Another field goes through, and knows both.
        let third = save(&mut other, set, "save-0003", json!("LongTermGoal"), "", "a goal").await;
        assert!(third.conflicts.is_empty());
        assert_eq!((third.content.current_role.as_str(), third.content.long_term_goal.as_str()), ("from the first tab", "a goal"));
    }
}

on_both! {
    async fn a_save_sent_twice_counts_once(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        let mut ann = app.sign_in("ann").await;
        let first = save(&mut ann, set, "save-0001", json!({"Task": "r1"}), "", "one").await;
        let retry = save(&mut ann, set, "save-0001", json!({"Task": "r1"}), "", "one").await;
        assert_eq!((first.version, retry.version, retry.conflicts.len()), (1, 1, 0));
        // A retry that comes after a later save does not bring the old text back.
        save(&mut ann, set, "save-0002", json!({"Task": "r1"}), "one", "two").await;
        let late = save(&mut ann, set, "save-0001", json!({"Task": "r1"}), "", "one").await;
        assert_eq!(late.content.rows[0].task, "two");
        assert!(late.conflicts.is_empty());
    }
}

on_both! {
    async fn many_saves_at_once_all_arrive(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        let ann = app.sign_in("ann").await;
        let fields = ["CurrentRole", "LongTermGoal"].map(|field| json!(field)).into_iter()
            .chain(["Task", "Kpi", "Weight"].into_iter().flat_map(|name| ["r1", "r2", "r3"].map(|key| json!({ name: key }))));
        let mut tasks = tokio::task::JoinSet::new();
        for (n, field) in fields.enumerate() {
            let mut tab = ann.clone();
            tasks.spawn(async move { save(&mut tab, set, &format!("parallel-{n}"), field, "", &n.to_string()).await });
        }
        while let Some(outcome) = tasks.join_next().await {
            assert!(outcome.expect("saved").conflicts.is_empty());
        }
        let draft = mine(&mut ann.clone()).await.set.expect("a set").draft;
        assert_eq!(draft.fields().iter().filter(|field| draft.get(field) == Some("")).count(), 6, "{draft:?}");
        assert_eq!(app.number(&format!("SELECT version FROM target_revisions WHERE set_id = {set}")).await, 11);
    }
}

on_both! {
    async fn bounds_are_refused_with_the_field_named(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        let mut ann = app.sign_in("ann").await;
        for (length, status) in [(2_000, 200), (2_001, 422), (100_000, 422)] {
            let text = "あ".repeat(length);
            let patch = json!({ "changes": [{ "field": {"Task": "r1"}, "was": "", "now": text }] });
            let answer = ann.json("save-draft", json!({ "set": set, "save_id": format!("bound-{length}"), "patch": patch })).await;
            assert_eq!(answer.status, status, "{length}");
            if status == 422 {
                assert!(matches!(answer.error(), AppError::Invalid(v) if v[0].field == "task-r1"));
            }
        }
        for wrong in [json!({}), json!({"set": set}), json!({"set": "x", "save_id": "aaaaaaaa", "patch": {}}), json!({"set": set, "save_id": "<b>", "patch": {}})] {
            let answer = ann.json("save-draft", wrong.clone()).await;
            assert!((400..500).contains(&answer.status), "{wrong}: {} {}", answer.status, answer.text);
        }
    }
}

fn form(set: i64, version: i64, save_id: &str, intent: &str, role: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = [
        ("set", set.to_string()),
        ("save_id", save_id.into()),
        ("base_version", version.to_string()),
        ("intent", intent.into()),
        ("current_role", role.into()),
        ("long_term_goal", String::new()),
    ]
    .map(|(name, value)| (format!("form[{name}]"), value))
    .into();
    for n in 0..3 {
        fields.push((format!("form[rows][{n}][key]"), format!("r{}", n + 1)));
        fields.push((format!("form[rows][{n}][task]"), format!("line one\r\nline {n}")));
    }
    fields
}

async fn post(client: &mut Client, fields: &[(String, String)]) -> crate::support::Answer {
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    client.plain_form("targets-form", &pairs).await
}

on_both! {
    async fn the_page_works_as_a_plain_form(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        let mut ann = app.sign_in("ann").await;
        let saved = post(&mut ann, &form(set, 0, "form-save-1", "save", "Engineer")).await;
        assert_eq!((saved.status, saved.location.as_deref().map(|to| to.starts_with("/targets?year="))), (302, Some(true)), "{}", saved.text);
        let draft = mine(&mut ann).await.set.expect("a set").draft;
        assert_eq!((draft.current_role.as_str(), draft.rows[1].task.as_str()), ("Engineer", "line one\nline 1"));
        // Not whole: saved all the same, and led to the first thing missing.
        let refused = post(&mut ann, &form(set, 1, "form-save-2", "submit", "Engineer")).await;
        assert!(refused.location.expect("led on").contains("check=1#long_term_goal"));
        let added = post(&mut ann, &form(set, 2, "form-save-3", "add", "Engineer")).await;
        assert_eq!(added.status, 302);
        assert_eq!(mine(&mut ann).await.set.expect("a set").draft.rows.len(), 4);
        post(&mut ann, &form(set, 3, "form-save-4", "remove:r2", "Engineer")).await;
        let rows = mine(&mut ann).await.set.expect("a set").draft.rows;
        assert!(!rows.iter().any(|row| row.key.0 == "r2"), "{rows:?}");
    }
}

on_both! {
    async fn a_form_made_from_an_older_page_asks_which_text_stays(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        let mut ann = app.sign_in("ann").await;
        post(&mut ann, &form(set, 0, "form-save-1", "save", "first")).await;
        let stale = post(&mut ann, &form(set, 0, "form-save-2", "submit", "second")).await;
        let landing = stale.location.expect("led on");
        assert!(landing.contains("unmerged="), "{landing}");
        let version: i64 = landing.rsplit('=').next().and_then(|text| text.parse().ok()).expect("a version");
        let view: MyTargetsView = ann.json("my-targets", json!({ "unmerged": version })).await.json();
        let conflicts = view.set.expect("a set").unmerged.expect("something unmerged").conflicts;
        assert_eq!((conflicts.len(), conflicts[0].mine.as_str(), conflicts[0].theirs.as_str()), (1, "second", "first"));
        let picked = ann.form("pick-texts", &[("set", &set.to_string()), ("unmerged", &version.to_string()),
            ("picks[0][0]", "current_role"), ("picks[0][1]", "mine")]).await;
        assert_eq!(picked.status, 200, "{}", picked.text);
        assert_eq!(mine(&mut ann).await.set.expect("a set").draft.current_role, "second");
    }
}
