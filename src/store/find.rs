//! Finds the document of a bead or quote, from its id or the beginning of it.

use super::alignments::Store;
use super::decided_texts::DecidedTexts;
use super::decision::Decision;
use super::verdict::Verdict;
use crate::error::{Error, Result};
use crate::id::{is_bead, quote_of};
use crate::lang::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// Shortest beginning of an id that is accepted, in characters.
const SHORTEST: usize = 4;

/// The id of a bead or quote, and the document that has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocatedId {
    /// The document's id.
    pub document: String,
    /// The whole id of the quote or bead.
    pub id: String,
}

impl Store {
    /// Finds a quote or bead by its id, or by a beginning of at least 4 characters that no other has. A
    /// beginning without stop is a quote's; `0a1b.2` is the bead `.2` of the quote that begins with `0a1b`.
    ///
    /// # Errors
    ///
    /// A usage error if the beginning is too short, nothing begins so, or several do; and what reading the
    /// documents reports.
    pub fn find(&self, id: &str) -> Result<LocatedId> {
        if quote_of(id).chars().count() < SHORTEST {
            return Err(Error::usage(format!(
                "`{id}` is too short for an id; give at least {SHORTEST} characters of the quote's"
            )));
        }
        let mut candidates = BTreeSet::new();
        for document in self.documents()? {
            let (_, records) = self.load_machine(&document)?;
            for record in records {
                let known = match is_bead(id) {
                    true => record.bead,
                    false => record.quote,
                };
                let found = LocatedId {
                    document: document.clone(),
                    id: known,
                };
                if found.id == id {
                    return Ok(found);
                }
                if begins(&found.id, id) {
                    candidates.insert(found);
                }
            }
        }
        let mut candidates = candidates.into_iter();
        match (candidates.next(), candidates.next()) {
            (Some(only), None) => Ok(only),
            (Some(first), Some(second)) => Err(Error::usage(format!(
                "`{id}` can be `{}` in `{}` or `{}` in `{}`{}; give more characters",
                first.id,
                first.document,
                second.id,
                second.document,
                match candidates.count() {
                    0 => String::new(),
                    more => format!(" or {more} more"),
                }
            ))),
            (None, _) => Err(Error::usage(format!(
                "no quote or bead begins with `{id}`; `diglot build` makes the ids, and every \
                 export shows them"
            ))),
        }
    }
}

/// A quote that can be corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatedQuote {
    /// The document's id.
    pub document: String,
    /// The whole id of the quote.
    pub id: String,
    /// Its original, normalised, as the machine has it.
    pub original: String,
    /// The original's language; `None` if the machine has no such quote at present.
    pub lang: Option<Lang>,
}

impl Store {
    /// Finds a quote, as [`Store::find`] does, that exists or that somebody has decided on.
    ///
    /// # Errors
    ///
    /// As for [`Store::find`]; and a usage error if it is a bead.
    pub fn find_quote(&self, id: &str) -> Result<LocatedQuote> {
        if is_bead(id) {
            return Err(Error::usage(format!(
                "this decision applies only to a quote, but `{id}` is a bead; leave out `.{}`",
                id.split_once('.').map_or("", |(_, bead)| bead)
            )));
        }
        let missing = match self.find(id) {
            Ok(LocatedId { document, id }) => {
                let (_, mut records) = self.load_machine(&document)?;
                records.retain(|record| record.quote == id);
                let sides = records.iter().filter_map(|record| record.source.as_ref());
                return Ok(LocatedQuote {
                    lang: sides.map(|side| side.lang).next(),
                    original: DecidedTexts::of_quote(&records).source.unwrap_or_default(),
                    document,
                    id,
                });
            }
            Err(missing) => missing,
        };
        match self.find_decided(id)? {
            Some((decision, found)) => Ok(LocatedQuote {
                lang: match decision.verdict {
                    Verdict::Quote { lang, .. } => Some(lang),
                    _ => None,
                },
                original: decision.on.source.unwrap_or_default(),
                document: found.document,
                id: found.id,
            }),
            None => Err(missing),
        }
    }

    /// Finds a quote or bead that somebody has decided on, by its id or the beginning of it, even if it is
    /// gone or not there yet; with the last decision on it. `None` if there is none, or several begin so.
    pub(super) fn find_decided(&self, id: &str) -> Result<Option<(Decision, LocatedId)>> {
        if quote_of(id).chars().count() < SHORTEST {
            return Ok(None);
        }
        let mut candidates: BTreeMap<LocatedId, Decision> = BTreeMap::new();
        for document in self.documents()? {
            for decision in self.decisions(&document)? {
                let found = LocatedId {
                    document: document.clone(),
                    id: decision.id.clone(),
                };
                if is_bead(id) == is_bead(&found.id) && begins(&found.id, id) {
                    candidates.insert(found, decision);
                }
            }
        }
        let whole = candidates.keys().find(|found| found.id == id).cloned();
        if let Some(found) = whole {
            return Ok(candidates.remove(&found).map(|decision| (decision, found)));
        }
        let mut candidates = candidates.into_iter();
        Ok(match (candidates.next(), candidates.next()) {
            (Some((found, decision)), None) => Some((decision, found)),
            _ => None,
        })
    }
}

/// Whether `id` is short for `known`.
fn begins(known: &str, id: &str) -> bool {
    match (known.split_once('.'), id.split_once('.')) {
        (Some((quote, bead)), Some((start, short))) => {
            known.starts_with(id) || (quote.starts_with(start) && bead == short)
        }
        _ => known.starts_with(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{bead, document};

    #[test]
    fn a_beginning_is_enough_when_it_is_the_only_one() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        for (name, ids) in [
            (
                "gogol",
                ["0a1b2c3d4e5f.2", "0a1b2c3d4e5f.2-3", "0a1b2c3d4e5f.t4"],
            ),
            (
                "tolstoy",
                ["0a1bffffffff.1", "beefbeefbeef.1", "beefbeefbeef.2"],
            ),
        ] {
            let records = ids.map(|id| bead(name, id, "Зима.", "Winter."));
            store.write_machine(&document(name), &records).unwrap();
        }
        let found = |id: &str| {
            let found = store.find(id).map_err(|error| error.to_string());
            found.map(|found| format!("{} {}", found.document, found.id))
        };
        let ok = |text: &str| Ok(text.to_owned());
        assert_eq!(found("beef"), ok("tolstoy beefbeefbeef"));
        assert_eq!(found("0a1b2"), ok("gogol 0a1b2c3d4e5f"));
        assert_eq!(found("0a1b2c3d4e5f"), ok("gogol 0a1b2c3d4e5f"));
        assert_eq!(found("0a1b2c3d4e5f.2"), ok("gogol 0a1b2c3d4e5f.2"));
        assert_eq!(found("0a1b.2"), ok("gogol 0a1b2c3d4e5f.2"));
        assert_eq!(found("0a1b2c3d4e5f.2-"), ok("gogol 0a1b2c3d4e5f.2-3"));
        assert_eq!(found("beef.2"), ok("tolstoy beefbeefbeef.2"));

        let told = |id: &str| found(id).unwrap_err();
        assert!(told("bee").contains("too short"));
        assert!(told("dead").contains("no quote or bead begins with `dead`"));
        assert_eq!(
            told("0a1b"),
            "`0a1b` can be `0a1b2c3d4e5f` in `gogol` or `0a1bffffffff` in `tolstoy`; \
             give more characters"
        );
        assert!(told("0a1b2c3d4e5f.").contains(" or 1 more;"));
        assert_eq!(store.find("dead").unwrap_err().exit_code(), 2);
    }
}
