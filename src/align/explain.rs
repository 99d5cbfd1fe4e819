//! Why a bead is as it is: what spoke for it, and what else was considered.

use super::deletion::Lone;
use super::lattice::Lattice;
use super::prune::{self, Considered};
use super::weights::Term;
use super::{Aligner, bead};
use crate::lattice::PathStep;
use crate::quote::Bead;
use crate::similarity::TextSide;

/// Why a text stands in the bead that it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The bead.
    pub bead: Bead,
    /// What its features say. What speaks most, for or against it, comes first.
    pub terms: Vec<Term>,
    /// What the gap counts for, in nats, if the bead is a text left alone: more against it if it is
    /// the first.
    pub gap: Option<f64>,
    /// How far the pairs of these two texts can be believed, 0 to 1: the scores have been multiplied by
    /// it. Below 1 the texts have little to do with each other.
    pub belief: f64,
    /// What else was considered for the text, with its probability; the more probable first.
    pub others: Vec<Bead>,
}

/// What is less probable than this is not told.
const LEAST: f64 = 0.001;

impl Aligner<'_> {
    /// Explains the bead that source text `text` is in when all texts are aligned with all; `None` if
    /// there is no such text.
    pub fn explain(&self, text: usize) -> Option<Explanation> {
        let bounds = [
            0..self.pair.source.texts.len(),
            0..self.pair.target.texts.len(),
        ];
        let weights = self.weights();
        let frame = self.frame(&bounds);
        let considered = prune::prune(&*self.meaning, &frame, weights, prune::LEAST);
        let lattice = considered.lattice();
        let mut path = lattice.best_path();
        let belief = self.belief(&path, &frame);
        let at = path
            .iter()
            .position(|taken| taken.step.source.contains(&text))?;
        let in_gap = at > 0 && path[at - 1].step.target.is_empty();
        let taken = path.swap_remove(at);
        let step = taken.step.clone();
        let mut others = others(&considered, &lattice, text, &step);
        for other in others.iter_mut().filter(|other| !other.target.is_empty()) {
            other.score *= belief;
        }
        let [source, target] = prune::window_over(&frame, &considered.places, &step.source);
        let window = self.meaning.window(source, target);
        let scene = frame.scene(&*window);
        let alone = step.target.is_empty();
        let mut terms: Vec<Term> = if alone {
            let lone = Lone::new(
                &scene,
                TextSide::Source,
                step.source.start,
                step.target.start,
            );
            weights.second.lone_terms(&lone)
        } else {
            let shape = (step.source.len(), step.target.len());
            let bead = prune::candidate(&scene, step.source.start, step.target.start, shape);
            weights.second.bead_terms(&bead)
        };
        terms.sort_by(|a, b| b.nats().abs().total_cmp(&a.nats().abs()));
        let gap = weights.second.gap;
        Some(Explanation {
            bead: bead(taken, belief),
            terms,
            gap: alone.then_some(if in_gap { gap.extend } else { gap.open }),
            belief,
            others,
        })
    }
}

/// What was considered for a text beside the bead that it is in.
fn others(
    considered: &Considered,
    lattice: &Lattice<'_>,
    text: usize,
    chosen: &PathStep,
) -> Vec<Bead> {
    let posteriors = lattice.posteriors();
    let beads = considered.arcs.iter().zip(&posteriors.arcs);
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
        // Wherever it may be left alone.
        let (lo, hi) = considered.places.row(text);
        others.push(Bead {
            source: text..text + 1,
            target: chosen.target.end..chosen.target.end,
            score: (lo..=hi)
                .filter_map(|column| considered.places.cell(text, column))
                .map(|place| posteriors.deletions[place])
                .sum(),
        });
    }
    others.retain(|bead| bead.score >= LEAST);
    others.sort_by(|a, b| b.score.total_cmp(&a.score));
    others
}
