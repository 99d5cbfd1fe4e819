//! The best way to cut normalised text into pieces (Viterbi over a unigram model).
//!
//! Kudo, "Subword Regularization" (2018): the best segmentation is the one whose pieces' scores,
//! log probabilities, have the greatest sum. Enters: normalised text. Leaves: the ids of its pieces. A
//! character that no piece spells is a piece by itself, [`UNKNOWN`].

use super::piece::{UNKNOWN, VocabularyPiece};
use super::trie::Trie;

/// Pieces with their scores, prepared for look-up.
#[derive(Clone, Debug)]
pub(super) struct Segmenter {
    /// The pieces that are matched, by id.
    pieces: Trie,
    /// The score of each piece, by id.
    scores: Vec<f32>,
    unknown_score: f64,
}

/// The best way to a place in the text.
#[derive(Clone, Copy, Debug)]
struct Arrival {
    /// The sum of the scores on the way.
    ///
    /// As `f64`: a score is an `f32` and rarely below 1 in size, so that sums of up to a hundred
    /// million of them are exact. Ties are then ties wherever they are in a text.
    score: f64,
    /// The piece that ends here.
    id: u32,
    /// Its length in bytes.
    length: u32,
}

/// Memory for [`Segmenter::segment`], kept from one text to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct ArrivalBuffer {
    /// The best way to each byte from the last place that every way goes through.
    arrivals: Vec<Arrival>,
}

impl Segmenter {
    /// A segmenter for `pieces`. Their ids are their positions.
    pub(super) fn new<'a>(
        pieces: impl IntoIterator<Item = VocabularyPiece<'a>>,
        unknown_score: f32,
    ) -> Self {
        let mut scores = Vec::new();
        let mut entries = Vec::new();
        for (id, piece) in (0..).zip(pieces) {
            scores.push(piece.score);
            // With a score that is not a number, a place would have no best way to it.
            let length = u32::try_from(piece.text.len());
            if piece.matchable && piece.score.is_finite() && length.is_ok() {
                entries.push((piece.text.as_bytes(), id));
            }
        }
        Self {
            pieces: Trie::new(entries),
            scores,
            unknown_score: f64::from(if unknown_score.is_finite() {
                unknown_score
            } else {
                f32::MIN
            }),
        }
    }

    /// Appends the ids of the pieces of `text` to `ids`.
    ///
    /// Every way goes through a place that no piece spans, and what is before that place is settled. Such
    /// a place is before each word if pieces have spaces only at their start. So memory is needed for the
    /// longest part of the text without such a place, 16 bytes for each of its bytes.
    pub(super) fn segment(&self, text: &str, buffer: &mut ArrivalBuffer, ids: &mut Vec<u32>) {
        let arrivals = &mut buffer.arrivals;
        arrivals.clear();
        arrivals.push(Arrival::START);
        // Where the unsettled part begins, and the last place that one of its pieces reaches.
        let (mut origin, mut reach) = (0, 0);
        let mut places = text.char_indices();
        while let Some((place, _)) = places.next() {
            let next = places.offset();
            let here = place - origin;
            let base = arrivals[here].score;
            let mut single = false;
            for (length, id) in self.pieces.prefixes(&text.as_bytes()[place..]) {
                let score = base + f64::from(self.scores[id as usize]);
                arrive(
                    arrivals,
                    here,
                    Arrival {
                        score,
                        id,
                        length: length as u32,
                    },
                );
                single |= place + length == next;
                reach = reach.max(place + length);
            }
            if !single {
                let score = base + self.unknown_score;
                let length = (next - place) as u32;
                arrive(
                    arrivals,
                    here,
                    Arrival {
                        score,
                        id: UNKNOWN,
                        length,
                    },
                );
                reach = reach.max(next);
            }
            if reach == next {
                settle(arrivals, ids);
                origin = next;
            }
        }
    }
}

impl Arrival {
    /// Where every way begins.
    const START: Self = Self {
        score: 0.0,
        id: UNKNOWN,
        length: 0,
    };
    /// No way leads here yet.
    const NONE: Self = Self {
        score: f64::NEG_INFINITY,
        ..Self::START
    };
}

/// Goes from `here` along a piece. Of two ways as good as each other the first stays: the one whose
/// last piece begins earlier.
#[inline]
fn arrive(arrivals: &mut Vec<Arrival>, here: usize, arrival: Arrival) {
    let there = here + arrival.length as usize;
    if there >= arrivals.len() {
        arrivals.resize(there + 1, Arrival::NONE);
    }
    if arrival.score > arrivals[there].score {
        arrivals[there] = arrival;
    }
}

/// Appends the ids on the best way to the last place, and begins again from there.
fn settle(arrivals: &mut Vec<Arrival>, ids: &mut Vec<u32>) {
    let known = ids.len();
    let mut at = arrivals.len() - 1;
    while at > 0 {
        ids.push(arrivals[at].id);
        at -= arrivals[at].length as usize;
    }
    ids[known..].reverse();
    arrivals.clear();
    arrivals.push(Arrival::START);
}
