//! Words of the home pages.
