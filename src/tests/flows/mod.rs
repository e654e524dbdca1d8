//! What people do, from end to end, through the router.
mod access;
mod configuration;
mod corrections;
mod drafts;
mod import;
mod isolation;
mod people;
mod reviews;
mod sessions;
mod year;
