//! Words of the people pages.
