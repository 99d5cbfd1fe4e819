//! What people have settled: boundaries, languages and links that extraction obeys.
//!
//! Enters: the originals that the machine has read, and constraints, which name texts rather than places.
//! Leaves: the originals as people want them, the translations that are settled before any are looked
//! for, and which constraints the document no longer has a place for: those have no effect.
//!
//! Ids are given as if there were no constraints, and what constraints add is counted last. So a constraint on one quote
//! leaves the ids of all others alone, and taking it back brings the old id back.

mod text_finder;

pub use text_finder::{Nowhere, TextFinder};

use super::candidate::{Candidate, Place, Target, overlap};
use super::original::{Original, Reading, Setting};
use super::stream::Stream;
use super::{ExtractOptions, PassedOver, PassedOverReason};
use crate::block::{self, Block, BlockKind};
use crate::document::Document;
use crate::id::quote_ids;
use crate::lang::{Lang, Library, Tables};
use crate::quote::{Layout, joined};
use crate::segment::{BlockSpan, Passage};
use crate::text::{Span, words};

/// What a person has said of one quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// The quote's id when it was said.
    pub quote: String,
    /// Its original then, normalised.
    pub original: String,
    /// What was said. Of several on one quote the last of each kind counts.
    pub kind: ConstraintKind,
}

/// What can be settled. A text is normalised, and `before` equal ones stand before it in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// It is no quote.
    NotAQuote,
    /// The original is exactly this text; whatever original it touches gives way to it.
    Source {
        /// The text.
        text: String,
        /// See [`ConstraintKind`].
        before: usize,
        /// Its language.
        lang: Lang,
    },
    /// The original is in this language.
    Language(Lang),
    /// The translation is exactly this text.
    Target {
        /// The text.
        text: String,
        /// See [`ConstraintKind`].
        before: usize,
    },
    /// It has no translation.
    Untranslated,
}

/// A constraint that could not be obeyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnmetConstraint {
    /// Its index among the constraints.
    pub constraint: usize,
    /// Why not.
    pub reason: UnmetReason,
}

/// Why a constraint could not be obeyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnmetReason {
    /// Its text is no longer in the document.
    Gone,
    /// Its text is in several places.
    Ambiguous,
    /// Its text is in the document, but no quote's original any more.
    Changed,
    /// It asks for what cannot be: a translation that overlaps its original, or a language that is
    /// not looked for.
    Impossible,
}

impl From<Nowhere> for UnmetReason {
    fn from(nowhere: Nowhere) -> Self {
        match nowhere {
            Nowhere::Gone => UnmetReason::Gone,
            Nowhere::Ambiguous => UnmetReason::Ambiguous,
        }
    }
}

/// The constraints that a document has no place for, without looking for any translation.
pub fn unmet(
    document: &Document,
    options: &ExtractOptions,
    constraints: &[Constraint],
) -> Vec<UnmetConstraint> {
    let identifier = options.identifier();
    let blocks = blocks(document, options);
    let mut reading = super::original::read(&blocks, &identifier);
    apply(document.id(), &blocks, &mut reading, constraints, options).unmet
}

/// The blocks of a document, as extraction reads it.
pub fn blocks(document: &Document, options: &ExtractOptions) -> Vec<Block> {
    block::parse(document.text(), &options.identifier(), options.repairs)
}

/// The normalised text of some pieces in the language of these tables, as a quote shows it.
pub fn text_of(blocks: &[Block], pieces: &[BlockSpan], tables: &Tables) -> String {
    text(&Passage::read(blocks, pieces, tables))
}

fn text(passage: &Passage) -> String {
    joined(passage.all_segments().iter().map(|s| s.text.as_str()))
}

/// Whether two lists of pieces share any text.
pub fn touch(a: &[BlockSpan], b: &[BlockSpan]) -> bool {
    a.iter().any(|a| b.iter().any(|b| a.overlaps(b)))
}

/// What a link is worth that a person has settled, in nats: more than any other.
const SETTLED: f64 = 1e6;

/// What constraints have settled.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// The id of each original.
    pub ids: Vec<String>,
    /// The settled translation of each original; no pieces where it is settled that it has none.
    targets: Vec<Option<Vec<BlockSpan>>>,
    /// Where originals stand that begin or end where a person said, other than inside a sentence.
    sources: Vec<Vec<BlockSpan>>,
    /// Whether each original is one by a person's word, whatever else speaks against it.
    said: Vec<bool>,
    /// What constraints have taken out of the originals.
    pub passed_over: Vec<PassedOver>,
    /// Pins without effect.
    pub unmet: Vec<UnmetConstraint>,
}

