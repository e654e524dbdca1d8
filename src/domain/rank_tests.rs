//! R20 as tests: an accepted table ranks each of the 55,001 possible scores exactly once, a damaged one is refused where it is damaged.
use super::*;
use proptest::prelude::*;

fn band(label: &str, min: &str, max: &str) -> BandInput {
    BandInput { label: label.into(), min: min.into(), max: max.into() }
}

fn units(text: &str) -> Score {
    text.parse().expect("a score")
}

fn place(row: usize, label: &str) -> Place {
    Place { row, label: label.into() }
}

fn engineers() -> Vec<BandInput> {
    RankTable::default().to_input()
}

fn problems(typed: &[BandInput]) -> Vec<TableProblem> {
    check(typed).expect_err("refused")
}

#[test]
fn the_shipped_table_is_the_one_in_the_rule() {
    assert_eq!(
        engineers(),
        [
            band("C", "0.75", "2.25"),
            band("B", "2.25", "2.75"),
            band("B+", "2.75", "3.25"),
            band("A", "3.25", "3.75"),
            band("A+", "3.75", "6.25"),
        ]
    );
    assert_eq!(check(&engineers()), Ok(RankTable::default()));
}

#[test]
fn a_bound_belongs_to_the_rank_it_opens_and_the_top_is_closed() {
    let table = RankTable::default();
    for (score, rank) in [
        ("0.75", Some("C")),
        ("2.2499", Some("C")),
        ("2.25", Some("B")),
        ("2.7499", Some("B")),
        ("2.75", Some("B+")),
        ("3.25", Some("A")),
        ("3.7499", Some("A")),
        ("3.75", Some("A+")),
        ("6.25", Some("A+")),
        ("0.7499", None),
        ("6.2501", None),
    ] {
        assert_eq!(table.rank_of(units(score)), rank, "{score}");
    }
}

#[test]
fn rows_may_be_typed_best_rank_first() {
    let mut typed = engineers();
    typed.reverse();
    assert_eq!(check(&typed), Ok(RankTable::default()));
}

#[test]
fn one_band_is_a_table() {
    let table = check(&[band("All", "0.75", "6.25")]).expect("whole");
    assert_eq!((table.rank_of(Score::MIN), table.rank_of(Score::MAX)), (Some("All"), Some("All")));
}

#[test]
fn a_gap_is_named_with_its_place() {
    let mut typed = engineers();
    typed[1].max = "2.74".into();
    let gap = TableProblem::Gap { after: place(1, "B"), before: place(2, "B+"), from: units("2.74"), to: units("2.75") };
    assert_eq!(problems(&typed), std::slice::from_ref(&gap));
    // Only the first one: mending it shows the next.
    typed[2].max = "3.2".into();
    assert_eq!(problems(&typed), [gap]);
}

#[test]
fn an_overlap_is_named_with_its_place() {
    let mut typed = engineers();
    typed[3].min = "3.2".into();
    let overlap =
        |from, to| TableProblem::Overlap { first: place(2, "B+"), second: place(3, "A"), from: units(from), to: units(to) };
    assert_eq!(problems(&typed), [overlap("3.20", "3.25")]);
    // A band inside another one overlaps as far as it reaches itself.
    typed[2].max = "4".into();
    assert_eq!(problems(&typed), [overlap("3.20", "3.75")]);
    // One band over everything: the table still ends where that band does.
    let within = TableProblem::Overlap { first: place(0, "All"), second: place(1, "A"), from: units("2"), to: units("3") };
    assert_eq!(problems(&[band("All", "0.75", "6.25"), band("A", "2", "3")]), [within]);
}

#[test]
fn a_table_starts_and_ends_with_the_attainable_range() {
    let with = |min: &str, max: &str| problems(&[band("B", min, "3"), band("A", "3", max)]);
    let (low, high) = (place(0, "B"), place(1, "A"));
    assert_eq!(with("0.7501", "6.25"), [TableProblem::StartsTooHigh { at: low.clone(), is: units("0.7501") }]);
    assert_eq!(with("0.7499", "6.25"), [TableProblem::StartsTooLow { at: low.clone(), is: units("0.7499") }]);
    assert_eq!(with("0.75", "6.2499"), [TableProblem::EndsTooLow { at: high.clone(), is: units("6.2499") }]);
    assert_eq!(with("0.75", "6.2501"), [TableProblem::EndsTooHigh { at: high.clone(), is: units("6.2501") }]);
    assert_eq!(
        with("-1", "9"),
        [TableProblem::StartsTooLow { at: low, is: units("-1") }, TableProblem::EndsTooHigh { at: high, is: units("9") }]
    );
}

