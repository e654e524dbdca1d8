//! Words of the departments pages.
