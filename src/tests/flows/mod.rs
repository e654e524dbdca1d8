//! What people do, from end to end, through the router.
mod access;
mod before_told;
mod drafts;
mod import;
mod isolation;
mod kept;
mod kept_forms;
mod people;
mod reviews;
mod sessions;
mod year;
