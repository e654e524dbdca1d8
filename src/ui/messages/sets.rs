//! Words of the sets pages.
