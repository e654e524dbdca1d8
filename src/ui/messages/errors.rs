//! What went wrong, what is safe, what to do: never "error" alone.
use super::{configuration, reviews, states};
use crate::{
    api::error::AppError,
    domain::{fiscal_year::WindowRefusal, import::HeaderProblem, policy::Denial, validation::Problem},
};

pub const TO_HOME: &str = "To the home page";
pub const TRY_AGAIN: &str = "Try again";
pub const NOT_FOUND_TITLE: &str = "We could not find that page";
pub const NOT_FOUND_BODY: &str = "The address may be mistyped, or the page is not meant for the role you act in.";

pub struct Words {
    pub title: String,
    pub body: String,
}

fn words(title: &str, body: &str) -> Words {
    Words { title: title.into(), body: body.into() }
}

/// Words for an error that takes the place of a whole page.
pub fn page(error: &AppError) -> Words {
    match error {
        AppError::NotFound | AppError::Denied(Denial::Hidden) => words(NOT_FOUND_TITLE, NOT_FOUND_BODY),
        AppError::Denied(Denial::WrongRole) => words(
            "Another role opens this page",
            "Nothing is lost. If you hold the role it needs, switch to it in the menu under your name.",
        ),
        other => form(other),
    }
}

pub fn switch_back(role: &str) -> String {
    format!("Switch back to {role}")
}

pub fn back_in(role: &str) -> String {
    format!("You act as {role} again. Send again.")
}