/// Makes the originals of `reading` what constraints say.
pub(super) fn apply(
    document: &str,
    blocks: &[Block],
    reading: &mut Reading,
    constraints: &[Constraint],
    options: &ExtractOptions,
) -> Settled {
    let originals = std::mem::take(&mut reading.originals);
    let texts: Vec<String> = originals.iter().map(|o| text(&o.passage)).collect();
    let ids = quote_ids(document, texts.iter().map(String::as_str));
    let mut quotes = ConstrainedQuotes {
        blocks,
        langs: &options.source_langs,
        library: &options.library,
        machine: originals.len(),
        // Nothing is looked up in a document without constraints.
        finder: TextFinder::new(if constraints.is_empty() { &[] } else { blocks }),
        entries: originals
            .into_iter()
            .zip(texts)
            .zip(ids)
            .map(|((original, text), id)| ConstrainedQuote::new(original, text, vec![id]))
            .collect(),
        passed_over: Vec::new(),
        unmet: Vec::new(),
    };
    // Boundaries first: what else is said may be of a quote that they make.
    for (i, constraint) in constraints.iter().enumerate() {
        if let ConstraintKind::Source { text, before, lang } = &constraint.kind
            && !is_overtaken(constraints, i, text)
        {
            let done = quotes.bound(i, constraint, (text, *before), *lang);
            quotes.note(i, done);
        }
    }
    quotes.name_new_ones(document);
    for (i, constraint) in constraints.iter().enumerate() {
        let done = quotes.settle(i, constraint);
        quotes.note(i, done);
    }
    quotes.finish(reading)
}

/// Whether a later constraint says otherwise where the quote of constraint `i` begins and ends, and nothing was said of
/// what constraint `i`, which makes it `text`, has made of it.
fn is_overtaken(constraints: &[Constraint], i: usize, text: &str) -> bool {
    let later = constraints[i + 1..].iter();
    let mut untouched = later.take_while(|later| later.original != text);
    untouched.any(|later| {
        later.quote == constraints[i].quote && matches!(later.kind, ConstraintKind::Source { .. })
    })
}

/// The quotes of a document while constraints are put into effect.
struct ConstrainedQuotes<'a> {
    blocks: &'a [Block],
    langs: &'a [Lang],
    library: &'a Library,
    finder: TextFinder<'a>,
    /// The machine's, in order, then those that constraints have made.
    entries: Vec<ConstrainedQuote>,
    /// How many are the machine's.
    machine: usize,
    passed_over: Vec<PassedOver>,
    unmet: Vec<UnmetConstraint>,
}

struct ConstrainedQuote {
    original: Original,
    text: String,
    /// Its ids: its own last, before it those of quotes that a constraint has made it from.
    ids: Vec<String>,
    /// The last constraint on where it begins and ends.
    bounds: Option<usize>,
    fate: QuoteFate,
    target: Option<Vec<BlockSpan>>,
    /// Whether a person has said something of it as of a quote.
    said: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum QuoteFate {
    /// It is a quote.
    Stands,
    /// Another one has taken its place.
    Replaced,
    /// It is none.
    Dropped,
}

impl ConstrainedQuote {
    fn new(original: Original, text: String, ids: Vec<String>) -> Self {
        Self {
            original,
            text,
            ids,
            bounds: None,
            fate: QuoteFate::Stands,
            target: None,
            said: false,
        }
    }

    fn stands(&self) -> bool {
        self.fate == QuoteFate::Stands
    }

    fn place(&self) -> (usize, usize) {
        let start = self.original.pieces.first().map_or(0, |p| p.range.start);
        (self.original.first_block(), start)
    }
}

impl ConstrainedQuotes<'_> {
    fn note(&mut self, constraint: usize, done: Result<(), UnmetReason>) {
        if let Err(reason) = done {
            self.unmet.push(UnmetConstraint { constraint, reason });
        }
    }

