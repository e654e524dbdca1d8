//! Delegations: finding, listing and changing them (R23). What they allow is `reviewing`'s business.
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        actor::Actor,
        delegation::{self, Covers, Days, DelegationState, Grant, Reason, SOON, Standing},
        ids::{DelegationId, PersonId},
        policy::{
            Authorized, Team,
            delegations::{DelegationFacts, Scope},
        },
        time::Date,
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Value};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, FromQueryResult)]
pub struct DelegationRow {
    pub id: DelegationId,
    pub for_id: PersonId,
    pub for_no: String,
    pub for_name: String,
    pub delegate_id: PersonId,
    pub delegate_no: String,
    pub delegate_name: String,
    pub whole_team: bool,
    pub from_on: String,
    pub to_on: Option<String>,
    pub reason: String,
    pub note: String,
    pub state: String,
    pub requested_by: String,
    pub requested_at: i64,
    pub settled_by: Option<String>,
    pub settled_at: Option<i64>,
    pub answer: String,
    pub ended_by: Option<String>,
    pub ended_at: Option<i64>,
}

impl DelegationRow {
    pub fn state(&self) -> Result<DelegationState> {
        self.state.parse().map_err(ServiceError::broken)
    }

    pub fn reason(&self) -> Result<Reason> {
        self.reason.parse().map_err(ServiceError::broken)
    }

    pub fn days(&self) -> Result<Days> {
        let day = |text: &str| text.parse().map_err(ServiceError::broken);
        Ok(Days { from: day(&self.from_on)?, to: self.to_on.as_deref().map(day).transpose()? })
    }

    pub fn standing(&self, today: Date) -> Result<Standing> {
        Ok(delegation::standing(self.state()?, self.days()?, today))
    }

    pub fn facts(&self, today: Date) -> Result<DelegationFacts> {
        Ok(DelegationFacts {
            delegation: self.id,
            original: self.for_id,
            delegate: self.delegate_id,
            state: self.state()?,
            over: self.days()?.are_over(today),
        })
    }
}

const ROW: &str = "SELECT g.id, g.for_id, a.employee_no AS for_no, a.full_name AS for_name, g.delegate_id,
       b.employee_no AS delegate_no, b.full_name AS delegate_name, g.whole_team, g.from_on, g.to_on, g.reason, g.note, g.state,
       r.full_name AS requested_by, g.requested_at, s.full_name AS settled_by, g.settled_at, g.answer,
       e.full_name AS ended_by, g.ended_at
FROM delegations g JOIN people a ON a.id = g.for_id JOIN people b ON b.id = g.delegate_id
JOIN people r ON r.id = g.requested_by LEFT JOIN people s ON s.id = g.settled_by LEFT JOIN people e ON e.id = g.ended_by";

/// Which delegations a list is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// Asked for, planned, running.
    #[default]
    Current,
    Running,
    /// Running, with a last day in the next days.
    Ending,
    Past,
}

const STANDS: &str = "g.state IN ('accepted', 'created')";

fn clause(scope: Scope, show: Show, today: Date) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![today.to_string().into()];
    let current = format!("(g.state = 'requested' OR {STANDS}) AND (g.to_on IS NULL OR g.to_on >= $1)");
    let running = format!("{STANDS} AND g.from_on <= $1 AND (g.to_on IS NULL OR g.to_on >= $1)");
    let shown = match show {
        Show::Current => current,
        Show::Running => running,
        Show::Ending => {
            values.push(soon(today).to_string().into());
            format!("{running} AND g.to_on <= $2")
        }
        Show::Past => format!("NOT ({current})"),
    };
    let whose = match scope {
        Scope::Everyone => String::new(),
        Scope::Concerning(person) => {
            values.push(person.into());
            format!(" AND (g.for_id = ${0} OR g.delegate_id = ${0})", values.len())
        }
        Scope::To(person) => {
            values.push(person.into());
            format!(" AND g.delegate_id = ${}", values.len())
        }
    };
    (format!(" WHERE {shown}{whose}"), values)
}

/// The last day that is "soon" from today.
fn soon(today: Date) -> Date {
    today.saturating_add(jiff::Span::new().days(SOON))
}

