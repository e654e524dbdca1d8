//! Target setting, from the opened window to the closed phase (R11, R12, R12a, R29).
use crate::support::{TestApp, on_both};
use pa_assistant::{
    api::error::AppError,
    domain::{fiscal_year::WindowRefusal, policy::Denial, target::SetState, validation::Problem},
};

on_both! {
    async fn targets_go_from_draft_to_complete(app: TestApp) {
        let year = app.open_year().await.to_string();
        let set = app.set_of("ann").await;
        let mut ann = app.sign_in("ann").await;
        let mut alice = app.acting("alice", "manager").await;
        let mut hana = app.acting("hana", "hr_admin").await;

        assert_eq!(ann.submit_targets(set, "first-save").await.status, 200);
        assert_eq!(app.state_of("ann").await, "submitted_to_manager");
        assert_eq!(alice.move_set(set, "request_changes", "submitted_to_manager", "Please add a figure.").await.status, 200);
        assert_eq!(app.state_of("ann").await, "revision_requested");
        assert_eq!(ann.submit_targets(set, "second-save").await.status, 200);
        assert_eq!(alice.move_set(set, "approve", "submitted_to_manager", "").await.status, 200);

        // The team goes only when everybody is there, or exempt.
        let refused = alice.form("submit-team", &[("year", &year)]).await;
        assert_eq!(refused.error(), AppError::TeamIncomplete { missing: vec!["Ben Employee".into(), "Cat Employee".into()] });
        let mut ben = app.sign_in("ben").await;
        let bens = app.set_of("ben").await;
        assert_eq!(ben.submit_targets(bens, "bens-save").await.status, 200);
        assert_eq!(alice.move_set(bens, "approve", "submitted_to_manager", "").await.status, 200);
        let cats = app.set_of("cat").await.to_string();
        let exempted = hana.form("exempt-set", &[("set", &cats), ("exempt", "true"), ("reason", "On leave")]).await;
        assert_eq!(exempted.status, 200, "{}", exempted.text);
        assert_eq!(alice.form("submit-team", &[("year", &year)]).await.status, 200);
        assert_eq!((app.state_of("ann").await, app.state_of("ben").await, app.state_of("cat").await),
            ("submitted_to_hr".into(), "submitted_to_hr".into(), "draft".into()));

        // HR sends one back; it comes round again.
        assert_eq!(hana.move_set(set, "hr_request_changes", "submitted_to_hr", "Which customers?").await.status, 200);
        assert_eq!(alice.move_set(set, "pass_on", "hr_feedback_requested", "HR asks which customers.").await.status, 200);
        assert_eq!(ann.submit_targets(set, "third-save").await.status, 200);
        assert_eq!(alice.move_set(set, "approve", "submitted_to_manager", "").await.status, 200);
        assert_eq!(alice.form("submit-team", &[("year", &year)]).await.status, 200);
        let both = [("sets[0]".to_owned(), set.to_string()), ("sets[1]".to_owned(), bens.to_string())];
        let fields: Vec<(&str, &str)> = both.iter().map(|(name, id)| (name.as_str(), id.as_str())).chain([("back", "/departments")]).collect();
        let approved = hana.form("approve-sets", &fields).await;
        assert_eq!(approved.status, 200, "{}", approved.text);

        // Closing needs the year's name and, with leftovers, a reason.
        let close = |reason: &'static str, confirm: &'static str| [("year", year.clone()), ("reason", reason.into()), ("confirm", confirm.into())];
        let send = |fields: [(&'static str, String); 3]| fields;
        let fields = send(close("", "FY 2026"));
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert!(matches!(hana.form("close-target-setting", &pairs).await.error(), AppError::Invalid(v) if v[0].field == "reason"));
        let fields = send(close("The others join next year.", "FY 26"));
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(hana.form("close-target-setting", &pairs).await.error(), AppError::NotConfirmed);
        let fields = send(close("The others join next year.", "FY 2026"));
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(hana.form("close-target-setting", &pairs).await.status, 200);
        assert_eq!((app.state_of("ann").await, app.state_of("dan").await, app.state_of("cat").await),
            ("target_setting_complete".into(), "not_assessed".into(), "draft".into()));

        // R12a: a window for one person, and the same way again.
        let opened = hana.form("move-set", &[("set", &set.to_string()), ("action", "open_for_person"), ("seen", "target_setting_complete"),
            ("comment", "New role since May."), ("due_on", "2026-04-30")]).await;
        assert_eq!(opened.status, 200, "{}", opened.text);
        assert_eq!(ann.submit_targets(set, "fourth-save").await.status, 200);
        assert_eq!(alice.move_set(set, "approve", "submitted_to_manager", "").await.status, 200);
        assert_eq!(alice.form("submit-team", &[("year", &year)]).await.status, 200);
        assert_eq!(hana.move_set(set, "hr_approve", "submitted_to_hr", "").await.status, 200);
        assert_eq!(hana.form("close-target-setting", &pairs).await.status, 200);
        assert_eq!(app.state_of("ann").await, "target_setting_complete");
        app.audit_verifies().await;
    }
}

on_both! {
    async fn taking_back_reopening_and_the_comments_they_need(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        let mut ann = app.sign_in("ann").await;
        let mut alice = app.acting("alice", "manager").await;
        ann.submit_targets(set, "save-one").await;
        let silent = ann.move_set(set, "take_back", "submitted_to_manager", "  ").await.error();
        assert!(matches!(silent, AppError::Invalid(v) if v[0].field == "comment" && v[0].problem == Problem::Missing));
        assert_eq!(ann.move_set(set, "take_back", "submitted_to_manager", "I forgot one.").await.status, 200);
        assert_eq!(app.state_of("ann").await, "draft");
        ann.submit_targets(set, "save-two").await;
        alice.move_set(set, "approve", "submitted_to_manager", "").await;
        assert_eq!(alice.move_set(set, "reopen", "manager_approved", "One more thought.").await.status, 200);
        assert_eq!(app.state_of("ann").await, "revision_requested");
        let long = "x".repeat(10_001);
        ann.submit_targets(set, "save-three").await;
        let refused = alice.move_set(set, "request_changes", "submitted_to_manager", &long).await.error();
        assert!(matches!(refused, AppError::Invalid(v) if v[0].problem == Problem::TooLong { max: 10_000, is: 10_001 }));
        // Each hand-over told the other side.
        assert!(app.number(&format!("SELECT COUNT(*) FROM notices WHERE person_id = {}", app.person("alice").await)).await >= 4);
        assert!(app.number(&format!("SELECT COUNT(*) FROM notices WHERE person_id = {}", app.person("ann").await)).await >= 2);
    }
}

on_both! {
    async fn two_reviewers_at_once_one_wins_and_the_other_is_told(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        app.sign_in("ann").await.submit_targets(set, "save-one").await;
        let (mut one, mut two) = (app.acting("alice", "manager").await, app.acting("alice", "manager").await);
        let (first, second) = tokio::join!(
            one.move_set(set, "approve", "submitted_to_manager", ""),
            two.move_set(set, "request_changes", "submitted_to_manager", "Hm."),
        );
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} / {}", first.text, second.text);
        let loser = if first.status == 409 { first } else { second };
        assert!(matches!(loser.error(), AppError::Overtaken { now: SetState::ManagerApproved | SetState::RevisionRequested }));
    }
}

on_both! {
    async fn the_calendar_is_kept(app: TestApp) {
        let year = app.open_year().await.to_string();
        let mut hana = app.acting("hana", "hr_admin").await;
        let again = hana.form("open-target-setting", &[("year", &year), ("due_on", "2026-05-31")]).await;
        assert_eq!(again.error(), AppError::Calendar(WindowRefusal::AlreadyOpened));
        hana.form("create-year", &[("name", "FY 2027"), ("starts_on", "2027-04-01"), ("ends_on", "2028-03-31")]).await;
        let next = app.number("SELECT MAX(id) FROM fiscal_years").await.to_string();
        let both = hana.form("open-target-setting", &[("year", &next), ("due_on", "2027-05-31")]).await;
        assert_eq!(both.error(), AppError::Calendar(WindowRefusal::OpenElsewhere));
        let twice = hana.form("create-year", &[("name", "FY 2027"), ("starts_on", "2027-04-01"), ("ends_on", "2028-03-31")]).await;
        assert!(matches!(twice.error(), AppError::Invalid(v) if v[0].field == "name" && v[0].problem == Problem::Taken));
        let past = hana.form("open-target-setting", &[("year", &next), ("due_on", "2020-01-01")]).await;
        assert!(matches!(past.error(), AppError::Invalid(v) if v[0].field == "due_on"));
        let mut ann = app.sign_in("ann").await;
        let refused = ann.form("create-year", &[("name", "X"), ("starts_on", "2027-04-01"), ("ends_on", "2028-03-31")]).await;
        assert_eq!((refused.status, refused.error()), (403, AppError::Denied(Denial::WrongRole)));
    }
}

on_both! {
    async fn late_work_is_accepted_and_marked(app: TestApp) {
        app.open_year().await;
        let set = app.set_of("ann").await;
        app.hands.advance_seconds(52 * 86_400);
        let mut ann = app.sign_in("ann").await;
        assert_eq!(ann.submit_targets(set, "late-save").await.status, 200);
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM target_revisions WHERE set_id = {set} AND submitted_late")).await, 1);
    }
}
