//! Changes of manager and department, past and planned, and what each reviewer handed over with them (R26).
crate::dialect::migration! {
    up: "
CREATE TABLE transfers (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    moves_manager BOOLEAN NOT NULL,
    from_manager_id BIGINT REFERENCES people (id),
    to_manager_id BIGINT REFERENCES people (id),
    moves_department BOOLEAN NOT NULL,
    from_department_id BIGINT REFERENCES departments (id),
    to_department_id BIGINT REFERENCES departments (id),
    effective_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'done', 'cancelled')),
    planned_by BIGINT REFERENCES people (id),
    planned_at BIGINT NOT NULL,
    settled_by BIGINT REFERENCES people (id),
    settled_at BIGINT,
    trouble TEXT
);
CREATE INDEX transfers_by_person ON transfers (person_id);
CREATE INDEX transfers_by_state ON transfers (state, effective_on);
CREATE TABLE handovers (
    id {id},
    transfer_id BIGINT REFERENCES transfers (id),
    set_id BIGINT NOT NULL REFERENCES target_sets (id),
    former_id BIGINT REFERENCES people (id),
    next_id BIGINT REFERENCES people (id),
    at BIGINT NOT NULL,
    effective_on TEXT NOT NULL,
    midcycle BOOLEAN NOT NULL,
    revision_id BIGINT NOT NULL REFERENCES target_revisions (id),
    set_state TEXT NOT NULL,
    submitted BOOLEAN NOT NULL,
    review_id BIGINT REFERENCES reviews (id),
    review_state TEXT,
    manager_version BIGINT,
    rank TEXT,
    adjusted_rank TEXT
);
CREATE INDEX handovers_by_set ON handovers (set_id);
CREATE INDEX handovers_by_review ON handovers (review_id);
CREATE INDEX handovers_by_former ON handovers (former_id);
",
    down: "
DROP TABLE handovers;
DROP TABLE transfers;
",
}
