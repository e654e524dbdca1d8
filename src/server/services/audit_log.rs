//! Reading the audit log (R42): a page of it for HR, and a stream of it for HR and for the command line. One's own targets and review
//! are left out (R1b).
use crate::{
    api::{
        audit::{AuditPage, AuditQuery, AuditRow},
        error::AppError,
        views::PersonRef,
    },
    domain::{
        audit::Detail,
        fiscal_year,
        ids::PersonId,
        policy::{self, AuditScope},
        time::Timestamp,
        validation::LINE,
    },
    server::{
        clock::Clock,
        context::Caller,
        error::{Result, ServiceError},
        files::audit::Format,
        repo::{
            Db, audit,
            audit_log::{self, COUNTED, Found, Narrow},
            people,
            records::named,
            unit_of_work::Entry,
        },
    },
};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};

/// Entries on one page.
const PAGE: u64 = 50;
/// Entries read at once while streaming.
const BATCH: i64 = 1_000;

/// The first moment of a day, or after it. Nothing for an empty text.
fn bound(clock: &Clock, field: &str, day: &str, after: bool) -> Result<Option<i64>> {
    if day.trim().is_empty() {
        return Ok(None);
    }
    let day = fiscal_year::parse_day(day.trim()).map_err(|problem| ServiceError::invalid(field, problem))?;
    let day = if after { day } else { day.yesterday().map_err(ServiceError::broken)? };
    Ok(Some(clock.end_of(day).0))
}

fn narrowed(clock: &Clock, scope: Option<AuditScope>, query: &AuditQuery) -> Result<Narrow> {
    let short = |text: &str| text.chars().take(LINE).collect::<String>();
    Ok(Narrow {
        scope,
        q: short(&query.q),
        who: short(&query.who),
        about: short(&query.about),
        action: short(&query.action),
        kind: short(&query.kind),
        actor: None,
        id: query.id,
        from: bound(clock, "from", &query.from, false)?,
        until: bound(clock, "until", &query.until, true)?,
    })
}

pub fn details(stored: &str) -> Result<Vec<Detail>> {
    serde_json::from_str(stored).map_err(ServiceError::broken)
}

fn row(found: Found, clock: &Clock) -> Result<AuditRow> {
    let actor = match (found.actor_id, found.actor_no, found.actor_name) {
        (Some(id), Some(employee_no), Some(name)) => Some(PersonRef { id, employee_no, name }),
        _ => None,
    };
    Ok(AuditRow {
        seq: found.seq,
        at: clock.when(Timestamp(found.at)),
        actor,
        role: found.role.and_then(|role| role.parse().ok()),
        on_behalf_of: found.behalf_name,
        action: found.action,
        kind: found.kind,
        subject: found.subject,
        person: found.subject_name.zip(found.subject_no).map(|(name, no)| named(&name, &no)),
        title: found.subject_title,
        details: found.details.as_deref().map(details).transpose()?,
    })
}

/// Details that hold people's ids, one or several.
const OF_PEOPLE: [&str; 4] = ["for", "delegate", "successor", "people"];
const BETWEEN: &str = ", ";

/// Says by name who is meant. Only on a page: what is exported is what was written.
async fn name_people<C: ConnectionTrait>(conn: &C, rows: &mut [AuditRow]) -> Result<()> {
    let mut texts: Vec<&mut String> = rows
        .iter_mut()
        .flat_map(|row| row.details.iter_mut().flatten())
        .filter(|detail| OF_PEOPLE.contains(&detail.name.as_str()))
        .flat_map(|detail| [detail.before.as_mut(), detail.after.as_mut()])
        .flatten()
        .collect();
    let ids: BTreeSet<PersonId> = texts.iter().flat_map(|text| text.split(BETWEEN)).filter_map(|id| id.parse().ok()).collect();
    let ids: Vec<PersonId> = ids.into_iter().collect();
    let known: BTreeMap<String, String> = people::named(conn, &ids)
        .await?
        .into_iter()
        .map(|person| (person.id.to_string(), named(&person.full_name, &person.employee_no)))
        .collect();
    for text in &mut texts {
        let said: Vec<&str> = text.split(BETWEEN).map(|id| known.get(id).map_or(id, String::as_str)).collect();
        **text = said.join(BETWEEN);
    }
    Ok(())
}

pub async fn page(caller: &Caller, query: AuditQuery) -> Result<AuditPage> {
    let scope = policy::audit_scope(caller.actor)?;
    let (db, clock) = (caller.state.db.read(), &caller.state.clock);
    let narrow = narrowed(clock, Some(scope), &query)?;
    let wanted = query.page.clamp(1, COUNTED.div_ceil(PAGE));
    let (found, total) = audit_log::page(db, &narrow, PAGE, (wanted - 1) * PAGE).await?;
    let reachable = total.min(COUNTED);
    let mut rows = found.into_iter().map(|found| row(found, clock)).collect::<Result<Vec<_>>>()?;
    name_people(db, &mut rows).await?;
    Ok(AuditPage {
        rows,
        total: reachable,
        more: total > COUNTED,
        page: wanted,
        pages: reachable.div_ceil(PAGE),
        actions: audit_log::actions(db).await?,
        kinds: audit_log::kinds(db).await?,
        entries: audit::head(&caller.state.db).await?.map_or(0, |(seq, _)| seq),
    })
}

/// Whom a stream is for, and where it stands. It ends at the entry that was the newest when it began.
pub struct Export {
    db: Db,
    narrow: Narrow,
    after: i64,
    last: i64,
}

impl Export {
    pub async fn begin(db: &Db, narrow: Narrow) -> Result<Export> {
        let last = audit::head(db).await?.map_or(0, |(seq, _)| seq);
        Ok(Export { db: db.clone(), narrow, after: 0, last })
    }

    /// The next entries, oldest first; none once there are no more.
    pub async fn next(&mut self) -> Result<Vec<Found>> {
        let found = audit_log::after(self.db.read(), &self.narrow, self.after, self.last, BATCH).await?;
        if let Some(found) = found.last() {
            self.after = found.seq;
        }
        Ok(found)
    }
}

/// For HR. That the log was taken along is an entry itself.
pub async fn export(caller: &Caller, query: &AuditQuery, format: Format) -> Result<Export> {
    let scope = policy::audit_scope(caller.actor)?;
    let state = &caller.state;
    let narrow = narrowed(&state.clock, Some(scope), query)?;
    let mut uow = state.db.begin(&state.clock).await?;
    let mut entry = Entry::by(caller.actor, "export_audit", "audit", 0).with(Detail::now("format", format.code()));
    let id = query.id.map(|id| id.to_string()).unwrap_or_default();
    for (name, value) in [
        ("text", &query.q),
        ("who", &query.who),
        ("about", &query.about),
        ("action", &query.action),
        ("kind", &query.kind),
        ("record", &id),
        ("from", &query.from),
        ("until", &query.until),
    ] {
        if !value.trim().is_empty() {
            entry = entry.with(Detail::now(name, value.trim().chars().take(LINE).collect::<String>()));
        }
    }
    uow.audit(entry);
    uow.commit().await?;
    Export::begin(&state.db, narrow).await
}

/// For the command line: everything of these days.
pub async fn export_all(db: &Db, clock: &Clock, from: &str, until: &str) -> Result<Export> {
    let query = AuditQuery { from: from.into(), until: until.into(), ..AuditQuery::default() };
    let narrow = narrowed(clock, None, &query).map_err(|error| match error {
        ServiceError::Refused(AppError::Invalid(_)) => ServiceError::broken("a day is written 2026-05-31"),
        other => other,
    })?;
    Export::begin(db, narrow).await
}
