//! Finds where a decision holds now: by id and hash, otherwise by text, otherwise nowhere.
//!
//! Ids and hashes are compared with what the machine says now and with what edits have made of it so far,
//! because people decide on what they see.

use super::conflict::ConflictReason;
use super::decided_texts::DecidedTexts;
use super::decision::Decision;
use crate::id::{is_bead, quote_of};
use crate::record::{BeadSide, Record};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Least similarity at which a bead is suggested as the one that was meant, 0 to 1.
const NEAREST: f64 = 0.5;

/// The subject of a decision, as an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Anchor {
    /// The record with this index.
    Bead(usize),
    /// The quote with this index.
    Quote(usize),
}

/// A decision that has lost its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LostPlace {
    pub why: ConflictReason,
    pub nearest: Option<String>,
}

/// The beads and quotes of a document that decisions can be about, with every text that they have had: the
/// machine's first, then each edit's.
pub(super) struct AnchorIndex<'a> {
    records: &'a [Record],
    /// The ids of the quotes.
    quotes: Vec<&'a str>,
    /// The records of each quote, in order.
    records_of: Vec<Vec<usize>>,
    bead_of_id: HashMap<&'a str, usize>,
    quote_of_id: HashMap<&'a str, usize>,
    /// The texts that edits have given them.
    edits: HashMap<Anchor, Vec<DecidedTexts>>,
    /// The words of each bead and of each quote; needed for decisions that have lost their place.
    words: [OnceCell<Vec<Vec<u64>>>; 2],
}

impl<'a> AnchorIndex<'a> {
    pub(super) fn new(records: &'a [Record]) -> Self {
        let mut quotes: Vec<&str> = Vec::new();
        let mut records_of: Vec<Vec<usize>> = Vec::new();
        let mut quote_of_id: HashMap<&str, usize> = HashMap::new();
        for (index, record) in records.iter().enumerate() {
            let quote = *quote_of_id.entry(&record.quote).or_insert_with(|| {
                quotes.push(&record.quote);
                records_of.push(Vec::new());
                quotes.len() - 1
            });
            records_of[quote].push(index);
        }
        // If ids are equal, the first counts.
        let beads = records.iter().enumerate().rev();
        Self {
            records,
            quotes,
            bead_of_id: beads
                .map(|(index, record)| (&record.bead[..], index))
                .collect(),
            quote_of_id,
            records_of,
            edits: HashMap::new(),
            words: Default::default(),
        }
    }

    /// The records of an anchor.
    pub(super) fn records<'b>(&'b self, anchor: &'b Anchor) -> &'b [usize] {
        match anchor {
            Anchor::Bead(index) => std::slice::from_ref(index),
            Anchor::Quote(quote) => &self.records_of[*quote],
        }
    }

