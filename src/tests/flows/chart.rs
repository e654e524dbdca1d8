//! The organisation chart and the directory as a file (R4, R5).
use crate::support::{Client, TestApp, on_both};
use pa_assistant::api::people::Chart;
use serde_json::{Value, json};

async fn chart(client: &mut Client, query: Value) -> Chart {
    let answer = client.json("organisation-chart", json!({ "query": query })).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

on_both! {
    async fn the_chart_shows_a_part_of_the_forest_and_finds_people(app: TestApp) {
        let mut hana = app.acting("hana", "hr_admin").await;
        let whole = chart(&mut hana, json!({})).await;
        assert_eq!((whole.people, whole.alone, whole.trees.len()), (12, 1, 1), "zoe has neither");
        let dora = &whole.trees[0];
        assert_eq!((dora.person.name.as_str(), dora.reports, dora.below), ("Dora Director", 4, 10));
        let alice = dora.children.iter().find(|child| child.person.name == "Alice Mori").expect("alice");
        assert_eq!(alice.children.iter().map(|child| child.person.name.as_str()).collect::<Vec<_>>(), ["Ann Employee", "Ben Employee", "Cat Employee"]);
        let ann = app.person("ann").await;
        let around = chart(&mut hana, json!({ "at": ann })).await;
        assert_eq!(around.above.iter().map(|who| who.name.as_str()).collect::<Vec<_>>(), ["Dora Director", "Alice Mori"]);
        assert!(around.trees[0].children.is_empty());
        let found = chart(&mut hana, json!({ "q": "EMPLOYEE" })).await.found.expect("a search");
        assert_eq!(found.len(), 5);
        assert_eq!(chart(&mut hana, json!({ "q": "100%" })).await.found.map(|found| found.len()), Some(0));
        // Whoever left is not in it.
        assert_eq!(hana.form("deactivate-person", &[("person", &ann.to_string()), ("reason", "gone")]).await.status, 200);
        assert_eq!(chart(&mut hana, json!({})).await.people, 11);
        assert_eq!(hana.json("organisation-chart", json!({ "query": { "at": ann } })).await.status, 404);
        let page = hana.page("/people/chart?q=mori").await;
        assert!(page.status == 200 && page.text.contains("Alice Mori"));
        assert_eq!(app.acting("alice", "manager").await.page("/people/chart").await.status, 403);
    }
}

on_both! {
    async fn the_directory_is_taken_along_as_it_is_narrowed(app: TestApp) {
        app.import("employee_id,full_name,email,department,job_title\nevil,\"=cmd|' /C calc'!A0\",evil@example.com,Sales,\"a;b,\"\"c\"\"\"\n").await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let all = hana.page("/people/export.csv").await;
        assert_eq!(all.status, 200);
        assert!(all.headers["content-type"].to_str().expect("text").starts_with("text/csv"));
        let lines: Vec<&str> = all.text.lines().collect();
        assert_eq!(lines.len(), 14, "{}", all.text);
        assert_eq!(lines[0].trim_start_matches('\u{feff}'), "employee_id,full_name,email,department,employee_type,grade,job_title,manager_employee_id,employment_status,roles,joined_on");
        assert!(all.text.contains("\"'=cmd|' /C calc'!A0\"") && all.text.contains("\"a;b,\"\"c\"\"\""), "{}", all.text);
        assert!(all.text.contains("hana,Hana Hr,hana@example.com,HR,Staff,S2,,dora,active,\"employee;hr_admin\","), "{}", all.text);
        let some = hana.page("/people/export.csv?q=employee&sort=-name&page=7&status=active").await.text;
        let names: Vec<&str> = some.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
        assert_eq!(names, ["Eve Employee", "Dan Employee", "Cat Employee", "Ben Employee", "Ann Employee"]);
        for (login, role) in [("ann", "employee"), ("alice", "manager"), ("pat", "board_member"), ("dora", "general_director")] {
            assert_eq!(app.acting(login, role).await.page("/people/export.csv").await.status, 403, "{role}");
        }
        assert_eq!(app.number("SELECT COUNT(*) FROM audit_entries WHERE action = 'export_people'").await, 2);
    }
}

on_both! {
    async fn a_long_directory_comes_whole_and_once(app: TestApp) {
        let rows: String = (0..1_234).map(|n| format!("p{n:05},Person {n:05},p{n}@example.com,Sales\n")).collect();
        app.import(&format!("employee_id,full_name,email,department\n{rows}")).await;
        let mut hana = app.acting("hana", "hr_admin").await;
        let text = hana.page("/people/export.csv?q=person").await.text;
        let mut numbers: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert_eq!(numbers.len(), 1_234);
        numbers.dedup();
        assert_eq!((numbers.len(), numbers[0], numbers[1_233]), (1_234, "p00000", "p01233"));
    }
}
