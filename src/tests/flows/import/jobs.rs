//! An import as a job: mapped by hand, restarted, cancelled, compared anew, forgotten, and with many rows.
use super::*;
use crate::support::times;
use pa_assistant::{
    domain::import::{HeaderProblem, JobState},
    server::services::{import_job, imports},
};
use std::time::Instant;

on_both! {
    async fn columns_are_mapped_by_hand_as_a_form(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let file = "Nr;Wer;Post;Wo;Post\nm1;Mia One;mia@example.com;Sales;private@example.com\n";
        let id = staged(&upload(&mut hana, file).await);
        let view = look(&mut hana, id, "").await;
        assert_eq!(view.state, JobState::Mapping);
        assert_eq!(view.header_problems.iter().filter(|problem| matches!(problem, HeaderProblem::Missing { .. })).count(), 4);
        let page = hana.page(&format!("/people/import?file={id}")).await.text;
        assert!(page.contains("columns[employee_id]") && page.contains("A: Nr"), "the page is a form");
        let id_text = id.to_string();
        let refused = hana.form("map-import", &[("import", &id_text), ("columns[employee_id]", "0"), ("columns[full_name]", "0")]).await;
        assert!(matches!(refused.error(), AppError::Headers(problems) if problems.len() == 3));
        let choice = [("import", id_text.as_str()), ("columns[employee_id]", "0"), ("columns[full_name]", "1"), ("columns[email]", "2"), ("columns[department]", "3"), ("columns[manager_employee_id]", "")];
        assert_eq!(hana.form("map-import", &choice).await.status, 200);
        let view = compared(&mut hana, id).await;
        assert_eq!((view.state, view.created, view.refused), (JobState::Checked, 1, 0));
        assert_eq!(view.rows[0].person.as_ref().map(|person| person.email.as_str()), Some("mia@example.com"));
        // Another choice for a file that is compared already: everything anew.
        let other = choice.map(|(name, cell)| if name == "columns[email]" { (name, "4") } else { (name, cell) });
        assert_eq!(hana.form("map-import", &other).await.status, 200);
        let view = compared(&mut hana, id).await;
        assert_eq!(view.rows[0].person.as_ref().map(|person| person.email.as_str()), Some("private@example.com"));
        assert_eq!(hana.form("apply-import", &[("import", &id_text)]).await.status, 200);
        assert_eq!(app.number("SELECT COUNT(*) FROM people WHERE email = 'private@example.com'").await, 1);
        assert_eq!(hana.form("map-import", &choice).await.error(), AppError::ImportMoved { now: JobState::Applied });
    }
}

on_both! {
    async fn a_job_goes_on_after_a_restart_and_stops_when_it_is_cancelled(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let rows: String = (0..1_700).map(|n| format!("j{n:05},Person {n},j{n}@example.com,Sales\n")).collect();
        let id = staged(&upload(&mut hana, &format!("employee_id,full_name,email,department\n{rows}")).await);
        assert_eq!(compared(&mut hana, id).await.created, 1_700);
        // As a process leaves it that was killed after the first rows.
        app.run(&format!("UPDATE imports SET state = 'checking', done = 500, outcome = NULL WHERE id = {id}")).await;
        app.run(&format!("DELETE FROM import_rows WHERE import_id = {id} AND place >= 500")).await;
        let page = hana.page(&format!("/people/import?file={id}")).await.text;
        assert!(page.contains("500 of 1700 rows") && page.contains("Cancel the import"), "how far it is");
        assert_eq!(hana.form("apply-import", &[("import", &id.to_string())]).await.error(), AppError::ImportMoved { now: JobState::Checking });
        import_job::resume_all(&app.state).await;
        let view = look(&mut hana, id, "").await;
        assert_eq!((view.state, view.created, view.done), (JobState::Checked, 1_700, 1_700));
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM import_rows WHERE import_id = {id}")).await, 1_700);
        // Two processes at once write each row once.
        app.run(&format!("UPDATE imports SET state = 'checking', done = 0, outcome = NULL WHERE id = {id}")).await;
        app.run(&format!("DELETE FROM import_rows WHERE import_id = {id}")).await;
        tokio::join!(import_job::resume_all(&app.state), import_job::resume_all(&app.state));
        import_job::resume_all(&app.state).await;
        assert_eq!(look(&mut hana, id, "").await.state, JobState::Checked);
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM import_rows WHERE import_id = {id}")).await, 1_700);

        app.run(&format!("UPDATE imports SET state = 'checking', done = 500 WHERE id = {id}")).await;
        app.run(&format!("DELETE FROM import_rows WHERE import_id = {id} AND place >= 500")).await;
        assert_eq!(hana.form("cancel-import", &[("import", &id.to_string())]).await.status, 200);
        import_job::resume_all(&app.state).await;
        assert_eq!(look(&mut hana, id, "").await.state, JobState::Cancelled);
        assert_eq!(app.number("SELECT COUNT(*) FROM people WHERE employee_no LIKE 'j0%'").await, 0);
        assert_eq!(hana.form("check-import", &[("import", &id.to_string())]).await.status, 200);
        assert_eq!(compared(&mut hana, id).await.created, 1_700);

        // Killed before it was applied: applied once by whoever starts next.
        let hana_id = app.person("hana").await;
        app.run(&format!("UPDATE imports SET state = 'applying', applied_by = {hana_id} WHERE id = {id}")).await;
        tokio::join!(import_job::resume_all(&app.state), import_job::resume_all(&app.state));
        app.until(&format!("SELECT COUNT(*) FROM imports WHERE id = {id} AND state = 'applied'"), 1).await;
        assert_eq!(app.number("SELECT COUNT(*) FROM people WHERE employee_no LIKE 'j0%'").await, 1_700);
        assert_eq!(app.number("SELECT COUNT(*) FROM audit_entries WHERE action = 'apply_import' AND actor_id IS NOT NULL").await, 1);
        assert_eq!(hana.form("cancel-import", &[("import", &id.to_string())]).await.error(), AppError::ImportMoved { now: JobState::Applied });
        app.audit_verifies().await;
    }
}

