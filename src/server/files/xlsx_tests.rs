//! Workbooks as spreadsheets make them, and as somebody makes them who means harm.
use super::*;
use crate::{domain::import::Encoding, server::files::csv::Rows};
use std::io::Write;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const WORKBOOK_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"#;

fn sheet(rows: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:B2"/><sheetData>{rows}</sheetData></worksheet>"#
    )
}

fn shared(texts: &str) -> String {
    format!(r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{texts}</sst>"#)
}

fn workbook(sheet: &[u8], shared: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", shared),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, options).expect("a part");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("a workbook").into_inner()
}

fn problem(bytes: &[u8]) -> FileProblem {
    match text(bytes) {
        Err(ServiceError::Refused(AppError::File(problem))) => problem,
        other => panic!("{other:?}"),
    }
}

const HEAD: &str = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>joined_on</t></is></c></row>"#;

#[test]
fn numbers_days_and_texts_become_what_somebody_would_type() {
    let rows = format!(
        r#"{HEAD}<row r="4"><c r="A4"><v>1042</v></c><c r="B4" s="1"><v>46113</v></c><c r="D4" t="str"><v>say "x",
y</v></c></row>"#
    );
    let bytes = workbook(sheet(&rows).as_bytes(), shared("<si><t>employee_id</t></si>").as_bytes());
    let text = text(&bytes).expect("readable");
    let mut rows = Rows::of(&text, Encoding::Workbook).expect("rows");
    assert_eq!(rows.header, ["employee_id", "joined_on"]);
    let row = rows.next_row().expect("readable").expect("a row");
    assert_eq!(row.line, 4);
    assert_eq!(row.cells, ["1042", "2026-04-01", "", "say \"x\",\ny"]);
}

#[test]
fn a_formula_and_a_failed_one_are_refused_where_they_stand() {
    for cell in
        [r#"<c r="B2"><f>1+1</f><v>2</v></c>"#, r#"<c r="B2"><f t="shared" si="0"/><v>2</v></c>"#, r#"<c r="B2"><f>A1</f></c>"#]
    {
        let bytes =
            workbook(sheet(&format!(r#"{HEAD}<row r="2">{cell}</row>"#)).as_bytes(), shared("<si><t>a</t></si>").as_bytes());
        assert_eq!(problem(&bytes), FileProblem::Formula { row: 2, column: 2 }, "{cell}");
    }
    let failed = sheet(&format!(r#"{HEAD}<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>"#));
    let bytes = workbook(failed.as_bytes(), shared("<si><t>a</t></si>").as_bytes());
    assert_eq!(problem(&bytes), FileProblem::ErrorValue { row: 2, column: 1 });
}

#[test]
fn a_far_cell_is_refused_and_not_filled_up_to() {
    for (cell, row, column) in [("XFD2", 2, 16_384), ("A1048576", 1_048_576, 1), ("GS2", 2, 201), ("A50002", 50_002, 1)] {
        let number = row;
        let rows = format!(r#"{HEAD}<row r="{number}"><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row>"#);
        let bytes = workbook(sheet(&rows).as_bytes(), shared("<si><t>a</t></si>").as_bytes());
        assert_eq!(problem(&bytes), FileProblem::FarCell { row, column }, "{cell}");
    }
    let last = format!(r#"{HEAD}<row r="50001"><c r="GR50001" t="inlineStr"><is><t>x</t></is></c></row>"#);
    assert!(text(&workbook(sheet(&last).as_bytes(), shared("<si><t>a</t></si>").as_bytes())).is_ok(), "the last place there is");
}

#[test]
fn a_bomb_is_measured_not_unpacked() {
    let mut one = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    one.start_file("xl/part.xml", options).expect("a part");
    one.write_all(&vec![b' '; 1 << 20]).expect("written");
    let mut one = zip::ZipArchive::new(one.finish().expect("an archive")).expect("an archive");
    let mut all = ZipWriter::new(Cursor::new(Vec::new()));
    for part in 0..200 {
        all.raw_copy_file_rename(one.by_index(0).expect("the part"), format!("xl/part{part}.xml")).expect("copied");
    }
    let bomb = all.finish().expect("a bomb").into_inner();
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    assert_eq!(problem(&bomb), FileProblem::TooLargeInside { max: UNPACKED });
    let texts = shared(&"<si><t>x</t></si>".repeat(2_200_000));
    let bomb = workbook(sheet(HEAD).as_bytes(), texts.as_bytes());
    assert_eq!(problem(&bomb), FileProblem::TooLargeInside { max: SHARED });
    // One long text in very many cells.
    let long = shared(&format!("<si><t>{}</t></si>", "x".repeat(1 << 20)));
    let cells: String = (2..60).map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#)).collect();
    let bomb = workbook(sheet(&format!("{HEAD}{cells}")).as_bytes(), long.as_bytes());
    assert_eq!(problem(&bomb), FileProblem::TooLargeInside { max: 2 * UPLOAD_LIMIT as u64 });
}

#[test]
fn a_truncated_a_damaged_and_an_old_one_are_told_apart() {
    let whole = workbook(sheet(HEAD).as_bytes(), shared("<si><t>a</t></si>").as_bytes());
    for cut in [10, whole.len() / 2, whole.len() - 30] {
        assert_eq!(problem(&whole[..cut]), FileProblem::Damaged, "{cut}");
    }
    for at in (40..whole.len()).step_by(97) {
        let mut hurt = whole.clone();
        hurt[at] ^= 0x55;
        // Refused, or the change was where nothing is read from; never a panic.
        let _ = text(&hurt);
    }
    assert_eq!(problem(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), FileProblem::Damaged, "an archive of nothing");
    assert_eq!(problem(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), FileProblem::OldOrLocked);
    let unclosed = format!("{}<row r=\"2\"><c r=\"A2\"><v>1", sheet(HEAD).replace("</sheetData></worksheet>", ""));
    assert_eq!(problem(&workbook(unclosed.as_bytes(), shared("<si><t>a</t></si>").as_bytes())), FileProblem::Damaged);
    assert_eq!(problem(&workbook(sheet("").as_bytes(), shared("").as_bytes())), FileProblem::Empty);
}

#[test]
fn entities_are_not_expanded() {
    let bomb = format!(
        r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>{}"#,
        sheet(&format!(r#"{HEAD}<row r="2"><c r="A2" t="inlineStr"><is><t>&b;&b;&b;</t></is></c></row>"#))
            .replace(r#"<?xml version="1.0"?>"#, "")
    );
    let read = text(&workbook(bomb.as_bytes(), shared("<si><t>a</t></si>").as_bytes()));
    assert!(read.is_err() || read.is_ok_and(|text| !text.contains("aaaa")));
}
