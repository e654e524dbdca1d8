//! Migrations whose schema only programs that know them can serve: each such migration names itself here, and takes its name out again on the
//! way back. Most add what an older program does not look at, and stay out.
crate::dialect::migration! {
    up: "
CREATE TABLE schema_needs (migration TEXT PRIMARY KEY);
",
    down: "
DROP TABLE schema_needs;
",
}
