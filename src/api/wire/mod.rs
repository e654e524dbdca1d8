//! How answers travel: as JSON, which the browser reads with as little code as possible.
//!
//! `serde_json` writes a parser for every type it reads, and words for everything that can be wrong with each. Here the text
//! becomes a tree first, by code that exists once, and [`read`] fills the types from the tree. What does not fit is not
//! explained: nobody but this program wrote it.
mod post;
mod read;
#[cfg(test)]
mod tests;

use super::error::AppError;
use leptos::{
    prelude::*,
    serde_json,
    server::codee,
    server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post},
};
pub use post::{Answer, Exchange, send_form};
pub use read::Mismatch;
use serde::{Serialize, de::DeserializeOwned};
use std::future::Future;

type Json = Post<Wire>;

/// What a page asked the server for.
pub type Asked<T> = Resource<Result<T, AppError>, Wire>;

/// Asks anew whenever `source` changes.
pub fn ask<S, T, F>(source: impl Fn() -> S + Send + Sync + 'static, fetch: impl Fn(S) -> F + Send + Sync + 'static) -> Asked<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    Resource::new_with_options(source, fetch, false)
}

/// A value from its JSON text.
pub fn from_json<T: DeserializeOwned>(text: &[u8]) -> Result<T, Mismatch> {
    T::deserialize(read::Node(&tree(text)?))
}

fn tree(text: &[u8]) -> Result<serde_json::Value, Mismatch> {
    serde_json::from_slice(text).map_err(|_| Mismatch)
}

pub struct Wire;

impl ContentType for Wire {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for Wire {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for Wire {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for Wire {
    type Error = Mismatch;

    fn decode(bytes: Bytes) -> Result<T, Mismatch> {
        from_json(&bytes)
    }
}

impl<T: Serialize> codee::Encoder<T> for Wire {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> codee::Decoder<T> for Wire {
    type Error = Mismatch;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Mismatch> {
        from_json(text.as_bytes())
    }
}
