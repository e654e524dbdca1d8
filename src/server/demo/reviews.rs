//! Reviews of the demo company: archived years whole, the running one in every state.
use super::{Hr, texts};
use crate::{
    api::error::AppError,
    domain::{
        actor::{Actor, Role},
        consolidation::{Meeting, Of},
        evaluation::{ManagerDraft, SelfDraft, YES, check_manager, check_self},
        fiscal_year::Phase,
        ids::{FiscalYearId, PersonId},
        policy::{
            Authorized, Company, Scope,
            reviews::{self as policy, Action},
        },
        review::{ReviewAction, ReviewParty, ReviewState},
        target::Target,
        time::Date,
    },
    server::{
        clock::Clock,
        error::{Result, ServiceError},
        repo::{
            Db, UnitOfWork, access, decisions,
            evaluations::{self, Author, Side},
            rank_tables::Tables,
            reviewing::{Eyes, NEVER},
            reviews::{self, Narrow, ReviewRow},
            years,
        },
        services::{ranks, reviews as review_service},
    },
};
use std::collections::BTreeMap;

/// What an archived year ends with, and how far the teams of a running one are, in turns.
const TURNS: [ReviewState; 8] = [
    ReviewState::ManagerEvalInProgress,
    ReviewState::ManagerEvalComplete,
    ReviewState::SubmittedToHrFinal,
    ReviewState::HrReviewComplete,
    ReviewState::SelfEvalSubmitted,
    ReviewState::BoardApproved,
    ReviewState::FeedbackDelivered,
    ReviewState::SelfEvalDraft,
];

/// When the steps of a year were taken, in days before now.
pub struct Days {
    pub open: i64,
    pub own: i64,
    pub evaluate: i64,
    pub team: i64,
    pub confirm: i64,
    pub board: i64,
    pub talk: i64,
}

impl Days {
    /// The running year's evaluation, or that of `ago` years before it.
    pub fn of(ago: i64) -> Self {
        let back = ago * 365;
        Days {
            open: back + 60,
            own: back + 45,
            evaluate: back + 30,
            team: back + 20,
            confirm: back + 14,
            board: back + 9,
            talk: back + 5,
        }
    }
}

/// Who decides for the company.
struct Boards {
    hr: Hr,
    board: Vec<PersonId>,
}

impl Boards {
    fn actor(&self, party: ReviewParty, row: &ReviewRow) -> Option<Actor> {
        let other = |people: &[PersonId], role| {
            people.iter().find(|person| **person != row.person_id).map(|person| Actor { person: *person, role })
        };
        match party {
            ReviewParty::Owner => Some(Actor { person: row.person_id, role: Role::Employee }),
            ReviewParty::Reviewer => row.reviewer_id.map(|person| Actor { person, role: Role::Manager }),
            ReviewParty::Hr => other(&self.hr.0, Role::HrAdmin),
            ReviewParty::Board => other(&self.board, Role::BoardMember),
        }
    }
}

fn by(actor: Actor) -> Author {
    Author { person: actor.person, acting_for: None }
}

/// How far this review gets: everybody to the end in an archived year, by team in the running one.
fn reaches(archived: bool, team: usize, n: usize) -> ReviewState {
    let turn = TURNS[team % TURNS.len()];
    match turn {
        _ if archived => ReviewState::FeedbackDelivered,
        // Teams are never all at one point while they are being evaluated.
        ReviewState::ManagerEvalInProgress => match n % 4 {
            0 => ReviewState::SelfEvalDraft,
            1 => ReviewState::SelfEvalSubmitted,
            2 => ReviewState::ManagerEvalComplete,
            _ => turn,
        },
        ReviewState::SelfEvalSubmitted if !n.is_multiple_of(3) => ReviewState::SelfEvalDraft,
        other => other,
    }
}

