//! The board may decide on the people of no department alone; a decision without department was about the whole company so far.
crate::dialect::migration! {
    up: "
ALTER TABLE board_decisions ADD COLUMN no_department BOOLEAN NOT NULL DEFAULT FALSE;
",
    down: "
ALTER TABLE board_decisions DROP COLUMN no_department;
",
}
