//! Importing employees through the page and from the command line (R7): any kind of file, columns by hand, as a job.
use crate::support::{Answer, Client, TestApp, database, on_both, times};
use axum::http::Method;
use pa_assistant::{
    api::{error::AppError, people::ImportView},
    domain::import::{FileProblem, HeaderProblem, JobState},
    server::services::{import_job, imports},
};
use serde_json::json;
use std::{io::Write, process::Command, time::Instant};

const COMPANY_200: &str = include_str!("../data/employees-200.csv");

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

/// A workbook with these rows, as a spreadsheet would write it: every text in its cell.
fn workbook(rows: &[Vec<&str>]) -> Vec<u8> {
    let mut sheet = String::from(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    for (number, row) in (1..).zip(rows) {
        sheet.push_str(&format!("<row r=\"{number}\">"));
        for (column, cell) in row.iter().enumerate() {
            let letter = char::from(b'A' + u8::try_from(column).expect("few"));
            let text = cell.replace('&', "&amp;").replace('<', "&lt;");
            sheet.push_str(&format!(
                "<c r=\"{letter}{number}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
            ));
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    zipped(&sheet)
}

fn zipped(sheet: &str) -> Vec<u8> {
    const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let relations = |kind: &str, target: &str| {
        format!(
            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    for (name, content) in [
        (
            "[Content_Types].xml",
            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
        ),
        ("_rels/.rels", relations("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            format!(
                "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{RELATION}\"><sheets><sheet name=\"People\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(content.as_bytes()).expect("written");
    }
    zip.finish().expect("a workbook").into_inner()
}

/// An archive of so many parts of a MiB each, all of them the same few bytes.
fn bomb(parts: usize) -> Vec<u8> {
    let mut one = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    one.start_file("xl/part.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    one.write_all(&vec![b' '; 1 << 20]).expect("written");
    let mut one = zip::ZipArchive::new(one.finish().expect("an archive")).expect("an archive");
    let mut all = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for part in 0..parts {
        all.raw_copy_file_rename(one.by_index(0).expect("the part"), format!("xl/part{part}.xml")).expect("copied");
    }
    all.finish().expect("a bomb").into_inner()
}

/// The same people in every kind of file there is.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let rows = [
        vec!["Employee ID", "fullName", "e-mail", "Department", "Note", "manager_employee_id", "Job Title"],
        vec!["y1", "佐藤 明", "y1@example.com", "営業", "one\ntwo, \"three\"; four", "y2", "課長"],
        vec!["y2", "山田 花子", "y2@example.com", "営業", "", "", "部長"],
        vec!["y3", "Alan Smithee", "y3@example.com", "Sales", "x", "y1", ""],
    ];
    let text = |separator: char, newline: &str| {
        let quoted = |cell: &&str| format!("\"{}\"", cell.replace('"', "\"\""));
        rows.iter()
            .map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(&separator.to_string()) + newline)
            .collect::<String>()
    };
    let utf16 = |text: &str, big: bool| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let plain = text(',', "\n");
    vec![
        ("UTF-8", plain.clone().into_bytes()),
        ("UTF-8 with a mark", [b"\xef\xbb\xbf", plain.as_bytes()].concat()),
        ("UTF-16, little end first", utf16(&text('\t', "\r\n"), false)),
        ("UTF-16, big end first", utf16(&plain, true)),
        ("Shift_JIS", encoding_rs::SHIFT_JIS.encode(&text(',', "\r\n")).0.into_owned()),
        ("semicolons", text(';', "\n").into_bytes()),
        ("tabs and CRLF", text('\t', "\r\n").into_bytes()),
        ("a workbook", workbook(&rows)),
    ]
}

on_both! {
    async fn the_same_people_come_out_of_every_kind_of_file(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let mut first = None;
        let mut last = 0;
        for (kind, bytes) in files() {
            last = staged(&upload_bytes(&mut hana, &bytes).await);
            let view = compared(&mut hana, last).await;
            assert_eq!((view.created, view.refused, view.ignored_columns.as_slice()), (3, 0, &["Note".to_owned()][..]), "{kind}");
            let people: Vec<_> = view.rows.into_iter().map(|row| row.person.expect("a person")).collect();
            assert_eq!(*first.get_or_insert_with(|| people.clone()), people, "{kind}");
        }
        assert_eq!(hana.form("apply-import", &[("import", &last.to_string())]).await.status, 200);
        app.until(&format!("SELECT COUNT(*) FROM imports WHERE id = {last} AND state = 'applied'"), 1).await;
        assert_eq!(app.texts("SELECT full_name AS text FROM people WHERE employee_no LIKE 'y_' ORDER BY employee_no").await, ["佐藤 明", "山田 花子", "Alan Smithee"]);
        // From the command line the same.
        for (kind, bytes) in files() {
            let mut uow = app.state.db.begin(&app.state.clock).await.expect("a transaction");
            match imports::apply_file(&mut uow, bytes, kind, app.state.clock.today()).await {
                Ok(imports::Applied::Done(counts)) => assert_eq!((counts.created, counts.changed, counts.unchanged), (0, 0, 3), "{kind}"),
                _ => panic!("{kind} is refused"),
            }
        }
    }
}

on_both! {
    async fn each_bad_file_is_refused_in_words_and_nothing_changes(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let before = app.number("SELECT COUNT(*) FROM people").await;
        let whole = workbook(&[vec!["employee_id", "full_name", "email", "department"], vec!["q1", "Q One", "q1@example.com", "Sales"]]);
        let cell = |cell: &str| zipped(&format!("<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>{cell}</sheetData></worksheet>"));
        let bomb = bomb(130);
        assert!(bomb.len() < 1 << 20, "{}", bomb.len());
        for (what, bytes, expected) in [
            ("nothing", Vec::new(), AppError::File(FileProblem::Empty)),
            ("a bomb", bomb, AppError::File(FileProblem::TooLargeInside { max: 128 << 20 })),
            ("a far cell", cell("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"), AppError::File(FileProblem::FarCell { row: 1_048_576, column: 16_384 })),
            ("a formula", cell("<row r=\"2\"><c r=\"A2\"><f>1+1</f><v>2</v></c></row>"), AppError::File(FileProblem::Formula { row: 2, column: 1 })),
            ("a truncated workbook", whole[..whole.len() / 2].to_vec(), AppError::File(FileProblem::Damaged)),
            ("an old workbook", vec![0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3], AppError::File(FileProblem::OldOrLocked)),
            ("no text", b"employee_id\0".to_vec(), AppError::Unreadable { line: 1, column: 0 }),
            ("21 MiB", format!("employee_id,full_name,email,department\n{}", "x".repeat(21 << 20)).into_bytes(), AppError::TooLarge { max: 20 << 20 }),
            ("too many rows", format!("a,b,c,d\n{}", "1,2,3,4\n".repeat(50_001)).into_bytes(), AppError::File(FileProblem::TooManyRows { max: 50_000 })),
            ("too many columns", format!("{}\n", "x,".repeat(200)).into_bytes(), AppError::File(FileProblem::TooManyColumns { line: 1, max: 200 })),
        ] {
            let answer = upload_bytes(&mut hana, &bytes).await;
            let error = refusal(&answer);
            assert_eq!(error, expected, "{what}");
            let location = answer.location.clone().unwrap_or_default();
            let told = location.split_once('?').map_or("", |(_, query)| query);
            let words = hana.page(&format!("/people/import?{told}")).await.text;
            assert!(words.contains("Nothing was changed"), "{what} is refused in words");
        }
        assert!(matches!(refusal(&upload(&mut hana, "a,b\n1,2\n").await), AppError::Headers(_)));
        for (what, rows, told) in [
            ("a loop", "z1,Z One,z1@example.com,Sales,z2,\nz2,Z Two,z2@example.com,Sales,z1,\n", "circle of 2"),
            ("an id twice", "z1,Z One,z1@example.com,Sales,,\nZ1,Z Two,z2@example.com,Sales,,\n", "stands on line 2 already"),
            ("an address twice", "z1,Z One,z@example.com,Sales,,\nz2,Z Two,Z@example.com,Sales,,\n", "has this address"),
            ("an unknown manager", "z1,Z One,z1@example.com,Sales,nobody,\n", "neither in this file nor known"),
            ("an unknown role", "z1,Z One,z1@example.com,Sales,,emperor\n", "is no role"),
        ] {
            let id = staged(&upload(&mut hana, &format!("employee_id,full_name,email,department,manager_employee_id,roles\n{rows}")).await);
            assert!(compared(&mut hana, id).await.refused > 0, "{what}");
            assert!(hana.page(&format!("/people/import?file={id}")).await.text.contains(told), "{what}: {told}");
            assert_eq!(hana.form("apply-import", &[("import", &id.to_string())]).await.error(), AppError::Stale, "{what}");
        }
        assert_eq!(app.number("SELECT COUNT(*) FROM people").await, before);
        let mut ann = app.sign_in("ann").await;
        assert!(upload(&mut ann, COMPANY_200).await.location.unwrap_or_default().contains("__err="));
    }
}

/// Bounds hold in a process that is given little memory: refused in words, not ended by the system.
#[test]
fn hostile_files_stay_within_a_memory_bound() {
    let scratch = database::Scratch::new();
    // A file of the largest size with as many cells as it can have.
    let cells = format!("{}\n", "1,".repeat(199) + "1").repeat(times(5_000, 50_000));
    for (name, bytes, told) in [
        ("bomb.xlsx", bomb(1_000), "unpacks to more"),
        (
            "far.xlsx",
            zipped(
                "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>",
            ),
            "XFD1048576",
        ),
        ("cells.csv", format!("employee_id,full_name,email,department\n{cells}").into_bytes(), "refused"),
    ] {
        let file = scratch.0.join(name);
        std::fs::write(&file, bytes).expect("written");
        let outcome = Command::new("sh")
            .args(["-c", "ulimit -v 1500000; exec \"$0\" import employees \"$1\""])
            .arg(env!("CARGO_BIN_EXE_pa-assistant"))
            .arg(&file)
            .env("MALLOC_ARENA_MAX", "2")
            .env("DATABASE_URL", format!("file:{}", scratch.0.join("bound.db").display()))
            .output()
            .expect("the command runs");
        let said = String::from_utf8_lossy(&outcome.stderr).into_owned();
        assert_eq!(outcome.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains(told), "{name}: {said}");
    }
}

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