/// Words for an error above a form. What was typed is still in the form.
pub fn form(error: &AppError) -> Words {
    match error {
        AppError::SignedOut => {
            words("You are signed out", "What you typed is still here. Sign in in another tab, then send again.")
        }
        AppError::OtherRole { now, .. } => Words {
            title: "Nothing was changed: you switched roles in another tab".into(),
            body: format!(
                "You now act as {}. What you typed is still here: switch back, then send again.",
                super::common::role(*now)
            ),
        },
        AppError::WrongCredentials => {
            words("That did not match", "Check the employee id or email and the password, then try again.")
        }
        AppError::TooManyAttempts { seconds } => Words {
            title: "Too many attempts".into(),
            body: format!("Wait {seconds} seconds, then try again. Your account is not locked."),
        },
        AppError::DirectorySilent => words(
            "The company's directory does not answer",
            "Passwords that are checked there cannot be checked now. Try again in a few minutes. If pa-assistant gave you a password of its own, check it and try again.",
        ),
        AppError::NotEnrolled => words(
            "You are not in pa-assistant yet",
            "Your password is right, but HR has not entered you here. Ask HR to add you; then sign in again.",
        ),
        AppError::TooFast { seconds } => Words {
            title: "That was too fast for us".into(),
            body: format!(
                "Nothing was changed and what you typed is still here. Wait {}, then try again.",
                if *seconds <= 1 { "a second".into() } else { format!("{seconds} seconds") }
            ),
        },
        AppError::NotFound => {
            words("We could not find that", "It may have been removed, or it is not meant for the role you act in.")
        }
        AppError::Denied(denial) => denied(*denial),
        AppError::Invalid(violations) if violations.is_empty() => {
            words("The form arrived incomplete", "Nothing was changed. Reload the page and try again.")
        }
        AppError::Invalid(violations) => Words {
            title: "Nothing was changed yet".into(),
            body: if violations.len() == 1 {
                "One field needs another look.".into()
            } else {
                format!("{} fields need another look.", violations.len())
            },
        },
        AppError::Overtaken { now } => Words {
            title: "Somebody was faster".into(),
            body: format!(
                "This is now “{}”. Nothing was changed and what you typed is still here. Reload to see it.",
                states::name(*now)
            ),
        },
        AppError::ReviewOvertaken { now } => Words {
            title: "Somebody was faster".into(),
            body: format!(
                "This is now “{}”. Nothing was changed and what you typed is still here. Reload to see it.",
                reviews::state(*now)
            ),
        },
        AppError::Unfinished { names } => Words {
            title: "Not every review is finished".into(),
            body: format!("Still open: {}. Finish them, or close the year anyway with a reason for them.", names.join(", ")),
        },
        AppError::NothingToDo => {
            words("There is nothing to move on", "Somebody may have done it already. Reload to see where it stands.")
        }
        AppError::ScoresDiffer { names } => Words {
            title: "Some scores are not what their ratings give".into(),
            body: format!("Hand these back, so that they are evaluated again: {}. Nothing was confirmed.", names.join(", ")),
        },
        AppError::Unranked { names } => Words {
            title: "Some people have no rank".into(),
            body: format!("No rank table covers their grade: {}. Nothing was approved; ask HR for a table.", names.join(", ")),
        },
        AppError::Bands(problems) => Words {
            title: "This table does not rank every score once".into(),
            body: problems.iter().map(reviews::table_problem).collect::<Vec<_>>().join(" "),
        },
        AppError::Unmerged { .. } => {
            words("This draft was changed elsewhere meanwhile", "Nothing was overwritten. Pick for each field which text stays.")
        }
        AppError::LinkExpired => words(
            "This link does not work any more",
            "It was used, replaced by a newer one, or is older than seven days. Ask HR for a new one.",
        ),
        AppError::Calendar(WindowRefusal::AlreadyOpened) => {
            words("This phase was opened before", "A phase opens once a year. Open a window for one person instead.")
        }
        AppError::Calendar(WindowRefusal::OpenElsewhere) => {
            words("Another fiscal year is in this phase", "Close it there first: at most one year can be in a phase.")
        }
        AppError::Calendar(WindowRefusal::NotOpen) => {
            words("This phase is not open", "Somebody may have closed it. Reload to see where the year stands.")
        }
        AppError::Calendar(WindowRefusal::TooEarly) => {
            words("An earlier phase comes first", "Close target setting, and mid-year if it is open, before this phase opens.")
        }
        AppError::Calendar(WindowRefusal::TooLate) => words(
            "It is too late for this phase",
            "The evaluation was opened before; targets can be changed there by each person.",
        ),
        AppError::Calendar(WindowRefusal::Archived) => words(
            "This year is archived",
            "Archived years are read-only. A text of an archived review can be corrected on its page.",
        ),
        AppError::TeamIncomplete { missing } => Words {
            title: "The team is not complete".into(),
            body: format!("Still missing: {}. Finish what is open with them, or ask HR to exempt them.", missing.join(", ")),
        },
        AppError::NotConfirmed => words("The confirmation does not match", "Type it exactly as shown. Nothing was changed."),
        AppError::TooLarge { max } => Words {
            title: "That is too large".into(),
            body: format!("At most {} can be sent at once. Nothing was changed.", size(*max)),
        },
        AppError::Unreadable { line, column } => Words {
            title: "This file cannot be read".into(),
            body: if *column > 0 {
                format!(
                    "Line {line}, column {column} is not text as it should be. Nothing was changed. Save it as XLSX or as CSV in UTF-8 and try again."
                )
            } else {
                format!(
                    "Line {line} is not text as it should be. Nothing was changed. Save it as XLSX or as CSV in UTF-8 and try again."
                )
            },
        },
        AppError::File(problem) => Words {
            title: "This file cannot be used as it is".into(),
            body: format!("{} Nothing was changed.", super::people::import::unfit(problem)),
        },
        AppError::ImportMoved { .. } => words(
            "Somebody was faster",
            "This import was applied, cancelled or mapped anew meanwhile. Reload to see where it stands.",
        ),
        AppError::Headers(problems) => Words {
            title: "The first row does not name what is needed".into(),
            body: format!("{} Nothing was changed.", problems.iter().map(header_problem).collect::<Vec<_>>().join(" ")),
        },
        AppError::NeedsSecond { names } => Words {
            title: "These roles need a second person".into(),
            body: format!(
                "Nothing was imported. HR, director and board roles are granted or taken from {} by the command “pa-assistant import employees”, not by one HR admin alone.",
                names.join(", ")
            ),
        },
        AppError::ManagerLoop { chain } => Words {
            title: "That would be a circle".into(),
            body: format!("Nobody can report to themself in the end: {}. Nothing was changed.", chain.join(" → ")),
        },
        AppError::RecordChanged => words(
            "Somebody changed this record meanwhile",
            "Nothing was overwritten and what you typed is still here. Beside each field that differs stands what is stored now; save again to put yours in its place.",
        ),
        AppError::Stale => words(
            "The file no longer fits",
            "Somebody changed people meanwhile. Nothing was imported; the preview shows the rows in question.",
        ),
        AppError::ChangedMeanwhile { now } => Words {
            title: "Somebody else changed this meanwhile".into(),
            body: format!(
                "It is now {}. Nothing was overwritten. This page shows how it stands now; send again if you still want your change.",
                configuration::quoted(now)
            ),
        },
        AppError::InUse { people, count, records } => Words {
            title: "Nothing was removed: it is still in use".into(),
            body: configuration::in_use(people, *count, records),
        },
        AppError::Unavailable | AppError::Garbled => {
            words("The server is busy or restarting", "What you typed is still here. Try again in a moment.")
        }
        AppError::Offline => {
            words("The server cannot be reached", "What you typed is still here and is sent when the connection is back.")
        }
        AppError::Internal => words(
            "Something went wrong on our side",
            "Nothing was changed and what you typed is still here. Try again; if it stays, tell HR the time it happened.",
        ),
    }
}

