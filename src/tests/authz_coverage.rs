//! Every registered server function is listed here and tried by whoever may not use it. A function nobody listed fails.
use crate::support::{TestApp, on_both};
use leptos::server_fn::axum::server_fn_paths;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Whom a function is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum For {
    Anyone,
    SignedIn,
    /// Only the employee role changes one's own draft.
    OwnerOfSet,
    Manager,
    Hr,
    /// HR and director.
    HrOrDirector,
    /// HR, director and board.
    Readers,
    /// Director and board.
    Board,
    /// Whoever may be concerned: everybody but director and board.
    Concerned,
    ManagerOrHr,
    EmployeeOrManager,
    /// Who may depends on the set; strangers never.
    PartyOfSet,
}

fn functions() -> Vec<(&'static str, For)> {
    use For::*;
    vec![
        ("session", Anyone),
        ("sign-in", Anyone),
        ("sign-out", Anyone),
        ("demo-accounts", Anyone),
        ("invitation", Anyone),
        ("accept-invitation", Anyone),
        ("setup-link", Anyone),
        ("set-up", Anyone),
        ("switch-role", SignedIn),
        ("own-sessions", SignedIn),
        ("end-session", SignedIn),
        ("end-other-sessions", SignedIn),
        ("change-password", SignedIn),
        ("home", SignedIn),
        ("read-notices", SignedIn),
        ("my-targets", SignedIn),
        ("years", SignedIn),
        ("save-draft", OwnerOfSet),
        ("targets-form", OwnerOfSet),
        ("pick-texts", OwnerOfSet),
        ("set", PartyOfSet),
        ("move-set", PartyOfSet),
        ("exempt-set", PartyOfSet),
        ("name-reviewer", PartyOfSet),
        ("team", Manager),
        ("submit-team", Manager),
        ("delegations", Concerned),
        ("delegation", PartyOfSet),
        ("delegation-draft", ManagerOrHr),
        ("delegate", ManagerOrHr),
        ("settle-delegation", PartyOfSet),
        ("change-delegation", PartyOfSet),
        ("departments", Hr),
        ("sets", Readers),
        ("approve-sets", Hr),
        ("directory", Hr),
        ("audit-log", Hr),
        ("transfers", Hr),
        ("transfer-plan", Hr),
        ("transfer-people", Hr),
        ("cancel-transfer", PartyOfSet),
        ("handovers", EmployeeOrManager),
        ("handover", PartyOfSet),
        ("person", Hr),
        ("look-up-person", Hr),
        ("record", Hr),
        ("create-person", Hr),
        ("edit-person", Hr),
        ("leaving", Hr),
        ("deactivate-person", Hr),
        ("reactivate-person", Hr),
        ("anonymise-person", Hr),
        ("person-roles", Hr),
        ("ask-for-role", Hr),
        ("role-requests", HrOrDirector),
        ("settle-role", HrOrDirector),
        ("upload-import", Hr),
        ("import-preview", Hr),
        ("apply-import", Hr),
        ("map-import", Hr),
        ("cancel-import", Hr),
        ("check-import", Hr),
        ("organisation-chart", Hr),
        ("invite", Hr),
        ("resets", HrOrDirector),
        ("decide-reset", HrOrDirector),
        ("create-year", Hr),
        ("open-target-setting", Hr),
        ("close-target-setting", Hr),
        ("open-mid-year", Hr),
        ("close-mid-year", Hr),
        ("open-evaluation", Hr),
        ("close-year", Hr),
        ("corrections", PartyOfSet),
        ("correct-review", PartyOfSet),
        ("decide-correction", PartyOfSet),
        ("hand-out-prompt", PartyOfSet),
        ("hand-out-form", PartyOfSet),
        ("assist-page", PartyOfSet),
        ("accept-suggestion", PartyOfSet),
        ("discard-suggestion", PartyOfSet),
        ("take-pasted", PartyOfSet),
        ("assistance", Hr),
        ("save-assistance", Hr),
        ("save-assist-templates", Hr),
        ("configuration", Hr),
        ("configured-departments", Hr),
        ("configured-department", Hr),
        ("create-department", Hr),
        ("change-department", Hr),
        ("remove-department", Hr),
        ("configured-types", Hr),
        ("configured-type", Hr),
        ("create-type", Hr),
        ("change-type", Hr),
        ("remove-type", Hr),
        ("create-grade", Hr),
        ("change-grade", Hr),
        ("remove-grade", Hr),
        ("configured-year", Hr),
        ("change-year", Hr),
        ("change-due-day", Hr),
        ("my-review", SignedIn),
        ("review", PartyOfSet),
        ("save-self-evaluation", OwnerOfSet),
        ("save-evaluation", PartyOfSet),
        ("self-evaluation-form", OwnerOfSet),
        ("evaluation-form", PartyOfSet),
        ("move-review", PartyOfSet),
        ("deliver-feedback", PartyOfSet),
        ("respond-to-result", OwnerOfSet),
        ("answer-objection", PartyOfSet),
        ("adjust-rank", PartyOfSet),
        ("team-results", Manager),
        ("submit-team-results", Manager),
        ("results", Readers),
        ("confirm-results", Hr),
        ("approve-results", Board),
        ("rank-tables", Hr),
        ("check-rank-table", Hr),
        ("save-rank-table", Hr),
    ]
}

