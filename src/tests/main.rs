//! Integration tests: the whole application in one binary, on real databases, through its own router.
#![expect(clippy::disallowed_methods, reason = "tests read what the test script tells them from the environment")]

mod ai;
mod authz_coverage;
mod backups;
mod flows;
mod metrics;
mod migrations;
mod pages;
mod support;
