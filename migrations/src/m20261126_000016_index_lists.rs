//! Indexes for what is looked for on every page, so that finding it takes as long in a large company as in a small one.
crate::dialect::migration! {
    up: "
CREATE INDEX reviews_open_objections ON reviews (objected_at) WHERE objected_at IS NOT NULL AND answered_at IS NULL;
CREATE INDEX people_by_department_and_name ON people (department_id, full_name, id);
DROP INDEX people_by_department;
CREATE INDEX people_by_status ON people (status, full_name, id);
CREATE INDEX people_by_joining ON people (joined_on, full_name, id);
",
    down: "
DROP INDEX people_by_joining;
DROP INDEX people_by_status;
CREATE INDEX people_by_department ON people (department_id);
DROP INDEX people_by_department_and_name;
DROP INDEX reviews_open_objections;
",
}
