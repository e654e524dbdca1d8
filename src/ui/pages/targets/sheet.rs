//! The draft as the page holds it: one signal per text, so that typing draws nothing anew but what shows that text.
use crate::{
    domain::draft::{DraftContent, DraftRow, RowKey},
    ui::drafting::desk,
};
use leptos::prelude::*;

/// A row's texts. `place` is the number in its controls' names: unique, not its position.
#[derive(Clone)]
pub struct Row {
    pub key: RowKey,
    pub place: usize,
    pub task: RwSignal<String>,
    pub kpi: RwSignal<String>,
    pub weight: RwSignal<String>,
    pub difficulty: RwSignal<String>,
    pub goal: RwSignal<String>,
}

impl Row {
    fn show(&self, row: &DraftRow) {
        put(self.task, &row.task);
        put(self.kpi, &row.kpi);
        put(self.weight, &row.weight);
        put(self.difficulty, &row.difficulty);
        put(self.goal, &row.goal);
    }
}

fn put(signal: RwSignal<String>, text: &str) {
    if signal.try_with_untracked(|held| held != text).unwrap_or_default() {
        signal.set(text.to_owned());
    }
}

#[derive(Clone, Copy)]
pub struct Sheet {
    pub current_role: RwSignal<String>,
    pub long_term_goal: RwSignal<String>,
    pub rows: RwSignal<Vec<Row>>,
    next_place: StoredValue<usize>,
    /// Signals of rows live as long as the page: a row made from another row's menu must outlive that row.
    owner: StoredValue<Owner>,
}

impl Sheet {
    /// To be called where the page is made.
    pub fn new(content: &DraftContent) -> Self {
        let sheet = Sheet {
            current_role: RwSignal::new(content.current_role.clone()),
            long_term_goal: RwSignal::new(content.long_term_goal.clone()),
            rows: RwSignal::new(Vec::new()),
            next_place: StoredValue::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        sheet.rows.set(content.rows.iter().filter_map(|row| sheet.make(row)).collect());
        sheet
    }

    fn make(self, row: &DraftRow) -> Option<Row> {
        let place = self.next_place.try_get_value()?;
        self.next_place.set_value(place + 1);
        let text = |text: &String| RwSignal::new(text.clone());
        Some(self.owner.try_get_value()?.with(|| Row {
            key: row.key.clone(),
            place,
            task: text(&row.task),
            kpi: text(&row.kpi),
            weight: text(&row.weight),
            difficulty: text(&row.difficulty),
            goal: text(&row.goal),
        }))
    }

    fn read(self, text: impl Fn(RwSignal<String>) -> Option<String>) -> Option<DraftContent> {
        let row = |row: &Row| {
            Some(DraftRow {
                key: row.key.clone(),
                task: text(row.task)?,
                kpi: text(row.kpi)?,
                weight: text(row.weight)?,
                difficulty: text(row.difficulty)?,
                goal: text(row.goal)?,
            })
        };
        Some(DraftContent {
            current_role: text(self.current_role)?,
            long_term_goal: text(self.long_term_goal)?,
            rows: self.rows.try_with_untracked(|rows| rows.iter().map(row).collect::<Option<Vec<_>>>())??,
        })
    }

    /// Where the row stands, from zero.
    pub fn position(self, key: &RowKey) -> Option<usize> {
        self.rows.with(|rows| rows.iter().position(|row| row.key == *key))
    }
}

impl desk::Sheet for Sheet {
    type Draft = DraftContent;

    fn content(self) -> DraftContent {
        self.rows.track();
        self.read(|signal| Some(signal.get())).unwrap_or_default()
    }

    fn content_now(self) -> Option<DraftContent> {
        self.read(|signal| signal.try_get_untracked())
    }

    /// Rows keep their controls wherever they move.
    fn show(self, content: &DraftContent) {
        put(self.current_role, &content.current_role);
        put(self.long_term_goal, &content.long_term_goal);
        let Some(held) = self.rows.try_get_untracked() else { return };
        let rows: Vec<Row> = content
            .rows
            .iter()
            .filter_map(|row| match held.iter().find(|held| held.key == row.key) {
                Some(held) => {
                    held.show(row);
                    Some(held.clone())
                }
                None => self.make(row),
            })
            .collect();
        if !rows.iter().map(|row| &row.key).eq(held.iter().map(|row| &row.key)) {
            self.rows.set(rows);
        }
    }
}
