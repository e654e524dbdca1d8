//! Importing employees through the page and from the command line (R7).
use crate::support::{Answer, Client, TestApp, on_both};
use axum::http::Method;
use pa_assistant::{
    api::{error::AppError, people::ImportView},
    server::services::imports,
};
use serde_json::json;

const COMPANY_200: &str = include_str!("../data/employees-200.csv");

async fn upload(client: &mut Client, file: &str) -> Answer {
    let stamp = client.stamp.clone();
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"acting_as\"\r\n\r\n{stamp}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\nContent-Type: text/csv\r\n\r\n{file}\r\n--b--\r\n"
    );
    client.send(Method::POST, "/api/upload-import", "multipart/form-data; boundary=b", "text/html", body).await
}

fn staged(answer: &Answer) -> i64 {
    let location = answer.location.clone().unwrap_or_default();
    location
        .rsplit('=')
        .next()
        .and_then(|id| id.parse().ok())
        .unwrap_or_else(|| panic!("not staged: {} {location}", answer.status))
}

on_both! {
    async fn the_200_are_imported_by_page_and_a_second_time_changes_nothing(app: TestApp) {
        app.open_year().await;
        let mut hana = app.acting("hana", "hr_admin").await;
        // Roles in this file would be granted by one HR admin alone: that needs the command line (R1a).
        let plain: String = COMPANY_200.lines().map(|line| line.replace(";general_director", "").replace(";board_member", "").replace(";hr_admin", "") + "\n").collect();
        let id = staged(&upload(&mut hana, &plain).await);
        let view: ImportView = hana.json("import-preview", json!({ "import": id, "only": "", "page": 1 })).await.json();
        assert_eq!((view.created, view.changed, view.refused, view.rows.len(), view.pages), (200, 0, 0, 100, 2));
        let applied = hana.form("apply-import", &[("import", &id.to_string())]).await;
        assert_eq!(applied.status, 200, "{}", applied.text);
        assert_eq!(app.number("SELECT COUNT(*) FROM people WHERE employee_no LIKE 'EMP%'").await, 200);
        assert_eq!(app.number("SELECT COUNT(*) FROM people WHERE employee_no LIKE 'EMP%' AND manager_id IS NULL").await, 1);
        assert_eq!(app.number("SELECT COUNT(*) FROM target_sets").await, 212, "joiners get a draft");

        let again = staged(&upload(&mut hana, &plain).await);
        let view: ImportView = hana.json("import-preview", json!({ "import": again, "only": "", "page": 1 })).await.json();
        assert_eq!((view.created, view.changed, view.unchanged), (0, 0, 200));
        assert_eq!(hana.page(&format!("/people/import?file={again}")).await.status, 200);
        let directory = hana.page("/people?q=pham&sort=-department").await;
        assert!(directory.text.contains("EMP0001"), "{}", directory.status);
        app.audit_verifies().await;
    }
}

on_both! {
    async fn one_bad_row_and_nothing_is_imported(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let before = app.number("SELECT COUNT(*) FROM people").await;
        let file = "Employee ID,Full Name,E-Mail,Department,Manager\nx1,Xena One,x1@example.com,Sales,x2\nx2,Xaver Two,x2@example.com,Sales,x1\nx3,Xora Three,no address,Sales,\n";
        let id = staged(&upload(&mut hana, file).await);
        let view: ImportView = hana.json("import-preview", json!({ "import": id, "only": "refused", "page": 1 })).await.json();
        assert_eq!((view.refused, view.created), (3, 0));
        assert!(view.rows[0].fate != view.rows[2].fate);
        let applied = hana.form("apply-import", &[("import", &id.to_string())]).await;
        assert_eq!(applied.error(), AppError::Stale);
        assert_eq!(app.number("SELECT COUNT(*) FROM people").await, before);
        let shown = hana.page(&format!("/people/import?file={id}")).await.text;
        assert!(shown.contains("x1") && shown.contains("x2"), "the chain of the loop is shown");
    }
}

on_both! {
    async fn what_is_no_employee_file_is_refused_in_words(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        for (file, expected) in [("", "Unreadable"), ("a,b\n1,2\n", "Headers"), ("employee_id,full_name,email,department,email\n", "Headers"), ("employee_id\0", "Unreadable")] {
            let answer = upload(&mut hana, file).await;
            let location = answer.location.unwrap_or_default();
            assert!(location.contains("__err="), "{file:?} is led back with its error, not {location}");
            let error = location.split("__err=").nth(1).unwrap_or_default();
            let error: AppError = leptos::server_fn::error::ServerFnUrlError::decode_err(&error.replace("%3D", "="));
            assert!(format!("{error:?}").starts_with(expected), "{file:?}: {error:?}");
        }
        let mut ann = app.sign_in("ann").await;
        assert!(upload(&mut ann, COMPANY_200).await.location.unwrap_or_default().contains("__err="));
        assert_eq!(app.number("SELECT COUNT(*) FROM imports WHERE applied_at IS NULL").await, 0);
        let huge = format!("employee_id,full_name,email,department\n{}", "x".repeat(21 << 20));
        let error = upload(&mut hana, &huge).await.location.unwrap_or_default();
        let error: AppError = leptos::server_fn::error::ServerFnUrlError::decode_err(&error.split("__err=").nth(1).unwrap_or_default().replace("%3D", "="));
        assert_eq!(error, AppError::TooLarge { max: 20 << 20 });
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
        assert!(matches!(imports::apply_text(&mut uow, file.into(), "roles.csv").await, Ok(imports::Applied::Done(_))));
        uow.commit().await.expect("committed");
        assert_eq!(app.number("SELECT COUNT(*) FROM role_grants WHERE role = 'hr_admin'").await, 3);
    }
}