/// Plays the evaluation of one year. Its target setting has been closed.
pub async fn evaluate(
    db: &Db,
    at: &impl Fn(i64) -> Clock,
    year: FiscalYearId,
    days: Days,
    archived: bool,
    due: Date,
) -> Result<()> {
    let company = Authorized::<Company>::unchecked_from_command_line();
    let uow = db.begin(&at(days.open)).await?;
    ranks::ensure_defaults(&uow, &company, year).await?;
    years::open_window(&uow, &company, year, Phase::Evaluation, due).await?;
    reviews::create_missing(&uow, &company, year).await?;
    let all = reviews::list(
        uow.conn(),
        Eyes::nobodys(NEVER),
        Scope::Everyone,
        &Narrow { year: Some(year), ..Narrow::default() },
        10_000,
        0,
    )
    .await?;
    let deciders =
        Boards { hr: Hr(access::hr_admins(uow.conn()).await?), board: access::holders_of(uow.conn(), Role::BoardMember).await? };
    let tables = Tables::of_year(uow.conn(), year).await?;
    uow.commit().await?;

    // The largest team is in the middle of it, the next one ready to be submitted, and so on.
    let mut sizes: BTreeMap<Option<PersonId>, usize> = BTreeMap::new();
    for row in &all {
        *sizes.entry(row.reviewer_id).or_default() += 1;
    }
    let mut order: Vec<_> = sizes.into_iter().collect();
    order.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let teams: BTreeMap<Option<PersonId>, usize> =
        order.into_iter().enumerate().map(|(place, (team, _))| (team, place)).collect();
    // Nobody's years are all alike.
    let shift = usize::try_from(year.0).unwrap_or_default() * 7;
    let staged: Vec<(usize, ReviewState, &ReviewRow)> =
        all.iter().enumerate().map(|(n, row)| (n + shift, reaches(archived, teams[&row.reviewer_id], n), row)).collect();
    let further = |state| staged.iter().filter(move |(_, reached, _)| *reached >= state);

    let mut uow = db.begin(&at(days.own)).await?;
    for (n, _, row) in further(ReviewState::SelfEvalSubmitted) {
        assess(&mut uow, &deciders, *n, row).await?;
    }
    for (n, reached, row) in &staged {
        if *reached == ReviewState::SelfEvalDraft && n.is_multiple_of(2) {
            begin(&uow, &deciders, *n, row).await?;
        }
    }
    uow.commit().await?;

    let mut uow = db.begin(&at(days.evaluate)).await?;
    for (n, reached, row) in further(ReviewState::ManagerEvalInProgress) {
        step(&mut uow, &deciders, row, ReviewAction::Start).await?;
        rate(&mut uow, &deciders, &tables, *n, row, *reached > ReviewState::ManagerEvalInProgress).await?;
    }
    uow.commit().await?;

    for (day, from, action) in [
        (days.team, ReviewState::SubmittedToHrFinal, ReviewAction::SubmitTeam),
        (days.confirm, ReviewState::HrReviewComplete, ReviewAction::HrConfirm),
        (days.board, ReviewState::BoardApproved, ReviewAction::BoardApprove),
        (days.talk, ReviewState::FeedbackDelivered, ReviewAction::DeliverFeedback),
    ] {
        let clock = at(day);
        let mut uow = db.begin(&clock).await?;
        let mut moved = 0;
        for (_, _, row) in further(from) {
            if action == ReviewAction::DeliverFeedback {
                talk(&uow, &deciders, row, clock.today()).await?;
            }
            step(&mut uow, &deciders, row, action).await?;
            moved += 1;
        }
        if action == ReviewAction::BoardApprove
            && let Some(person) = deciders.board.first()
        {
            let meeting = Meeting { held_on: clock.today(), notes: texts::MEETING.into() };
            decisions::insert(
                &uow,
                &company,
                Actor { person: *person, role: Role::BoardMember },
                year,
                Of::Company,
                &meeting,
                moved,
            )
            .await?;
        }
        uow.commit().await?;
    }
    Ok(())
}

async fn fresh(uow: &UnitOfWork, row: &ReviewRow) -> Result<ReviewRow> {
    Ok(reviews::find(uow.conn(), Eyes::nobodys(NEVER), row.id).await?.ok_or(AppError::NotFound)?)
}

async fn step(uow: &mut UnitOfWork, deciders: &Boards, row: &ReviewRow, action: ReviewAction) -> Result<()> {
    let row = fresh(uow, row).await?;
    let facts = row.facts()?;
    let Some(actor) = deciders.actor(action.party(), &row) else { return Ok(()) };
    let proof = policy::authorise(actor, Action::Move(action), &facts)?;
    review_service::take(uow, actor, action, &facts, &row, "", proof).await
}

/// 1 to 5, mostly in the middle, differing from person to person and target to target.
fn rating(n: usize, target: usize, leniency: usize) -> String {
    let value = [3, 4, 3, 2, 4, 3, 5, 3, 4, 3, 1, 4][(n * 5 + target * 3 + leniency) % 12];
    value.to_string()
}

