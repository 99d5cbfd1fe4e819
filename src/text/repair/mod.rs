//! Repairs: what is shown in place of what the document has.
//!
//! Enters: a document's text with its markup, and what languages know of its words. Leaves:
//! [`Replacement`]s in order, not overlapping. Each class of repairs is a row of [`CLASSES`] and a file
//! with a pure function; each can be switched off. What is not surely damage stays text, and nothing is
//! repaired that cannot be mapped back: a replacement says which bytes it replaces, and [`Clean`]
//! keeps them.
//!
//! White space is not a class: a segment is one line with single spaces, whatever is switched off, and
//! control characters are not part of its text.
//!
//! [`Clean`]: super::Clean

mod classes;
mod entities;
mod hyphenation;
mod hyphens;
mod input;
mod letter_spacing;
mod ligatures;
mod look_alikes;
mod marked_word;
mod markup;
mod note_marks;
mod repairs;
mod replacement;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use classes::{CLASSES, RepairClass, names, replacements};
pub use hyphens::LineEnds;
pub use input::RepairInput;
pub(crate) use letter_spacing::{VOWELS, is_enumeration, is_rhyme_scheme};
pub(crate) use ligatures::letters;
pub(crate) use look_alikes::{has_like, is_roman_ordinal};
pub use note_marks::superscript;
pub use repairs::{Repair, Repairs};
pub use replacement::{Replacement, ReplacementKind};
pub use vocabulary::RepairVocabulary;
