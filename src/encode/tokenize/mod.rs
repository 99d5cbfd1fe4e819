//! Text as the encoder reads it: a sequence of pieces of words, each by its number.
//!
//! What enters is any text, and a vocabulary with its scores; what leaves is
//! [ids](Tokenizer::encode). This is SentencePiece's unigram model (Kudo and Richardson, 2018) as the
//! encoder was trained with, but handed over as plain data, and it may be pruned: no piece is assumed
//! to be there. Nothing is refused: what the vocabulary cannot spell is [`UNKNOWN`].

mod normalize;
mod segment;
mod trie;

#[cfg(test)]
mod tests;

pub use normalize::SPACE;
use normalize::normalize;
use segment::{Lattice, Segmenter};

/// The id of a character that no piece spells, and of empty text.
pub const UNKNOWN: u32 = 0;
/// The id that begins every text.
pub const BEGIN: u32 = 1;
/// The id that ends every text.
pub const END: u32 = 2;

/// A piece of the vocabulary. Its id is its position there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece<'a> {
    /// What it spells, with [`SPACE`] for a space.
    pub text: &'a str,
    /// How likely it is, as the natural logarithm of its probability.
    pub score: f32,
    /// Whether text may be cut into it. Pieces with a meaning of their own, as [`BEGIN`], are not
    /// matched, even where a text spells their names.
    pub matchable: bool,
}

/// Cuts text into the pieces of a vocabulary.
///
/// ```
/// use diglot::encode::tokenize::{Piece, Tokenizer};
///
/// let control = ["<unk>", "<s>", "</s>"].map(|text| Piece { text, score: 0.0, matchable: false });
/// let words = [("▁", -4.0), ("▁snow", -6.0), ("s", -5.0), ("ball", -7.0)];
/// let words = words.map(|(text, score)| Piece { text, score, matchable: true });
/// let pieces = control.into_iter().chain(words);
///
/// let tokenizer = Tokenizer::new(pieces, -17.0);
/// assert_eq!(tokenizer.encode("snowballs"), [1, 4, 6, 5, 2]);
/// assert_eq!(tokenizer.encode("\u{a0}snow  ë"), [1, 4, 3, 0, 2]);
/// assert_eq!(tokenizer.encode("  "), [1, 0, 2]);
/// ```
#[derive(Clone, Debug)]
pub struct Tokenizer {
    segmenter: Segmenter,
}

/// Memory for [`Tokenizer::encode_into`], kept from one text to the next. Starts out empty, and grows
/// to what the longest text needs.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    normal: String,
    lattice: Lattice,
}

impl Tokenizer {
    /// A tokenizer for a vocabulary.
    ///
    /// `pieces` come in the order of their ids. A character that no piece spells counts as a piece
    /// with `unknown_score`, which SentencePiece puts 10 below the lowest score of the vocabulary.
    ///
    /// Of two pieces with the same text the first counts. An empty piece and one with a score that is
    /// not finite never match; an `unknown_score` that is not finite counts as the lowest that is.
    ///
    /// Takes time in proportion to the bytes of the pieces if they come sorted by their bytes, or as a
    /// few sorted runs; otherwise they are sorted first.
    pub fn new<'a>(pieces: impl IntoIterator<Item = Piece<'a>>, unknown_score: f32) -> Self {
        Self {
            segmenter: Segmenter::new(pieces, unknown_score),
        }
    }

    /// The ids of a text, between [`BEGIN`] and [`END`]; [`UNKNOWN`] alone between them if the text is
    /// empty or all spaces.
    pub fn encode(&self, text: &str) -> Vec<u32> {
        let mut ids = vec![BEGIN];
        self.encode_into(text, &mut Scratch::default(), &mut ids);
        if ids.len() == 1 {
            ids.push(UNKNOWN);
        }
        ids.push(END);
        ids
    }

    /// Appends the ids of a text to `ids`, without [`BEGIN`] and [`END`]: none if the text is empty or
    /// all spaces.
    ///
    /// With the encoder's vocabulary, the ids of two texts are those of both joined by a space: none of
    /// its pieces holds a [`SPACE`] but at its start, and a space stays one in NFKC.
    ///
    /// Takes time in proportion to the length of the text, with or without spaces, and memory for its
    /// normal form, usually as long as itself, and 16 bytes for each byte of its longest word.
    pub fn encode_into(&self, text: &str, scratch: &mut Scratch, ids: &mut Vec<u32>) {
        let Scratch { normal, lattice } = scratch;
        normalize(text, normal);
        self.segmenter.segment(normal, lattice, ids);
    }
}