/// Those that wait first, then by their first day; `limit` and `offset` in rows.
pub async fn list<C: ConnectionTrait>(
    conn: &C,
    scope: Scope,
    show: Show,
    today: Date,
    limit: i64,
    offset: i64,
) -> Result<Vec<DelegationRow>, DbErr> {
    let (clause, mut values) = clause(scope, show, today);
    values.extend([limit.into(), offset.into()]);
    let order = match show {
        Show::Past => "g.id DESC",
        Show::Ending => "g.to_on, g.id",
        _ => "CASE WHEN g.state = 'requested' THEN 0 ELSE 1 END, g.from_on, a.full_name, g.id",
    };
    let page = format!(" ORDER BY {order} LIMIT ${} OFFSET ${}", values.len() - 1, values.len());
    sql::all(conn, &format!("{ROW}{clause}{page}"), values).await
}

pub async fn count<C: ConnectionTrait>(conn: &C, scope: Scope, show: Show, today: Date) -> Result<u64, DbErr> {
    let (clause, values) = clause(scope, show, today);
    let count = sql::number(conn, &format!("SELECT COUNT(*) FROM delegations g{clause}"), values).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// How many reviewers are covered by somebody today.
pub async fn covered<C: ConnectionTrait>(conn: &C, scope: Scope, today: Date) -> Result<u64, DbErr> {
    let (clause, values) = clause(scope, Show::Running, today);
    let count = sql::number(conn, &format!("SELECT COUNT(DISTINCT g.for_id) FROM delegations g{clause}"), values).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

pub async fn find<C: ConnectionTrait>(conn: &C, id: DelegationId) -> Result<Option<DelegationRow>, DbErr> {
    sql::one(conn, &format!("{ROW} WHERE g.id = $1"), vec![id.into()]).await
}

/// Holds a delegation until the end of the transaction. SQLite has one writer.
pub async fn lock(uow: &UnitOfWork, id: DelegationId) -> Result<()> {
    if uow.conn().get_database_backend() == DbBackend::Postgres {
        sql::run(uow.conn(), "SELECT id FROM delegations WHERE id = $1 FOR UPDATE", vec![id.into()]).await?;
    }
    Ok(())
}

/// Requests that wait for this person's answer.
pub async fn waiting_for<C: ConnectionTrait>(conn: &C, person: PersonId, today: Date) -> Result<Vec<DelegationRow>, DbErr> {
    let statement = format!(
        "{ROW} WHERE g.delegate_id = $1 AND g.state = 'requested' AND (g.to_on IS NULL OR g.to_on >= $2) ORDER BY g.id LIMIT 50"
    );
    sql::all(conn, &statement, vec![person.into(), today.to_string().into()]).await
}

/// Other delegations of this reviewer that are asked for or stand and have a day in common with these.
pub async fn overlapping<C: ConnectionTrait>(
    conn: &C,
    original: PersonId,
    days: Days,
    except: Option<DelegationId>,
) -> Result<Vec<DelegationRow>, DbErr> {
    let statement = format!(
        "{ROW} WHERE g.for_id = $1 AND g.id <> $2 AND (g.state = 'requested' OR {STANDS})
           AND (g.to_on IS NULL OR g.to_on >= $3) AND ($4 = '' OR g.from_on <= $4) ORDER BY g.from_on, g.id LIMIT 50"
    );
    let to = days.to.map(|to| to.to_string()).unwrap_or_default();
    let values = vec![original.into(), except.map_or(0, |except| except.0).into(), days.from.to_string().into(), to.into()];
    sql::all(conn, &statement, values).await
}

/// Named people of these delegations, by name.
pub async fn people_of<C: ConnectionTrait>(
    conn: &C,
    of: &[DelegationId],
) -> Result<BTreeMap<DelegationId, Vec<(PersonId, String)>>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        delegation_id: DelegationId,
        person_id: PersonId,
        full_name: String,
    }
    let mut people: BTreeMap<DelegationId, Vec<_>> = BTreeMap::new();
    for batch in of.chunks(400) {
        let statement = format!(
            "SELECT x.delegation_id, x.person_id, p.full_name FROM delegation_people x JOIN people p ON p.id = x.person_id
             WHERE x.delegation_id IN ({}) ORDER BY p.full_name, p.id",
            sql::placeholders(1, batch.len())
        );
        let rows: Vec<Row> = sql::all(conn, &statement, batch.iter().map(|id| (*id).into()).collect()).await?;
        for row in rows {
            people.entry(row.delegation_id).or_default().push((row.person_id, row.full_name));
        }
    }
    Ok(people)
}

/// What is written down of a new one.
pub struct New<'a> {
    pub delegate: PersonId,
    pub covers: &'a Covers,
    pub days: Days,
    pub reason: Reason,
    pub note: &'a str,
    pub state: DelegationState,
    pub by: Actor,
}