/// One sentence per thing wrong with the first row of an employee file.
fn header_problem(problem: &HeaderProblem) -> String {
    match problem {
        HeaderProblem::Missing { column } => format!("There is no column “{column}”."),
        HeaderProblem::Duplicate { column, first, second } => format!("“{first}” and “{second}” both mean “{column}”."),
        HeaderProblem::Shared { header, first, second } => format!("“{header}” cannot be both “{first}” and “{second}”."),
        HeaderProblem::NoSuchCell { column, cell } => format!("“{column}” was given column {}, which is not there.", cell + 1),
    }
}

fn denied(denial: Denial) -> Words {
    match denial {
        Denial::Hidden => words(NOT_FOUND_TITLE, NOT_FOUND_BODY),
        Denial::WrongRole => words(
            "Another role does this",
            "Nothing was changed. Switch roles in the menu under your name if you hold the one it needs.",
        ),
        Denial::OwnRecord => words(
            "These are your own targets",
            "Nobody decides their own. To edit them, act as Employee; for decisions another person is responsible.",
        ),
        Denial::OwnProposal => words(
            "You proposed this",
            "Nobody confirms what they proposed themselves: the director or another member of the board decides.",
        ),
        Denial::WrongState(refused) => Words {
            title: format!("Not possible while it is “{}”", states::name(refused.from)),
            body: "Somebody may have moved it on meanwhile. Nothing was changed; reload to see where it stands.".into(),
        },
        Denial::WrongReviewState(refused) => Words {
            title: format!("Not possible while it is “{}”", reviews::state(refused.from)),
            body: "Somebody may have moved it on meanwhile. Nothing was changed; reload to see where it stands.".into(),
        },
        Denial::WindowClosed => words("The window is closed", "What you typed was not sent. Ask HR to open a window for you."),
        Denial::Exempt => words("Exempt for this year", "HR left this person out for the year, so nothing has to be done."),
        Denial::Archived => words(
            "This year is archived",
            "Archived years are read-only. A text of an archived review can be corrected on its page.",
        ),
        Denial::NeedsAnother => {
            words("Somebody else has to agree", "You asked for this role. A second HR admin or the director confirms it.")
        }
        Denial::Settled => words("This is settled already", "Somebody was faster. Reload to see how it was decided."),
        Denial::HoldsRole => words(
            "This person holds HR, director or board",
            "Ask for the role to be taken first, under Roles. A second HR admin or the director confirms that.",
        ),
        Denial::PartOfTeam => words(
            "You cover only some of this team",
            "Nothing was sent. Whose team it is hands it to HR, or whoever covers all of it.",
        ),
        Denial::HasLeft => words("This person has left", "Reactivate them first, under Leaving. Nothing was changed."),
        Denial::StillEmployed => words("This person is still employed", "Deactivate them first. Nothing was changed."),
        Denial::Anonymised => {
            words("This record was anonymised", "Only numbers are left of it, and they stay. Nothing was changed.")
        }
        Denial::NothingSubmitted => words(
            "Nothing was submitted yet",
            "A draft belongs to the person who writes it. You will be told when it is submitted.",
        ),
    }
}