fn self_draft(n: usize, row: &ReviewRow, approved: &[Target]) -> SelfDraft {
    let mut draft = SelfDraft::starting(approved);
    draft.job_description = texts::job(&row.job_title);
    draft.career_path = texts::CAREER[n % texts::CAREER.len()].into();
    for (place, item) in draft.items.iter_mut().enumerate() {
        item.rating = rating(n, place, 1);
        item.result = texts::RESULTS[(n + place) % texts::RESULTS.len()].into();
    }
    if n % 17 == 5
        && let Some(first) = draft.items.first_mut()
    {
        first.change.changed = YES.into();
        first.change.kpi = texts::CHANGED_KPI.into();
    }
    draft
}

/// A self-evaluation that was begun and not submitted.
async fn begin(uow: &UnitOfWork, deciders: &Boards, n: usize, row: &ReviewRow) -> Result<()> {
    let Some(actor) = deciders.actor(ReviewParty::Owner, row) else { return Ok(()) };
    let proof = policy::authorise(actor, Action::SaveSelf, &row.facts()?)?;
    let approved = review_service::approved_targets(uow.conn(), row).await?.0;
    let mut draft = self_draft(n, row, &approved);
    for item in draft.items.iter_mut().skip(1) {
        item.rating.clear();
        item.result.clear();
    }
    let id = crate::server::entropy::short_id();
    evaluations::save(uow, &proof, Side::Own, by(actor), row.self_version, &id, &draft).await.map(drop)
}

async fn assess(uow: &mut UnitOfWork, deciders: &Boards, n: usize, row: &ReviewRow) -> Result<()> {
    let Some(actor) = deciders.actor(ReviewParty::Owner, row) else { return Ok(()) };
    let proof = policy::authorise(actor, Action::SaveSelf, &row.facts()?)?;
    let approved = review_service::approved_targets(uow.conn(), row).await?.0;
    let draft = self_draft(n, row, &approved);
    let own = check_self(&draft, &approved).map_err(AppError::Invalid)?;
    let score = own.receipt(own.changed.as_deref().unwrap_or(&approved)).map_err(ServiceError::broken)?.total;
    evaluations::hand_over_self(uow, &proof, actor.person, 1, false, &own, &approved, score, &draft).await?;
    step(uow, deciders, row, ReviewAction::Submit).await
}

async fn rate(uow: &mut UnitOfWork, deciders: &Boards, tables: &Tables, n: usize, row: &ReviewRow, complete: bool) -> Result<()> {
    let row = fresh(uow, row).await?;
    let Some(actor) = deciders.actor(ReviewParty::Reviewer, &row) else { return Ok(()) };
    let proof = policy::authorise(actor, Action::SaveManager, &row.facts()?)?;
    let approved = review_service::approved_targets(uow.conn(), &row).await?.0;
    let own = evaluations::self_part(uow.conn(), row.id, &approved).await?;
    let mut draft = ManagerDraft::starting(&approved);
    for (place, item) in draft.items.iter_mut().enumerate() {
        if complete || place == 0 {
            item.rating = rating(n, place, 0);
            item.comment = texts::COMMENTS[(n + place) % texts::COMMENTS.len()].into();
        }
    }
    if own.changed.is_some() {
        draft.accept_changes = YES.into();
    }
    if !complete {
        let id = crate::server::entropy::short_id();
        return evaluations::save(uow, &proof, Side::Manager, by(actor), row.manager_version, &id, &draft).await.map(drop);
    }
    draft.summary = texts::SUMMARIES[n % texts::SUMMARIES.len()].into();
    let evaluation = check_manager(&draft, &approved, Some(&own)).map_err(AppError::Invalid)?;
    let score = evaluation.receipt(evaluation.counted(&approved, Some(&own))).map_err(ServiceError::broken)?.total;
    let rank = tables.find(row.employee_type_id, row.grade_id).and_then(|stored| Some((stored.table.rank_of(score)?, stored.id)));
    evaluations::hand_over_manager(uow, &proof, by(actor), 1, &evaluation, score, rank, &draft).await?;
    step(uow, deciders, &row, ReviewAction::Complete).await
}

async fn talk(uow: &UnitOfWork, deciders: &Boards, row: &ReviewRow, day: Date) -> Result<()> {
    let row = fresh(uow, row).await?;
    let Some(actor) = deciders.actor(ReviewParty::Reviewer, &row) else { return Ok(()) };
    let proof = policy::authorise(actor, Action::Move(ReviewAction::DeliverFeedback), &row.facts()?)?;
    reviews::set_feedback(uow, &proof, by(actor), day, texts::TALK).await
}
