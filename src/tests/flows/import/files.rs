//! Every kind of file a spreadsheet writes, and every bad one.
use super::*;
use crate::support::{database, times};
use pa_assistant::{domain::import::FileProblem, server::services::imports};
use std::{io::Write, process::Command};

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
