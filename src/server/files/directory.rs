//! The directory as a file: with the headers that an import reads (R7), so that it can be corrected in a spreadsheet and brought back.
use super::csv_out::Writer;
use crate::{domain::import::Column, server::repo::people::PersonRow};

pub fn head() -> Vec<u8> {
    Writer::with_mark().row(Column::ALL.iter().map(|column| column.code())).into_bytes()
}

pub fn lines(rows: &[PersonRow]) -> Vec<u8> {
    rows.iter().fold(Writer::default(), |writer, row| writer.row(cells(row).iter().map(String::as_str))).into_bytes()
}

fn cells(row: &PersonRow) -> [String; 11] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let roles =
        [(true, "employee"), (row.is_hr, "hr_admin"), (row.is_director, "general_director"), (row.is_board, "board_member")];
    let roles: Vec<&str> = roles.into_iter().filter(|(held, _)| *held).map(|(_, role)| role).collect();
    [
        row.employee_no.clone(),
        row.full_name.clone(),
        row.email.clone(),
        text(&row.department),
        text(&row.employee_type),
        text(&row.grade),
        row.job_title.clone(),
        text(&row.manager_no),
        row.status.clone(),
        roles.join(";"),
        text(&row.joined_on),
    ]
}
