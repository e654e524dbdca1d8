//! Schema changes, one frozen file each, forward and back, on SQLite and PostgreSQL.
//!
//! Statements are plain SQL with three words that differ between the two, filled in by [`dialect`]. Entities are not used
//! here: a migration must mean the same next year, whatever the code has become.
pub use sea_orm_migration::prelude::{MigrationTrait, MigratorTrait};

mod dialect;
mod m20261122_000001_create_organisation;
mod m20261122_000002_create_access;
mod m20261122_000003_create_audit;
mod m20261122_000004_create_fiscal_years;
mod m20261122_000005_create_target_sets;
mod m20261122_000006_create_notices_and_imports;
mod m20261122_000007_create_reviews;
mod m20261126_000008_name_department_heads;
mod m20261126_000009_create_review_corrections;
mod m20261126_000010_create_delegations;
mod m20261126_000011_create_assistance;
mod m20261126_000012_create_role_requests;
mod m20261126_000013_keep_transfers;
mod m20261126_000014_harden_access;
mod m20261126_000015_know_directory_accounts;
mod m20261126_000016_index_lists;
mod m20261126_000017_decide_on_people_without_department;
mod m20261126_000018_say_who_may_serve;
mod m20261126_000020_keep_records;

pub struct Migrator;

#[sea_orm_migration::async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_create_organisation::Migration),
            Box::new(m20261122_000002_create_access::Migration),
            Box::new(m20261122_000003_create_audit::Migration),
            Box::new(m20261122_000004_create_fiscal_years::Migration),
            Box::new(m20261122_000005_create_target_sets::Migration),
            Box::new(m20261122_000006_create_notices_and_imports::Migration),
            Box::new(m20261122_000007_create_reviews::Migration),
            Box::new(m20261126_000008_name_department_heads::Migration),
            Box::new(m20261126_000009_create_review_corrections::Migration),
            Box::new(m20261126_000012_create_role_requests::Migration),
            Box::new(m20261126_000014_harden_access::Migration),
            Box::new(m20261126_000015_know_directory_accounts::Migration),
            Box::new(m20261126_000016_index_lists::Migration),
            Box::new(m20261126_000017_decide_on_people_without_department::Migration),
            Box::new(m20261126_000018_say_who_may_serve::Migration),
            Box::new(m20261126_000010_create_delegations::Migration),
            Box::new(m20261126_000020_keep_records::Migration),
            Box::new(m20261126_000011_create_assistance::Migration),
            Box::new(m20261126_000013_keep_transfers::Migration),
        ]
    }
}
