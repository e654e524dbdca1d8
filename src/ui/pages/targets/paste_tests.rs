//! What Excel, Google Sheets, a word processor and a plain editor put on the clipboard.
use super::*;

fn draft(rows: usize) -> DraftContent {
    let rows = (1..=rows).map(|n| DraftRow { task: format!("old {n}"), ..DraftRow::empty(RowKey(format!("r{n}"))) });
    DraftContent { rows: rows.collect(), ..DraftContent::default() }
}

fn keys() -> impl FnMut() -> RowKey {
    let mut n = 0;
    move || {
        n += 1;
        RowKey(format!("n{n}"))
    }
}

#[test]
fn tabs_and_line_ends_separate_cells_and_quotes_hold_them_together() {
    assert_eq!(cells("a\tb\r\nc\td\r\n"), [["a", "b"], ["c", "d"]]);
    assert_eq!(cells("a\n\nb"), [["a"], [""], ["b"]]);
    assert_eq!(cells("\"two\r\nlines\"\t\"say \"\"hi\"\"\"\n"), [["two\nlines", "say \"hi\""]]);
    assert_eq!(cells("\"quoted\" word\tb"), [["\"quoted\" word", "b"]]);
    assert_eq!(cells("\"never closed\tb"), [["\"never closed", "b"]]);
    assert_eq!(cells(""), [[""]]);
    assert_eq!(cells("a\t"), [["a", ""]]);
}

#[test]
fn a_paragraph_stays_a_paragraph() {
    assert_eq!(block("one line\nand another", None, Column::Task), None);
    assert_eq!(block("just text", Some("<table>"), Column::Task), None);
    assert_eq!(block("•\tfirst\n•\tsecond", Some("<p>•<span>…"), Column::Task), None);
}

#[test]
fn a_block_is_a_table_or_tabs_in_plain_text_or_lines_where_one_line_is_asked_for() {
    assert!(block("a\tb", None, Column::Task).is_some());
    assert!(block("a\nb\n", Some("<html><TABLE><tr>"), Column::Task).is_some());
    assert!(block("40\n30\n30", None, Column::Weight).is_some());
    assert!(block("40\n30\n30", Some("<p>"), Column::Weight).is_some());
    assert_eq!(block("40\n", None, Column::Weight), None);
}

#[test]
fn a_block_fills_to_the_right_and_down_and_adds_rows() {
    let filled = fill(&draft(2), 1, Column::Task, &cells("t1\tk1\t40%\tL1\nt2\tk2\t60\tl3 easier"), keys());
    assert_eq!((filled.rows, filled.left_out), (2, 0));
    let rows = &filled.content.rows;
    assert_eq!((rows[0].task.as_str(), rows.len()), ("old 1", 3));
    assert_eq!(
        (rows[1].task.as_str(), rows[1].kpi.as_str(), rows[1].weight.as_str(), rows[1].difficulty.as_str()),
        ("t1", "k1", "40", "L1")
    );
    assert_eq!((rows[2].key.0.as_str(), rows[2].weight.as_str(), rows[2].difficulty.as_str()), ("n1", "60", "L3"));
}

#[test]
fn what_finds_no_place_is_counted() {
    let filled = fill(&draft(4), 3, Column::Weight, &cells("40\thard\textra\n30\tL2\n20\tL2\n"), keys());
    assert_eq!(filled.content.rows.len(), 5);
    assert_eq!((filled.rows, filled.left_out), (2, 4), "hard, extra, and the third row's two");
    assert_eq!(filled.content.rows[3].difficulty, "", "what was not understood changes nothing");
}

#[test]
fn the_goal_column_takes_no_block() {
    let filled = fill(&draft(1), 0, Column::Goal, &cells("a\tb"), keys());
    assert_eq!((filled.rows, filled.content), (0, draft(1)));
}

#[test]
fn weights_are_tidied_as_people_write_them() {
    for (typed, tidy) in
        [("40", "40"), (" 40 % ", "40"), ("４０％", "40"), ("40.0%", "40"), ("40,00", "40"), ("0.4", "0.4"), ("x", "x"), ("", "")]
    {
        assert_eq!(tidy_weight(typed), tidy, "{typed}");
    }
}

#[test]
fn difficulties_are_known_by_code_and_factor_but_not_guessed() {
    for (cell, code) in
        [("l2", Some("L2")), ("L1 · 1.25 harder", Some("L1")), ("0.75", Some("L3")), ("1.00", Some("L2")), ("", Some(""))]
    {
        assert_eq!(difficulty(cell), code, "{cell}");
    }
    for cell in ["1", "L4", "L12", "hard"] {
        assert_eq!(difficulty(cell), None, "{cell}");
    }
}
