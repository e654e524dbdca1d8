//! Delegations of the demo company: running, ending, planned, asked for, declined, ended, and one reviewer nobody covers.
use crate::{
    domain::{
        actor::{Actor, Role},
        audit::Detail,
        delegation::{Covers, Days, DelegationState, DelegationStep, Reason, transition},
        ids::PersonId,
        person::EmploymentStatus,
        policy::delegations as policy,
        time::Date,
    },
    server::{
        clock::Clock,
        error::{Result, ServiceError},
        repo::{Db, UnitOfWork, access, delegations, reviewing, sql, unit_of_work::Entry},
        services::delegating,
    },
};
use std::collections::BTreeMap;

/// Away: the first is covered, the second is not.
const AWAY: [&str; 2] = ["EMP0156", "EMP0147"];

struct Plan {
    original: &'static str,
    delegate: &'static str,
    /// Days from today.
    from: i32,
    to: Option<i32>,
    reason: Reason,
    note: &'static str,
    /// So many of the team; all of it without.
    people: Option<usize>,
    /// HR makes it; else the original reviewer asks.
    by_hr: bool,
    then: Option<DelegationStep>,
}

const PLANS: [Plan; 6] = [
    Plan {
        original: "EMP0156",
        delegate: "EMP0181",
        from: -6,
        to: Some(9),
        reason: Reason::Leave,
        note: "Everything that waits in Sales, please; the evaluations first.",
        people: None,
        by_hr: true,
        then: None,
    },
    Plan {
        original: "EMP0117",
        delegate: "EMP0008",
        from: -20,
        to: None,
        reason: Reason::MatrixProject,
        note: "They work on the platform's test bench this year.",
        people: Some(2),
        by_hr: false,
        then: Some(DelegationStep::Accept),
    },
    Plan {
        original: "EMP0008",
        delegate: "EMP0117",
        from: 12,
        to: Some(40),
        reason: Reason::Leave,
        note: "",
        people: None,
        by_hr: false,
        then: Some(DelegationStep::Accept),
    },
    Plan {
        original: "EMP0181",
        delegate: "EMP0173",
        from: 5,
        to: Some(19),
        reason: Reason::Cover,
        note: "While I am at the customers' conference.",
        people: None,
        by_hr: false,
        then: None,
    },
    Plan {
        original: "EMP0173",
        delegate: "EMP0117",
        from: -15,
        to: Some(30),
        reason: Reason::Cover,
        note: "",
        people: None,
        by_hr: false,
        then: Some(DelegationStep::Decline),
    },
    Plan {
        original: "EMP0173",
        delegate: "EMP0181",
        from: -14,
        to: Some(20),
        reason: Reason::Reorganisation,
        note: "Until the new head of Finance is named.",
        people: None,
        by_hr: true,
        then: Some(DelegationStep::End),
    },
];

pub async fn seed(db: &Db, at: &impl Fn(i64) -> Clock, ids: &BTreeMap<String, PersonId>) -> Result<()> {
    let today = at(0).today();
    let known = |no: &str| ids.get(no).copied().ok_or_else(|| ServiceError::broken("a demo person is missing"));
    let mut uow = db.begin(&at(21)).await?;
    for no in AWAY {
        let person = known(no)?;
        let status = EmploymentStatus::OnLeave.code();
        sql::run(uow.conn(), "UPDATE people SET status = $2 WHERE id = $1", vec![person.into(), status.into()]).await?;
        let from = EmploymentStatus::Active.code();
        uow.audit(Entry::by_system("edit", "person", person.0).with(Detail::change("status", from, status)));
    }
    let hr = *access::hr_admins(uow.conn()).await?.first().ok_or_else(|| ServiceError::broken("no HR admin"))?;
    for plan in &PLANS {
        let (original, delegate) = (known(plan.original)?, known(plan.delegate)?);
        make(&mut uow, plan, original, delegate, hr, today).await?;
    }
    uow.commit().await
}

async fn make(
    uow: &mut UnitOfWork,
    plan: &Plan,
    original: PersonId,
    delegate: PersonId,
    hr: PersonId,
    today: Date,
) -> Result<()> {
    let day = |days: i32| today.saturating_add(jiff::Span::new().days(days));
    let by = match plan.by_hr {
        true => Actor { person: hr, role: Role::HrAdmin },
        false => Actor { person: original, role: Role::Manager },
    };
    let covers = match plan.people {
        None => Covers::Team,
        Some(count) => {
            Covers::People(reviewing::team(uow.conn(), original).await?.into_iter().take(count).map(|person| person.id).collect())
        }
    };
    let state = if plan.by_hr { DelegationState::Created } else { DelegationState::Requested };
    let new = delegations::New {
        delegate,
        covers: &covers,
        days: Days { from: day(plan.from), to: plan.to.map(day) },
        reason: plan.reason,
        note: plan.note,
        state,
        by,
    };
    let id = delegations::insert(uow, &policy::authorise_giving(by, original)?, &new).await?;
    uow.audit(delegating::given(if plan.by_hr { "create_delegation" } else { "ask_delegation" }, id, original, &new));
    if let Some(step) = plan.then {
        let actor = Actor { person: if plan.by_hr { original } else { delegate }, role: Role::Manager };
        let facts = policy::DelegationFacts { delegation: id, original, delegate, state, over: false };
        let proof = policy::authorise(actor, step, &facts)?;
        let to = transition(state, step).ok_or_else(|| ServiceError::broken("a demo delegation that goes nowhere"))?.to;
        delegations::set_state(uow, &proof, actor, state, to, "").await?;
        let entry = Entry::by(actor, delegating::kind(step), "delegation", id.0);
        uow.audit(entry.with(Detail::change("state", state.code(), to.code())));
    }
    Ok(())
}
