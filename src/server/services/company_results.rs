//! The whole company's results as HR, the director and the board see them, counted from everybody's line (R27, R28).
use super::{kept::Snapshot, results::result_row};
use crate::{
    api::{
        results::{DecisionView, Part, ResultsQuery, ResultsView},
        views::{DepartmentRef, PersonRef},
    },
    domain::{
        actor::{Actor, Role},
        consolidation::{self, Member},
        distribution::{self, Figures, Reason},
        ids::{DepartmentId, FiscalYearId, PersonId, ReviewId},
        policy::{
            CompanyAction, decide_company,
            reviews::{self as policy, Action},
        },
        rank::RankTable,
        review::{ReviewAction, ReviewState},
        time::{Timestamp, long_date},
    },
    server::{
        context::Caller,
        error::Result,
        repo::{
            company::{Line, Standing},
            configuration, decisions,
            rank_tables::Tables,
            reviews, years,
        },
    },
};
use std::{collections::BTreeMap, sync::Arc};

const PAGE: u64 = 50;

/// What one reader may know of a year's results: everything but their own, until that was told (R1b).
pub struct Summary {
    company: Part,
    /// With all their reviewers.
    departments: Vec<Part>,
    marks: BTreeMap<PersonId, Vec<Reason>>,
    without_own: bool,
}

/// A review with its line, and what its reader may know of its figures.
struct Seen<'a> {
    line: &'a Line,
    review: &'a Standing,
    figures: Figures<PersonId>,
}

/// Everything, or nothing (R1b, R3, R18).
fn readable(actor: Actor, review: &Standing) -> bool {
    policy::decide(actor, Action::ReadManager, &review.facts).is_ok() && review.facts.state.is_complete_or_further()
}

fn seen(actor: Actor, line: &Line) -> Option<Seen<'_>> {
    let review = line.review.as_ref()?;
    let (reads, state) = (readable(actor, review), review.facts.state);
    let figures = Figures {
        who: line.person,
        reviewer: line.reviewer_id(),
        // What may not be read does not count in any figure either.
        state: if reads { state } else { state.min(ReviewState::ManagerEvalInProgress) },
        exempt: line.exempt,
        score: review.score.filter(|_| reads),
        recomputed: review.recomputed.filter(|_| reads),
        self_score: review.self_score.filter(|_| reads),
        rank: review.rank.clone().filter(|_| reads),
    };
    Some(Seen { line, review, figures })
}

impl Summary {
    fn of(actor: Actor, lines: &[Arc<Line>], tables: &Tables) -> Self {
        let all: Vec<_> = lines.iter().filter_map(|line| seen(actor, line)).collect();
        let figures: Vec<_> = all.iter().map(|seen| seen.figures.clone()).collect();
        let mut marks: BTreeMap<PersonId, Vec<Reason>> = BTreeMap::new();
        for outlier in distribution::outliers(&figures) {
            marks.entry(outlier.who).or_default().push(outlier.reason);
        }
        let mut by_department: BTreeMap<Option<&(String, DepartmentId)>, Vec<&Seen<'_>>> = BTreeMap::new();
        for seen in &all {
            by_department.entry(seen.line.department.as_ref()).or_default().push(seen);
        }
        let department = |(department, seen): (Option<&(String, DepartmentId)>, Vec<&Seen<'_>>)| {
            let department = department.map(|(name, id)| DepartmentRef { id: *id, name: name.clone() });
            part(actor, department, &seen, tables, &marks)
        };
        let departments = by_department.into_iter().map(department).collect();
        let company = part(actor, None, &all.iter().collect::<Vec<_>>(), tables, &marks);
        let without_own = all.iter().any(|seen| seen.line.person == actor.person && !readable(actor, seen.review));
        Summary { company, departments, marks, without_own }
    }
}

type Reviewer<'a> = Option<&'a (String, PersonId)>;
/// How many of theirs are complete, of how many, and the reviewer's number.
type Load<'a> = (u64, u64, &'a str);

