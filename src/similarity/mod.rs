//! How strongly two stretches of text look like translations of each other.
//!
//! Enters: two sequences of texts with their languages. Leaves: what extraction asks for
//! ([`Evidence`]) and what alignment asks for ([`Meaning`]). Both come from a [`Similarity`], so that the
//! method can change and neither of them notices: [`Encoded`] uses the sentence encoder; [`Lexical`]
//! does without it and goes by names, numbers, cognates and, for evidence, length. Nothing is refused:
//! a text in which nothing is known is like no other.

mod anchors;
mod cosines;
mod encoded;
mod evidence;
mod fold;
mod lexical;
mod lexicon;
mod meaning;
mod measure;
mod method;
mod surface;
mod texts;
mod tfidf;
mod vectors;
mod words;

pub(crate) use anchors::anchors;
pub use encoded::{ENCODED_SIGNALS, Encoded};
pub(crate) use evidence::{Evidence, ShiftedEvidence};
pub use fold::fold;
pub use lexical::{LEXICAL_SIGNALS, Lexical};
pub(crate) use meaning::{Meaning, MeaningWindow};
pub(crate) use measure::Measure;
pub use method::Similarity;
pub(crate) use texts::{LONGEST_RUN, Reach, TextRun, TextSide};
pub use texts::{Relation, TextPair, TextSequence};
