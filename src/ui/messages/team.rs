//! Words of the team pages.
