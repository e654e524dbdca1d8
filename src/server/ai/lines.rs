//! An answer line by line, within bounds: what a flooding server sends is neither kept nor read to its end.
use super::{Result, http};
use crate::domain::assist::failure::Failure;
use reqwest::Response;

/// Longest line. A token takes some hundred bytes; the last line of Ollama holds the whole context as numbers.
const LINE: usize = 1 << 20;
/// All lines together.
const WHOLE: usize = 8 << 20;

pub struct Lines {
    response: Response,
    buffer: Vec<u8>,
    /// Where the search for the next end of a line goes on.
    searched: usize,
    read: usize,
    is_over: bool,
}

impl Lines {
    pub fn new(response: Response) -> Self {
        Lines { response, buffer: Vec::new(), searched: 0, read: 0, is_over: false }
    }

    /// The next line that is not empty, without its end; nothing when the server is done.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        loop {
            if let Some(at) = self.buffer[self.searched..].iter().position(|byte| *byte == b'\n') {
                let rest = self.buffer.split_off(self.searched + at + 1);
                let mut line = std::mem::replace(&mut self.buffer, rest);
                self.searched = 0;
                while line.last().is_some_and(u8::is_ascii_whitespace) {
                    line.pop();
                }
                if line.is_empty() {
                    continue;
                }
                return Ok(Some(line));
            }
            self.searched = self.buffer.len();
            if self.is_over {
                let last = std::mem::take(&mut self.buffer);
                self.searched = 0;
                return Ok(Some(last).filter(|line| !line.trim_ascii().is_empty()));
            }
            if self.buffer.len() > LINE {
                return Err(Failure::TooLong);
            }
            match self.response.chunk().await.map_err(|error| http::failure(&error))? {
                Some(chunk) => {
                    self.read += chunk.len();
                    if self.read > WHOLE {
                        return Err(Failure::TooLong);
                    }
                    self.buffer.extend_from_slice(&chunk);
                }
                None => self.is_over = true,
            }
        }
    }
}
