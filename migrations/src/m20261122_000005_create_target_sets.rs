//! Target sets, their revisions with draft and handed-over content, and what happened to them.
//! The draft is one JSON text per revision, because it is whatever was typed; what was handed over is rows with types.
crate::dialect::migration! {
    up: "
CREATE TABLE target_sets (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    fiscal_year_id BIGINT NOT NULL REFERENCES fiscal_years (id),
    named_reviewer_id BIGINT REFERENCES people (id),
    exempt_at BIGINT,
    exempt_reason TEXT,
    personal_due_on TEXT,
    created_at BIGINT NOT NULL,
    CONSTRAINT target_sets_once UNIQUE (person_id, fiscal_year_id)
);
CREATE INDEX target_sets_by_year ON target_sets (fiscal_year_id);
CREATE INDEX target_sets_by_named_reviewer ON target_sets (named_reviewer_id);
CREATE TABLE target_revisions (
    id {id},
    set_id BIGINT NOT NULL REFERENCES target_sets (id),
    number BIGINT NOT NULL,
    state TEXT NOT NULL,
    state_since BIGINT NOT NULL,
    version BIGINT NOT NULL,
    draft TEXT NOT NULL,
    draft_saved_at BIGINT,
    submitted_at BIGINT,
    submitted_late BOOLEAN NOT NULL,
    role_text TEXT NOT NULL,
    goal_text TEXT NOT NULL,
    CONSTRAINT target_revisions_once UNIQUE (set_id, number)
);
CREATE INDEX target_revisions_by_state ON target_revisions (state);
CREATE TABLE targets (
    id {id},
    revision_id BIGINT NOT NULL REFERENCES target_revisions (id),
    position BIGINT NOT NULL,
    row_key TEXT NOT NULL,
    task TEXT NOT NULL,
    kpi TEXT NOT NULL,
    weight BIGINT NOT NULL CHECK (weight BETWEEN 1 AND 100),
    difficulty TEXT NOT NULL CHECK (difficulty IN ('L1', 'L2', 'L3')),
    goal_id BIGINT REFERENCES goals (id),
    CONSTRAINT targets_once UNIQUE (revision_id, position)
);
CREATE TABLE draft_versions (
    id {id},
    revision_id BIGINT NOT NULL REFERENCES target_revisions (id),
    version BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('saved', 'submitted', 'unmerged')),
    save_id TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT draft_versions_once UNIQUE (revision_id, save_id)
);
CREATE INDEX draft_versions_by_version ON draft_versions (revision_id, version);
CREATE TABLE set_events (
    id {id},
    set_id BIGINT NOT NULL REFERENCES target_sets (id),
    at BIGINT NOT NULL,
    actor_id BIGINT REFERENCES people (id),
    role TEXT,
    on_behalf_of BIGINT REFERENCES people (id),
    action TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    comment TEXT NOT NULL
);
CREATE INDEX set_events_by_set ON set_events (set_id, id);
",
    down: "
DROP TABLE set_events;
DROP TABLE draft_versions;
DROP TABLE targets;
DROP TABLE target_revisions;
DROP TABLE target_sets;
",
}
