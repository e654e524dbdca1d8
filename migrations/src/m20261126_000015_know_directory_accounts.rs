//! Who signs in through the company's directory, under which name, and which roles came from there.
crate::dialect::migration! {
    up: "
CREATE TABLE directory_accounts (
    person_id BIGINT NOT NULL PRIMARY KEY REFERENCES people (id),
    login_folded TEXT NOT NULL,
    dn TEXT NOT NULL,
    synced_at BIGINT NOT NULL
);
CREATE INDEX directory_accounts_by_login ON directory_accounts (login_folded);
CREATE TABLE directory_grants (
    person_id BIGINT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, role)
);
",
    down: "
DROP TABLE directory_grants;
DROP TABLE directory_accounts;
",
}
