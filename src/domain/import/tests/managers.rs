//! Who reports to whom: anywhere in the file, unknown, in a loop.
use super::*;

fn chain(ids: &[&str]) -> Vec<(Option<Column>, RowProblemKind)> {
    let kind = RowProblemKind::ManagerLoop { chain: ids.iter().map(|id| no(id)).collect(), people: ids.len() - 1 };
    vec![(Some(Column::Manager), kind)]
}

#[test]
fn managers_may_come_later_in_the_file_or_be_known() {
    let plan = import(TREE, &reports(&[("A", "B"), ("B", "K"), ("C", "A")]), &known(&[("K", "")]));
    assert_eq!(plan.counts(), Counts { created: 3, ..Counts::default() });
}

#[test]
fn a_manager_whose_own_row_is_refused_is_not_unknown() {
    let mut lines = reports(&[("A", "B")]);
    lines.push("B,,nonsense,".into());
    lines.push("C,Name C,C@example.com,Sales,W".into());
    lines.push("W,,,,,,,".into());
    assert_eq!(refused_lines(&import(TREE, &lines, &known(&[]))), [3, 5]);
}

#[test]
fn an_unknown_manager_and_reporting_to_oneself_are_refused() {
    let plan = import(TREE, &reports(&[("A", "a"), ("B", "Alice Mori"), ("C", "C")]), &known(&[]));
    assert_eq!(problems(&plan, 2), [(Some(Column::Manager), RowProblemKind::UnknownManager { no: no("a") })]);
    assert_eq!(problems(&plan, 3), [(Some(Column::Manager), RowProblemKind::UnknownManager { no: no("Alice Mori") })]);
    assert_eq!(problems(&plan, 4), [(Some(Column::Manager), RowProblemKind::ReportsToThemself)]);
}

#[test]
fn every_row_of_a_loop_is_told_the_chain_from_itself_on() {
    let plan = import(TREE, &reports(&[("A", "C"), ("B", "A"), ("C", "B"), ("D", "A"), ("X", "Y"), ("Y", "X")]), &known(&[]));
    assert_eq!(refused_lines(&plan), [2, 3, 4, 6, 7]);
    assert_eq!(problems(&plan, 2), chain(&["A", "C", "B", "A"]));
    assert_eq!(problems(&plan, 3), chain(&["B", "A", "C", "B"]));
    assert_eq!(problems(&plan, 4), chain(&["C", "B", "A", "C"]));
    assert_eq!(problems(&plan, 7), chain(&["Y", "X", "Y"]));
}

#[test]
fn a_loop_may_run_through_people_who_are_not_in_the_file() {
    let before = known(&[("K1", "K2"), ("K2", "K3"), ("K3", "")]);
    let plan = import(TREE, &reports(&[("K3", "N"), ("N", "K1")]), &before);
    assert_eq!(problems(&plan, 2), chain(&["K3", "N", "K1", "K2", "K3"]));
    assert_eq!(problems(&plan, 3), chain(&["N", "K1", "K2", "K3", "N"]));
    // The file may also open a loop-to-be by moving somebody away at the same time.
    assert!(import(TREE, &reports(&[("K3", "K1"), ("K1", "")]), &before).is_applicable());
}

#[test]
fn a_loop_of_exactly_the_bound_is_shown_whole_and_a_larger_one_open() {
    for (people, shown) in [(CHAIN_SHOWN, CHAIN_SHOWN + 1), (CHAIN_SHOWN + 1, CHAIN_SHOWN)] {
        let ids: Vec<String> = (0..people).map(|n| format!("E{n:02}")).collect();
        let links: Vec<(&str, &str)> = (0..people).map(|n| (ids[n].as_str(), ids[(n + 1) % people].as_str())).collect();
        let plan = import(TREE, &reports(&links), &known(&[]));
        let expected: Vec<EmployeeNo> = (0..shown).map(|n| no(&ids[(1 + n) % people])).collect();
        assert_eq!(problems(&plan, 3), [(Some(Column::Manager), RowProblemKind::ManagerLoop { chain: expected, people })]);
    }
}

/// One chain of managers through everybody, the deepest the file can be; with `closed` it ends where it began.
fn deep_company(people: usize, closed: bool) -> Vec<RawRow> {
    let manager = |n: usize| {
        if n > 0 {
            format!("E{}", n - 1)
        } else if closed {
            format!("E{}", people - 1)
        } else {
            String::new()
        }
    };
    let lines: Vec<String> =
        (0..people).map(|n| format!("E{n},Name {n},e{n}@example.com,Dept {},{}", n % 50, manager(n))).collect();
    rows(&lines)
}

#[test]
fn twenty_thousand_people_in_one_chain_are_planned_twice() {
    let rows = deep_company(20_000, false);
    let first = plan(&headers(TREE), &rows, &Known::default());
    assert_eq!(first.counts(), Counts { created: 20_000, ..Counts::default() });
    assert_eq!(first.new_departments.len(), 50);
    let second = plan(&headers(TREE), &rows, &apply(&Known::default(), &first));
    assert_eq!(second.counts(), Counts { unchanged: 20_000, ..Counts::default() });
}

#[test]
fn a_loop_of_twenty_thousand_does_not_name_everybody_to_everybody() {
    let plan = plan(&headers(TREE), deep_company(20_000, true), &Known::default());
    assert_eq!(plan.counts(), Counts { refused: 20_000, ..Counts::default() });
    let [(_, RowProblemKind::ManagerLoop { chain, people })] = &problems(&plan, 5)[..] else { panic!("one loop") };
    assert_eq!((chain.len(), *people, chain[0].0.as_str(), chain[1].0.as_str()), (CHAIN_SHOWN, 20_000, "E3", "E2"));
}
