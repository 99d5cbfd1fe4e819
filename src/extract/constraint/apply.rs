//! Puts constraints into effect.
//!
//! Boundaries come first, since other constraints may be about a quote that these make.

use super::kind::{Constraint, ConstraintKind, UnmetConstraint, UnmetReason};
use super::settled::Settled;
use super::text_finder::{TextFinder, TextNotFound, passage_text, share_text};
use crate::block::{Block, BlockKind};
use crate::extract::options::ExtractOptions;
use crate::extract::original::{Original, OriginalSetting, Reading};
use crate::extract::passed_over::{PassedOver, PassedOverReason};
use crate::id::quote_ids;
use crate::lang::{Lang, Library};
use crate::segment::{BlockSpan, Passage};
use crate::text::{Span, words};

/// Makes the originals of `reading` what constraints say.
pub(crate) fn apply(
    document: &str,
    blocks: &[Block],
    reading: &mut Reading,
    constraints: &[Constraint],
    options: &ExtractOptions,
) -> Settled {
    let originals = std::mem::take(&mut reading.originals);
    let texts: Vec<String> = originals.iter().map(|o| passage_text(&o.passage)).collect();
    let ids = quote_ids(document, texts.iter().map(String::as_str));
    let mut quotes = ConstrainedQuotes {
        blocks,
        langs: &options.source_langs,
        library: &options.library,
        machine: originals.len(),
        // Without constraints, nothing is searched for in the document.
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
    // Boundaries first: other constraints may be about a quote that these make.
    for (i, constraint) in constraints.iter().enumerate() {
        if let ConstraintKind::Source { text, before, lang } = &constraint.kind
            && !is_overtaken(constraints, i, text)
        {
            let done = quotes.set_bounds(i, constraint, (text, *before), *lang);
            quotes.note(i, done);
        }
    }
    quotes.give_new_ids(document);
    for (i, constraint) in constraints.iter().enumerate() {
        let done = quotes.obey(i, constraint);
        quotes.note(i, done);
    }
    quotes.finish(reading)
}

/// Whether a later constraint sets other boundaries for the quote of constraint `i`, which makes the quote
/// `text`, and nothing in between is about the quote that `i` makes.
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
    /// The machine's quotes, in order, then those that constraints have made.
    entries: Vec<ConstrainedQuote>,
    /// How many are the machine's.
    machine: usize,
    passed_over: Vec<PassedOver>,
    unmet: Vec<UnmetConstraint>,
}

struct ConstrainedQuote {
    original: Original,
    text: String,
    /// Its ids: its own last, before it those of the quotes that a constraint has made it from.
    ids: Vec<String>,
    /// The last constraint that sets its boundaries.
    bounds: Option<usize>,
    fate: QuoteFate,
    target: Option<Vec<BlockSpan>>,
    /// Whether a person has treated it as a quote.
    said: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum QuoteFate {
    /// It is a quote.
    Stands,
    /// Another quote has taken its place.
    Replaced,
    /// A person said that it is not a quote.
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

    /// Makes a given text an original.
    fn set_bounds(
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
            .filter(|&e| share_text(&self.entries[e].original.pieces, &pieces))
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
            // A constraint on another quote is no longer obeyed, and is reported. A constraint that was
            // made on the result of another one continues it.
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
        let text = passage_text(&original.passage);
        self.entries.push(ConstrainedQuote {
            bounds: Some(i),
            said: true,
            ..ConstrainedQuote::new(original, text, ids)
        });
        Ok(())
    }

    /// In what an original is.
    fn setting(&self, pieces: &[BlockSpan], inline: bool) -> OriginalSetting {
        let first = pieces.first().map(|piece| &self.blocks[piece.block].kind);
        match first {
            Some(BlockKind::Note(_)) => OriginalSetting::Note,
            _ if inline => OriginalSetting::Sentence,
            _ => OriginalSetting::Block,
        }
    }

    /// Gives ids to the quotes that constraints have made.
    fn give_new_ids(&mut self, document: &str) {
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

    /// The quote that a constraint is on; `None` if a person said that it is not a quote.
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
                Err(TextNotFound::Gone) => UnmetReason::Gone,
                _ => UnmetReason::Changed,
            }),
        }
    }

    /// Puts a constraint into effect that leaves boundaries alone.
    fn obey(&mut self, i: usize, constraint: &Constraint) -> Result<(), UnmetReason> {
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
            // To say where it begins and ends is to say that it is a quote.
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
                if share_text(&pieces, &entry.original.pieces) {
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

/// Whether a span is the smaller part of its block.
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

/// Records spans that a person said are not an original.
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
