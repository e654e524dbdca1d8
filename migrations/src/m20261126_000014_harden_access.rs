//! Buckets that sign-in attempts are counted in one at a time, new ways in that wait for a second person, and an epoch that ends
//! everything an account opened before.
crate::dialect::migration! {
    up: "
CREATE TABLE sign_in_buckets (
    bucket TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
CREATE INDEX sign_in_buckets_by_time ON sign_in_buckets (at);
CREATE TABLE reset_requests (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    token_digest TEXT NOT NULL CONSTRAINT reset_requests_token_key UNIQUE,
    asked_by BIGINT NOT NULL REFERENCES people (id),
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    decided_by BIGINT REFERENCES people (id),
    decided_at BIGINT,
    agreed BOOLEAN
);
CREATE INDEX reset_requests_by_person ON reset_requests (person_id);
ALTER TABLE accounts ADD COLUMN epoch BIGINT NOT NULL DEFAULT 0;
",
    down: "
ALTER TABLE accounts DROP COLUMN epoch;
DROP TABLE reset_requests;
DROP TABLE sign_in_buckets;
",
}
