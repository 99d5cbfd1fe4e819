//! The quotes of a document while decisions about beads are put into effect.

use super::quote_units::{BeadExtent, QuoteUnits, UnitRanges};
use super::successors::{Successor, Successors};
use crate::id::quote_of;
use crate::record::Record;
use crate::store::conflict::ConflictReason;
use crate::store::in_force::DecisionLine;
use crate::store::verdict::Verdict;
use std::collections::HashMap;

/// A document's quotes; those that decisions are about are taken apart.
pub(super) struct ArrangedQuotes {
    order: Vec<ArrangedQuote>,
    of_id: HashMap<String, usize>,
}

/// The records of a quote, and its units once they are needed.
struct ArrangedQuote {
    records: Vec<Record>,
    made: Option<QuoteUnits>,
}

impl ArrangedQuotes {
    pub(super) fn new(records: Vec<Record>) -> Self {
        let mut order: Vec<ArrangedQuote> = Vec::new();
        let mut of_id = HashMap::new();
        for record in records {
            let same = order
                .last_mut()
                .filter(|quote| quote.records[0].quote == record.quote);
            match same {
                Some(quote) => quote.records.push(record),
                None => {
                    of_id.entry(record.quote.clone()).or_insert(order.len());
                    order.push(ArrangedQuote {
                        records: vec![record],
                        made: None,
                    });
                }
            }
        }
        Self { order, of_id }
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.of_id.contains_key(quote_of(id))
    }

    pub(super) fn records(self) -> Vec<Record> {
        self.order
            .into_iter()
            .flat_map(ArrangedQuote::into_records)
            .collect()
    }

    pub(super) fn put(
        &mut self,
        line: DecisionLine<'_>,
        successors: &mut Successors,
    ) -> Result<(), ConflictReason> {
        let decision = line.decision;
        let own = self.of_id.get(quote_of(&decision.id)).copied();
        if let Some(own) = own
            && let Some(stretch) = self.order[own].made().stretch_at(decision)
        {
            return self.order[own].put(line, &stretch, successors);
        }
        // The same text, wherever it is now: in its own quote, or otherwise in one other place.
        if let Some(own) = own {
            match &self.order[own].made().stretches(decision)[..] {
                [only] => return self.order[own].put(line, &only.clone(), successors),
                [] => {}
                _ => return Err(ConflictReason::Ambiguous),
            }
        }
        let mut found: Vec<(usize, UnitRanges)> = Vec::new();
        for (i, quote) in self.order.iter_mut().enumerate() {
            let stretches = quote.made().stretches(decision);
            found.extend(stretches.into_iter().map(|stretch| (i, stretch)));
        }
        match (&found[..], own) {
            ([(quote, stretch)], _) => self.order[*quote].put(line, &stretch.clone(), successors),
            ([], Some(_)) => Err(ConflictReason::TextChanged),
            ([], None) => Err(ConflictReason::Gone),
            _ => Err(ConflictReason::Ambiguous),
        }
    }
}

impl ArrangedQuote {
    fn made(&mut self) -> &mut QuoteUnits {
        self.made
            .get_or_insert_with(|| QuoteUnits::of(&self.records))
    }

    fn put(
        &mut self,
        line: DecisionLine<'_>,
        stretch: &UnitRanges,
        successors: &mut Successors,
    ) -> Result<(), ConflictReason> {
        let quote = self.records[0].quote.clone();
        let made = self.made();
        if !made.translated {
            return Err(ConflictReason::Inapplicable);
        }
        let touched = made.touched(stretch);
        let before = made.names(&quote, touched.clone());
        let behind = made.beads.len() - touched.end;
        match &line.decision.verdict {
            Verdict::Beads { beads, inside } => {
                made.divide(stretch, touched.clone(), beads, inside)?;
            }
            _ => made.swap(stretch, touched.clone())?,
        }
        let now = touched.start..made.beads.len() - behind;
        let after = made.names(&quote, now);
        for (old, texts) in before {
            if after
                .iter()
                .any(|(name, now)| *name == old && *now == texts)
            {
                continue;
            }
            let shares = |(_, now): &&(String, BeadExtent)| texts.shares(now);
            let Some((bead, _)) = after.iter().find(shares) else {
                continue;
            };
            let successor = Successor {
                number: line.number,
                bead: bead.clone(),
                by_person: after
                    .iter()
                    .filter(|(_, now)| now.by_person)
                    .any(|now| shares(&now)),
            };
            successors.0.entry(old).or_default().push(successor);
        }
        Ok(())
    }

    fn into_records(self) -> Vec<Record> {
        match self.made {
            None => self.records,
            Some(made) => made.into_records(self.records),
        }
    }
}
