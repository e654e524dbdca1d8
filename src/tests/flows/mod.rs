//! What people do, from end to end, through the router.
mod access;
mod drafts;
mod import;
mod isolation;
mod people;
mod reviews;
mod sessions;
mod year;
