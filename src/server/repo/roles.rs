//! Roles that are granted, and the requests for them that a second person settles (R1a).
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        actor::{Actor, Role},
        ids::PersonId,
        policy::{
            Authorized,
            people::{RequestFacts, Verdict},
        },
    },
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

#[derive(Clone, Debug, FromQueryResult)]
pub struct RequestRow {
    pub id: i64,
    pub person_id: PersonId,
    pub employee_no: String,
    pub full_name: String,
    pub role: String,
    /// To be granted; else to be taken.
    pub wanted: bool,
    pub reason: String,
    pub asked_by: PersonId,
    pub asker: String,
    pub asked_at: i64,
    pub decider: Option<String>,
    pub decided_at: Option<i64>,
    pub outcome: Option<String>,
}

impl RequestRow {
    pub fn facts(&self) -> RequestFacts {
        RequestFacts { owner: self.person_id, asked_by: self.asked_by, open: self.decided_at.is_none() }
    }
}

const REQUEST: &str = "SELECT r.id, r.person_id, p.employee_no, p.full_name, r.role, r.wanted, r.reason, r.asked_by,
       a.full_name AS asker, r.asked_at, d.full_name AS decider, r.decided_at, r.outcome
FROM role_requests r JOIN people p ON p.id = r.person_id JOIN people a ON a.id = r.asked_by
LEFT JOIN people d ON d.id = r.decided_by";

pub async fn find<C: ConnectionTrait>(conn: &C, id: i64) -> Result<Option<RequestRow>, DbErr> {
    sql::one(conn, &format!("{REQUEST} WHERE r.id = $1"), vec![id.into()]).await
}

/// Open ones first, then the newest settled; of one person, or of everybody.
pub async fn list<C: ConnectionTrait>(conn: &C, of: Option<PersonId>, limit: i64) -> Result<Vec<RequestRow>, DbErr> {
    let (clause, mut values) = match of {
        Some(person) => (" WHERE r.person_id = $2", vec![limit.into(), person.into()]),
        None => ("", vec![limit.into()]),
    };
    let statement = format!("{REQUEST}{clause} ORDER BY CASE WHEN r.decided_at IS NULL THEN 0 ELSE 1 END, r.id DESC LIMIT $1");
    sql::all(conn, &statement, std::mem::take(&mut values)).await
}

/// Open requests that this person could settle: somebody else asked, for somebody else.
pub async fn waiting_for<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Vec<RequestRow>, DbErr> {
    let statement = format!("{REQUEST} WHERE r.decided_at IS NULL AND r.person_id <> $1 AND r.asked_by <> $1 ORDER BY r.id");
    sql::all(conn, &statement, vec![person.into()]).await
}

pub async fn ask(
    uow: &UnitOfWork,
    proof: &Authorized<PersonId>,
    by: Actor,
    role: Role,
    wanted: bool,
    reason: &str,
) -> Result<i64> {
    let id = sql::number(
        uow.conn(),
        "INSERT INTO role_requests (person_id, role, wanted, reason, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        vec![
            proof.key().into(),
            role.code().into(),
            wanted.into(),
            reason.into(),
            by.person.into(),
            uow.now().0.into(),
        ],
    )
    .await?;
    Ok(id)
}

/// `false` when somebody settled it first.
pub async fn settle(uow: &UnitOfWork, _: &Authorized<PersonId>, by: Actor, id: i64, verdict: Verdict) -> Result<bool> {
    let settled = sql::run(
        uow.conn(),
        "UPDATE role_requests SET decided_by = $2, decided_at = $3, outcome = $4 WHERE id = $1 AND decided_at IS NULL",
        vec![id.into(), by.person.into(), uow.now().0.into(), verdict.outcome().into()],
    )
    .await?;
    Ok(settled == 1)
}

pub async fn set(uow: &UnitOfWork, proof: &Authorized<PersonId>, role: Role, held: bool) -> Result<()> {
    if held {
        return super::access::grant_role(uow, proof.key(), role).await;
    }
    let statement = "DELETE FROM role_grants WHERE person_id = $1 AND role = $2";
    sql::run(uow.conn(), statement, vec![proof.key().into(), role.code().into()]).await?;
    Ok(())
}

/// Open requests of somebody who leaves come to nothing.
pub async fn withdraw_all(uow: &UnitOfWork, proof: &Authorized<PersonId>, by: Actor) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE role_requests SET decided_by = $2, decided_at = $3, outcome = 'withdrawn'
         WHERE person_id = $1 AND decided_at IS NULL",
        vec![proof.key().into(), by.person.into(), uow.now().0.into()],
    )
    .await?;
    Ok(())
}

pub async fn held_by<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Vec<Role>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        role: String,
    }
    let rows: Vec<Row> =
        sql::all(conn, "SELECT role FROM role_grants WHERE person_id = $1 ORDER BY role", vec![person.into()]).await?;
    Ok(rows.into_iter().filter_map(|row| row.role.parse().ok()).collect())
}
