//! What people do, from end to end, through the router.
mod access;
mod directory;
mod drafts;
mod flood;
mod import;
mod isolation;
mod limits;
mod own_sessions;
mod people;
mod redis;
mod resets;
mod reviews;
mod revocation;
mod sessions;
mod year;
