//! Where a decision holds now: by id and hash, else by text, else nowhere.
//!
//! Ids and hashes are compared with what the machine says now and with what edits have made of it
//! so far, because people decide on what they see.

use super::decision::{Decision, Texts};
use crate::id::{is_bead, quote_of};
use crate::record::Record;
use std::collections::HashMap;
use std::fmt;

/// Least similarity, 0 to 1, at which a bead is offered as the one that may have been meant.
const NEAREST: f64 = 0.5;

/// What a decision is about, as an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The record with this index.
    Bead(usize),
    /// The quote with this index.
    Quote(usize),
}

/// Why a decision cannot be put into effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The bead or quote is there, and its text is another one.
    TextChanged,
    /// Neither its id nor its text is there any more.
    Gone,
    /// Its id is gone or has another text, and its text is there more than once.
    Ambiguous,
    /// It asks for what cannot be: an edit of a side that the bead does not have, or of a quote of
    /// several beads; a translation that overlaps its original; a language that is not looked for.
    Inapplicable,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Why::TextChanged => "the text has changed since",
            Why::Gone => "the text is no longer in the document",
            Why::Ambiguous => "the text is now in several places",
            Why::Inapplicable => "it cannot be put into effect there",
        })
    }
}

/// A decision that has lost its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lost {
    pub why: Why,
    pub nearest: Option<String>,
}

/// A bead or a quote with every text that it has had: the machine's first, then each edit's.
struct Place {
    id: String,
    texts: Vec<Texts>,
}

impl Place {
    fn new(id: &str, texts: Texts) -> Self {
        Self {
            id: id.to_owned(),
            texts: vec![texts],
        }
    }

    fn push(&mut self, texts: Texts) {
        self.texts.push(texts);
    }

    fn has_hash(&self, hash: &str) -> bool {
        self.texts.iter().any(|known| known.hash() == hash)
    }

    fn has_texts(&self, texts: &Texts) -> bool {
        self.texts.contains(texts)
    }

    fn has_source(&self, source: Option<&String>) -> bool {
        source.is_some()
            && self
                .texts
                .iter()
                .any(|texts| texts.source.as_ref() == source)
    }
}

/// The beads and quotes of a document that decisions can be about.
pub(super) struct Places {
    beads: Vec<Place>,
    quotes: Vec<Place>,
    /// The records of each quote, in order.
    records_of: Vec<Vec<usize>>,
    bead_of_id: HashMap<String, usize>,
    quote_of_id: HashMap<String, usize>,
}

impl Places {
    pub fn new(records: &[Record]) -> Self {
        let mut quotes: Vec<&str> = Vec::new();
        let mut records_of: Vec<Vec<usize>> = Vec::new();
        let mut quote_of_id: HashMap<String, usize> = HashMap::new();
        for (index, record) in records.iter().enumerate() {
            let quote = *quote_of_id.entry(record.quote.clone()).or_insert_with(|| {
                quotes.push(&record.quote);
                records_of.push(Vec::new());
                quotes.len() - 1
            });
            records_of[quote].push(index);
        }
        Self {
            beads: records
                .iter()
                .map(|record| Place::new(&record.bead, Texts::of_bead(record)))
                .collect(),
            quotes: quotes
                .iter()
                .zip(&records_of)
                .map(|(id, members)| {
                    Place::new(id, Texts::of_quote(members.iter().map(|&i| &records[i])))
                })
                .collect(),
            bead_of_id: records
                .iter()
                .enumerate()
                .rev()
                .map(|(index, record)| (record.bead.clone(), index))
                .collect(),
            quote_of_id,
            records_of,
        }
    }

    /// The records that an anchor stands for.
    pub fn records<'a>(&'a self, anchor: &'a Anchor) -> &'a [usize] {
        match anchor {
            Anchor::Bead(index) => std::slice::from_ref(index),
            Anchor::Quote(quote) => &self.records_of[*quote],
        }
    }

    /// The id of what an anchor stands for.
    pub fn id(&self, anchor: &Anchor) -> &str {
        match *anchor {
            Anchor::Bead(index) => &self.beads[index].id,
            Anchor::Quote(quote) => &self.quotes[quote].id,
        }
    }

    /// Takes note of the texts that record `index` has after an edit; `records` are all as they
    /// are now.
    pub fn edited(&mut self, index: usize, records: &[Record]) {
        self.beads[index].push(Texts::of_bead(&records[index]));
        if let Some(&quote) = self.quote_of_id.get(&records[index].quote) {
            let members = &self.records_of[quote];
            self.quotes[quote].push(Texts::of_quote(members.iter().map(|&i| &records[i])));
        }
    }

