//! Accounts and who may act as what: read from the database on every request (R2).
use super::{UnitOfWork, reviewing::acts_for_somebody, sql};
use crate::{
    domain::{
        actor::Role,
        ids::PersonId,
        time::{Date, Timestamp},
    },
    server::error::Result,
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

/// A person who may sign in, with everything that decides what they may act as.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Holder {
    pub id: PersonId,
    pub full_name: String,
    pub employee_no: String,
    pub email: String,
    pub password_hash: Option<String>,
    pub must_change: bool,
    /// What was opened in an earlier epoch is closed: sessions carry the one they began in.
    pub epoch: i64,
    /// Disabled, or gone from the company.
    pub barred: bool,
    pub is_reviewer: bool,
    pub is_hr: bool,
    pub is_director: bool,
    pub is_board: bool,
}

impl Holder {
    /// Every role this person may act in, in the order of the switch. Reports, or a delegation in force, make a manager; nothing else does (R1a).
    pub fn roles(&self) -> Vec<Role> {
        let held = [true, self.is_reviewer, self.is_hr, self.is_director, self.is_board];
        Role::ALL.into_iter().zip(held).filter(|(_, held)| *held).map(|(role, _)| role).collect()
    }
}

/// `delegated` says in SQL whether the person `p` acts for another reviewer; nobody asks that of a sign-in, which begins as an employee.
pub(super) fn holder_sql(delegated: &str) -> String {
    format!(
        "SELECT p.id, p.full_name, p.employee_no, p.email, a.password_hash, a.must_change, a.epoch,
       (a.disabled_at IS NOT NULL OR p.status = 'left') AS barred,
       (EXISTS (SELECT 1 FROM people r WHERE r.manager_id = p.id AND r.status <> 'left')
        OR EXISTS (SELECT 1 FROM target_sets s WHERE s.named_reviewer_id = p.id)
        OR {delegated}) AS is_reviewer,
       EXISTS (SELECT 1 FROM role_grants g WHERE g.person_id = p.id AND g.role = 'hr_admin') AS is_hr,
       EXISTS (SELECT 1 FROM role_grants g WHERE g.person_id = p.id AND g.role = 'general_director') AS is_director,
       EXISTS (SELECT 1 FROM role_grants g WHERE g.person_id = p.id AND g.role = 'board_member') AS is_board
FROM people p JOIN accounts a ON a.person_id = p.id"
    )
}

/// What somebody may act as on a day: a delegation that is in force makes a manager too (R1a).
pub async fn holder<C: ConnectionTrait>(conn: &C, person: PersonId, day: Date) -> Result<Option<Holder>, DbErr> {
    let statement = format!("{} WHERE p.id = $1", holder_sql(&acts_for_somebody("$2")));
    sql::one(conn, &statement, vec![person.into(), day.to_string().into()]).await
}

/// By employee id or mail address, in any case; an id as it is printed comes first.
pub async fn holder_by_login<C: ConnectionTrait>(conn: &C, login: &str) -> Result<Option<Holder>, DbErr> {
    let values = vec![login.into(), login.to_lowercase().into()];
    let statement = format!(
        "{} WHERE p.employee_no = $1 OR LOWER(p.employee_no) = $2 OR p.email_folded = $2 ORDER BY p.employee_no = $1 DESC, p.id LIMIT 1",
        holder_sql("FALSE")
    );
    sql::one(conn, &statement, values).await
}

pub async fn any_account<C: ConnectionTrait>(conn: &C) -> Result<bool, DbErr> {
    Ok(sql::number(conn, "SELECT COUNT(*) FROM (SELECT 1 AS one FROM accounts LIMIT 1) AS found", vec![]).await? > 0)
}

/// Makes the account, or gives an existing one another password.
pub async fn set_password(uow: &UnitOfWork, person: PersonId, hash: Option<&str>, must_change: bool) -> Result<()> {
    sql::run(
        uow.conn(),
        "INSERT INTO accounts (person_id, password_hash, must_change, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id) DO UPDATE SET password_hash = $2, must_change = $3",
        vec![person.into(), hash.map(str::to_owned).into(), must_change.into(), uow.now().0.into()],
    )
    .await?;
    Ok(())
}

pub async fn signed_in(uow: &UnitOfWork, person: PersonId) -> Result<()> {
    sql::run(
        uow.conn(),
        "UPDATE accounts SET last_sign_in_at = $2 WHERE person_id = $1",
        vec![person.into(), uow.now().0.into()],
    )
    .await?;
    Ok(())
}

