//! What holds for any file.
use super::*;
use proptest::prelude::*;

/// Few ids, addresses and names, so that rows meet, but not so few that hardly a file can be applied.
fn any_row() -> impl Strategy<Value = String> {
    let rest = (
        prop_oneof![12 => Just(String::new()), 1 => "[a-c]@x\\.org", 1 => "K[1-3]@example\\.com", 1 => "[A-C]@X\\.org"],
        prop_oneof!["Sales", "sales", "Ops", "OPS"],
        prop_oneof!["", "Engineer", "engineer", "Driver"],
        prop_oneof!["", "E1", "e1"],
        prop_oneof![8 => "", 4 => "K[1-3]", 4 => "[A-L]", 1 => "Z"],
        prop_oneof!["", "active", "On leave", "left"],
        prop_oneof!["", "hr admin;manager", "board_member"],
    );
    let id = prop_oneof![10 => "[A-L]", 1 => "[a-l]", 4 => "K[1-3]"];
    (id, rest).prop_map(|(id, (email, department, kind, grade, manager, status, roles))| {
        let email = if email.is_empty() { format!("{id}@example.com") } else { email };
        format!("{id},Name {id},{email},{department},{kind},{grade},Clerk,{manager},{status},{roles},2020-04-01")
    })
}

proptest! {
    #[test]
    fn what_can_be_applied_is_a_company_and_importing_it_again_changes_nothing(
        lines in proptest::collection::vec(any_row(), 0..5),
        width in prop_oneof![Just(4usize), Just(8), Just(11)],
    ) {
        let header = cells(FULL)[..width].join(",");
        let lines: Vec<String> = lines.iter().map(|line| cells(line)[..width].join(",")).collect();
        let before = known(&[("K1", "K2"), ("K2", ""), ("K3", "K1")]);
        let plan = import(&header, &lines, &before);
        prop_assert_eq!(plan.rows.len(), lines.len());
        if plan.is_applicable() {
            let after = apply(&before, &plan);
            let ids: BTreeSet<String> = after.people.iter().map(|person| person.employee_no.0.to_lowercase()).collect();
            let addresses: BTreeSet<String> = after.people.iter().map(|person| person.email.to_lowercase()).collect();
            prop_assert_eq!((ids.len(), addresses.len()), (after.people.len(), after.people.len()));
            let mut manager_of = BTreeMap::new();
            for person in &after.people {
                if let Some(manager) = &person.manager {
                    prop_assert!(after.people.iter().any(|other| other.employee_no == *manager));
                    manager_of.insert(person.employee_no.clone(), manager.clone());
                }
                let (kind, grade) = (person.employee_type.clone(), person.grade.clone());
                prop_assert!(after.departments.contains(person.department.as_deref().expect("required")));
                prop_assert!(after.grades.contains(&(kind.expect("defaulted"), grade.expect("defaulted"))));
            }
            prop_assert_eq!(crate::domain::organisation::find_loop(&manager_of), None);
            let again = import(&header, &lines, &after);
            prop_assert_eq!(again.counts(), Counts { unchanged: lines.len(), ..Counts::default() });
        } else {
            prop_assert!(plan.counts().refused > 0);
        }
    }

    #[test]
    fn no_text_breaks_the_reader(table in proptest::collection::vec(proptest::collection::vec(any::<String>(), 0..14), 0..6)) {
        let rows: Vec<RawRow> = (2..).zip(table).map(|(line, cells)| RawRow { line, cells }).collect();
        let plan = plan(&headers(FULL), &rows, &known(&[("K1", "")]));
        prop_assert!(plan.rows.len() <= rows.len());
    }
}
