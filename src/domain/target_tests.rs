//! R8, R9 and R11 as tests: the table row by row, every other pair refused, each bound one below, at and one above.
use super::*;
use crate::domain::draft::DraftRow;

fn row(key: &str, weight: &str) -> DraftRow {
    DraftRow {
        key: RowKey(key.into()),
        task: "Ship".into(),
        kpi: "Shipped".into(),
        weight: weight.into(),
        difficulty: "L2".into(),
        goal: String::new(),
    }
}

fn whole() -> DraftContent {
    DraftContent {
        current_role: "Engineer".into(),
        long_term_goal: "Architect".into(),
        rows: vec![row("a", "50"), row("b", "30"), row("c", "20")],
    }
}

fn problems(draft: &DraftContent) -> Vec<(String, Problem)> {
    check_submission(draft).expect_err("refused").into_iter().map(|v| (v.field, v.problem)).collect()
}

#[test]
fn only_the_listed_transitions_exist() {
    let mut allowed = 0;
    for state in SetState::ALL {
        for action in SetAction::ALL {
            match transition(state, action) {
                Ok(found) => {
                    allowed += 1;
                    assert_eq!((found.from, found.action), (state, action));
                    assert_eq!(found.by, action.party());
                }
                Err(refused) => assert_eq!(refused, InvalidTransition { from: state, action }),
            }
        }
    }
    assert_eq!(allowed, TRANSITIONS.len());
}

#[test]
fn the_year_goes_from_draft_to_complete() {
    use {SetAction::*, SetState::*};
    let mut state = Draft;
    for (action, next) in [
        (Submit, SubmittedToManager),
        (RequestChanges, RevisionRequested),
        (Submit, SubmittedToManager),
        (Approve, ManagerApproved),
        (SubmitTeam, SubmittedToHr),
        (HrRequestChanges, HrFeedbackRequested),
        (PassOn, RevisionRequested),
        (Submit, SubmittedToManager),
        (Approve, ManagerApproved),
        (SubmitTeam, SubmittedToHr),
        (HrApprove, HrApproved),
        (Complete, TargetSettingComplete),
    ] {
        state = transition(state, action).expect("in the table").to;
        assert_eq!(state, next);
    }
    assert!(state.is_closed() && state.turn().is_none());
}

#[test]
fn codes_survive_being_written_down() {
    for state in SetState::ALL {
        assert_eq!(state.code().parse(), Ok(state));
    }
    for action in SetAction::ALL {
        assert_eq!(action.code().parse(), Ok(action));
    }
    for difficulty in Difficulty::ALL {
        assert_eq!(difficulty.code().parse(), Ok(difficulty));
    }
}

#[test]
fn whose_turn_it_is_agrees_with_the_table() {
    for state in SetState::ALL.into_iter().filter(|state| !state.is_closed()) {
        let turn = state.turn().expect("an open state waits for somebody");
        assert!(TRANSITIONS.iter().any(|t| t.from == state && t.by == turn), "{state}");
    }
}

#[test]
fn a_whole_draft_is_accepted() {
    let content = check_submission(&whole()).expect("whole");
    assert_eq!(content.targets.iter().map(|t| t.weight).sum::<i64>(), WHOLE);
}

#[test]
fn every_violation_comes_at_once_in_page_order() {
    let mut draft = whole();
    draft.current_role = " ".into();
    draft.rows[0].kpi.clear();
    draft.rows[1].weight = "12.5".into();
    draft.rows[2].difficulty = "L9".into();
    assert_eq!(
        problems(&draft),
        [
            ("current_role".to_owned(), Problem::Missing),
            ("kpi-a".to_owned(), Problem::Missing),
            ("weight-b".to_owned(), Problem::NotAWholeNumber),
            ("difficulty-c".to_owned(), Problem::Unknown),
        ]
    );
}

#[test]
fn weights_total_exactly_one_hundred() {
    for (last, sum) in [("19", 99), ("21", 101)] {
        let mut draft = whole();
        draft.rows[2].weight = last.into();
        assert_eq!(problems(&draft), [("total".to_owned(), Problem::WrongTotal { is: sum })]);
    }
}

#[test]
fn a_weight_is_a_whole_percent_from_one_to_a_hundred() {
    for (typed, parsed) in [
        ("0", Err(Problem::OutOfRange { min: 1, max: 100 })),
        ("1", Ok(1)),
        ("100", Ok(100)),
        ("101", Err(Problem::OutOfRange { min: 1, max: 100 })),
        ("-5", Err(Problem::OutOfRange { min: 1, max: 100 })),
        (" 40 % ", Ok(40)),
        ("", Err(Problem::Missing)),
        ("ten", Err(Problem::NotAWholeNumber)),
        ("99999999999999999999", Err(Problem::NotAWholeNumber)),
    ] {
        assert_eq!(parse_weight(typed), parsed, "{typed:?}");
    }
}

#[test]
fn three_to_five_targets() {
    for (count, accepted) in [(2, false), (3, true), (5, true), (6, false)] {
        let mut draft = whole();
        draft.rows = (0..count).map(|n| row(&format!("k{n}"), "1")).collect();
        draft.rows[0].weight = (101 - count).to_string();
        assert_eq!(check_submission(&draft).is_ok(), accepted, "{count}");
    }
}

#[test]
fn task_and_kpi_end_at_two_thousand_characters() {
    for (length, accepted) in [(TASK - 1, true), (TASK, true), (TASK + 1, false)] {
        let mut draft = whole();
        draft.rows[0].task = "あ".repeat(length);
        assert_eq!(check_submission(&draft).is_ok(), accepted, "{length}");
    }
}
