//! Departments, employee types with their grades, and people in their forest of managers.
crate::dialect::migration! {
    up: "
CREATE TABLE departments (
    id {id},
    name TEXT NOT NULL CONSTRAINT departments_name_key UNIQUE
);
CREATE TABLE employee_types (
    id {id},
    name TEXT NOT NULL CONSTRAINT employee_types_name_key UNIQUE
);
CREATE TABLE grades (
    id {id},
    employee_type_id BIGINT NOT NULL REFERENCES employee_types (id),
    name TEXT NOT NULL,
    CONSTRAINT grades_name_key UNIQUE (employee_type_id, name)
);
CREATE TABLE people (
    id {id},
    employee_no TEXT NOT NULL CONSTRAINT people_employee_no_key UNIQUE,
    full_name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_folded TEXT NOT NULL CONSTRAINT people_email_key UNIQUE,
    department_id BIGINT REFERENCES departments (id),
    employee_type_id BIGINT REFERENCES employee_types (id),
    grade_id BIGINT REFERENCES grades (id),
    job_title TEXT NOT NULL DEFAULT '',
    manager_id BIGINT REFERENCES people (id),
    status TEXT NOT NULL CHECK (status IN ('active', 'on_leave', 'left')),
    joined_on TEXT,
    search TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CONSTRAINT people_not_own_manager CHECK (manager_id IS NULL OR manager_id <> id)
);
CREATE INDEX people_by_manager ON people (manager_id);
CREATE INDEX people_by_department ON people (department_id);
CREATE INDEX people_by_name ON people (full_name, id);
CREATE TABLE role_grants (
    person_id BIGINT NOT NULL REFERENCES people (id),
    role TEXT NOT NULL CHECK (role IN ('hr_admin', 'general_director', 'board_member')),
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, role)
);
",
    down: "
DROP TABLE role_grants;
DROP TABLE people;
DROP TABLE grades;
DROP TABLE employee_types;
DROP TABLE departments;
",
}
