//! What people do, from end to end, through the router.
mod access;
mod drafts;
mod flood;
mod import;
mod isolation;
mod limits;
mod own_sessions;
mod people;
mod resets;
mod reviews;
mod revocation;
mod sessions;
mod year;