pub async fn last_sign_in<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Option<Timestamp>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        last_sign_in_at: Option<i64>,
    }
    let row: Option<Row> =
        sql::one(conn, "SELECT last_sign_in_at FROM accounts WHERE person_id = $1", vec![person.into()]).await?;
    Ok(row.and_then(|row| row.last_sign_in_at).map(Timestamp))
}

pub async fn grant_role(uow: &UnitOfWork, person: PersonId, role: Role) -> Result<()> {
    sql::run(
        uow.conn(),
        "INSERT INTO role_grants (person_id, role, granted_at) VALUES ($1, $2, $3) ON CONFLICT (person_id, role) DO NOTHING",
        vec![person.into(), role.code().into(), uow.now().0.into()],
    )
    .await?;
    Ok(())
}

pub async fn holds<C: ConnectionTrait>(conn: &C, person: PersonId, role: Role) -> Result<bool, DbErr> {
    let statement = "SELECT COUNT(*) FROM role_grants WHERE person_id = $1 AND role = $2";
    Ok(sql::number(conn, statement, vec![person.into(), role.code().into()]).await? > 0)
}

/// Ids of everybody at work who holds a granted role.
pub async fn holders_of<C: ConnectionTrait>(conn: &C, role: Role) -> Result<Vec<PersonId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        person_id: PersonId,
    }
    let rows: Vec<Row> = sql::all(
        conn,
        "SELECT g.person_id FROM role_grants g JOIN people p ON p.id = g.person_id
         WHERE g.role = $1 AND p.status <> 'left' ORDER BY g.person_id",
        vec![role.code().into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.person_id).collect())
}

/// Ids of everybody who administers HR.
pub async fn hr_admins<C: ConnectionTrait>(conn: &C) -> Result<Vec<PersonId>, DbErr> {
    holders_of(conn, Role::HrAdmin).await
}

/// Attempts in `bucket` since `since`, and the oldest of them.
pub async fn attempts<C: ConnectionTrait>(conn: &C, bucket: &str, since: Timestamp) -> Result<(i64, Option<Timestamp>), DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        count: i64,
        oldest: Option<i64>,
    }
    let row: Option<Row> = sql::one(
        conn,
        "SELECT COUNT(*) AS count, MIN(at) AS oldest FROM sign_in_attempts WHERE bucket = $1 AND at > $2",
        vec![bucket.into(), since.0.into()],
    )
    .await?;
    Ok(row.map_or((0, None), |row| (row.count, row.oldest.map(Timestamp))))
}

/// Holds a bucket until this unit of work ends, so that attempts in it are counted one after the other, on every replica.
pub async fn hold_bucket(uow: &UnitOfWork, bucket: &str) -> Result<()> {
    sql::run(
        uow.conn(),
        "INSERT INTO sign_in_buckets (bucket, at) VALUES ($1, $2) ON CONFLICT (bucket) DO UPDATE SET at = $2",
        vec![bucket.into(), uow.now().0.into()],
    )
    .await?;
    Ok(())
}

pub async fn record_attempt(uow: &UnitOfWork, buckets: &[&str]) -> Result<()> {
    for bucket in buckets {
        sql::run(
            uow.conn(),
            "INSERT INTO sign_in_attempts (bucket, at) VALUES ($1, $2)",
            vec![(*bucket).into(), uow.now().0.into()],
        )
        .await?;
    }
    Ok(())
}

/// A successful sign-in clears its account's count.
pub async fn forget_attempts(uow: &UnitOfWork, bucket: &str) -> Result<()> {
    sql::run(uow.conn(), "DELETE FROM sign_in_attempts WHERE bucket = $1", vec![bucket.into()]).await?;
    Ok(())
}

/// Takes away attempts and buckets that no longer count.
pub async fn sweep_attempts(uow: &UnitOfWork) -> Result<()> {
    let before = uow.now().plus_seconds(-600).0;
    sql::run(uow.conn(), "DELETE FROM sign_in_attempts WHERE at < $1", vec![before.into()]).await?;
    sql::run(uow.conn(), "DELETE FROM sign_in_buckets WHERE at < $1", vec![before.into()]).await?;
    Ok(())
}

/// Begins a new epoch: every session of the account, on every replica and however it is stored, is over with the commit. Answers the
/// epoch, for the one session that may go on.
pub async fn begin_epoch(uow: &UnitOfWork, person: PersonId) -> Result<i64> {
    let statement = "UPDATE accounts SET epoch = epoch + 1 WHERE person_id = $1 RETURNING epoch";
    Ok(sql::number(uow.conn(), statement, vec![person.into()]).await?)
}
