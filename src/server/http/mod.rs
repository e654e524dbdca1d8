//! The HTTP edge: what every request passes on its way in and every answer on its way out.
pub mod assist_stream;
pub mod client;
pub mod downloads;
pub mod guard;
pub mod headers;
pub mod kept;
pub mod limits;
pub mod panics;
pub mod rate;
pub mod serve;
