//! Notices written with each hand-over, and employee files staged for an import.
crate::dialect::migration! {
    up: "
CREATE TABLE notices (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    kind TEXT NOT NULL,
    set_id BIGINT REFERENCES target_sets (id),
    actor_id BIGINT REFERENCES people (id),
    at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX notices_by_person ON notices (person_id, read_at);
CREATE TABLE imports (
    id {id},
    uploaded_by BIGINT REFERENCES people (id),
    file_name TEXT NOT NULL,
    content TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    applied_at BIGINT
);
",
    down: "
DROP TABLE imports;
DROP TABLE notices;
",
}