on_both! {
    async fn whoever_may_not_any_more_applies_nothing_later_either(app: TestApp) {
        let mut hal = app.acting("hal", "hr_admin").await;
        let id = staged(&upload(&mut hal, "employee_id,full_name,email,department\nk1,Kay One,k1@example.com,Sales\n").await);
        compared(&mut hal, id).await;
        let hal_id = app.person("hal").await;
        app.run(&format!("UPDATE imports SET state = 'applying', applied_by = {hal_id} WHERE id = {id}")).await;
        app.run(&format!("DELETE FROM role_grants WHERE person_id = {hal_id}")).await;
        import_job::resume_all(&app.state).await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let view = look(&mut hana, id, "").await;
        assert_eq!(view.state, JobState::Checked);
        assert!(matches!(view.problem, Some(AppError::Denied(_))), "{:?}", view.problem);
        assert_eq!(app.number("SELECT COUNT(*) FROM people WHERE employee_no = 'k1'").await, 0);
        assert!(hana.page(&format!("/people/import?file={id}")).await.text.contains("Another role does this"));
    }
}

on_both! {
    async fn a_company_that_moved_on_is_compared_anew(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let id = staged(&upload(&mut hana, "employee_id,full_name,email,department,manager_employee_id\nn1,Noa One,n1@example.com,Sales,zoe\n").await);
        assert_eq!(compared(&mut hana, id).await.created, 1);
        let zoe = app.person("zoe").await.to_string();
        assert_eq!(hana.form("deactivate-person", &[("person", &zoe), ("reason", "gone")]).await.status, 200);
        assert_eq!(hana.form("apply-import", &[("import", &id.to_string())]).await.error(), AppError::Stale);
        let view = compared(&mut hana, id).await;
        assert_eq!((view.state, view.refused), (JobState::Checked, 1), "the page shows the row in question");
        assert_eq!(app.number("SELECT COUNT(*) FROM people WHERE employee_no = 'n1'").await, 0);
    }
}

on_both! {
    async fn leavers_leave_nothing_behind(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let head = "employee_id,full_name,email,department,employee_type,grade,manager_employee_id,employment_status,roles\n";
        let alice = "alice,Alice Mori,alice@example.com,Engineering,Engineer,E3,dora,left,employee\n";
        let pat = "pat,Pat Board,pat@example.com,Executive,Staff,S1,dora,left,employee;board_member\n";
        for (rows, told) in [
            (alice.to_owned(), "3 people report to this leaver: ann, ben, cat"),
            (pat.to_owned(), "holds HR, director or board"),
            (pat.replace(";board_member", ""), "holds HR, director or board"),
        ] {
            let id = staged(&upload(&mut hana, &format!("{head}{rows}")).await);
            assert_eq!(compared(&mut hana, id).await.refused, 1, "{told}");
            assert!(hana.page(&format!("/people/import?file={id}")).await.text.contains(told), "{told}");
        }
        // With another manager for each of them in the same file she may go, and her account at once.
        let mut away = app.acting("alice", "manager").await;
        let reports: String = ["ann", "ben", "cat"].map(|no| format!("{no},{}{} Employee,{no}@example.com,Engineering,Engineer,E1,bob,active,employee\n", no[..1].to_uppercase(), &no[1..])).concat();
        let id = staged(&upload(&mut hana, &format!("{head}{alice}{reports}")).await);
        let view = compared(&mut hana, id).await;
        assert_eq!((view.changed, view.refused), (4, 0), "{:?}", view.rows);
        assert_eq!(hana.form("apply-import", &[("import", &id.to_string())]).await.status, 200);
        assert_eq!(away.json("session", json!({})).await.text, "null", "her session is no session any more");
        let alice_id = app.person("alice").await;
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM accounts WHERE person_id = {alice_id} AND password_hash IS NOT NULL")).await, 0);
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM audit_entries WHERE action = 'import_person' AND subject_id = {alice_id}")).await, 1);
        // Nobody is given a manager who is gone.
        let id = staged(&upload(&mut hana, "employee_id,full_name,email,department,manager_employee_id\nl1,Lia One,l1@example.com,Sales,alice\n").await);
        assert_eq!(compared(&mut hana, id).await.refused, 1);
        // And only numbers are left of whoever was anonymised.
        assert_eq!(hana.form("anonymise-person", &[("person", &alice_id.to_string()), ("confirm", "alice")]).await.status, 200);
        let id = staged(&upload(&mut hana, &format!("employee_id,full_name,email,department\nformer-{alice_id},Alice Mori,am@example.com,Sales\n")).await);
        assert_eq!(compared(&mut hana, id).await.refused, 1);
        assert_eq!(app.number("SELECT COUNT(*) FROM import_rows WHERE planned LIKE '%Alice Mori%' AND import_id < (SELECT MAX(id) FROM imports)").await, 0, "staged files forget her too");
        app.audit_verifies().await;
    }
}

