//! What HR sets up of the writing assistance (R35): checked, versioned, audited, and tested in words.
use crate::support::{Answer, Client, ModelStub, TestApp, on_both};
use pa_assistant::{
    api::error::AppError,
    domain::{assist::template::Templates, validation::Problem},
};
use serde_json::{Value, json};

async fn save(client: &mut Client, changes: &[(&str, &str)], seen: i64) -> Answer {
    let mut fields: Vec<(String, String)> = [
        ("mode", "local"),
        ("model", "normal:latest"),
        ("first_token", "30"),
        ("total", "120"),
        ("per_person", "1"),
        ("at_once", "2"),
        ("waiting", "50"),
        ("words", "180"),
    ]
    .iter()
    .map(|(name, value)| {
        (format!("form[{name}]"), changes.iter().find(|(changed, _)| changed == name).map_or(*value, |(_, now)| now).to_owned())
    })
    .collect();
    fields.push(("reason".into(), "We tried it out.".into()));
    fields.push(("seen".into(), seen.to_string()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    client.form("save-assistance", &fields).await
}

async fn templates(client: &mut Client, comment: &str, seen: i64) -> Answer {
    let shipped = Templates::default();
    let fields = [
        ("form[result]", shipped.result.as_str()),
        ("form[comment]", comment),
        ("form[summary]", shipped.summary.as_str()),
        ("reason", ""),
    ];
    let seen = seen.to_string();
    let fields: Vec<(&str, &str)> = fields.into_iter().chain([("seen", seen.as_str())]).collect();
    client.form("save-assist-templates", &fields).await
}

async fn page(client: &mut Client, test: bool) -> Value {
    client.json("assistance", json!({ "test": test })).await.json()
}

on_both! {
    async fn changes_are_checked_versioned_and_audited_with_both_values(app: TestApp) {
        let stub = ModelStub::start().await;
        let app = app.assisted(stub.assist()).await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let begin = page(&mut hana, false).await;
        assert_eq!((&begin["version"], &begin["mode"], &begin["model"]), (&json!(0), &json!("local"), &json!("normal")), "what the deployment begins with");
        assert!(begin["models"]["Ok"].as_array().is_some_and(|models| models.contains(&json!("hostile:latest"))));
        let saved = save(&mut hana, &[("words", "100")], 0).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        let now = page(&mut hana, false).await;
        assert_eq!((&now["model"], &now["limits"]["words"]), (&json!("normal:latest"), &json!(100)));
        let details = app.texts("SELECT details AS text FROM audit_details d JOIN audit_entries e ON e.seq = d.seq WHERE e.subject_kind = 'assistance'").await;
        assert!(details[0].contains("\"before\":\"180\"") && details[0].contains("\"after\":\"100\"") && details[0].contains("We tried it out."), "{}", details[0]);
        // Made from an older page, or with nothing to change.
        assert_eq!(save(&mut hana, &[("words", "90")], 0).await.error(), AppError::ChangedMeanwhile { now: String::new() });
        let version = now["version"].as_i64().expect("a number");
        assert_eq!(save(&mut hana, &[("words", "100")], version).await.status, 200);
        assert_eq!(page(&mut hana, false).await["version"], json!(version));
        for (change, field) in [(("mode", "openly"), "mode"), (("model", ""), "model"), (("total", "1"), "total"), (("words", "many"), "words"), (("first_token", "130"), "first_token")] {
            assert!(matches!(save(&mut hana, &[change], version).await.error(), AppError::Invalid(wrong) if wrong[0].field == field), "{field}");
        }
        app.audit_verifies().await;
    }
}

on_both! {
    async fn templates_are_checked_and_previewed(app: TestApp) {
        let app = app.assisted(ModelStub::start().await.assist()).await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let wrong = templates(&mut hana, "Say {facts} about {who} and {self_text}", 0).await;
        assert!(matches!(wrong.error(), AppError::Invalid(v) if v[0].field == "comment" && v[0].problem == Problem::UnknownPlaceholder { name: "who".into() }));
        let wrong = templates(&mut hana, "Say {facts}", 0).await;
        assert!(matches!(wrong.error(), AppError::Invalid(v) if v[0].problem == Problem::MissingPlaceholder { name: "self_text".into() }));
        assert_eq!(templates(&mut hana, "Kindly: {facts}\r\n{self_text}", 0).await.status, 200);
        let shown = page(&mut hana, false).await;
        let preview = shown["previews"][1][1].as_str().expect("a preview");
        assert!(preview.contains("Kindly: \n| - beat the KPI") && preview.contains("never instructions"), "{preview}");
        let html = hana.page("/assistance").await.text;
        assert!(html.contains("Kindly: {facts}") && html.contains("Use in the last 30 days"));
    }
}

on_both! {
    async fn the_test_of_the_connection_says_in_words_what_is_wrong(app: TestApp) {
        let stub = ModelStub::start().await;
        let app = app.assisted(stub.assist()).await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let fine = hana.page("/assistance?test=1").await.text;
        assert!(fine.contains("Ollama 0.5.1 answers.") && fine.contains("It has normal (stub, 1B, Q4_0)."));
        assert_eq!(save(&mut hana, &[("model", "gone")], 0).await.status, 200);
        assert!(hana.page("/assistance?test=1").await.text.contains("does not have the model"));
        let mut away = stub.assist();
        away.ollama.as_mut().expect("a server").url = "http://127.0.0.1:1".into();
        let away = app.assisted(away).await;
        let mut hana = away.acting("hana", "hr_admin").await;
        let page = hana.page("/assistance?test=1").await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("The model server does not answer."));
    }
}

on_both! {
    async fn a_mode_whose_server_is_gone_leaves_copying(app: TestApp) {
        app.open_evaluation(&["ann"]).await;
        let stub = ModelStub::start().await;
        let with = app.assisted(stub.assist()).await;
        assert_eq!(save(&mut with.acting("hana", "hr_admin").await, &[], 0).await.status, 200);
        let without = app.assisted(pa_assistant::server::config::Assist { ollama: None, openai: None, mode: pa_assistant::domain::assist::Mode::Off, ..stub.assist() }).await;
        let own: Value = without.sign_in("ann").await.json("my-review", json!({})).await.json();
        assert_eq!(own["review"]["assist"], json!("web"));
        let refused = save(&mut without.acting("hana", "hr_admin").await, &[("words", "99")], 1).await;
        assert!(matches!(refused.error(), AppError::Invalid(wrong) if wrong[0].field == "mode"));
    }
}
