//! The pieces of a vocabulary, and the ids that have a meaning of their own.

/// The id of a character that no piece spells, and of empty text.
pub const UNKNOWN: u32 = 0;
/// The id that begins every text.
pub const BEGIN: u32 = 1;
/// The id that ends every text.
pub const END: u32 = 2;

/// A piece of the vocabulary. Its id is its position there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VocabularyPiece<'a> {
    /// Its spelling, with [`SPACE`](super::SPACE) for a space.
    pub text: &'a str,
    /// Its score: the natural logarithm of its probability.
    pub score: f32,
    /// Whether text may be cut into it. Pieces with a meaning of their own, such as [`BEGIN`], are
    /// never matched, not even where a text spells their names.
    pub matchable: bool,
}