/// Arguments good enough to get past decoding, about ann's set and person.
fn arguments(function: &str, set: i64, person: i64, year: i64) -> Vec<(String, String)> {
    let pairs: Vec<(&str, String)> = match function {
        "switch-role" => vec![("role", "hr_admin".into())],
        "change-password" => vec![("current", "x".into()), ("new", "x".into()), ("again", "x".into())],
        "targets-form" => {
            vec![("form[set]", set.to_string()), ("form[save_id]", "coverage-1".into()), ("form[base_version]", "0".into())]
        }
        "pick-texts" => vec![
            ("set", set.to_string()),
            ("unmerged", "1".into()),
            ("picks[0][0]", "current_role".into()),
            ("picks[0][1]", "mine".into()),
        ],
        "move-set" => vec![("set", set.to_string()), ("action", "approve".into()), ("seen", "draft".into())],
        "exempt-set" => vec![("set", set.to_string()), ("exempt", "true".into()), ("reason", "x".into())],
        "name-reviewer" => vec![("set", set.to_string()), ("employee_no", "bob".into())],
        // Nobody is named, so that nothing comes of it.
        "delegate" => vec![("form[for_nos]", "ann".into()), ("form[delegate_no]", String::new())],
        "transfer-people" => vec![("form[who]", String::new())],
        "cancel-transfer" => vec![("transfer", "1".into())],
        "settle-delegation" => vec![("delegation", "1".into()), ("step", "end".into())],
        "change-delegation" => vec![("delegation", "1".into()), ("to_on", "2026-06-01".into())],
        "submit-team" | "submit-team-results" | "confirm-results" => vec![("year", year.to_string())],
        "approve-results" => vec![("year", year.to_string()), ("held_on", "2026-04-01".into()), ("notes", "x".into())],
        "self-evaluation-form" | "evaluation-form" => {
            vec![("form[review]", "1".into()), ("form[save_id]", "coverage-1".into()), ("form[base_version]", "0".into())]
        }
        "move-review" => vec![("review", "1".into()), ("action", "start".into()), ("seen", "self_eval_submitted".into())],
        "deliver-feedback" => {
            vec![("review", "1".into()), ("seen", "board_approved".into()), ("talked_on", "2026-04-01".into())]
        }
        "respond-to-result" => vec![("review", "1".into()), ("what", "read".into())],
        "answer-objection" => vec![("review", "1".into()), ("text", "x".into())],
        "adjust-rank" => vec![("review", "1".into()), ("rank", "A".into()), ("reason", "x".into())],
        "save-rank-table" => vec![("form[year]", year.to_string())],
        "open-mid-year" | "open-evaluation" => vec![("year", year.to_string()), ("due_on", "2026-06-01".into())],
        "close-mid-year" | "close-year" => vec![("year", year.to_string()), ("reason", "x".into()), ("confirm", "x".into())],
        "end-session" => vec![("family", "nobody's".into())],
        "decide-reset" => vec![("request", "1".into()), ("agree", "false".into())],
        "approve-sets" => vec![("sets[0]", set.to_string()), ("back", "/".into())],
        "create-department" | "create-type" => vec![("form[name]", "Sales".into())],
        "change-department" => vec![("department", "1".into()), ("form[name]", "X".into())],
        "remove-department" => vec![("department", "1".into()), ("seen_name", "x".into()), ("reason", "x".into())],
        "change-type" | "remove-type" | "create-grade" => vec![("employee_type", "1".into()), ("form[seen_name]", "x".into())],
        "correct-review" => vec![("review", "1".into()), ("form[field]", "summary".into())],
        "decide-correction" => {
            vec![("correction", "1".into()), ("decision", "confirm".into()), ("note", "x".into()), ("seen", "0".into())]
        }
        "hand-out-form" => vec![("review", "1".into()), ("field", "summary".into()), ("facts", "x".into())],
        "take-pasted" => vec![("suggestion", "1".into()), ("pasted", "x".into())],
        "save-assistance" => vec![("form[mode]", "nothing".into()), ("reason", "x".into()), ("seen", "0".into())],
        "save-assist-templates" => vec![
            ("form[result]", "x".into()),
            ("form[comment]", "x".into()),
            ("form[summary]", "x".into()),
            ("reason", "x".into()),
            ("seen", "0".into()),
        ],
        "change-grade" | "remove-grade" => vec![("grade", "1".into()), ("form[seen_name]", "x".into())],
        "change-year" => vec![("year", year.to_string()), ("form[name]", "x".into())],
        "change-due-day" => vec![
            ("year", year.to_string()),
            ("phase", "evaluation".into()),
            ("due_on", "2026-06-01".into()),
            ("seen_due_on", "x".into()),
            ("reason", "x".into()),
        ],
        "apply-import" | "cancel-import" | "check-import" => vec![("import", "1".into())],
        "map-import" => vec![("import", "1".into()), ("columns[email]", "0".into())],
        // Nothing in these is right, so that nothing comes of them.
        "create-person" | "edit-person" => vec![("person", person.to_string()), ("form[full_name]", String::new())],
        "deactivate-person" => vec![("person", person.to_string()), ("reason", "\u{7}".into())],
        "reactivate-person" => vec![("person", person.to_string()), ("reason", "x".into())],
        "anonymise-person" => vec![("person", person.to_string()), ("confirm", "not the id".into())],
        "ask-for-role" => vec![("person", person.to_string()), ("change", "grant.hr_admin".into()), ("reason", String::new())],
        "settle-role" => vec![("request", "1".into()), ("verdict", "confirm".into())],
        "create-year" => vec![("name", "Y".into()), ("starts_on", "2030-04-01".into()), ("ends_on", "2031-03-31".into())],
        "open-target-setting" => vec![("year", year.to_string()), ("due_on", "2026-06-01".into())],
        "close-target-setting" => vec![("year", year.to_string()), ("reason", "x".into()), ("confirm", "x".into())],
        _ => vec![("person", person.to_string())],
    };
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

const JSON: [&str; 48] = [
    "transfers",
    "transfer-plan",
    "handovers",
    "handover",
    "delegations",
    "delegation",
    "delegation-draft",
    "session",
    "own-sessions",
    "resets",
    "demo-accounts",
    "home",
    "my-targets",
    "years",
    "save-draft",
    "set",
    "team",
    "departments",
    "sets",
    "directory",
    "audit-log",
    "organisation-chart",
    "person",
    "record",
    "leaving",
    "person-roles",
    "role-requests",
    "look-up-person",
    "my-review",
    "review",
    "save-self-evaluation",
    "save-evaluation",
    "team-results",
    "results",
    "rank-tables",
    "check-rank-table",
    "corrections",
    "hand-out-prompt",
    "assist-page",
    "accept-suggestion",
    "discard-suggestion",
    "assistance",
    "configuration",
    "configured-departments",
    "configured-department",
    "configured-types",
    "configured-type",
    "configured-year",
];

async fn call(client: &mut crate::support::Client, function: &str, set: i64, person: i64, year: i64) -> u16 {
    if JSON.contains(&function) || ["import-preview", "invite"].contains(&function) {
        let all: Value = json!({ "set": set, "save_id": "coverage-save", "patch": {}, "id": person, "person": person, "filter": {}, "query": {},
            "import": 1, "only": "", "page": 1, "employee_no": "bob", "review": 1, "changes": [], "form": {},
            "department": 1, "employee_type": 1, "year": year, "delegation": 1, "handover": 1, "field": "summary", "suggestion": 1, "text": "x", "test": false,
            "ask": { "review": 1, "field": "summary", "facts": "x", "acting_as": "" } });
        return client.json(function, all).await.status;
    }
    if function == "upload-import" {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"acting_as\"\r\n\r\n{}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nemployee_id,full_name,email,department\r\n--b--\r\n",
            client.stamp
        );
        return client
            .send(axum::http::Method::POST, "/api/upload-import", "multipart/form-data; boundary=b", "application/json", body)
            .await
            .status;
    }
    let owned = arguments(function, set, person, year);
    let fields: Vec<(&str, &str)> = owned.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    client.form(function, &fields).await.status
}

