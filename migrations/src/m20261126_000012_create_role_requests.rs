//! Requests for roles that need a second person (R1a), people who were anonymised (R6), and notices about a person.
crate::dialect::migration! {
    up: "
CREATE TABLE role_requests (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL CHECK (role IN ('hr_admin', 'general_director', 'board_member')),
    wanted BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    asked_by BIGINT NOT NULL REFERENCES people (id),
    asked_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES people (id),
    decided_at BIGINT,
    outcome TEXT CHECK (outcome IN ('confirmed', 'declined', 'withdrawn'))
);
CREATE UNIQUE INDEX role_requests_one_open ON role_requests (person_id, role) WHERE decided_at IS NULL;
CREATE INDEX role_requests_by_person ON role_requests (person_id, id);
ALTER TABLE people ADD COLUMN anonymised_at BIGINT;
ALTER TABLE notices ADD COLUMN about_id BIGINT;
",
    down: "
ALTER TABLE notices DROP COLUMN about_id;
ALTER TABLE people DROP COLUMN anonymised_at;
DROP TABLE role_requests;
",
}
