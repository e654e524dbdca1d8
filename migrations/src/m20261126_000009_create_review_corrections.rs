//! Corrections of archived reviews (R41): what stood there, what stands there now, why, who proposed it and who confirmed it.
crate::dialect::migration! {
    up: "
CREATE TABLE review_corrections (
    id {id},
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    field TEXT NOT NULL,
    old_value TEXT NOT NULL,
    new_value TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'applied', 'refused')),
    proposed_at BIGINT NOT NULL,
    proposed_by BIGINT NOT NULL REFERENCES people (id),
    proposed_as TEXT NOT NULL,
    decided_at BIGINT,
    decided_by BIGINT REFERENCES people (id),
    decided_as TEXT,
    note TEXT NOT NULL,
    old_score BIGINT CHECK (old_score BETWEEN 7500 AND 62500),
    new_score BIGINT CHECK (new_score BETWEEN 7500 AND 62500),
    old_rank TEXT,
    new_rank TEXT
);
CREATE INDEX review_corrections_by_review ON review_corrections (review_id, id);
CREATE INDEX review_corrections_by_state ON review_corrections (state);
CREATE UNIQUE INDEX review_corrections_one_waiting ON review_corrections (review_id, field) WHERE state = 'waiting';
",
    down: "
DROP TABLE review_corrections;
",
}
