//! The audit chain, the details beside it, and its sealed head. Ids only in the chain: it has no foreign keys on purpose,
//! since an entry outlives whatever it speaks of.
crate::dialect::migration! {
    up: "
CREATE TABLE audit_entries (
    seq BIGINT NOT NULL PRIMARY KEY,
    prev_hash TEXT NOT NULL CONSTRAINT audit_entries_prev_key UNIQUE,
    hash TEXT NOT NULL CONSTRAINT audit_entries_hash_key UNIQUE,
    at BIGINT NOT NULL,
    actor_id BIGINT,
    role TEXT,
    on_behalf_of BIGINT,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    details_digest TEXT NOT NULL
);
CREATE INDEX audit_entries_by_subject ON audit_entries (subject_kind, subject_id);
CREATE TABLE audit_details (
    seq BIGINT NOT NULL PRIMARY KEY REFERENCES audit_entries (seq),
    salt TEXT NOT NULL,
    details TEXT NOT NULL
);
CREATE TABLE audit_head (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL,
    seal TEXT NOT NULL
);
",
    down: "
DROP TABLE audit_head;
DROP TABLE audit_details;
DROP TABLE audit_entries;
",
}
