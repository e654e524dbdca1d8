//! Every record's id is a type of its own, so that a person's id can never be passed where a target set's is meant.
use serde::{Deserialize, Serialize};
use std::{fmt, num::ParseIntError, str::FromStr};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    )+};
}

ids! {
    /// A person, whether or not they can sign in. Not the employee id printed on a badge: that is `EmployeeNo`.
    PersonId,
    DepartmentId,
    EmployeeTypeId,
    GradeId,
    FiscalYearId,
    /// One employee's targets in one fiscal year, over all its revisions.
    TargetSetId,
    /// One pass of a target set through the approval states: the original, later the mid-year one.
    RevisionId,
    GoalId,
    /// One person's evaluation in one fiscal year, born from a target set.
    ReviewId,
    /// One version of the bands for a type and grade in a year.
    RankTableId,
    /// One correction of an archived review, proposed or made.
    CorrectionId,
    /// One reviewer acting for another for some days.
    DelegationId,
    /// One change of manager or department, planned or done.
    TransferId,
    /// What one reviewer handed over with one target set.
    HandoverId,
    /// One suggestion of the writing assistance.
    SuggestionId,
    ImportId,
    NoticeId,
}