    /// The id of an anchor.
    pub(super) fn id(&self, anchor: &Anchor) -> &'a str {
        match *anchor {
            Anchor::Bead(index) => &self.records[index].bead,
            Anchor::Quote(quote) => self.quotes[quote],
        }
    }

    /// Records the texts of record `index` after an edit, of its original or not; `records` are all records
    /// as they are now.
    pub(super) fn edited(&mut self, index: usize, records: &[Record], original: bool) {
        let texts = DecidedTexts::of_bead(&records[index]);
        let edits = self.edits.entry(Anchor::Bead(index)).or_default();
        edits.push(texts);
        let quote = self.quote_of_id.get(&records[index].quote[..]);
        if let Some(&quote) = quote.filter(|_| original) {
            let members = &self.records_of[quote];
            let texts = DecidedTexts::of_quote(members.iter().map(|&i| &records[i]));
            let edits = self.edits.entry(Anchor::Quote(quote)).or_default();
            edits.push(texts);
        }
    }

    /// Where a decision holds.
    pub(super) fn find(&self, decision: &Decision) -> Result<Anchor, LostPlace> {
        let on_bead = is_bead(&decision.id);
        let same_id = self.called(&decision.id);
        if let Some(anchor) = same_id
            && (self.reads(anchor, &decision.on) || self.has_hash(anchor, &decision.hash))
        {
            return Ok(anchor);
        }
        if let Some(anchor) = self.overtaken_waiver(decision, same_id) {
            return Ok(anchor);
        }
        let all = self.all(on_bead);
        let mut same_texts = all.filter(|&anchor| self.reads(anchor, &decision.on));
        let why = match (same_texts.next(), same_texts.next(), same_id) {
            (Some(only), None, _) => return Ok(only),
            (Some(_), Some(_), _) => ConflictReason::Ambiguous,
            (None, _, Some(_)) => ConflictReason::TextChanged,
            (None, _, None) => ConflictReason::Gone,
        };
        Err(LostPlace {
            why,
            nearest: self.nearest(on_bead, &decision.on),
        })
    }

    /// The bead or quote with this id.
    fn called(&self, id: &str) -> Option<Anchor> {
        match is_bead(id) {
            true => self.bead_of_id.get(id).map(|&bead| Anchor::Bead(bead)),
            false => self.quote_of_id.get(id).map(|&quote| Anchor::Quote(quote)),
        }
    }

    /// All beads, or all quotes.
    fn all(&self, beads: bool) -> impl Iterator<Item = Anchor> + use<> {
        let (beads, quotes) = match beads {
            true => (self.records.len(), 0),
            false => (0, self.quotes.len()),
        };
        (0..beads)
            .map(Anchor::Bead)
            .chain((0..quotes).map(Anchor::Quote))
    }

    /// Whether this is or was its text.
    fn reads(&self, anchor: Anchor, texts: &DecidedTexts) -> bool {
        let says = |side: &Option<BeadSide>, text: &Option<String>| {
            side.as_ref().map(|side| &side.text) == text.as_ref()
        };
        let now = match anchor {
            Anchor::Bead(index) => {
                let record = &self.records[index];
                says(&record.source, &texts.source) && says(&record.target, &texts.target)
            }
            Anchor::Quote(quote) => {
                let source = texts.source.as_deref();
                texts.target.is_none() && source.is_some_and(|text| self.is_original(quote, text))
            }
        };
        now || self.edits_of(anchor).contains(texts)
    }

    /// Whether the original of a quote is this text, without joining its parts.
    fn is_original(&self, quote: usize, text: &str) -> bool {
        let members = self.records_of[quote].iter().map(|&i| &self.records[i]);
        let mut rest = Some(text);
        let mut first = true;
        for side in members.filter_map(|record| record.source.as_ref()) {
            if !first && !side.glued {
                rest = rest.and_then(|rest| rest.strip_prefix(' '));
            }
            rest = rest.and_then(|rest| rest.strip_prefix(&side.text[..]));
            first = false;
        }
        rest == Some("")
    }

    fn edits_of(&self, anchor: Anchor) -> &[DecidedTexts] {
        self.edits.get(&anchor).map_or(&[], |edits| &edits[..])
    }

    fn has_hash(&self, anchor: Anchor, hash: &str) -> bool {
        let edits = self.edits_of(anchor).iter();
        self.texts(anchor).hash() == hash || { edits }.any(|texts| texts.hash() == hash)
    }

    /// The machine's texts.
    fn texts(&self, anchor: Anchor) -> DecidedTexts {
        match anchor {
            Anchor::Bead(index) => DecidedTexts::of_bead(&self.records[index]),
            Anchor::Quote(quote) => {
                DecidedTexts::of_quote(self.records_of[quote].iter().map(|&i| &self.records[i]))
            }
        }
    }

    fn has_source(&self, anchor: Anchor, source: &str) -> bool {
        let own = match anchor {
            Anchor::Bead(index) => {
                let side = self.records[index].source.as_ref();
                side.is_some_and(|side| side.text == source)
            }
            Anchor::Quote(quote) => self.is_original(quote, source),
        };
        let mut edits = self.edits_of(anchor).iter();
        own || edits.any(|texts| texts.source.as_deref() == Some(source))
    }

    /// The bead with this id.
    pub(super) fn bead(&self, id: &str) -> Result<Anchor, LostPlace> {
        self.called(id).ok_or(LostPlace {
            why: ConflictReason::Gone,
            nearest: None,
        })
    }

    /// The quote with the original most similar to the texts of a decision.
    pub(super) fn nearest_quote(&self, decision: &Decision) -> Option<String> {
        self.nearest(false, &decision.on)
    }

    /// Whether this id is there.
    pub(super) fn has(&self, id: &str) -> bool {
        self.called(id).is_some()
    }

    /// Whether an anchor is in a quote with this original.
    pub(super) fn is_in(&self, anchor: &Anchor, original: &str) -> bool {
        let quote = self.called(quote_of(self.id(anchor)));
        quote.is_some_and(|quote| self.has_source(quote, original))
    }

    /// Where the waiver of a bead holds if its original is unchanged and it only has a translation now:
    /// that is not a conflict, there is just nothing left to waive.
    fn overtaken_waiver(&self, decision: &Decision, same_id: Option<Anchor>) -> Option<Anchor> {
        if !decision.verdict.waives_translation() || !is_bead(&decision.id) {
            return None;
        }
        let source = decision.on.source.as_deref()?;
        // The one bead of an untranslated quote covers all of it; with a translation, the quote has others.
        let quote = self.called(quote_of(&decision.id));
        let places = [same_id, quote].into_iter().flatten();
        { places }.find(|&place| self.has_source(place, source))
    }

    /// The id of the bead or quote with the most similar text, if one is similar enough; of equals, the
    /// first.
    fn nearest(&self, beads: bool, texts: &DecidedTexts) -> Option<String> {
        let wanted = words(texts);
        // The machine's text: it is what the reviewer will see.
        let all = self.words[usize::from(beads)].get_or_init(|| {
            let texts = self.all(beads).map(|anchor| self.texts(anchor));
            texts.map(|texts| words(&texts)).collect()
        });
        let mut best: Option<(f64, Anchor)> = None;
        for (anchor, own) in self.all(beads).zip(all) {
            let similarity = overlap(&wanted, own);
            if similarity >= NEAREST && best.is_none_or(|(most, _)| similarity > most) {
                best = Some((similarity, anchor));
            }
        }
        best.map(|(_, anchor)| self.id(&anchor).to_owned())
    }
}

/// The words of both sides, in lower case, as numbers that are equal for equal words, sorted.
fn words(texts: &DecidedTexts) -> Vec<u64> {
    let number = |word: &str| {
        let mut hasher = DefaultHasher::new();
        { word.to_lowercase() }.hash(&mut hasher);
        hasher.finish()
    };
    let mut words: Vec<u64> = [&texts.source, &texts.target]
        .into_iter()
        .flatten()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(number)
        .collect();
    words.sort_unstable();
    words
}

/// Which share of the words both have, 0 to 1 (Dice's coefficient, repeats counted).
fn overlap(a: &[u64], b: &[u64]) -> f64 {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, shared) = (i + 1, j + 1, shared + 1);
            }
        }
    }
    match a.len() + b.len() {
        0 => 0.0,
        total => 2.0 * f64::from(shared) / total as f64,
    }
}