#[test]
fn everything_wrong_with_the_rows_is_said_at_once() {
    let long = "x".repeat(LABEL + 1);
    let typed =
        [band(" ", "0.75", "2"), band("A", "2", "two"), band("a ", "", "3"), band(&long, "3", "3"), band("D\tE", "3", "6.25")];
    assert_eq!(
        problems(&typed),
        [
            TableProblem::LabelMissing { row: 0 },
            TableProblem::NotANumber { row: 1, end: End::Max, typed: "two".into() },
            TableProblem::DuplicateLabel { row: 2, label: "a".into() },
            TableProblem::NotANumber { row: 2, end: End::Min, typed: String::new() },
            TableProblem::LabelTooLong { row: 3, max: LABEL, is: LABEL + 1 },
            TableProblem::EmptyBand { at: place(3, &long) },
            TableProblem::LabelUnprintable { row: 4 },
        ]
    );
}

#[test]
fn a_table_has_one_to_twelve_bands_with_labels_of_one_to_twenty_characters() {
    assert_eq!(problems(&[]), [TableProblem::NoBands]);
    for (count, accepted) in [(MAX_BANDS - 1, true), (MAX_BANDS, true), (MAX_BANDS + 1, false)] {
        let typed = cut(&(1..count).map(|n| i64::try_from(n).expect("few") + 7_500).collect());
        assert_eq!(check(&typed).is_ok(), accepted, "{count}");
    }
    for (length, accepted) in [(LABEL, true), (LABEL + 1, false)] {
        assert_eq!(check(&[band(&"あ".repeat(length), "0.75", "6.25")]).is_ok(), accepted, "{length}");
    }
}

#[test]
fn who_would_change_rank_is_told_with_both_ranks() {
    let mut typed = engineers();
    typed[3].max = "3.8".into();
    typed[4].min = "3.8".into();
    let stricter = check(&typed).expect("whole");
    let scores = [("ann", units("3.7499")), ("ben", units("3.75")), ("cem", units("3.7999")), ("dee", units("3.80"))];
    let changed: Vec<_> =
        changes(Some(&RankTable::default()), &stricter, &scores).into_iter().map(|c| (c.who, c.from, c.to)).collect();
    let from_to = (Some("A+".to_owned()), Some("A".to_owned()));
    assert_eq!(changed, [("ben", from_to.0.clone(), from_to.1.clone()), ("cem", from_to.0, from_to.1)]);
    assert_eq!(changes(None, &stricter, &scores).len(), scores.len());
    assert_eq!(changes(Some(&stricter), &stricter, &scores), []);
}

/// Cuts the range at these places; labels are the rows' numbers.
fn cut(cuts: &std::collections::BTreeSet<i64>) -> Vec<BandInput> {
    let bounds: Vec<i64> =
        [Score::MIN.ten_thousandths()].into_iter().chain(cuts.iter().copied()).chain([Score::MAX.ten_thousandths()]).collect();
    let text = |bound: i64| Score::from_ten_thousandths(bound).to_string();
    bounds.windows(2).enumerate().map(|(n, ends)| band(&format!("R{n}"), &text(ends[0]), &text(ends[1]))).collect()
}

fn cuts() -> impl Strategy<Value = std::collections::BTreeSet<i64>> {
    prop::collection::btree_set(7_502i64..62_498, 1..11)
}