#[test]
fn every_registered_function_is_listed() {
    // Registration happens when the router is made; the macro's inventory is there from the start.
    let registered: BTreeSet<String> = server_fn_paths().map(|(path, _)| path.trim_start_matches("/api/").to_owned()).collect();
    let listed: BTreeSet<String> = functions().into_iter().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(registered, listed);
}

on_both! {
    async fn nobody_gets_past_their_role(app: TestApp) {
        let year = app.open_year().await;
        let (set, person) = (app.set_of("ann").await, app.person("ann").await.0);
        // Switched on, or nobody would find any of it.
        app.run("INSERT INTO assist_settings (mode, model, first_token, total, per_person, at_once, waiting, words, result_template,
                     comment_template, summary_template, changed_at, changed_by)
                 SELECT 'web', '', 30, 120, 1, 2, 50, 180, '{facts}', '{facts}{self_text}', '{facts}{targets}', 0, MIN(id) FROM people").await;
        let roles = [("ben", "employee"), ("bob", "manager"), ("pat", "board_member"), ("dora", "general_director"), ("hana", "hr_admin")];
        for (function, meant) in functions() {
            let signed_out = call(&mut app.stranger(), function, set, person, year).await;
            if meant != For::Anyone {
                assert_eq!(signed_out, 401, "{function} answers somebody who is not signed in");
            }
            for (login, role) in roles {
                if function == "change-password" || function == "sign-out" || meant == For::Anyone {
                    continue;
                }
                let mut client = app.acting(login, role).await;
                let status = call(&mut client, function, set, person, year).await;
                let may = match meant {
                    For::Anyone | For::SignedIn => true,
                    For::OwnerOfSet => false,
                    For::Manager => role == "manager",
                    For::Hr => role == "hr_admin",
                    For::HrOrDirector => matches!(role, "hr_admin" | "general_director"),
                    For::Board => matches!(role, "general_director" | "board_member"),
                    For::Concerned => !matches!(role, "general_director" | "board_member"),
                    For::ManagerOrHr => matches!(role, "manager" | "hr_admin"),
                    For::EmployeeOrManager => matches!(role, "employee" | "manager"),
                    For::Readers => !matches!(role, "employee" | "manager"),
                    // All five know of no such set, or may not move it, but HR, director and board may know its state.
                    For::PartyOfSet => matches!(role, "hr_admin" | "general_director" | "board_member"),
                };
                let refused = status == 403 || status == 404;
                if !may {
                    assert!(refused, "{function} as {login}, {role}: {status}");
                } else if matches!(meant, For::Manager | For::Hr | For::HrOrDirector | For::Readers | For::Board | For::Concerned | For::ManagerOrHr | For::EmployeeOrManager) {
                    let about_nothing = ["apply-import", "map-import", "cancel-import", "check-import", "import-preview", "settle-role", "decide-reset"].contains(&function);
                    assert!(!refused || about_nothing, "{function} as {login}, {role}: {status}");
                }
            }
        }
        assert_eq!(app.state_of("ann").await, "draft", "nothing moved");
        app.audit_verifies().await;
    }
}
