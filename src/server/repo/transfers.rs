//! Changes of manager and department, past and planned (R26).
use super::{UnitOfWork, sql};
use crate::{
    domain::{
        ids::{DepartmentId, PersonId, TransferId},
        policy::{Authorized, Company},
        time::Date,
        transfer::{Change, DepartmentChange, TransferState},
    },
    server::error::{Result, ServiceError},
};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use std::collections::BTreeMap;

const BATCH: usize = 400;

#[derive(Clone, Debug, FromQueryResult)]
pub struct TransferRow {
    pub id: TransferId,
    pub person_id: PersonId,
    pub employee_no: String,
    pub full_name: String,
    pub moves_manager: bool,
    pub from_manager: Option<String>,
    pub to_manager_id: Option<PersonId>,
    pub to_manager: Option<String>,
    pub moves_department: bool,
    pub from_department: Option<String>,
    pub to_department_id: Option<DepartmentId>,
    pub to_department: Option<String>,
    pub effective_on: String,
    pub reason: String,
    pub state: String,
    pub planned_by_id: Option<PersonId>,
    pub planned_by: Option<String>,
    pub planned_at: i64,
    pub settled_at: Option<i64>,
    pub trouble: Option<String>,
}

impl TransferRow {
    pub fn state(&self) -> Result<TransferState> {
        self.state.parse().map_err(ServiceError::broken)
    }

    pub fn manager(&self) -> Option<Option<PersonId>> {
        self.moves_manager.then_some(self.to_manager_id)
    }

    pub fn department(&self) -> Option<Option<DepartmentId>> {
        self.moves_department.then_some(self.to_department_id)
    }
}

const TRANSFER: &str = "SELECT t.id, t.person_id, p.employee_no, p.full_name, t.moves_manager,
       COALESCE(fm.full_name, CASE WHEN t.state = 'planned' THEN cm.full_name END) AS from_manager,
       t.to_manager_id, tm.full_name AS to_manager, t.moves_department,
       COALESCE(fd.name, CASE WHEN t.state = 'planned' THEN cd.name END) AS from_department,
       t.to_department_id, td.name AS to_department, t.effective_on, t.reason, t.state,
       t.planned_by AS planned_by_id, b.full_name AS planned_by, t.planned_at, t.settled_at, t.trouble
FROM transfers t JOIN people p ON p.id = t.person_id
LEFT JOIN people fm ON fm.id = t.from_manager_id LEFT JOIN people tm ON tm.id = t.to_manager_id
LEFT JOIN people cm ON cm.id = p.manager_id LEFT JOIN departments cd ON cd.id = p.department_id
LEFT JOIN departments fd ON fd.id = t.from_department_id LEFT JOIN departments td ON td.id = t.to_department_id
LEFT JOIN people b ON b.id = t.planned_by";

/// What stands in front first: planned ones by their day, then the others, the newest first.
const ORDER: &str = " ORDER BY CASE WHEN t.state = 'planned' THEN 0 ELSE 1 END,
    CASE WHEN t.state = 'planned' THEN t.effective_on ELSE '' END, t.id DESC LIMIT $1 OFFSET $2";

pub async fn list<C: ConnectionTrait>(conn: &C, limit: i64, offset: i64) -> Result<Vec<TransferRow>, DbErr> {
    sql::all(conn, &format!("{TRANSFER}{ORDER}"), vec![limit.into(), offset.into()]).await
}

pub async fn count<C: ConnectionTrait>(conn: &C) -> Result<u64, DbErr> {
    Ok(u64::try_from(sql::number(conn, "SELECT COUNT(*) FROM transfers", vec![]).await?).unwrap_or_default())
}

pub async fn of_person<C: ConnectionTrait>(conn: &C, person: PersonId, limit: i64) -> Result<Vec<TransferRow>, DbErr> {
    sql::all(conn, &format!("{TRANSFER} WHERE t.person_id = $3{ORDER}"), vec![limit.into(), 0_i64.into(), person.into()]).await
}

pub async fn find<C: ConnectionTrait>(conn: &C, id: TransferId) -> Result<Option<TransferRow>, DbErr> {
    sql::one(conn, &format!("{TRANSFER} WHERE t.id = $1"), vec![id.into()]).await
}