    /// Makes an original of exactly a text.
    fn bound(
        &mut self,
        i: usize,
        constraint: &Constraint,
        (wanted, before): (&str, usize),
        lang: Lang,
    ) -> Result<(), UnmetReason> {
        if !self.langs.contains(&lang) {
            return Err(UnmetReason::Impossible);
        }
        let pieces = self.finder.find(wanted, before)?;
        let touched: Vec<usize> = (0..self.entries.len())
            .filter(|&e| self.entries[e].stands())
            .filter(|&e| touch(&self.entries[e].original.pieces, &pieces))
            .collect();
        if let [only] = *touched
            && self.entries[only].text == wanted
        {
            // It is already as it should be.
            self.entries[only].bounds = Some(i);
            self.entries[only].said = true;
            self.entries[only].ids.insert(0, constraint.quote.clone());
            return Ok(());
        }
        let passage = Passage::read(self.blocks, &pieces, self.library.tables(lang));
        let mut ids = vec![constraint.quote.clone()];
        let mut inline = match &pieces[..] {
            [piece] => is_inline(self.blocks[piece.block].text(), piece),
            _ => false,
        };
        for e in touched {
            let entry = &mut self.entries[e];
            inline &= !entry.original.is_block();
            entry.fate = QuoteFate::Replaced;
            // What a person said of another quote is not obeyed any more: that has to be told.
            // One that was made on what another has made goes on from there.
            let is_own = entry.ids.contains(&constraint.quote) || entry.text == constraint.original;
            if let Some(other) = entry.bounds.filter(|_| !is_own) {
                self.unmet.push(UnmetConstraint {
                    constraint: other,
                    reason: UnmetReason::Changed,
                });
            }
            if is_own {
                ids.append(&mut entry.ids);
            }
            let left = left_over(&entry.original.pieces, &pieces);
            pass_over(
                &mut self.passed_over,
                self.blocks,
                entry.original.lang,
                &left,
            );
        }
        let original = Original {
            lang,
            setting: self.setting(&pieces, inline),
            tentative: false,
            passage,
            pieces,
        };
        let text = text(&original.passage);
        self.entries.push(ConstrainedQuote {
            bounds: Some(i),
            said: true,
            ..ConstrainedQuote::new(original, text, ids)
        });
        Ok(())
    }

    /// In what an original stands.
    fn setting(&self, pieces: &[BlockSpan], inline: bool) -> Setting {
        let first = pieces.first().map(|piece| &self.blocks[piece.block].kind);
        match first {
            Some(BlockKind::Note(_)) => Setting::Note,
            _ if inline => Setting::Sentence,
            _ => Setting::Block,
        }
    }

    /// Gives ids to the quotes that constraints have made.
    fn name_new_ones(&mut self, document: &str) {
        let mut new: Vec<usize> = (self.machine..self.entries.len())
            .filter(|&e| self.entries[e].stands())
            .collect();
        new.sort_by_key(|&e| self.entries[e].place());
        let texts = (0..self.machine).chain(new.iter().copied());
        let ids = quote_ids(document, texts.map(|e| self.entries[e].text.as_str()));
        for (e, id) in new.into_iter().zip(ids.into_iter().skip(self.machine)) {
            self.entries[e].ids.push(id);
        }
    }

    /// The quote that a constraint is on; none for one that is no quote by a person's word.
    fn entry_of(&self, constraint: &Constraint) -> Result<Option<usize>, UnmetReason> {
        let known: Vec<usize> = (0..self.entries.len())
            .filter(|&e| self.entries[e].ids.contains(&constraint.quote))
            .collect();
        if let Some(&e) = known.iter().find(|&&e| self.entries[e].stands()) {
            return Ok(Some(e));
        }
        if known
            .iter()
            .any(|&e| self.entries[e].fate == QuoteFate::Dropped)
        {
            return Ok(None);
        }
        let same_text = |e: &usize| {
            let entry = &self.entries[*e];
            known.is_empty() && entry.stands() && entry.text == constraint.original
        };
        let mut found = (0..self.entries.len()).filter(same_text);
        match (found.next(), found.next()) {
            (Some(only), None) => Ok(Some(only)),
            (Some(_), Some(_)) => Err(UnmetReason::Ambiguous),
            (None, _) => Err(match self.finder.find(&constraint.original, 0) {
                Err(Nowhere::Gone) => UnmetReason::Gone,
                _ => UnmetReason::Changed,
            }),
        }
    }

    /// Puts a constraint into effect that leaves boundaries alone.
    fn settle(&mut self, i: usize, constraint: &Constraint) -> Result<(), UnmetReason> {
        if matches!(constraint.kind, ConstraintKind::Source { .. }) {
            return Ok(());
        }
        let Some(e) = self.entry_of(constraint)? else {
            return Ok(());
        };
        let entry = &mut self.entries[e];
        entry.said = true;
        match &constraint.kind {
            ConstraintKind::Source { .. } => {}
            // To say where it begins and ends is to say that it is one.
            ConstraintKind::NotAQuote if entry.bounds.is_some_and(|bounds| bounds > i) => {}
            ConstraintKind::NotAQuote => {
                entry.fate = QuoteFate::Dropped;
                let original = &entry.original;
                pass_over(
                    &mut self.passed_over,
                    self.blocks,
                    original.lang,
                    &original.pieces,
                );
            }
            ConstraintKind::Language(lang) if !self.langs.contains(lang) => {
                return Err(UnmetReason::Impossible);
            }
            ConstraintKind::Language(lang) => {
                let original = &mut entry.original;
                original.lang = *lang;
                original.passage =
                    Passage::read(self.blocks, &original.pieces, self.library.tables(*lang));
            }
            ConstraintKind::Target { text, before } => {
                entry.target = None;
                let pieces = self.finder.find(text, *before)?;
                if touch(&pieces, &entry.original.pieces) {
                    return Err(UnmetReason::Impossible);
                }
                entry.target = Some(pieces);
            }
            ConstraintKind::Untranslated => entry.target = Some(Vec::new()),
        }
        Ok(())
    }

