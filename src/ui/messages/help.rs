//! Words of the help pages.
