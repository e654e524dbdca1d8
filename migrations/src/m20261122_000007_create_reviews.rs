//! Rank tables, reviews with the employee's and the reviewer's part, the board's decisions, and years being closed.
//! Each part has columns of its own; drafts are text as typed, what was handed over is typed rows, scores are whole
//! ten-thousandths.
crate::dialect::migration! {
    up: "
CREATE TABLE rank_tables (
    id {id},
    fiscal_year_id BIGINT NOT NULL REFERENCES fiscal_years (id),
    employee_type_id BIGINT NOT NULL REFERENCES employee_types (id),
    grade_id BIGINT REFERENCES grades (id),
    version BIGINT NOT NULL,
    bands TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by BIGINT REFERENCES people (id)
);
CREATE UNIQUE INDEX rank_tables_once ON rank_tables (fiscal_year_id, employee_type_id, COALESCE(grade_id, 0), version);
CREATE TABLE reviews (
    id {id},
    set_id BIGINT NOT NULL REFERENCES target_sets (id),
    revision_id BIGINT NOT NULL REFERENCES target_revisions (id),
    state TEXT NOT NULL,
    state_since BIGINT NOT NULL,
    self_draft TEXT NOT NULL,
    self_version BIGINT NOT NULL,
    self_saved_at BIGINT,
    self_submitted_at BIGINT,
    self_late BOOLEAN NOT NULL,
    without_self BOOLEAN NOT NULL,
    job_description TEXT NOT NULL,
    career_path TEXT NOT NULL,
    self_score BIGINT,
    manager_draft TEXT NOT NULL,
    manager_version BIGINT NOT NULL,
    manager_saved_at BIGINT,
    evaluated_at BIGINT,
    evaluated_by BIGINT REFERENCES people (id),
    summary TEXT NOT NULL,
    changes_accepted BOOLEAN,
    score BIGINT CHECK (score BETWEEN 7500 AND 62500),
    rank_table_id BIGINT REFERENCES rank_tables (id),
    rank TEXT,
    adjusted_rank TEXT,
    adjust_reason TEXT,
    adjusted_by BIGINT REFERENCES people (id),
    adjusted_at BIGINT,
    feedback_on TEXT,
    feedback_note TEXT,
    feedback_at BIGINT,
    feedback_by BIGINT REFERENCES people (id),
    read_at BIGINT,
    remark TEXT,
    remark_at BIGINT,
    objection TEXT,
    objected_at BIGINT,
    answer TEXT,
    answered_at BIGINT,
    answered_by BIGINT REFERENCES people (id),
    CONSTRAINT reviews_once UNIQUE (set_id)
);
CREATE INDEX reviews_by_state ON reviews (state);
CREATE TABLE review_items (
    id {id},
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    position BIGINT NOT NULL,
    row_key TEXT NOT NULL,
    self_rating BIGINT CHECK (self_rating BETWEEN 1 AND 5),
    self_result TEXT NOT NULL,
    changed_task TEXT,
    changed_kpi TEXT,
    changed_weight BIGINT CHECK (changed_weight BETWEEN 1 AND 100),
    changed_difficulty TEXT CHECK (changed_difficulty IN ('L1', 'L2', 'L3')),
    rating BIGINT CHECK (rating BETWEEN 1 AND 5),
    comment TEXT NOT NULL,
    CONSTRAINT review_items_once UNIQUE (review_id, row_key)
);
CREATE TABLE review_versions (
    id {id},
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    side TEXT NOT NULL CHECK (side IN ('self', 'manager')),
    version BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('saved', 'submitted')),
    save_id TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    author_id BIGINT REFERENCES people (id),
    content TEXT NOT NULL,
    CONSTRAINT review_versions_once UNIQUE (review_id, side, save_id)
);
CREATE INDEX review_versions_by_version ON review_versions (review_id, side, version);
CREATE TABLE review_events (
    id {id},
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    at BIGINT NOT NULL,
    actor_id BIGINT REFERENCES people (id),
    role TEXT,
    on_behalf_of BIGINT REFERENCES people (id),
    action TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    comment TEXT NOT NULL
);
CREATE INDEX review_events_by_review ON review_events (review_id, id);
CREATE TABLE review_readings (
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    reader_id BIGINT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    hour BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (review_id, reader_id, hour)
);
CREATE TABLE board_decisions (
    id {id},
    fiscal_year_id BIGINT NOT NULL REFERENCES fiscal_years (id),
    department_id BIGINT REFERENCES departments (id),
    meeting_on TEXT NOT NULL,
    notes TEXT NOT NULL,
    approved BIGINT NOT NULL,
    decided_by BIGINT NOT NULL REFERENCES people (id),
    decided_at BIGINT NOT NULL
);
CREATE TABLE year_closings (
    id {id},
    fiscal_year_id BIGINT NOT NULL CONSTRAINT year_closings_once UNIQUE REFERENCES fiscal_years (id),
    reason TEXT NOT NULL,
    leftovers TEXT NOT NULL,
    total BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    started_by BIGINT NOT NULL REFERENCES people (id),
    finished_at BIGINT
);
ALTER TABLE notices ADD COLUMN review_id BIGINT;
CREATE INDEX target_revisions_by_set ON target_revisions (set_id, number);
",
    down: "
DROP INDEX target_revisions_by_set;
ALTER TABLE notices DROP COLUMN review_id;
DROP TABLE year_closings;
DROP TABLE board_decisions;
DROP TABLE review_readings;
DROP TABLE review_events;
DROP TABLE review_versions;
DROP TABLE review_items;
DROP TABLE reviews;
DROP TABLE rank_tables;
",
}
