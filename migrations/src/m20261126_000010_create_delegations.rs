//! Delegations (R23), for whom a reviewer's words were written (R24), and who wrote which of them (R22).
crate::dialect::migration! {
    up: "
CREATE TABLE delegations (
    id {id},
    for_id BIGINT NOT NULL REFERENCES people (id),
    delegate_id BIGINT NOT NULL REFERENCES people (id),
    whole_team BOOLEAN NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT,
    reason TEXT NOT NULL CHECK (reason IN ('leave', 'reorganisation', 'matrix_project', 'cover')),
    note TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'accepted', 'declined', 'withdrawn', 'created', 'ended')),
    requested_by BIGINT NOT NULL REFERENCES people (id),
    requested_at BIGINT NOT NULL,
    settled_by BIGINT REFERENCES people (id),
    settled_at BIGINT,
    answer TEXT NOT NULL,
    ended_by BIGINT REFERENCES people (id),
    ended_at BIGINT,
    ended_on TEXT,
    told_end_at BIGINT,
    CONSTRAINT delegations_not_to_oneself CHECK (for_id <> delegate_id)
);
CREATE INDEX delegations_by_for ON delegations (for_id);
CREATE INDEX delegations_by_delegate ON delegations (delegate_id);
CREATE INDEX delegations_by_state ON delegations (state);
CREATE TABLE delegation_people (
    delegation_id BIGINT NOT NULL REFERENCES delegations (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    PRIMARY KEY (delegation_id, person_id)
);
CREATE TABLE review_text_authors (
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    field TEXT NOT NULL,
    author_id BIGINT NOT NULL REFERENCES people (id),
    for_id BIGINT REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (review_id, field)
);
ALTER TABLE reviews ADD COLUMN evaluated_for BIGINT;
ALTER TABLE reviews ADD COLUMN feedback_for BIGINT;
ALTER TABLE review_versions ADD COLUMN for_id BIGINT;
ALTER TABLE notices ADD COLUMN for_id BIGINT;
ALTER TABLE notices ADD COLUMN delegation_id BIGINT;
",
    down: "
ALTER TABLE notices DROP COLUMN delegation_id;
ALTER TABLE notices DROP COLUMN for_id;
ALTER TABLE review_versions DROP COLUMN for_id;
ALTER TABLE reviews DROP COLUMN feedback_for;
ALTER TABLE reviews DROP COLUMN evaluated_for;
DROP TABLE review_text_authors;
DROP TABLE delegation_people;
DROP TABLE delegations;
",
}
