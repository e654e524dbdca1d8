//! Integration tests: the whole application in one binary, on real databases, through its own router.
mod authz_coverage;
mod authz_matrix;
mod flows;
mod migrations;
mod pages;
mod support;
