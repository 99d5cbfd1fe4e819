//! Why a bead is as it is: what speaks for it, and its alternatives.

use super::aligner::{Aligner, bead};
use super::deletion::LoneText;
use super::prune::{self, PrunedLattice};
use super::weights::Term;
use crate::lattice::{PathStep, WeighedLattice};
use crate::quote::Bead;
use crate::similarity::TextSide;

/// Why a text is in the bead that it is in.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The bead.
    pub bead: Bead,
    /// The weights of its features. The largest, for or against it, come first.
    pub terms: Vec<Term>,
    /// The weight of the gap, in nats, if the bead is a text left alone: it is more against the first text of
    /// a gap than against the next.
    pub gap: Option<f64>,
    /// How far the pairs of these two texts can be believed, 0 to 1. The scores are multiplied by it. Below 1
    /// the texts have little to do with each other.
    pub belief: f64,
    /// The other beads that the text may be in, with their probabilities, the most probable first.
    pub others: Vec<Bead>,
}

/// Least probability of an alternative that is reported.
const LEAST: f64 = 0.001;

impl Aligner<'_> {
    /// Explains the bead that source text `text` is in when all texts are aligned with all; `None` if there
    /// is no such text.
    pub fn explain(&self, text: usize) -> Option<Explanation> {
        let bounds = self.all();
        let weights = self.weights();
        let setup = self.setup(&bounds);
        let pruned = prune::prune(&*self.meaning, &setup, weights, prune::LEAST_PROBABILITY);
        let lattice = pruned.lattice();
        let mut path = lattice.best_path();
        let belief = self.belief(&path, &setup);
        let at = path
            .iter()
            .position(|scored| scored.step.source.contains(&text))?;
        let in_gap = at > 0 && path[at - 1].step.target.is_empty();
        let scored = path.swap_remove(at);
        let step = scored.step.clone();
        let mut others = others(&pruned, &lattice, text, &step);
        for other in others.iter_mut().filter(|other| !other.target.is_empty()) {
            other.score *= belief;
        }
        let [source, target] = prune::window_over(&setup, &pruned.places, &step.source);
        let window = self.meaning.window(source, target);
        let context = setup.context(&*window);
        let alone = step.target.is_empty();
        let mut terms: Vec<Term> = if alone {
            let lone = LoneText::new(
                &context,
                TextSide::Source,
                step.source.start,
                step.target.start,
            );
            weights.second.lone_terms(&lone)
        } else {
            let shape = (step.source.len(), step.target.len());
            let bead = prune::candidate(&context, step.source.start, step.target.start, shape);
            weights.second.bead_terms(&bead)
        };
        terms.sort_by(|a, b| b.nats().abs().total_cmp(&a.nats().abs()));
        let gap = weights.second.gap;
        Some(Explanation {
            bead: bead(scored, belief),
            terms,
            gap: alone.then_some(if in_gap { gap.extend } else { gap.open }),
            belief,
            others,
        })
    }
}

/// The beads that a text may be in, beside the one that it is in.
fn others(
    pruned: &PrunedLattice,
    lattice: &WeighedLattice<'_>,
    text: usize,
    chosen: &PathStep,
) -> Vec<Bead> {
    let posteriors = lattice.posteriors();
    let beads = pruned.arcs.iter().zip(&posteriors.arcs);
    let mut others: Vec<Bead> = beads
        .map(|(arc, &score)| Bead {
            source: arc.source as usize..arc.source_end(),
            target: arc.target as usize..arc.target_end(),
            score,
        })
        .filter(|bead| bead.source.contains(&text))
        .filter(|bead| (&bead.source, &bead.target) != (&chosen.source, &chosen.target))
        .collect();
    if !chosen.target.is_empty() {
        // At any place where it may be left alone.
        let (lo, hi) = pruned.places.row(text);
        others.push(Bead {
            source: text..text + 1,
            target: chosen.target.end..chosen.target.end,
            score: (lo..=hi)
                .filter_map(|column| pruned.places.cell(text, column))
                .map(|place| posteriors.deletions[place])
                .sum(),
        });
    }
    others.retain(|bead| bead.score >= LEAST);
    others.sort_by(|a, b| b.score.total_cmp(&a.score));
    others
}
