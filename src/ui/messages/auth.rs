//! Words of the auth pages.