/// "20 MiB", "512 KiB".
fn size(bytes: u64) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{} KiB", bytes >> 10) }
}

/// Beside a field.
pub fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Missing => "Please fill this in.".into(),
        Problem::TooLong { max, is } => format!("At most {max} characters; this has {is}."),
        Problem::NotAWholeNumber => "Only a whole number, for example 30.".into(),
        Problem::OutOfRange { min, max } => format!("From {min} to {max}."),
        Problem::TooFew { min, is } => format!("At least {min} targets are needed; there are {is}."),
        Problem::TooMany { max, is } => format!("At most {max} targets; there are {is}."),
        Problem::WrongTotal { is } if *is < 100 => format!("The weights total {is} %: {} % left to give.", 100 - is),
        Problem::WrongTotal { is } => format!("The weights total {is} %: {} % too much.", is - 100),
        Problem::ControlCharacter => {
            "This holds a character that cannot be shown. Type it again, or paste it as plain text.".into()
        }
        Problem::Taken => "This is in use already.".into(),
        Problem::Unknown => "We do not know this one. Check how it is written.".into(),
        Problem::HasLeft => "This person has left the company.".into(),
        Problem::Reserved => "This name has a meaning of its own here. Pick another one.".into(),
        Problem::Unchanged => "This is what stands there now.".into(),
        Problem::Waiting => "A correction of this waits for a decision already.".into(),
        Problem::NotAnAddress => "This does not look like a mail address, for example akira.sato@example.com.".into(),
        Problem::NotADate => "This is not a day, for example 2026-05-31.".into(),
        Problem::TooCommon => "This one is easy to guess. Four unrelated words make a good password.".into(),
        Problem::TooShort { min } => format!("At least {min} characters."),
        Problem::Differs => "This does not match.".into(),
        Problem::BeforeStart => "This day is too early.".into(),
        Problem::InTheFuture => "This day has not come yet.".into(),
        Problem::TooLate => "The days for this are over.".into(),
        Problem::Nobody { named } => format!("Nobody has the employee id {named}."),
        Problem::TooFarAway { days } => format!("That is more than {days} days away."),
        Problem::Oneself => "Nobody can act for themself. Pick somebody else.".into(),
        Problem::HrItself => "HR cannot give somebody's reviews to HR. Pick somebody outside HR.".into(),
        Problem::EmptyTeam => "This person reviews nobody of their own, so there is nothing to hand over.".into(),
        Problem::AskedAlready => "They were asked for exactly this already.".into(),
        Problem::UnknownPlaceholder { name } => {
            format!("There is no place named {{{name}}} here. The list beside the template has all of them.")
        }
        Problem::MissingPlaceholder { name } => {
            format!("The template needs {{{name}}} somewhere: without it the prompt leaves out what it is about.")
        }
        Problem::BrokenPlaceholder => {
            "A brace opens or closes nothing. Braces only stand around the name of a place, as in {facts}.".into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_explained_as_what_is_left() {
        assert_eq!(problem(&Problem::WrongTotal { is: 88 }), "The weights total 88 %: 12 % left to give.");
        assert_eq!(problem(&Problem::WrongTotal { is: 104 }), "The weights total 104 %: 4 % too much.");
    }
}
