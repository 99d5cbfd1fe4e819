//! Meaning without a model: names, numbers, cognates and words whose translation is known.

use super::cosines::{Cosines, WeightedBags};
use super::meaning::{Meaning, MeaningWindow, SingleTexts};
use super::measure::Measure;
use super::texts::{Reach, TextPair, TextRun, TextSide};
use crate::encode::CompactVectors;
use crate::lang::{Lang, word_pairs};
use std::ops::Range;

/// The bags of both sides.
pub(super) struct WordMeaning {
    bags: WeightedBags,
    /// Whether translations of words between the two languages are known.
    known: bool,
}

impl WordMeaning {
    pub(super) fn new(pair: &TextPair<'_>) -> Self {
        Self {
            bags: WeightedBags::of(pair),
            known: known(pair.source.lang, pair.target.lang),
        }
    }
}

/// Whether translations of words are known, or none is needed. The tables translate into English.
fn known(a: Lang, b: Lang) -> bool {
    let into = |a: Lang, b: Lang| word_pairs(a).is_some() && b.primary() == Lang::EN.primary();
    into(a, b) || into(b, a) || a.primary() == b.primary()
}

impl Meaning for WordMeaning {
    fn measure(&self) -> Measure {
        Measure::Words
    }

    fn singles<'m>(
        &'m self,
        source: Range<usize>,
        target: Range<usize>,
        reach: &Reach<'_>,
    ) -> Box<dyn SingleTexts + 'm> {
        Box::new(self.bags.cosines(source, target, reach))
    }

    fn can_see(&self) -> bool {
        self.known
    }

    fn vectors(&self) -> Option<[&CompactVectors; 2]> {
        None
    }

    fn window(&self, source: Range<usize>, target: Range<usize>) -> Box<dyn MeaningWindow + '_> {
        let reach = target.clone();
        Box::new(self.bags.cosines(source, target, &|_| reach.clone()))
    }
}

impl SingleTexts for Cosines {
    fn cosine(&self, source: usize, target: usize) -> f32 {
        Cosines::cosine(self, &(source..source + 1), &(target..target + 1)) as f32
    }

    /// 0: bags that have nothing to do with each other share nothing.
    fn background(&self, _: TextSide, _: usize) -> f32 {
        0.0
    }
}

impl MeaningWindow for Cosines {
    fn runs(&self, source: TextRun, target: TextRun) -> f32 {
        Cosines::cosine(self, &source.range(), &target.range()) as f32
    }

    fn background(&self, _: TextSide, _: TextRun) -> f32 {
        0.0
    }

    fn clauses(&self, _: TextSide, _: usize) -> Range<usize> {
        0..0
    }

    fn clause_and_run(&self, _: TextSide, _: usize, _: TextRun) -> f32 {
        0.0
    }

    fn clause_and_clause(&self, _: usize, _: usize) -> f32 {
        0.0
    }

    fn clause_length(&self, _: TextSide, _: usize) -> usize {
        0
    }
}
