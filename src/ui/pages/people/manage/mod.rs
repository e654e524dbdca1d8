//! Changing people: the record, leaving, roles. Documents: each is a form that is sent and done with.
pub mod edit;
pub mod fields;
pub mod leaving;
pub mod news;
pub mod number_field;
pub mod requests;
pub mod role_requests;
pub mod roles;
pub mod tabs;
