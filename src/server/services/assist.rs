//! What HR sets up of the writing assistance (R35): mode, model, limits and templates, each change a version of its own and audited with
//! both values. Addresses and keys are the deployment's.
use super::configuration::{both, check_seen, with_reason};
use crate::{
    api::{
        assist::{AssistancePage, Tested, UsageView},
        error::AppError,
    },
    domain::{
        assist::{
            Mode, Purpose,
            failure::Failure,
            prompt,
            settings::{self, Limits, Settings, SettingsForm},
            template::Templates,
        },
        audit::Detail,
        configuration::check_reason,
        policy::{self, CompanyAction},
        time::Timestamp,
        validation::Violation,
    },
    server::{
        ai::LanguageModel,
        context::Caller,
        error::{Result, ServiceError},
        repo::{assist as repo, unit_of_work::Entry},
        state::AppState,
    },
};
use sea_orm::ConnectionTrait;

/// The usage that is shown.
const DAYS: i64 = 30;

/// The settings that count, with the number of their version.
#[derive(Clone, Debug)]
pub struct Current {
    pub version: i64,
    pub settings: Settings,
}

impl Current {
    /// What can be done now: a server whose address was taken away leaves copying.
    pub fn mode(&self, state: &AppState) -> Mode {
        let mode = self.settings.mode;
        if state.config.assist.possible().contains(&mode) { mode } else { Mode::Web }
    }
}

/// R35, O2: where it is switched off as a whole, nothing knows of it.
pub fn check_enabled(state: &AppState) -> Result<()> {
    if state.config.assist.enabled { Ok(()) } else { Err(AppError::NotFound.into()) }
}

/// What HR chose last, or what the deployment begins with.
pub async fn current<C: ConnectionTrait>(conn: &C, state: &AppState) -> Result<Current> {
    let begin = || {
        let assist = &state.config.assist;
        Current { version: 0, settings: Settings { mode: assist.mode, model: assist.model.clone(), ..Settings::default() } }
    };
    Ok(repo::settings(conn).await?.map_or_else(begin, |(version, settings)| Current { version, settings }))
}

/// What writers are offered; nothing where it is off.
pub async fn offered(state: &AppState) -> Result<Option<Current>> {
    if !state.config.assist.enabled {
        return Ok(None);
    }
    let current = current(state.db.read(), state).await?;
    Ok(Some(current).filter(|current| current.settings.mode != Mode::Off))
}

pub async fn page(caller: &Caller, test: bool) -> Result<AssistancePage> {
    let state = &caller.state;
    check_enabled(state)?;
    policy::decide_company(caller.actor, CompanyAction::ManageAssistance)?;
    let db = state.db.read();
    let current = current(db, state).await?;
    let server = state.models.of(current.settings.mode);
    let models = match &server {
        Some(server) => Some(server.models().await),
        None => None,
    };
    let tested = match &server {
        Some(server) if test => Some(try_out(server.as_ref(), &current.settings.model).await),
        _ => None,
    };
    let usage = usage(&repo::usage(db, Timestamp(state.clock.now().0 - DAYS * 86_400 * Timestamp::SECOND)).await?);
    let Settings { mode, model, limits, templates } = current.settings;
    let previews = previews(&templates, &limits)?;
    Ok(AssistancePage {
        version: current.version,
        mode,
        possible: state.config.assist.possible(),
        model,
        limits,
        templates,
        models,
        tested,
        previews,
        usage,
    })
}

fn previews(templates: &Templates, limits: &Limits) -> Result<Vec<(String, String)>> {
    let preview = |purpose: Purpose| {
        let built = prompt::build(purpose, templates.of(purpose), &prompt::sample(purpose), words(limits));
        let built = built.map_err(|_| ServiceError::broken("a stored template that is not whole"))?;
        Ok((purpose.code().to_owned(), built.as_text()))
    };
    Purpose::ALL.into_iter().map(preview).collect()
}

pub fn words(limits: &Limits) -> u32 {
    u32::try_from(limits.words).unwrap_or_default()
}

async fn try_out(server: &dyn LanguageModel, model: &str) -> Tested {
    let version = server.version().await;
    let model = match &version {
        Ok(_) if model.is_empty() => Some(Err(Failure::NoSuchModel)),
        Ok(_) => Some(server.details(model).await.map(|details| (details.digest, details.about))),
        Err(_) => None,
    };
    Tested { version, model }
}

fn usage(counted: &repo::Usage) -> UsageView {
    let number = |number: i64| u64::try_from(number).unwrap_or_default();
    UsageView {
        asked: number(counted.asked),
        copied: number(counted.copied),
        accepted: number(counted.accepted),
        discarded: number(counted.discarded),
        failed: number(counted.failed),
        people: number(counted.people),
        tokens: number(counted.tokens),
        edited: number(counted.edited.checked_div(counted.accepted).unwrap_or_default()),
    }
}

pub async fn save(caller: &Caller, form: &SettingsForm, reason: &str, seen: i64) -> Result<()> {
    let possible = caller.state.config.assist.possible();
    change(caller, reason, seen, |held| settings::check(form, &possible, held.templates.clone())).await
}

pub async fn save_templates(caller: &Caller, form: &Templates, reason: &str, seen: i64) -> Result<()> {
    change(caller, reason, seen, |held| Ok(Settings { templates: settings::check_templates(form)?, ..held.clone() })).await
}

/// A new version of the settings, made from what the page showed.
async fn change(
    caller: &Caller,
    reason: &str,
    seen: i64,
    make: impl Fn(&Settings) -> std::result::Result<Settings, Vec<Violation>>,
) -> Result<()> {
    let state = &caller.state;
    check_enabled(state)?;
    let proof = policy::authorise_company(caller.actor, CompanyAction::ManageAssistance)?;
    let mut uow = state.db.begin(&state.clock).await?;
    repo::lock_settings(&uow, &proof).await?;
    let held = current(uow.conn(), state).await?;
    check_seen(held.version == seen, "")?;
    let made = make(&held.settings);
    let (made, reason) = match (made, check_reason(reason)) {
        (Ok(made), reason) => both(Ok(made), reason)?,
        (Err(mut violations), reason) => {
            violations.extend(reason.err());
            return Err(AppError::Invalid(violations).into());
        }
    };
    let changes = changes(&held.settings, &made);
    if changes.is_empty() {
        return Ok(());
    }
    let version = repo::insert_settings(&uow, &proof, caller.actor.person, &made).await?;
    let entry = changes.into_iter().fold(Entry::by(caller.actor, "change", "assistance", version), Entry::with);
    uow.audit(with_reason(entry, reason));
    uow.commit().await
}

/// Everything that differs, before and after.
fn changes(held: &Settings, made: &Settings) -> Vec<Detail> {
    let values = |settings: &Settings| {
        let Settings { mode, model, limits, templates } = settings;
        let Limits { first_token, total, per_person, at_once, waiting, words } = *limits;
        let mut values = vec![("mode", mode.code().to_owned()), ("model", model.clone())];
        let numbers = [
            ("first_token", first_token),
            ("total", total),
            ("per_person", per_person),
            ("at_once", at_once),
            ("waiting", waiting),
            ("words", words),
        ];
        values.extend(numbers.map(|(name, number)| (name, number.to_string())));
        values.extend(Purpose::ALL.map(|purpose| (purpose.code(), templates.of(purpose).to_owned())));
        values
    };
    let pairs = values(held).into_iter().zip(values(made));
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|((name, before), (_, after))| Detail::change(name, before, after))
        .collect()
}
