//! Who is acting, and as what. A session acts in exactly one role at a time (R2); what the role allows is `policy`'s business.
use super::ids::PersonId;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// R1. `Manager` is never granted: direct reports or a valid delegation make somebody a manager (R1a).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Employee,
    Manager,
    HrAdmin,
    GeneralDirector,
    BoardMember,
}

impl Role {
    pub const ALL: [Role; 5] = [Role::Employee, Role::Manager, Role::HrAdmin, Role::GeneralDirector, Role::BoardMember];

    /// The name stored in the database, written in import files and sent over the wire.
    pub fn code(self) -> &'static str {
        match self {
            Role::Employee => "employee",
            Role::Manager => "manager",
            Role::HrAdmin => "hr_admin",
            Role::GeneralDirector => "general_director",
            Role::BoardMember => "board_member",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown role")]
pub struct UnknownRole;

impl FromStr for Role {
    type Err = UnknownRole;
    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Role::ALL.into_iter().find(|role| role.code() == text).ok_or(UnknownRole)
    }
}

/// The person behind a request and the one role it acts in, both read from the database for this very request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    pub person: PersonId,
    pub role: Role,
}

/// Which person and role a page was made for. Every change carries the stamp of its page, so that a tab left open
/// after a switch in another tab is refused instead of acting in a role its reader does not see (R2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageStamp {
    pub person: PersonId,
    pub role: Role,
}

impl From<Actor> for PageStamp {
    fn from(actor: Actor) -> Self {
        PageStamp { person: actor.person, role: actor.role }
    }
}

impl fmt::Display for PageStamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.person, self.role)
    }
}

impl FromStr for PageStamp {
    type Err = UnknownRole;
    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        let (person, role) = text.split_once('.').ok_or(UnknownRole)?;
        Ok(PageStamp { person: person.parse().map_err(|_| UnknownRole)?, role: role.parse()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_survives_being_written_down() {
        for role in Role::ALL {
            assert_eq!(role.code().parse(), Ok(role));
        }
        assert_eq!("root".parse::<Role>(), Err(UnknownRole));
    }

    #[test]
    fn a_page_stamp_survives_being_written_down() {
        let stamp = PageStamp { person: PersonId(7), role: Role::HrAdmin };
        assert_eq!(stamp.to_string(), "7.hr_admin");
        assert_eq!("7.hr_admin".parse(), Ok(stamp));
        for wrong in ["", "7", ".employee", "x.employee", "7.boss", "7.employee.x"] {
            assert!(wrong.parse::<PageStamp>().is_err(), "{wrong}");
        }
    }
}
