//! Who reviews whom on a day, said once in SQL: whoever HR named, else the direct manager (R3), and whoever acts for them that day
//! (R23). Every list, count and decision about what a reviewer reviews is made of these pieces. `domain::delegation::stand_ins`
//! says the same without a database, and a test compares the two.
//!
//! Statements call a set `s`, its owner `p` and its own reviewer `v`.
use super::sql;
use crate::domain::{
    delegation::StandIn,
    ids::{PersonId, TargetSetId},
    time::Date,
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

/// Through whose eyes rows are read, and on which day: the one thing of a row that depends on who asks is whether they act for its
/// reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Eyes {
    pub person: PersonId,
    pub day: Date,
}

impl Eyes {
    /// For what the system does, and where nobody's part in it is asked for.
    pub fn nobodys(day: Date) -> Self {
        Eyes { person: PersonId(0), day }
    }

    /// The values of the statements' first two placeholders.
    pub(super) fn values(self) -> Vec<Value> {
        vec![self.person.into(), self.day.to_string().into()]
    }
}

/// The day on which no delegation is in force: for deployments without them.
pub const NEVER: Date = Date::ZERO;

/// The delegation `g` is in force on the day `$day`.
fn in_force(g: &str, day: &str) -> String {
    format!("{g}.state IN ('accepted', 'created') AND {g}.from_on <= {day} AND ({g}.to_on IS NULL OR {g}.to_on >= {day})")
}

/// The delegation `g` is about this person.
fn covers(g: &str, person: &str) -> String {
    format!(
        "({g}.whole_team OR EXISTS (SELECT 1 FROM delegation_people x WHERE x.delegation_id = {g}.id AND x.person_id = {person}))"
    )
}

/// The set is reviewed by `$n` themself: as named by HR, else as direct manager; never one's own. Sets are found through their
/// reviewer, so that a team is found as quickly in a large company as in a small one; SQLite takes the tables of a cross join in
/// their order.
pub fn reviewed_by_themself(n: usize) -> String {
    format!(
        "(s.id IN (SELECT n.id FROM target_sets n WHERE n.named_reviewer_id = ${n}
             UNION ALL SELECT t.id FROM people q CROSS JOIN target_sets t
             WHERE q.manager_id = ${n} AND t.person_id = q.id AND t.named_reviewer_id IS NULL) AND s.person_id <> ${n})"
    )
}

/// The same on the day `$day`, with what `$n` reviews for others then. Who is delegated to review a team they are in themself is left
/// out there: theirs goes to whom the reviewer reports to.
pub fn reviewed_by(n: usize, day: usize) -> String {
    let in_force = in_force("g", &format!("${day}"));
    let (named, managed) = (covers("g", "n.person_id"), covers("g", "q.id"));
    let own = covers("g", "g.delegate_id");
    format!(
        "(s.id IN (SELECT n.id FROM target_sets n WHERE n.named_reviewer_id = ${n}
             UNION ALL SELECT t.id FROM people q CROSS JOIN target_sets t
             WHERE q.manager_id = ${n} AND t.person_id = q.id AND t.named_reviewer_id IS NULL
             UNION ALL SELECT n.id FROM delegations g CROSS JOIN target_sets n
             WHERE g.delegate_id = ${n} AND {in_force} AND n.named_reviewer_id = g.for_id AND {named}
             UNION ALL SELECT t.id FROM delegations g CROSS JOIN people q CROSS JOIN target_sets t
             WHERE g.delegate_id = ${n} AND {in_force} AND q.manager_id = g.for_id AND t.person_id = q.id
               AND t.named_reviewer_id IS NULL AND {managed}
             UNION ALL SELECT t.id FROM people a CROSS JOIN delegations g CROSS JOIN target_sets t CROSS JOIN people q
             WHERE a.manager_id = ${n} AND g.for_id = a.id AND {in_force} AND t.person_id = g.delegate_id AND q.id = g.delegate_id
               AND COALESCE(t.named_reviewer_id, q.manager_id) = a.id AND {own})
          AND s.person_id <> ${n})"
    )
}

/// Columns of a row as the eyes of `$1` see it on the day `$2`: `stand_in`, 2 who acts for all that its reviewer reviews, 1 who acts
/// for some of it, and `cover`, the name of somebody who acts for the reviewer.
pub fn columns() -> String {
    let (in_force, covers) = (in_force("g", "$2"), covers("g", "s.person_id"));
    format!(
        "CAST($1 AS BIGINT) AS eyes,
         CASE WHEN s.person_id = $1 OR v.id = $1 THEN NULL ELSE
             (SELECT CAST(MAX(CASE WHEN g.whole_team OR g.delegate_id <> $1 THEN 2 ELSE 1 END) AS BIGINT) FROM delegations g
              WHERE g.for_id = v.id AND {in_force} AND {covers}
                AND ((g.delegate_id = $1 AND g.delegate_id <> s.person_id)
                  OR (g.delegate_id = s.person_id AND v.manager_id = $1))) END AS stand_in,
         (SELECT MIN(c.full_name) FROM delegations g
              JOIN people c ON c.id = CASE WHEN g.delegate_id = s.person_id THEN v.manager_id ELSE g.delegate_id END
              WHERE g.for_id = v.id AND {in_force} AND {covers} AND c.id <> s.person_id AND c.status <> 'left') AS cover"
    )
}

