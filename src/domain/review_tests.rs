//! R15 as tests: the table row by row, every other pair refused, and who reads what in every state.
use super::*;

#[test]
fn only_the_listed_transitions_exist() {
    let mut allowed = 0;
    for state in ReviewState::ALL {
        for action in ReviewAction::ALL {
            match transition(state, action) {
                Ok(found) => {
                    allowed += 1;
                    assert_eq!((found.from, found.action), (state, action));
                    assert_eq!((found.by, found.asks), (action.party(), action.asks()));
                }
                Err(refused) => assert_eq!(refused, InvalidReviewTransition { from: state, action }),
            }
        }
    }
    assert_eq!(allowed, TRANSITIONS.len());
}

/// The table of R15 as it is printed there, states and sides in its own words.
#[test]
fn the_table_is_the_one_in_the_rule() {
    use {Asks::*, ReviewParty::*};
    let printed = [
        ("self_eval_draft", Owner, "self_eval_submitted", Nothing),
        ("self_eval_submitted", Reviewer, "manager_eval_in_progress", Nothing),
        ("manager_eval_in_progress", Reviewer, "manager_eval_complete", Nothing),
        ("self_eval_submitted", Reviewer, "self_eval_draft", Comment),
        ("manager_eval_complete", Reviewer, "manager_eval_in_progress", Comment),
        ("manager_eval_complete", Reviewer, "submitted_to_hr_final", Nothing),
        ("submitted_to_hr_final", Hr, "manager_eval_in_progress", Comment),
        ("hr_review_complete", Board, "submitted_to_hr_final", Comment),
        ("submitted_to_hr_final", Hr, "hr_review_complete", Nothing),
        ("hr_review_complete", Board, "board_approved", Meeting),
        ("board_approved", Reviewer, "feedback_delivered", Nothing),
        ("feedback_delivered", Hr, "archived", Nothing),
        // R12a.
        ("self_eval_draft", Hr, "self_eval_submitted", Comment),
    ];
    for (from, by, to, asks) in printed {
        let rows = TRANSITIONS.iter().filter(|t| t.from.code() == from && t.to.code() == to && t.by == by && t.asks == asks);
        assert_eq!(rows.count(), 1, "{from} to {to}");
    }
    let closing = TRANSITIONS.iter().filter(|t| t.action == ReviewAction::CloseUnfinished).count();
    assert_eq!(printed.len() + closing, TRANSITIONS.len());
}

#[test]
fn the_year_goes_from_self_evaluation_to_the_archive() {
    use {ReviewAction::*, ReviewState::*};
    let mut state = SelfEvalDraft;
    for (action, next) in [
        (Submit, SelfEvalSubmitted),
        (HandBack, SelfEvalDraft),
        (MoveOnWithoutSelfEvaluation, SelfEvalSubmitted),
        (Start, ManagerEvalInProgress),
        (Complete, ManagerEvalComplete),
        (ReopenEvaluation, ManagerEvalInProgress),
        (Complete, ManagerEvalComplete),
        (SubmitTeam, SubmittedToHrFinal),
        (HrHandBack, ManagerEvalInProgress),
        (Complete, ManagerEvalComplete),
        (SubmitTeam, SubmittedToHrFinal),
        (HrConfirm, HrReviewComplete),
        (BoardHandBack, SubmittedToHrFinal),
        (HrConfirm, HrReviewComplete),
        (BoardApprove, BoardApproved),
        (DeliverFeedback, FeedbackDelivered),
        (Archive, Archived),
    ] {
        state = transition(state, action).expect("in the table").to;
        assert_eq!(state, next);
    }
    assert!(state.is_final() && state.turn().is_none());
}

#[test]
fn every_way_back_and_every_exception_says_why() {
    for step in TRANSITIONS {
        let exception = matches!(step.action, ReviewAction::MoveOnWithoutSelfEvaluation | ReviewAction::CloseUnfinished);
        assert_eq!(step.asks == Asks::Comment, exception || step.to.step() < step.from.step(), "{:?}", step.action);
        assert_eq!(step.asks == Asks::Meeting, step.to == ReviewState::BoardApproved);
    }
}

#[test]
fn exactly_what_is_unfinished_can_be_closed_unfinished() {
    for state in ReviewState::ALL {
        let closed = transition(state, ReviewAction::CloseUnfinished);
        assert_eq!(closed.is_ok(), state.is_unfinished(), "{state}");
        // What the board approved keeps its score and rank.
        let kept = closed.is_ok_and(|closed| closed.to == ReviewState::Archived);
        assert_eq!(kept, state == ReviewState::BoardApproved, "{state}");
    }
}

#[test]
fn nothing_moves_what_is_final() {
    for step in TRANSITIONS {
        assert!(!step.from.is_final(), "{:?}", step.action);
    }
}

#[test]
fn codes_survive_being_written_down() {
    for state in ReviewState::ALL {
        assert_eq!(state.to_string().parse(), Ok(state));
    }
    for action in ReviewAction::ALL {
        assert_eq!(action.code().parse(), Ok(action));
    }
    assert!("draft".parse::<ReviewState>().is_err() && "take_back".parse::<ReviewAction>().is_err());
}

#[test]
fn whose_turn_it_is_agrees_with_the_table() {
    for state in ReviewState::ALL.into_iter().filter(|state| !state.is_final()) {
        let turn = state.turn().expect("an open state waits for somebody");
        assert!(TRANSITIONS.iter().any(|t| t.from == state && t.by == turn && t.to.step() > state.step()), "{state}");
    }
}

#[test]
fn each_half_is_typed_in_one_state_by_one_side() {
    let states = |may: fn(ReviewState) -> bool| ReviewState::ALL.into_iter().filter(|state| may(*state)).collect::<Vec<_>>();
    assert_eq!(states(ReviewState::employee_may_edit), [ReviewState::SelfEvalDraft]);
    assert_eq!(states(ReviewState::reviewer_may_edit), [ReviewState::ManagerEvalInProgress]);
}

/// Who reads which half, state by state: O owner, R reviewer, H HR, B board and director.
#[test]
fn who_reads_what_in_which_state() {
    let letters = |visible: &dyn Fn(ReviewParty) -> bool| {
        ReviewParty::ALL.into_iter().zip("ORHB".chars()).filter(|(party, _)| visible(*party)).map(|(_, c)| c).collect::<String>()
    };
    let seen: Vec<_> = ReviewState::ALL
        .into_iter()
        .map(|state| {
            let own = letters(&|party| state.self_part_visible_to(party));
            format!("{state}: {own} / {}", letters(&|party| state.manager_part_visible_to(party)))
        })
        .collect();
    assert_eq!(
        seen,
        [
            "self_eval_draft: O / R",
            "self_eval_submitted: ORHB / R",
            "manager_eval_in_progress: ORHB / R",
            "manager_eval_complete: ORHB / RH",
            "submitted_to_hr_final: ORHB / RH",
            "hr_review_complete: ORHB / RHB",
            "board_approved: ORHB / RHB",
            "feedback_delivered: ORHB / ORHB",
            "archived: ORHB / ORHB",
            "not_assessed: O / R",
        ]
    );
}

#[test]
fn a_rank_is_frozen_once_the_board_has_approved_and_never_thaws() {
    for step in TRANSITIONS.iter().filter(|t| t.from.is_frozen()) {
        assert!(step.to.is_frozen(), "{:?}", step.action);
    }
    assert!(!ReviewState::HrReviewComplete.is_frozen() && ReviewState::BoardApproved.is_frozen());
}
