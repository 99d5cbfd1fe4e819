//! The result of extraction.

use super::constraint::UnmetConstraint;
use super::passed_over::PassedOver;
use crate::block::{Landmarks, Markup};
use crate::quote::Quote;
use crate::text::Span;

/// The result of extraction from a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// Every quote, in the order of the originals, aligned.
    pub quotes: Vec<Quote>,
    /// Texts in a language of originals that are not originals, in order.
    pub passed_over: Vec<PassedOver>,
    /// Constraints that the document has no place for.
    pub unmet: Vec<UnmetConstraint>,
    /// Lines that announce a translation where none is linked, in order.
    pub orphan_cues: Vec<Span>,
    /// The pages and sections of the document.
    pub landmarks: Landmarks,
    /// The document's markup.
    pub(crate) markup: Markup,
}