/// What [`columns`] found, as policy asks for it.
pub fn stand_in(eyes: i64, found: Option<i64>) -> Option<StandIn> {
    found.map(|found| StandIn { person: PersonId(eyes), whole_team: found == 2 })
}

/// The person `p` acts for somebody on the day `day`, a placeholder or a literal: that makes them a manager (R1a).
pub fn acts_for_somebody(day: &str) -> String {
    let (in_force, own) = (in_force("g", day), covers("g", "g.delegate_id"));
    format!(
        "(EXISTS (SELECT 1 FROM delegations g WHERE g.delegate_id = p.id AND {in_force})
          OR EXISTS (SELECT 1 FROM people a JOIN delegations g ON g.for_id = a.id JOIN people q ON q.id = g.delegate_id
                     WHERE a.manager_id = p.id AND {in_force} AND {own} AND (q.manager_id = a.id OR EXISTS
                         (SELECT 1 FROM target_sets t WHERE t.person_id = q.id AND t.named_reviewer_id = a.id))))"
    )
}

/// Whoever reviews these sets on a day: their own reviewers, and those who act for them.
pub async fn reviewers_of<C: ConnectionTrait>(
    conn: &C,
    of: &[TargetSetId],
    day: Date,
) -> Result<Vec<(TargetSetId, PersonId)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        set_id: TargetSetId,
        person_id: Option<PersonId>,
    }
    let mut found = Vec::new();
    for batch in of.chunks(400) {
        let (in_force, covers) = (in_force("g", "$1"), covers("g", "s.person_id"));
        let ids = sql::placeholders(2, batch.len());
        let reviewer = "COALESCE(s.named_reviewer_id, p.manager_id)";
        let statement = format!(
            "SELECT s.id AS set_id, {reviewer} AS person_id FROM target_sets s JOIN people p ON p.id = s.person_id WHERE s.id IN ({ids})
             UNION SELECT s.id, CASE WHEN g.delegate_id = s.person_id THEN v.manager_id ELSE g.delegate_id END
             FROM target_sets s JOIN people p ON p.id = s.person_id JOIN people v ON v.id = {reviewer}
             JOIN delegations g ON g.for_id = v.id
             WHERE s.id IN ({ids}) AND {in_force} AND {covers}"
        );
        let values = std::iter::once(day.to_string().into()).chain(batch.iter().map(|id| (*id).into()));
        let rows: Vec<Row> = sql::all(conn, &statement, values.collect()).await?;
        found.extend(rows.into_iter().filter_map(|row| Some((row.set_id, row.person_id?))));
    }
    Ok(found)
}

/// Somebody whose reviews a person does on a day.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ActsFor {
    pub id: PersonId,
    pub full_name: String,
    /// The last day; nothing for an open delegation.
    pub to_on: Option<String>,
    pub whole_team: bool,
}

/// For whom a person acts on a day, by name. Where several delegations overlap, the one that reaches furthest.
pub async fn acts_for<C: ConnectionTrait>(conn: &C, eyes: Eyes) -> Result<Vec<ActsFor>, DbErr> {
    let (in_force, own) = (in_force("g", "$2"), covers("g", "g.delegate_id"));
    let statement = format!(
        "SELECT a.id, a.full_name, g.to_on, g.whole_team FROM delegations g JOIN people a ON a.id = g.for_id
         WHERE g.delegate_id = $1 AND {in_force}
         UNION ALL
         SELECT a.id, a.full_name, g.to_on, TRUE FROM people a JOIN delegations g ON g.for_id = a.id JOIN people q ON q.id = g.delegate_id
         WHERE a.manager_id = $1 AND {in_force} AND {own} AND (q.manager_id = a.id OR EXISTS
             (SELECT 1 FROM target_sets t WHERE t.person_id = q.id AND t.named_reviewer_id = a.id))"
    );
    let rows: Vec<ActsFor> = sql::all(conn, &statement, eyes.values()).await?;
    let mut found: Vec<ActsFor> = Vec::new();
    for row in rows {
        match found.iter_mut().find(|known| known.id == row.id) {
            Some(known) => {
                known.whole_team |= row.whole_team;
                known.to_on = known.to_on.take().zip(row.to_on).map(|(one, other)| one.max(other));
            }
            None => found.push(row),
        }
    }
    found.sort_by(|one, other| (&one.full_name, one.id).cmp(&(&other.full_name, other.id)));
    Ok(found)
}

/// Whom somebody reviews themself: their reports, and those for whom HR named them; at work, by name.
pub async fn team<C: ConnectionTrait>(conn: &C, reviewer: PersonId) -> Result<Vec<super::people::Named>, DbErr> {
    sql::all(
        conn,
        "SELECT q.id, q.employee_no, q.full_name FROM people q
         WHERE q.status <> 'left' AND q.id <> $1 AND (q.id IN (
             SELECT r.id FROM people r WHERE r.manager_id = $1
             UNION ALL SELECT t.person_id FROM target_sets t WHERE t.named_reviewer_id = $1))
         ORDER BY q.full_name, q.id",
        vec![reviewer.into()],
    )
    .await
}
