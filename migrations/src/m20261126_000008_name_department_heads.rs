//! Heads of departments (R30). They group teams for reading; they gain no authority (R12).
crate::dialect::migration! {
    up: "
CREATE TABLE department_heads (
    department_id BIGINT NOT NULL PRIMARY KEY REFERENCES departments (id) ON DELETE CASCADE,
    person_id BIGINT NOT NULL REFERENCES people (id)
);
CREATE INDEX department_heads_by_person ON department_heads (person_id);
",
    down: "
DROP TABLE department_heads;
",
}