/// Planned ones whose day has come, in the order of their days.
pub async fn due<C: ConnectionTrait>(conn: &C, today: Date, limit: i64) -> Result<Vec<TransferRow>, DbErr> {
    let statement =
        format!("{TRANSFER} WHERE t.state = 'planned' AND t.effective_on <= $1 ORDER BY t.effective_on, t.id LIMIT $2");
    sql::all(conn, &statement, vec![today.to_string().into(), limit.into()]).await
}

/// A person who may be transferred, with what was and what is planned.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Standing {
    pub id: PersonId,
    pub employee_no: String,
    pub full_name: String,
    pub status: String,
    pub manager_id: Option<PersonId>,
    pub manager_no: Option<String>,
    pub manager: Option<String>,
    pub department_id: Option<DepartmentId>,
    pub department: Option<String>,
    /// The day of the last one carried out.
    pub last_on: Option<String>,
}

pub async fn standing<C: ConnectionTrait>(conn: &C, people: &[PersonId]) -> Result<Vec<Standing>, DbErr> {
    let mut found = Vec::new();
    for batch in people.chunks(BATCH) {
        let statement = format!(
            "SELECT p.id, p.employee_no, p.full_name, p.status, p.manager_id, m.employee_no AS manager_no, m.full_name AS manager, p.department_id,
                    d.name AS department,
                    (SELECT MAX(t.effective_on) FROM transfers t WHERE t.person_id = p.id AND t.state = 'done') AS last_on
             FROM people p LEFT JOIN people m ON m.id = p.manager_id LEFT JOIN departments d ON d.id = p.department_id
             WHERE p.id IN ({}) ORDER BY p.full_name, p.id",
            sql::placeholders(1, batch.len())
        );
        found.extend(sql::all::<Standing, _>(conn, &statement, batch.iter().map(|id| (*id).into()).collect()).await?);
    }
    Ok(found)
}

/// Days on which transfers of these people are planned.
pub async fn planned_days<C: ConnectionTrait>(conn: &C, people: &[PersonId]) -> Result<BTreeMap<PersonId, Vec<Date>>> {
    #[derive(FromQueryResult)]
    struct Row {
        person_id: PersonId,
        effective_on: String,
    }
    let mut days: BTreeMap<PersonId, Vec<Date>> = BTreeMap::new();
    for batch in people.chunks(BATCH) {
        let statement = format!(
            "SELECT person_id, effective_on FROM transfers WHERE state = 'planned' AND person_id IN ({})",
            sql::placeholders(1, batch.len())
        );
        for row in sql::all::<Row, _>(conn, &statement, batch.iter().map(|id| (*id).into()).collect()).await? {
            days.entry(row.person_id).or_default().push(row.effective_on.parse().map_err(ServiceError::broken)?);
        }
    }
    Ok(days)
}

/// Whoever is employed and reports to this person, or belongs to this department.
pub async fn group<C: ConnectionTrait>(
    conn: &C,
    manager: Option<PersonId>,
    department: Option<DepartmentId>,
) -> Result<Vec<PersonId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: PersonId,
    }
    let rows: Vec<Row> = sql::all(
        conn,
        "SELECT id FROM people WHERE status <> 'left' AND (manager_id = $1 OR department_id = $2) ORDER BY full_name, id",
        vec![manager.unwrap_or(PersonId(0)).into(), department.unwrap_or(DepartmentId(0)).into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// A transfer for a day to come.
pub struct Planned<'a> {
    pub person: PersonId,
    pub manager: Change<PersonId>,
    pub department: Change<DepartmentId>,
    pub on: Date,
    pub reason: &'a str,
    pub by: PersonId,
}

pub async fn plan(uow: &UnitOfWork, _: &Authorized<Company>, new: &Planned<'_>) -> Result<TransferId> {
    let id = sql::number(
        uow.conn(),
        "INSERT INTO transfers (person_id, moves_manager, to_manager_id, moves_department, to_department_id, effective_on, reason,
             state, planned_by, planned_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'planned', $8, $9) RETURNING id",
        vec![
            new.person.into(),
            new.manager.wanted().is_some().into(),
            new.manager.wanted().flatten().into(),
            new.department.wanted().is_some().into(),
            new.department.wanted().flatten().into(),
            new.on.to_string().into(),
            new.reason.into(),
            new.by.into(),
            uow.now().0.into(),
        ],
    )
    .await?;
    Ok(TransferId(id))
}

