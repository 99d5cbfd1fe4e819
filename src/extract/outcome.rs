//! What becomes of an original: a translation and where it is, or none.

use crate::quote::Layout;
use crate::segment::Piece;
use std::ops::Range;

/// A translation that an original has been linked to.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it is.
    pub target: Target,
    /// Average evidence, in nats a source unit.
    pub strength: f64,
    /// Where the page puts it.
    pub layout: Layout,
    /// Whether the document itself says so, by a cue, a table or brackets.
    pub announced: bool,
}

/// Where a translation is.
#[derive(Clone, Debug)]
pub enum Target {
    /// Units of the stream.
    Stream(Range<usize>),
    /// Stretches of blocks: a table's cell, a gloss, what a person has pinned; none at all where a
    /// person has said that there is no translation.
    Pieces(Vec<Piece>),
}

/// What has been decided of an original.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It has a translation.
    Linked(Link),
    /// It has none. The strength of the best stretch that was not good enough, if there was one.
    Unlinked(Option<f64>),
}