pub async fn insert(uow: &UnitOfWork, proof: &Authorized<Team>, new: &New<'_>) -> Result<DelegationId> {
    let id = sql::number(
        uow.conn(),
        "INSERT INTO delegations (for_id, delegate_id, whole_team, from_on, to_on, reason, note, state, requested_by, requested_at,
             answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '') RETURNING id",
        vec![
            proof.key().0.into(),
            new.delegate.into(),
            (*new.covers == Covers::Team).into(),
            new.days.from.to_string().into(),
            new.days.to.map(|to| to.to_string()).into(),
            new.reason.code().into(),
            new.note.into(),
            new.state.code().into(),
            new.by.person.into(),
            uow.now().0.into(),
        ],
    )
    .await?;
    if let Covers::People(people) = new.covers {
        for batch in people.iter().collect::<Vec<_>>().chunks(400) {
            let statement =
                format!("INSERT INTO delegation_people (delegation_id, person_id) VALUES {}", sql::value_rows(batch.len(), 2));
            let values = batch.iter().flat_map(|person| [id.into(), (**person).into()]).collect();
            sql::run(uow.conn(), &statement, values).await?;
        }
    }
    Ok(DelegationId(id))
}

/// Moves a delegation on; `false` when it was not in `from` any more.
pub async fn set_state(
    uow: &UnitOfWork,
    proof: &Authorized<DelegationId>,
    by: Actor,
    from: DelegationState,
    to: DelegationState,
    answer: &str,
) -> Result<bool> {
    let statement = if to == DelegationState::Ended {
        "UPDATE delegations SET state = $3, ended_by = $4, ended_at = $5, ended_on = $7,
             answer = CASE WHEN $6 = '' THEN answer ELSE $6 END WHERE id = $1 AND state = $2"
    } else {
        "UPDATE delegations SET state = $3, settled_by = $4, settled_at = $5, answer = $6 WHERE id = $1 AND state = $2"
    };
    let mut values: Vec<Value> =
        vec![proof.key().into(), from.code().into(), to.code().into(), by.person.into(), uow.now().0.into(), answer.into()];
    if to == DelegationState::Ended {
        values.push(uow.day().to_string().into());
    }
    Ok(sql::run(uow.conn(), statement, values).await? == 1)
}