    /// Where `decision` holds.
    pub fn find(&self, decision: &Decision) -> Result<Anchor, Lost> {
        let (places, of_id, anchor): (_, _, fn(usize) -> Anchor) = match is_bead(&decision.id) {
            true => (&self.beads, &self.bead_of_id, Anchor::Bead),
            false => (&self.quotes, &self.quote_of_id, Anchor::Quote),
        };
        let same_id = of_id.get(&decision.id).copied();
        if let Some(index) = same_id
            && places[index].has_hash(&decision.hash)
        {
            return Ok(anchor(index));
        }
        if let Some(anchor) = self.overtaken_waiver(decision, same_id) {
            return Ok(anchor);
        }
        let mut same_texts = (0..places.len()).filter(|&i| places[i].has_texts(&decision.on));
        let why = match (same_texts.next(), same_texts.next(), same_id) {
            (Some(only), None, _) => return Ok(anchor(only)),
            (Some(_), Some(_), _) => Why::Ambiguous,
            (None, _, Some(_)) => Why::TextChanged,
            (None, _, None) => Why::Gone,
        };
        Err(Lost {
            why,
            nearest: nearest(places, &decision.on),
        })
    }

    /// The bead that is called `id`.
    pub fn bead(&self, id: &str) -> Result<Anchor, Lost> {
        match self.bead_of_id.get(id) {
            Some(&index) => Ok(Anchor::Bead(index)),
            None => Err(Lost {
                why: Why::Gone,
                nearest: None,
            }),
        }
    }

    /// The quote with the original most like what a decision was made on.
    pub fn nearest_quote(&self, decision: &Decision) -> Option<String> {
        nearest(&self.quotes, &decision.on)
    }

    /// Whether `id` is there.
    pub fn has(&self, id: &str) -> bool {
        self.bead_of_id.contains_key(id) || self.quote_of_id.contains_key(id)
    }

    /// Whether an anchor is in a quote with this original.
    pub fn is_in(&self, anchor: &Anchor, original: &str) -> bool {
        let in_quote = |quote: &usize| self.quotes[*quote].has_source(Some(&original.to_owned()));
        match anchor {
            Anchor::Quote(quote) => in_quote(quote),
            Anchor::Bead(bead) => self
                .quote_of_id
                .get(quote_of(&self.beads[*bead].id))
                .is_some_and(in_quote),
        }
    }

    /// Where the waiver of a bead holds whose original is as it was and which has changed only in
    /// that there is a translation now: that is no conflict, just nothing left to waive.
    fn overtaken_waiver(&self, decision: &Decision, same_id: Option<usize>) -> Option<Anchor> {
        if !decision.verdict.waives_translation() || !is_bead(&decision.id) {
            return None;
        }
        let source = decision.on.source.as_ref();
        if let Some(index) = same_id
            && self.beads[index].has_source(source)
        {
            return Some(Anchor::Bead(index));
        }
        // The one bead of an untranslated quote covers all of it; translated, it has others.
        let quote = *self.quote_of_id.get(quote_of(&decision.id))?;
        self.quotes[quote]
            .has_source(source)
            .then_some(Anchor::Quote(quote))
    }
}

/// The id of the place with the most similar text, if one is similar enough; of equals, the first.
fn nearest(places: &[Place], texts: &Texts) -> Option<String> {
    let wanted = words(texts);
    let mut best: Option<(f64, &str)> = None;
    for place in places {
        // The first text is the machine's: it is what the reviewer will be shown.
        let similarity = place
            .texts
            .first()
            .map_or(0.0, |t| overlap(&wanted, &words(t)));
        if similarity >= NEAREST && best.is_none_or(|(most, _)| similarity > most) {
            best = Some((similarity, &place.id));
        }
    }
    best.map(|(_, id)| id.to_owned())
}

/// The words of both sides, in lower case, sorted.
fn words(texts: &Texts) -> Vec<String> {
    let mut words: Vec<String> = [&texts.source, &texts.target]
        .into_iter()
        .flatten()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.sort_unstable();
    words
}

/// How many of the words of both are shared, 0 to 1 (Dice's coefficient, repeats counted).
fn overlap(a: &[String], b: &[String]) -> f64 {
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
