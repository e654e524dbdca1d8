//! SQL, and nothing but SQL: one file per aggregate. Every statement runs unchanged on SQLite and PostgreSQL; lists come
//! narrowed by a scope that policy gave, and whatever writes asks for policy's proof.
pub mod access;
pub mod audit;
pub mod closings;
pub mod company;
pub mod decisions;
pub mod drafts;
pub mod evaluations;
pub mod events;
pub mod feed;
pub mod imports;
pub mod links;
pub mod migrate;
pub mod multiply;
pub mod notices;
pub mod organisation;
pub mod people;
pub mod people_bulk;
pub mod pool;
pub mod rank_tables;
pub mod readiness;
pub mod review_events;
pub mod reviews;
pub mod sessions;
pub mod sets;
pub mod sql;
pub mod tables;
pub mod unit_of_work;
pub mod years;

pub use pool::Db;
pub use unit_of_work::UnitOfWork;