/// Another last day; its end is told anew.
pub async fn set_end(uow: &UnitOfWork, proof: &Authorized<DelegationId>, to: Option<Date>) -> Result<()> {
    let statement = "UPDATE delegations SET to_on = $2, told_end_at = NULL WHERE id = $1";
    sql::run(uow.conn(), statement, vec![proof.key().into(), to.map(|to| to.to_string()).into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Id {
    id: DelegationId,
}

/// R6: whoever leaves neither acts for others nor is acted for; answers which ones ended with it.
pub async fn end_all_of(uow: &UnitOfWork, proof: &Authorized<PersonId>, by: Actor) -> Result<Vec<DelegationId>> {
    let open = "(for_id = $1 OR delegate_id = $1) AND state IN ('requested', 'accepted', 'created')";
    let found: Vec<Id> =
        sql::all(uow.conn(), &format!("SELECT id FROM delegations WHERE {open} ORDER BY id"), vec![proof.key().into()]).await?;
    sql::run(
        uow.conn(),
        &format!("UPDATE delegations SET state = 'ended', ended_by = $2, ended_at = $3, ended_on = $4 WHERE {open}"),
        vec![proof.key().into(), by.person.into(), uow.now().0.into(), uow.day().to_string().into()],
    )
    .await?;
    Ok(found.into_iter().map(|row| row.id).collect())
}

/// Running ones whose last day is `until` at the latest and whose end was not told yet.
pub async fn ending_untold<C: ConnectionTrait>(conn: &C, today: Date, until: Date) -> Result<Vec<DelegationRow>, DbErr> {
    let statement = format!(
        "{ROW} WHERE {STANDS} AND g.told_end_at IS NULL AND g.from_on <= $1 AND g.to_on >= $1 AND g.to_on <= $2 ORDER BY g.id LIMIT 500"
    );
    sql::all(conn, &statement, vec![today.to_string().into(), until.to_string().into()]).await
}

/// `false` when another process told it first.
pub async fn mark_told(uow: &UnitOfWork, id: DelegationId) -> Result<bool> {
    let statement = "UPDATE delegations SET told_end_at = $2 WHERE id = $1 AND told_end_at IS NULL";
    Ok(sql::run(uow.conn(), statement, vec![id.into(), uow.now().0.into()]).await? == 1)
}

/// A delegation in force, with whom the original reviewer reports to and whether the delegate is at work.
pub struct InForce {
    pub grant: Grant,
    pub above: Option<PersonId>,
    pub at_work: bool,
}

/// Everything in force on a day, for adding up who carries what.
pub async fn in_force<C: ConnectionTrait>(conn: &C, day: Date) -> Result<Vec<InForce>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: DelegationId,
        for_id: PersonId,
        delegate_id: PersonId,
        whole_team: bool,
        from_on: String,
        to_on: Option<String>,
        above: Option<PersonId>,
        at_work: bool,
    }
    let rows: Vec<Row> = sql::all(
        conn,
        &format!(
            "SELECT g.id, g.for_id, g.delegate_id, g.whole_team, g.from_on, g.to_on, a.manager_id AS above, (b.status = 'active') AS at_work
             FROM delegations g JOIN people a ON a.id = g.for_id JOIN people b ON b.id = g.delegate_id
             WHERE {STANDS} AND g.from_on <= $1 AND (g.to_on IS NULL OR g.to_on >= $1) ORDER BY b.full_name, g.id"
        ),
        vec![day.to_string().into()],
    )
    .await?;
    let named: Vec<_> = rows.iter().filter(|row| !row.whole_team).map(|row| row.id).collect();
    let people = people_of(conn, &named).await?;
    let day = |text: &str| text.parse().map_err(ServiceError::broken);
    rows.into_iter()
        .map(|row| {
            let of = || people.get(&row.id).into_iter().flatten().map(|(person, _)| *person).collect::<BTreeSet<_>>();
            Ok(InForce {
                grant: Grant {
                    original: row.for_id,
                    delegate: row.delegate_id,
                    covers: if row.whole_team { Covers::Team } else { Covers::People(of()) },
                    state: DelegationState::Accepted,
                    days: Days { from: day(&row.from_on)?, to: row.to_on.as_deref().map(day).transpose()? },
                },
                above: row.above,
                at_work: row.at_work,
            })
        })
        .collect()
}

/// A reviewer who is away or gone, and how many of their people nobody at work covers today.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Gap {
    pub id: PersonId,
    pub employee_no: String,
    pub full_name: String,
    pub status: String,
    pub people: i64,
}

/// Those among `only`, or in the whole company. Years HR has closed need nobody.
pub async fn gaps<C: ConnectionTrait>(conn: &C, only: Option<PersonId>, day: Date, limit: i64) -> Result<Vec<Gap>, DbErr> {
    let whose = if only.is_some() { " AND a.id = $3" } else { "" };
    let uncovered = format!(
        "q.id <> a.id AND q.status <> 'left' AND a.status IN ('on_leave', 'left'){whose} AND NOT EXISTS (
             SELECT 1 FROM delegations g
             JOIN people b ON b.id = CASE WHEN g.delegate_id = q.id THEN a.manager_id ELSE g.delegate_id END
             WHERE g.for_id = a.id AND {STANDS} AND g.from_on <= $1 AND (g.to_on IS NULL OR g.to_on >= $1) AND b.status = 'active'
               AND b.id <> q.id AND (g.whole_team OR EXISTS (
                   SELECT 1 FROM delegation_people x WHERE x.delegation_id = g.id AND x.person_id = q.id)))"
    );
    let statement = format!(
        "SELECT f.id, f.employee_no, f.full_name, f.status, COUNT(*) AS people FROM (
             SELECT a.id, a.employee_no, a.full_name, a.status, q.id AS person
             FROM people a JOIN people q ON q.manager_id = a.id WHERE {uncovered}
             UNION SELECT a.id, a.employee_no, a.full_name, a.status, q.id
             FROM people a JOIN target_sets t ON t.named_reviewer_id = a.id JOIN people q ON q.id = t.person_id
             WHERE {uncovered} AND NOT EXISTS (SELECT 1 FROM year_closings c WHERE c.fiscal_year_id = t.fiscal_year_id)) AS f
         GROUP BY f.id, f.employee_no, f.full_name, f.status ORDER BY f.full_name, f.id LIMIT $2"
    );
    let mut values: Vec<Value> = vec![day.to_string().into(), limit.into()];
    values.extend(only.map(Value::from));
    sql::all(conn, &statement, values).await
}
