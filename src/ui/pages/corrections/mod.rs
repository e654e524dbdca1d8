//! Correcting an archived review (R41): HR's forms and the decisions of the director and the board. A document (ADR 7).
mod correct;
pub mod corrections;
mod decide;
