//! How far long work is: a bar on a terminal, a line every few seconds in a log (O1).
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    io::IsTerminal,
    time::{Duration, Instant},
};

const EVERY: Duration = Duration::from_secs(5);

pub struct Progress {
    what: &'static str,
    bar: Option<ProgressBar>,
    total: u64,
    done: u64,
    told: Instant,
}

impl Progress {
    pub fn new(what: &'static str, total: u64) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{prefix} [{bar:40}] {human_pos} of {human_len}, {eta} left");
            ProgressBar::new(total).with_prefix(what).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Progress { what, bar, total, done: 0, told: Instant::now() }
    }

    pub fn step(&mut self, by: usize) {
        self.done += by as u64;
        match &self.bar {
            Some(bar) => bar.set_position(self.done),
            None if self.told.elapsed() >= EVERY => {
                self.told = Instant::now();
                eprintln!("{}: {} of {}", self.what, self.done, self.total);
            }
            None => {}
        }
    }

    pub fn done(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
