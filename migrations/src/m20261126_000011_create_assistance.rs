//! Writing assistance (R35–R39): what HR set up, each version of it; suggestions with where they came from; and places in the queue, which
//! all replicas share.
crate::dialect::migration! {
    up: "
CREATE TABLE assist_settings (
    id {id},
    mode TEXT NOT NULL CHECK (mode IN ('off', 'web', 'local', 'openai')),
    model TEXT NOT NULL,
    first_token BIGINT NOT NULL,
    total BIGINT NOT NULL,
    per_person BIGINT NOT NULL,
    at_once BIGINT NOT NULL,
    waiting BIGINT NOT NULL,
    words BIGINT NOT NULL,
    result_template TEXT NOT NULL,
    comment_template TEXT NOT NULL,
    summary_template TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by BIGINT NOT NULL REFERENCES people (id)
);
CREATE TABLE assist_suggestions (
    id {id},
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    field TEXT NOT NULL,
    asked_by BIGINT NOT NULL REFERENCES people (id),
    asked_as TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('handed_out', 'running', 'offered', 'stopped', 'failed', 'accepted', 'discarded')),
    mode TEXT NOT NULL,
    model TEXT NOT NULL,
    digest TEXT NOT NULL,
    prompt_hash TEXT NOT NULL,
    prompt TEXT NOT NULL,
    options TEXT NOT NULL,
    seed BIGINT NOT NULL,
    facts TEXT NOT NULL,
    pseudonyms TEXT NOT NULL,
    suggestion TEXT NOT NULL,
    failure TEXT NOT NULL,
    first_token_ms BIGINT,
    latency_ms BIGINT,
    prompt_tokens BIGINT,
    answer_tokens BIGINT,
    settled_at BIGINT,
    share_edited BIGINT CHECK (share_edited BETWEEN 0 AND 1000)
);
CREATE INDEX assist_suggestions_by_review ON assist_suggestions (review_id, state);
CREATE INDEX assist_suggestions_by_time ON assist_suggestions (asked_at);
CREATE TABLE assist_places (
    id {id},
    person_id BIGINT NOT NULL REFERENCES people (id),
    started_at BIGINT,
    expires_at BIGINT NOT NULL
);
CREATE INDEX assist_places_by_end ON assist_places (expires_at);
",
    down: "
DROP TABLE assist_places;
DROP TABLE assist_suggestions;
DROP TABLE assist_settings;
",
}