/// One that was carried out.
pub struct Done<'a> {
    pub person: PersonId,
    /// From and to, where it changed.
    pub manager: Option<(Option<PersonId>, Option<PersonId>)>,
    pub department: Option<(Option<DepartmentId>, Option<DepartmentId>)>,
    pub on: Date,
    pub reason: &'a str,
    pub by: Option<PersonId>,
}

/// Writes it down, or says of a planned one that it is done.
pub async fn record(uow: &UnitOfWork, planned: Option<TransferId>, done: &Done<'_>) -> Result<TransferId> {
    let (manager, department) = (done.manager.unwrap_or_default(), done.department.unwrap_or_default());
    let mut values = vec![
        done.manager.is_some().into(),
        manager.0.into(),
        manager.1.into(),
        done.department.is_some().into(),
        department.0.into(),
        department.1.into(),
        uow.now().0.into(),
    ];
    if let Some(id) = planned {
        values.push(id.into());
        sql::run(
            uow.conn(),
            "UPDATE transfers SET moves_manager = $1, from_manager_id = $2, to_manager_id = $3, moves_department = $4,
                    from_department_id = $5, to_department_id = $6, state = 'done', settled_at = $7, trouble = NULL WHERE id = $8",
            values,
        )
        .await?;
        return Ok(id);
    }
    values.extend([done.person.into(), done.on.to_string().into(), done.reason.into(), done.by.into()]);
    let id = sql::number(
        uow.conn(),
        "INSERT INTO transfers (moves_manager, from_manager_id, to_manager_id, moves_department, from_department_id,
             to_department_id, settled_at, planned_at, state, person_id, effective_on, reason, planned_by, settled_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 'done', $8, $9, $10, $11, $11) RETURNING id",
        values,
    )
    .await?;
    Ok(TransferId(id))
}

/// Of two who settle the same one, one does: `false` for the other.
pub async fn claim(uow: &UnitOfWork, id: TransferId) -> Result<bool> {
    let statement = "UPDATE transfers SET state = 'done' WHERE id = $1 AND state = 'planned'";
    Ok(sql::run(uow.conn(), statement, vec![id.into()]).await? == 1)
}

pub async fn cancel(uow: &UnitOfWork, _: &Authorized<Company>, id: TransferId, by: Option<PersonId>) -> Result<bool> {
    let statement =
        "UPDATE transfers SET state = 'cancelled', settled_by = $2, settled_at = $3 WHERE id = $1 AND state = 'planned'";
    Ok(sql::run(uow.conn(), statement, vec![id.into(), by.into(), uow.now().0.into()]).await? == 1)
}

/// What stood in its way; whether that is news.
pub async fn set_trouble(uow: &UnitOfWork, id: TransferId, trouble: &str) -> Result<bool> {
    let statement =
        "UPDATE transfers SET trouble = $2 WHERE id = $1 AND state = 'planned' AND (trouble IS NULL OR trouble <> $2)";
    Ok(sql::run(uow.conn(), statement, vec![id.into(), trouble.into()]).await? == 1)
}

/// Changes of department since a day, of each person in the order of their days.
pub async fn department_changes<C: ConnectionTrait>(conn: &C, since: Date) -> Result<BTreeMap<PersonId, Vec<DepartmentChange>>> {
    #[derive(FromQueryResult)]
    struct Row {
        person_id: PersonId,
        effective_on: String,
        from_department_id: Option<DepartmentId>,
    }
    let rows: Vec<Row> = sql::all(
        conn,
        "SELECT person_id, effective_on, from_department_id FROM transfers
         WHERE state = 'done' AND moves_department AND effective_on > $1 ORDER BY effective_on, id",
        vec![since.to_string().into()],
    )
    .await?;
    let mut changes: BTreeMap<PersonId, Vec<DepartmentChange>> = BTreeMap::new();
    for row in rows {
        let on = row.effective_on.parse().map_err(ServiceError::broken)?;
        changes.entry(row.person_id).or_default().push(DepartmentChange { on, from: row.from_department_id });
    }
    Ok(changes)
}
