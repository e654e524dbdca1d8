//! Words of the years pages.
