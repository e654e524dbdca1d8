//! Use cases: authorise, ask the domain, write through repositories, say so in the audit chain, commit.
pub mod auth;
pub mod departments;
pub mod drafts;
pub mod heads;
pub mod home;
pub mod imports;
pub mod invitations;
pub mod notices;
pub mod people;
pub mod session;
pub mod sets;
pub mod setup;
pub mod sweep;
pub mod targets;
pub mod team;
pub mod years;
