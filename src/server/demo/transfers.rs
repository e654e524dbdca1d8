//! A small reorganisation of the demo company that is planned for a day to come (R26).
use crate::{
    domain::{ids::PersonId, policy::Authorized, transfer::Change},
    server::{
        clock::Clock,
        error::{Result, ServiceError},
        repo::{Db, people, transfers},
    },
};
use std::collections::BTreeMap;

/// Who gives two of their people to whom.
const FROM_TO: (&str, &str) = ("EMP0117", "EMP0086");
/// Days from today.
const AHEAD: i64 = 20;
const HR: &str = "EMP0004";

pub async fn seed(db: &Db, at: &impl Fn(i64) -> Clock, ids: &BTreeMap<String, PersonId>) -> Result<()> {
    let of = |no: &str| ids.get(no).copied().ok_or_else(|| ServiceError::broken("a demo person is missing"));
    let clock = at(3);
    let uow = db.begin(&clock).await?;
    let on = clock.today().saturating_add(jiff::Span::new().days(AHEAD));
    let (from, to, by) = (of(FROM_TO.0)?, of(FROM_TO.1)?, of(HR)?);
    let proof = Authorized::unchecked_from_command_line();
    for person in people::reports(uow.conn(), from).await?.into_iter().filter(|person| person.id != to).take(2) {
        let planned = transfers::Planned {
            person: person.id,
            manager: Change::To(to),
            department: Change::Stays,
            on,
            reason: "The test bench becomes a team of its own.",
            by,
        };
        transfers::plan(&uow, &proof, &planned).await?;
    }
    uow.commit().await
}