    fn finish(mut self, reading: &mut Reading) -> Settled {
        self.passed_over.sort_by(|a, b| a.spans.cmp(&b.spans));
        self.unmet.sort_by_key(|unmet| unmet.constraint);
        let mut settled = Settled {
            passed_over: self.passed_over,
            unmet: self.unmet,
            ..Settled::default()
        };
        self.entries.retain(ConstrainedQuote::stands);
        self.entries.sort_by_key(ConstrainedQuote::place);
        for mut entry in self.entries {
            if entry.bounds.is_some() && entry.original.is_block() {
                settled.sources.push(entry.original.pieces.clone());
            }
            settled.ids.push(entry.ids.pop().unwrap_or_default());
            settled.targets.push(entry.target);
            settled.said.push(entry.said);
            reading.originals.push(entry.original);
        }
        settled
    }
}

impl Settled {
    /// The translation of an original that a person has settled, or that it has none.
    pub fn link(&self, original: usize) -> Option<Candidate> {
        self.targets[original].as_ref().map(|pieces| Candidate {
            target: Target::Pieces(pieces.clone()),
            strength: 0.0,
            layout: Layout::Pinned,
            worth: SETTLED,
        })
    }

    /// Whether a person has said which translation an original has, or that it has none.
    pub fn decides(&self, original: usize) -> bool {
        self.targets[original].is_some()
    }

    /// Whether an original is one by a person's word.
    pub fn is_said(&self, original: usize) -> bool {
        self.said[original]
    }

    /// Whether a translation takes nothing of what is settled to be another original's, or to be an
    /// original.
    pub fn allows(&self, places: &[Place]) -> bool {
        let settled = self.targets.iter().flatten().chain(&self.sources).flatten();
        let mut settled = settled.map(|piece| (piece.block, piece.range.clone()));
        !settled.any(|own| overlap(&[own], places))
    }

    /// Keeps the search away from what is settled.
    pub fn reserve(&self, blocks: &[Block], stream: &mut Stream<'_>) {
        for pieces in self.targets.iter().flatten().chain(&self.sources) {
            for piece in pieces {
                let own = blocks[piece.block].clean.spans(piece.range.clone());
                let first = stream
                    .units()
                    .partition_point(|unit| unit.last_block < piece.block);
                let of_block = stream.units()[first..]
                    .iter()
                    .take_while(|unit| unit.block <= piece.block)
                    .count();
                for unit in first..first + of_block {
                    let segments = stream.passage.segments(unit..unit + 1);
                    let mut spans = segments.iter().flat_map(|segment| &segment.spans);
                    if spans.any(|span| own.iter().any(|own| own.overlaps(*span))) {
                        stream.reserve(unit..unit + 1);
                    }
                }
            }
        }
    }
}

/// Whether a piece is the lesser part of its block.
fn is_inline(text: &str, piece: &BlockSpan) -> bool {
    let all = words(text).count();
    let own = words(&text[piece.range.clone()]).count();
    2 * own < all
}

/// What is left of `pieces` without `taken`.
fn left_over(pieces: &[BlockSpan], taken: &[BlockSpan]) -> Vec<BlockSpan> {
    let mut left = pieces.to_vec();
    for taken in taken {
        left = left
            .into_iter()
            .flat_map(|piece| {
                let (from, to) = match piece.block == taken.block {
                    true => (taken.range.start, taken.range.end),
                    false => (piece.range.end, piece.range.end),
                };
                [
                    piece.range.start..piece.range.end.min(from),
                    piece.range.start.max(to)..piece.range.end,
                ]
                .into_iter()
                .filter(|range| !range.is_empty())
                .map(move |range| BlockSpan {
                    range,
                    ..piece.clone()
                })
            })
            .collect();
    }
    left
}

/// Takes note of pieces that are no original by a person's word.
fn pass_over(list: &mut Vec<PassedOver>, blocks: &[Block], lang: Lang, pieces: &[BlockSpan]) {
    let spans: Vec<Span> = pieces
        .iter()
        .flat_map(|piece| {
            let text = &blocks[piece.block].text()[piece.range.clone()];
            let start = piece.range.start + text.len() - text.trim_start().len();
            let range = match words(text).next() {
                Some(_) => start..start + text.trim().len(),
                None => start..start,
            };
            blocks[piece.block].clean.spans(range)
        })
        .collect();
    if !spans.is_empty() {
        list.push(PassedOver {
            lang,
            spans,
            reason: PassedOverReason::Pinned,
        });
    }
}

#[cfg(test)]
mod tests;
