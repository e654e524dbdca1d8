//! HR's view of people.
use crate::support::{TestApp, on_both};
use serde_json::{Value, json};

on_both! {
    async fn an_employee_id_tells_whose_it_is(app: TestApp) {
        let mut hr = app.acting("hana", "hr_admin").await;
        let ann: Value = hr.json("look-up-person", json!({ "employee_no": " ann " })).await.json();
        assert_eq!((ann["name"].as_str(), ann["grade"].as_str(), ann["department"].as_str(), ann["manager"].as_str()),
            (Some("Ann Employee"), Some("E1"), Some("Engineering"), Some("Alice Mori")));
        for nobody in ["", "no such id", "ann' OR '1'='1"] {
            let found: Value = hr.json("look-up-person", json!({ "employee_no": nobody })).await.json();
            assert_eq!(found, Value::Null, "{nobody}");
        }
    }
}
