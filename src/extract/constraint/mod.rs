//! Constraints: what people have said about boundaries, languages and links, and extraction obeys.
//!
//! Enters: the originals that the machine has read, and constraints, which name texts rather than places.
//! Leaves: the originals as people want them, the translations that are settled before any are searched
//! for, and the constraints that the document no longer has a place for: those have no effect.
//!
//! Ids are given as if there were no constraints, and quotes that constraints add are counted last. So a
//! constraint on one quote leaves the ids of all others alone, and taking it back brings the old id back.

mod apply;
mod kind;
mod settled;
mod text_finder;

pub(super) use apply::apply;
pub use kind::{Constraint, ConstraintKind, UnmetConstraint, UnmetReason};
pub(super) use settled::Settled;
pub use text_finder::{TextFinder, TextNotFound, share_text, text_of};

use super::options::ExtractOptions;
use super::original;
use crate::document::Document;

/// The constraints that a document has no place for, without a search for translations.
pub fn unmet(
    document: &Document,
    options: &ExtractOptions,
    constraints: &[Constraint],
) -> Vec<UnmetConstraint> {
    let identifier = options.identifier();
    let blocks = options.blocks(document);
    let mut reading = original::read(&blocks, &identifier);
    apply(document.id(), &blocks, &mut reading, constraints, options).unmet
}

#[cfg(test)]
mod tests;