/// The bands a score lies in, by the typed bounds alone: `[min, max)`, and the end of the range belongs to who reaches it.
fn ranks(typed: &[BandInput], score: Score) -> Vec<&str> {
    let inside = |band: &&BandInput| {
        let (min, max) = (units(&band.min), units(&band.max));
        min <= score && (score < max || score == max && max == Score::MAX)
    };
    typed.iter().filter(inside).map(|band| band.label.as_str()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_accepted_table_ranks_every_possible_score_exactly_once(cuts in cuts()) {
        let typed = cut(&cuts);
        let table = check(&typed).expect("cut without gap or overlap");
        let mut bands = typed.iter().map(|band| (units(&band.max), band.label.as_str())).peekable();
        for number in Score::MIN.ten_thousandths()..=Score::MAX.ten_thousandths() {
            let score = Score::from_ten_thousandths(number);
            // Walking up, the next band starts exactly where the last one's typed end is.
            bands.next_if(|(max, _)| *max <= score && *max != Score::MAX);
            prop_assert_eq!(table.rank_of(score), bands.peek().map(|(_, label)| *label));
        }
        for number in cuts.iter().flat_map(|cut| [cut - 1, *cut, cut + 1]) {
            let score = Score::from_ten_thousandths(number);
            prop_assert_eq!(ranks(&typed, score), table.rank_of(score).into_iter().collect::<Vec<_>>());
        }
    }
}

proptest! {
    #[test]
    fn a_table_survives_being_written_down(cuts in cuts()) {
        let table = check(&cut(&cuts)).expect("whole");
        prop_assert_eq!(RankTable::try_from(Vec::from(table.clone())), Ok(table));
    }

    #[test]
    fn a_bound_moved_by_the_smallest_step_is_found_where_it_was_moved(cuts in cuts(), row in any::<prop::sample::Index>(), up: bool, max: bool) {
        let mut typed = cut(&cuts);
        let row = row.index(typed.len());
        let slot = if max { &mut typed[row].max } else { &mut typed[row].min };
        let was = units(slot);
        let is = Score::from_ten_thousandths(was.ten_thousandths() + if up { 1 } else { -1 });
        *slot = is.to_string();
        let at = |row: usize| place(row, &format!("R{row}"));
        let expected = match (max, up) {
            (false, true) if row == 0 => TableProblem::StartsTooHigh { at: at(0), is },
            (false, false) if row == 0 => TableProblem::StartsTooLow { at: at(0), is },
            (true, false) if row + 1 == typed.len() => TableProblem::EndsTooLow { at: at(row), is },
            (true, true) if row + 1 == typed.len() => TableProblem::EndsTooHigh { at: at(row), is },
            (false, true) => TableProblem::Gap { after: at(row - 1), before: at(row), from: was, to: is },
            (false, false) => TableProblem::Overlap { first: at(row - 1), second: at(row), from: is, to: was },
            (true, false) => TableProblem::Gap { after: at(row), before: at(row + 1), from: is, to: was },
            (true, true) => TableProblem::Overlap { first: at(row), second: at(row + 1), from: was, to: is },
        };
        // A band one step wide is empty once it shrinks.
        let empty = units(&typed[row].min) >= units(&typed[row].max);
        prop_assert_eq!(problems(&typed), vec![if empty { TableProblem::EmptyBand { at: at(row) } } else { expected }]);
    }

    #[test]
    fn a_missing_row_is_a_hole_with_a_place(cuts in cuts(), row in any::<prop::sample::Index>()) {
        let mut typed = cut(&cuts);
        let gone = typed.remove(row.index(typed.len()));
        let (from, to) = (units(&gone.min), units(&gone.max));
        let found = problems(&typed);
        prop_assert_eq!(found.len(), 1);
        let matches = match &found[0] {
            TableProblem::Gap { from: start, to: end, .. } => (*start, *end) == (from, to),
            TableProblem::StartsTooHigh { is, .. } => from == Score::MIN && *is == to,
            TableProblem::EndsTooLow { is, .. } => to == Score::MAX && *is == from,
            _ => false,
        };
        prop_assert!(matches, "{:?}", found);
    }

    /// Whatever is typed: accepted means each bound, and what is just beside it, has exactly one rank.
    #[test]
    fn nothing_with_a_gap_or_an_overlap_is_accepted(bounds in prop::collection::vec((0usize..5, 1usize..4), 1..5)) {
        const ENDS: [&str; 6] = ["0.75", "2.00", "3.00", "4.00", "5.00", "6.25"];
        let typed: Vec<_> = bounds
            .iter()
            .enumerate()
            .map(|(n, &(min, wide))| band(&format!("R{n}"), ENDS[min], ENDS[(min + wide).min(5)]))
            .collect();
        let once = ENDS.iter().flat_map(|end| [units(end).ten_thousandths() - 1, units(end).ten_thousandths()])
            .map(Score::from_ten_thousandths)
            .filter(|score| score.is_attainable())
            .all(|score| ranks(&typed, score).len() == 1);
        prop_assert_eq!(check(&typed).is_ok(), once);
    }
}
