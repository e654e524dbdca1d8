//! Importing employees through the page and from the command line (R7): any kind of file, columns by hand, as a job.
mod files;
mod jobs;

use crate::support::{Answer, Client, TestApp, on_both};
use axum::http::Method;
use pa_assistant::api::{error::AppError, people::ImportView};
use serde_json::json;

const COMPANY_200: &str = include_str!("../../data/employees-200.csv");

async fn upload_bytes(client: &mut Client, file: &[u8]) -> Answer {
    let stamp = client.stamp.clone();
    let head = format!(
        "--b\r\nContent-Disposition: form-data; name=\"acting_as\"\r\n\r\n{stamp}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\nContent-Type: text/csv\r\n\r\n"
    );
    let body = [head.as_bytes(), file, b"\r\n--b--\r\n"].concat();
    client.send(Method::POST, "/api/upload-import", "multipart/form-data; boundary=b", "text/html", body).await
}

async fn upload(client: &mut Client, file: &str) -> Answer {
    upload_bytes(client, file.as_bytes()).await
}

fn staged(answer: &Answer) -> i64 {
    let location = answer.location.clone().unwrap_or_default();
    location
        .rsplit('=')
        .next()
        .and_then(|id| id.parse().ok())
        .unwrap_or_else(|| panic!("not staged: {} {location}", answer.status))
}

/// Why a file was refused, from where its sender was led.
fn refusal(answer: &Answer) -> AppError {
    let location = answer.location.clone().unwrap_or_default();
    assert!(location.contains("__err="), "led back with its error, not {} {location}", answer.status);
    let error = location.split("__err=").nth(1).unwrap_or_default().replace("%3D", "=");
    leptos::server_fn::error::ServerFnUrlError::decode_err(&error)
}

async fn look(client: &mut Client, id: i64, only: &str) -> ImportView {
    client.json("import-preview", json!({ "import": id, "only": only, "page": 1 })).await.json()
}

/// Once its job is done.
async fn compared(client: &mut Client, id: i64) -> ImportView {
    for _ in 0..600 {
        let view = look(client, id, "").await;
        if !view.state.is_under_way() {
            return view;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("import {id} is never done");
}

on_both! {
    async fn the_200_are_imported_by_page_and_a_second_time_changes_nothing(app: TestApp) {
        app.open_year().await;
        let mut hana = app.acting("hana", "hr_admin").await;
        // Roles in this file would be granted by one HR admin alone: that needs the command line (R1a).
        let plain: String = COMPANY_200.lines().map(|line| line.replace(";general_director", "").replace(";board_member", "").replace(";hr_admin", "") + "\n").collect();
        let id = staged(&upload(&mut hana, &plain).await);
        let view = compared(&mut hana, id).await;
        assert_eq!((view.created, view.changed, view.refused, view.rows.len(), view.pages), (200, 0, 0, 100, 2));
        let applied = hana.form("apply-import", &[("import", &id.to_string())]).await;
        assert_eq!(applied.status, 200, "{}", applied.text);
        app.until(&format!("SELECT COUNT(*) FROM imports WHERE id = {id} AND state = 'applied'"), 1).await;
        assert_eq!(app.number("SELECT COUNT(*) FROM people WHERE employee_no LIKE 'EMP%'").await, 200);
        assert_eq!(app.number("SELECT COUNT(*) FROM people WHERE employee_no LIKE 'EMP%' AND manager_id IS NULL").await, 1);
        assert_eq!(app.number("SELECT COUNT(*) FROM target_sets").await, 212, "joiners get a draft");
        assert_eq!(look(&mut hana, id, "create").await.created, 200, "what it did stays on its page");

        let again = staged(&upload(&mut hana, &plain).await);
        let view = compared(&mut hana, again).await;
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
        compared(&mut hana, id).await;
        let view = look(&mut hana, id, "refused").await;
        assert_eq!((view.refused, view.created), (3, 0));
        assert!(view.rows[0].fate != view.rows[2].fate);
        let applied = hana.form("apply-import", &[("import", &id.to_string())]).await;
        assert_eq!(applied.error(), AppError::Stale);
        assert_eq!(app.number("SELECT COUNT(*) FROM people").await, before);
        let shown = hana.page(&format!("/people/import?file={id}")).await.text;
        assert!(shown.contains("x1") && shown.contains("x2"), "the chain of the loop is shown");
    }
}
