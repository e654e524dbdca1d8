//! Accounts, one-time links, sessions and the counters that slow guessing down.
crate::dialect::migration! {
    up: "
CREATE TABLE accounts (
    person_id BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
    password_hash TEXT,
    must_change BOOLEAN NOT NULL,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL,
    last_sign_in_at BIGINT
);
CREATE TABLE one_time_links (
    id {id},
    purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'setup')),
    person_id BIGINT REFERENCES people (id),
    token_digest TEXT NOT NULL CONSTRAINT one_time_links_token_key UNIQUE,
    created_at BIGINT NOT NULL,
    created_by BIGINT REFERENCES people (id),
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX one_time_links_by_person ON one_time_links (person_id);
CREATE TABLE sessions (
    id_digest TEXT NOT NULL PRIMARY KEY,
    family TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    data TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_active_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    superseded BOOLEAN NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL
);
CREATE INDEX sessions_by_family ON sessions (family);
CREATE INDEX sessions_by_person ON sessions (person_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE TABLE ended_families (
    family TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
CREATE TABLE sign_in_attempts (
    id {id},
    bucket TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX sign_in_attempts_by_bucket ON sign_in_attempts (bucket, at);
CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (at);
",
    down: "
DROP TABLE sign_in_attempts;
DROP TABLE ended_families;
DROP TABLE sessions;
DROP TABLE one_time_links;
DROP TABLE accounts;
",
}
