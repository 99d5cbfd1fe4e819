//! What extraction gives.

use super::constraint::UnmetConstraint;
use super::passed_over::PassedOver;
use crate::quote::Quote;
use crate::text::Span;

/// What extraction makes of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// Every quote, in the order of the originals, aligned.
    pub quotes: Vec<Quote>,
    /// What is in a language of originals and is none, in order.
    pub passed_over: Vec<PassedOver>,
    /// Pins that the document has no place for.
    pub unmet: Vec<UnmetConstraint>,
    /// Lines that announce a translation where none is linked, in order.
    pub orphan_cues: Vec<Span>,
}