on_both! {
    async fn staged_files_are_forgotten_after_a_month(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let id = staged(&upload(&mut hana, "employee_id,full_name,email,department\no1,Oda One,o1@example.com,Sales\n").await);
        compared(&mut hana, id).await;
        app.hands.advance_seconds(29 * 86_400);
        pa_assistant::server::services::sweep::run(&app.state).await.expect("swept");
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM import_rows WHERE import_id = {id}")).await, 1);
        app.hands.advance_seconds(2 * 86_400);
        pa_assistant::server::services::sweep::run(&app.state).await.expect("swept");
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM imports WHERE id = {id} AND content = '' AND state = 'cancelled'")).await, 1);
        assert_eq!(app.number(&format!("SELECT COUNT(*) FROM import_rows WHERE import_id = {id}")).await, 0);
    }
}

on_both! {
    async fn many_rows_are_imported_while_others_work(app: TestApp) {
        let many = times(2_000, 20_000);
        let rows: String = (0..many).map(|n| format!("t{n:05},Person {n},t{n}@example.com,Department {},t{:05}\n", n % 40, n / 10).replace(",t00000\n", if n == 0 { ",\n" } else { ",t00000\n" })).collect();
        let mut hana = app.acting("hana", "hr_admin").await;
        let mut ann = app.sign_in("ann").await;
        let begun = Instant::now();
        let id = staged(&upload(&mut hana, &format!("employee_id,full_name,email,department,manager_employee_id\n{rows}")).await);
        let view = compared(&mut hana, id).await;
        assert_eq!((view.created, view.refused), (many as u64, 0));
        let checked = begun.elapsed();
        let applying = tokio::spawn({
            let mut hana = hana.clone();
            async move { hana.form("apply-import", &[("import", &id.to_string())]).await.status }
        });
        // Somebody changes something all the while; whoever waits for the writer is not refused.
        let mut longest = std::time::Duration::ZERO;
        while !applying.is_finished() {
            let asked = Instant::now();
            assert_eq!(ann.form("read-notices", &[]).await.status, 200);
            longest = longest.max(asked.elapsed());
        }
        assert_eq!(applying.await.expect("no panic"), 200);
        app.until(&format!("SELECT COUNT(*) FROM imports WHERE id = {id} AND state = 'applied'"), 1).await;
        let whole = begun.elapsed();
        eprintln!("{many} rows: compared after {checked:.1?}, applied after {whole:.1?}, others waited at most {longest:.1?}");
        assert!(whole.as_secs() <= 20, "{whole:?}");
        assert_eq!(app.number("SELECT COUNT(*) FROM people WHERE employee_no LIKE 't0%' OR employee_no LIKE 't1%'").await, i64::try_from(many).expect("few"));
    }
}

on_both! {
    async fn roles_are_not_granted_by_one_hr_admin_alone(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let file = "employee_id,full_name,email,department,roles\nann,Ann Employee,ann@example.com,Engineering,hr_admin\n";
        let id = staged(&upload(&mut hana, file).await);
        let refused = hana.form("apply-import", &[("import", &id.to_string())]).await;
        assert_eq!(refused.error(), AppError::NeedsSecond { names: vec!["Ann Employee".into()] });
        assert_eq!(app.number("SELECT COUNT(*) FROM role_grants WHERE role = 'hr_admin'").await, 2);
        // The command line may.
        let mut uow = app.state.db.begin(&app.state.clock).await.expect("a transaction");
        assert!(matches!(imports::apply_text(&mut uow, file.into(), "roles.csv", app.state.clock.today()).await, Ok(imports::Applied::Done(_))));
        uow.commit().await.expect("committed");
        assert_eq!(app.number("SELECT COUNT(*) FROM role_grants WHERE role = 'hr_admin'").await, 3);
    }
}
