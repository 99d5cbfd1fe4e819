//! The tokenizer: normalised text, cut into the pieces of a vocabulary.

use super::normalize::normalize;
use super::piece::{BEGIN, END, UNKNOWN, VocabularyPiece};
use super::unigram::{ArrivalBuffer, Segmenter};

/// Cuts text into the pieces of a vocabulary.
///
/// ```
/// use diglot::encode::tokenize::{Tokenizer, VocabularyPiece};
///
/// let piece = |text, score, matchable| VocabularyPiece { text, score, matchable };
/// let control = ["<unk>", "<s>", "</s>"].map(|text| piece(text, 0.0, false));
/// let words = [("▁", -4.0), ("▁snow", -6.0), ("s", -5.0), ("ball", -7.0)];
/// let words = words.map(|(text, score)| piece(text, score, true));
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

/// Memory for [`Tokenizer::encode_into`], kept from one text to the next. It is empty at first, and grows
/// to what the longest text needs.
#[derive(Clone, Debug, Default)]
pub struct TokenizerBuffers {
    normal: String,
    arrivals: ArrivalBuffer,
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
    pub fn new<'a>(
        pieces: impl IntoIterator<Item = VocabularyPiece<'a>>,
        unknown_score: f32,
    ) -> Self {
        Self {
            segmenter: Segmenter::new(pieces, unknown_score),
        }
    }

    /// The ids of a text, between [`BEGIN`] and [`END`]; [`UNKNOWN`] alone between them if the text is
    /// empty or all spaces.
    pub fn encode(&self, text: &str) -> Vec<u32> {
        let mut ids = vec![BEGIN];
        self.encode_into(text, &mut TokenizerBuffers::default(), &mut ids);
        if ids.len() == 1 {
            ids.push(UNKNOWN);
        }
        ids.push(END);
        ids
    }

    /// Appends the ids of a text to `ids`, without [`BEGIN`] and [`END`]: none if the text is empty or
    /// all spaces.
    ///
    /// With the encoder's vocabulary, the ids of two texts are those of both joined by a space: its pieces
    /// have a [`SPACE`](super::SPACE) only at their start, and NFKC keeps a space.
    ///
    /// Takes time in proportion to the length of the text, with or without spaces, and memory for its
    /// normal form, usually as long as itself, and 16 bytes for each byte of its longest word.
    pub fn encode_into(&self, text: &str, buffers: &mut TokenizerBuffers, ids: &mut Vec<u32>) {
        let TokenizerBuffers { normal, arrivals } = buffers;
        normalize(text, normal);
        self.segmenter.segment(normal, arrivals, ids);
    }
}
