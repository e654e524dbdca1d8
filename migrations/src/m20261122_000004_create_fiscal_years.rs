//! Fiscal years, the windows of their phases, and the goals that targets may serve.
crate::dialect::migration! {
    up: "
CREATE TABLE fiscal_years (
    id {id},
    name TEXT NOT NULL CONSTRAINT fiscal_years_name_key UNIQUE,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE phase_windows (
    id {id},
    fiscal_year_id BIGINT NOT NULL REFERENCES fiscal_years (id),
    phase TEXT NOT NULL CHECK (phase IN ('target_setting', 'mid_year', 'evaluation')),
    due_on TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    CONSTRAINT phase_windows_once UNIQUE (fiscal_year_id, phase)
);
CREATE UNIQUE INDEX phase_windows_one_open ON phase_windows (phase) WHERE closed_at IS NULL;
CREATE TABLE goals (
    id {id},
    fiscal_year_id BIGINT NOT NULL REFERENCES fiscal_years (id),
    department_id BIGINT REFERENCES departments (id),
    title TEXT NOT NULL,
    description TEXT NOT NULL
);
CREATE INDEX goals_by_year ON goals (fiscal_year_id);
",
    down: "
DROP TABLE goals;
DROP TABLE phase_windows;
DROP TABLE fiscal_years;
",
}