fn part(
    actor: Actor,
    department: Option<DepartmentRef>,
    all: &[&Seen<'_>],
    tables: &Tables,
    marks: &BTreeMap<PersonId, Vec<Reason>>,
) -> Part {
    let members: Vec<_> = all
        .iter()
        .map(|seen| Member { who: seen.line.person, state: seen.review.facts.state, exempt: seen.line.exempt })
        .collect();
    let completion = consolidation::completion(&members);
    let mut used: Vec<&RankTable> = Vec::new();
    for seen in all {
        if let Some(stored) = tables.find(seen.line.employee_type, seen.line.grade)
            && !used.contains(&&stored.table)
        {
            used.push(&stored.table);
        }
    }
    let figures: Vec<_> = all.iter().map(|seen| seen.figures.clone()).collect();
    let mut states: BTreeMap<ReviewState, u64> = BTreeMap::new();
    let mut reviewers: BTreeMap<Reviewer<'_>, Load<'_>> = BTreeMap::new();
    let (mut to_confirm, mut to_approve) = (0, 0);
    for seen in all.iter().filter(|seen| !seen.line.exempt) {
        let facts = &seen.review.facts;
        *states.entry(facts.state).or_default() += 1;
        let may = |action| policy::decide(actor, Action::Move(action), facts).is_ok();
        to_confirm += u64::from(may(ReviewAction::HrConfirm));
        to_approve += u64::from(may(ReviewAction::BoardApprove));
        let entry = reviewers.entry(seen.line.reviewer.as_ref()).or_default();
        entry.0 += u64::from(facts.state.is_complete_or_further());
        entry.1 += 1;
        entry.2 = &seen.line.reviewer_no;
    }
    let reviewer = |(who, (complete, of, no)): (Reviewer<'_>, Load<'_>)| {
        let who = who.map(|(name, id)| PersonRef { id: *id, employee_no: no.to_owned(), name: name.clone() });
        (who, complete, of)
    };
    Part {
        department,
        head: None,
        states: states.into_iter().collect(),
        distribution: distribution::distribution(&used, &figures),
        complete: completion.complete as u64,
        of: completion.of as u64,
        to_confirm,
        to_approve,
        marks: all.iter().filter(|seen| marks.contains_key(&seen.line.person)).count() as u64,
        reviewers: reviewers.into_iter().map(reviewer).collect(),
    }
}

/// The year's lines and what this caller may know of its results.
async fn summary(caller: &Caller, year: FiscalYearId) -> Result<(Arc<Snapshot>, Arc<Summary>)> {
    decide_company(caller.actor, CompanyAction::ReadResults)?;
    let snapshot = caller.state.kept.year(&caller.state, year).await?;
    if let Some(known) = snapshot.results(caller.actor) {
        return Ok((snapshot, known));
    }
    let tables = Tables::of_year(caller.state.db.read(), year).await?;
    let counted = snapshot.keep_results(caller.actor, Summary::of(caller.actor, &snapshot.lines, &tables));
    Ok((snapshot, counted))
}

/// Without the reviewers of parts that stay folded; of those the one that was asked for remains, by whose name the page speaks.
fn folded(part: &Part, query: &ResultsQuery) -> Part {
    let chosen = match &part.department {
        Some(department) => query.department == Some(department.id),
        None => query.no_department,
    };
    let shown = |who: &Option<PersonRef>| query.open || chosen || who.as_ref().is_some_and(|who| query.reviewer == Some(who.id));
    let reviewers = part.reviewers.iter().filter(|(who, _, _)| shown(who)).cloned().collect();
    Part {
        department: part.department.clone(),
        head: None,
        states: part.states.clone(),
        distribution: part.distribution.clone(),
        reviewers,
        ..*part
    }
}

/// The company as HR, the director or the board sees it.
pub async fn view(caller: &Caller, query: ResultsQuery) -> Result<ResultsView> {
    decide_company(caller.actor, CompanyAction::ReadResults)?;
    let may = |action| decide_company(caller.actor, action).is_ok();
    let db = caller.state.db.read();
    let known = reviews::years(db, crate::domain::policy::set_scope(caller.actor, caller.day())).await?;
    let chosen = query.year.map_or(known.first(), |year| known.iter().find(|known| known.id == year));
    let mut view = ResultsView {
        years: known.iter().map(years::Year::reference).collect(),
        year: chosen.map(years::Year::reference),
        company: None,
        departments: Vec::new(),
        rows: Vec::new(),
        total: 0,
        page: query.page.max(1),
        pages: 0,
        decisions: Vec::new(),
        pro_rata: Vec::new(),
        may_confirm: may(CompanyAction::ConfirmResults),
        may_approve: may(CompanyAction::ApproveResults),
        without_own: false,
    };
    let Some(year) = chosen else { return Ok(view) };
    let (snapshot, summary) = summary(caller, year.id).await?;
    // Of the company's own line nothing unfolds.
    view.company = Some(Part { reviewers: Vec::new(), ..folded(&summary.company, &ResultsQuery::default()) });
    let named = configuration::heads(db).await?;
    let head = |part: &Part| part.department.as_ref().and_then(|department| named.get(&department.id)).cloned();
    view.departments = summary.departments.iter().map(|part| Part { head: head(part), ..folded(part, &query) }).collect();
    view.without_own = summary.without_own;
    let score = |actor, line: &Line| seen(actor, line).and_then(|seen| seen.figures.assessed());
    view.pro_rata = super::pro_rata::rows(caller, year, &snapshot.lines, score).await?;
    if query.department.is_some() || query.no_department || query.reviewer.is_some() || query.marked {
        let asked: Vec<_> = snapshot.lines.iter().filter(|line| is_asked(line, &query, &summary)).collect();
        view.total = asked.len() as u64;
        view.pages = view.total.div_ceil(PAGE);
        let from = usize::try_from((view.page - 1).saturating_mul(PAGE)).unwrap_or(usize::MAX);
        let ids: Vec<ReviewId> = asked
            .into_iter()
            .skip(from)
            .take(PAGE as usize)
            .filter_map(|line| Some(line.review.as_ref()?.facts.review))
            .collect();
        for row in reviews::of_ids(db, caller.eyes(), &ids).await? {
            // A reviewer's mark belongs to the reviewer's own line only as a person.
            let marks = summary.marks.get(&row.person_id).cloned().unwrap_or_default();
            view.rows.push(result_row(caller, &row, marks)?);
        }
    }
    view.decisions = decisions::list(db, year.id)
        .await?
        .into_iter()
        .map(|found| DecisionView {
            department: found.department,
            no_department: found.no_department,
            meeting_on: found.meeting_on.parse().map_or(found.meeting_on.clone(), long_date),
            notes: found.notes,
            approved: u64::try_from(found.approved).unwrap_or_default(),
            by: found.decided_by,
            at: caller.state.clock.when(Timestamp(found.decided_at)),
        })
        .collect();
    Ok(view)
}

fn is_asked(line: &Line, query: &ResultsQuery, summary: &Summary) -> bool {
    line.review.is_some()
        && query.department.is_none_or(|department| line.department_id() == Some(department))
        && (!query.no_department || line.department.is_none())
        && query.reviewer.is_none_or(|reviewer| line.reviewer_id() == Some(reviewer))
        && (!query.marked || summary.marks.contains_key(&line.person))
}

/// Reviews that wait for this role's decision over the whole company, for Home.
pub async fn waiting(caller: &Caller, year: FiscalYearId) -> Result<u64> {
    if decide_company(caller.actor, CompanyAction::ReadResults).is_err() {
        return Ok(0);
    }
    let (_, summary) = summary(caller, year).await?;
    Ok(match caller.actor.role {
        Role::HrAdmin => summary.company.to_confirm,
        Role::GeneralDirector | Role::BoardMember => summary.company.to_approve,
        Role::Employee | Role::Manager => 0,
    })
}
