//! A candidate for a bead with two sides, as the features see it.

use super::context::{BeadContext, log_ratio, misfit};
use super::surface::TextSurface;
use crate::similarity::{TextRun, TextSide};
use std::cell::OnceCell;
use std::ops::Range;

/// Gain that a neighbour counts as where there is none.
const MISSING_GAIN: f64 = -0.2;
/// Claim that a neighbour counts as where there is none.
const MISSING_WHOLE: f64 = -0.3;
/// A candidate for a bead with two sides.
pub(super) struct BeadCandidate<'a> {
    /// The context of the bead.
    pub context: &'a BeadContext<'a>,
    /// Its texts, by side.
    pub runs: [TextRun; 2],
    /// How alike its sides are.
    pub cosine: f64,
    /// How alike its sides are to any other texts on average.
    pub background: f64,
    /// `cosine - background`.
    pub gain: f64,
    /// The scaled lengths of both sides.
    pub lengths: [f64; 2],
    /// How far the lengths are from what is expected, in standard deviations.
    pub misfit: f64,
    /// The absolute logarithm of the ratio of the lengths, 0 if they are equal.
    pub log_ratio: f64,
    /// The logarithm of the shorter length.
    pub log_shorter: f64,
    losses: OnceCell<PerSide<Option<[f64; 2]>>>,
    additions: OnceCell<PerSide<[Option<f64>; 2]>>,
    neighbours: OnceCell<PerSide<[Option<f64>; 2]>>,
}

/// Something for each side.
type PerSide<T> = [T; 2];

impl<'a> BeadCandidate<'a> {
    /// The bead of two runs.
    pub(super) fn new(context: &'a BeadContext<'a>, source: TextRun, target: TextRun) -> Self {
        let runs = [source, target];
        let cosine = context
            .cosine(TextSide::Source, Some(source), Some(target))
            .unwrap_or_default();
        let background = TextSide::BOTH
            .map(|side| f64::from(context.window.background(side, runs[side as usize])))
            .iter()
            .sum::<f64>()
            / 2.0;
        let lengths = TextSide::BOTH.map(|side| context.length(side, runs[side as usize].range()));
        Self {
            context,
            runs,
            cosine,
            background,
            gain: cosine - background,
            lengths,
            misfit: misfit(lengths[0], lengths[1]),
            log_ratio: log_ratio(lengths),
            log_shorter: libm::log(lengths[0].min(lengths[1])),
            losses: OnceCell::new(),
            additions: OnceCell::new(),
            neighbours: OnceCell::new(),
        }
    }

    /// For each side with several texts, how much the cosine falls when its first text, and when its last
    /// text, is left out.
    pub(super) fn losses(&self) -> PerSide<Option<[f64; 2]>> {
        *self.losses.get_or_init(|| {
            TextSide::BOTH.map(|side| {
                let run = self.run(side);
                let without = |first: usize| {
                    let rest = TextRun {
                        first,
                        len: run.len - 1,
                    };
                    self.cosine - self.with(side, Some(rest)).unwrap_or_default()
                };
                (run.len > 1).then(|| [without(run.first + 1), without(run.first)])
            })
        })
    }

    /// For each side, how much the cosine rises when the text before it, and when the text after it, is
    /// added; `None` where there is none.
    pub(super) fn additions(&self) -> PerSide<[Option<f64>; 2]> {
        *self.additions.get_or_init(|| {
            TextSide::BOTH.map(|side| {
                let run = self.run(side);
                [run.first as isize - 1, run.first as isize].map(|first| {
                    let longer = self.context.run(side, first, run.len + 1);
                    Some(self.with(side, longer)? - self.cosine)
                })
            })
        })
    }

    /// For each side, how alike the other side is to the text before it, and to the text after it.
    pub(super) fn neighbours(&self) -> PerSide<[Option<f64>; 2]> {
        *self.neighbours.get_or_init(|| {
            TextSide::BOTH.map(|side| {
                let run = self.run(side);
                [run.first as isize - 1, run.end() as isize]
                    .map(|text| self.with(side, self.context.run(side, text, 1)))
            })
        })
    }

    /// How alike a run of one side is to the other side of the bead.
    fn with(&self, side: TextSide, run: Option<TextRun>) -> Option<f64> {
        let other = self.run(side.other());
        self.context.cosine(side, run, Some(other))
    }

    /// The texts of one side.
    pub(super) fn run(&self, side: TextSide) -> TextRun {
        self.runs[side as usize]
    }

    /// How alike the sides are, compared with translations: these have about 1 or more. Either likeness
    /// beyond chance or likeness in all counts, because in some texts all sentences are alike.
    pub(super) fn likeness(&self) -> f32 {
        let [beyond_chance, at_all] = self.context.translations;
        (self.gain / beyond_chance)
            .max(self.cosine / at_all)
            .max(0.0) as f32
    }

    /// The numbers of texts of both sides, the smaller first.
    pub(super) fn shape(&self) -> (usize, usize) {
        let [a, b] = self.runs.map(|run| run.len);
        (a.min(b), a.max(b))
    }

    /// The number of texts of both sides together.
    pub(super) fn texts(&self) -> usize {
        self.runs[0].len + self.runs[1].len
    }

    /// Whether both sides have several texts.
    pub(super) fn is_many_to_many(&self) -> bool {
        self.shape().0 > 1
    }

    /// The surfaces of the texts of one side.
    pub(super) fn surfaces(&self, side: TextSide) -> &[TextSurface] {
        self.context.surfaces(side).all(self.run(side).range())
    }

    /// The absolute difference of a count over the texts of each side.
    pub(super) fn difference(&self, count: impl Fn(&TextSurface) -> u32) -> f64 {
        let [a, b] = TextSide::BOTH.map(|side| self.surfaces(side).iter().map(&count).sum::<u32>());
        f64::from(a.abs_diff(b))
    }

    /// The number of sides whose texts are so.
    pub(super) fn sides_where(&self, is: impl Fn(&[TextSurface]) -> bool) -> usize {
        TextSide::BOTH
            .iter()
            .filter(|&&side| is(self.surfaces(side)))
            .count()
    }

    /// Where one side has one text, the losses of the other side.
    pub(super) fn plain_losses(&self) -> Option<[f64; 2]> {
        match (self.runs[0].len, self.runs[1].len) {
            (1, 2..) => self.losses()[1],
            (2.., 1) => self.losses()[0],
            _ => None,
        }
    }

    /// The least of all losses where both sides have several texts.
    pub(super) fn least_loss_of_many(&self) -> Option<f64> {
        let [a, b] = self.losses();
        let (a, b) = (a?, b?);
        Some(a.into_iter().chain(b).fold(f64::MAX, f64::min))
    }

    /// The gain of adding each of the four neighbours.
    pub(super) fn all_additions(&self) -> impl Iterator<Item = f64> {
        let all = self.additions().into_iter().flatten();
        all.map(|gain| gain.unwrap_or(MISSING_GAIN))
    }

    /// For each of the four neighbours, how alike it is to the other side, less the background.
    pub(super) fn all_neighbours(&self) -> impl Iterator<Item = f64> {
        let background = self.background;
        let all = self.neighbours().into_iter().flatten();
        all.map(move |cosine| cosine.unwrap_or(background) - background)
    }

    /// For each of the four neighbours, how much more alike it is to the other side of the bead than to its
    /// likely partners, the one or two texts beside that side. The neighbour may be joined by the next
    /// text.
    pub(super) fn claims(&self) -> impl Iterator<Item = f64> {
        let context = self.context;
        let mut claims = [MISSING_WHOLE; 4];
        for side in TextSide::BOTH {
            let [own, other] = [self.run(side), self.run(side.other())];
            for (at, outward) in [-1, 1].into_iter().enumerate() {
                let Some(here) = self.neighbours()[side as usize][at] else {
                    continue;
                };
                let [neighbour, partner] =
                    [(side, own), (side.other(), other)].map(|(side, run)| {
                        move |len: usize| {
                            let first = if outward < 0 {
                                run.first as isize - len as isize
                            } else {
                                run.end() as isize
                            };
                            context.run(side, first, len)
                        }
                    });
                let theirs = [(1, 1), (1, 2), (2, 1)]
                    .map(|(a, b)| {
                        context
                            .cosine(side, neighbour(a), partner(b))
                            .unwrap_or_default()
                    })
                    .into_iter()
                    .fold(f64::MIN, f64::max);
                claims[2 * side as usize + at] = here - theirs;
            }
        }
        claims.into_iter()
    }

    /// The most that a text at an edge of a side with several texts is more alike to the neighbour of the
    /// other side beyond that edge than to the other side of the bead.
    pub(super) fn strays(&self) -> f64 {
        let context = self.context;
        let mut most = f64::MIN;
        for side in TextSide::BOTH {
            let [own, other] = [self.run(side), self.run(side.other())];
            if own.len < 2 {
                continue;
            }
            let edges = [
                (own.first, other.first as isize - 1),
                (own.end() - 1, other.end() as isize),
            ];
            for (text, beyond) in edges {
                let here = context.cosine(side, Some(TextRun::one(text)), Some(other));
                let there = context.run(side.other(), beyond, 1);
                let there = context.cosine(side, Some(TextRun::one(text)), there);
                most = most.max(there.map_or(0.0, |there| there - here.unwrap_or_default()));
            }
        }
        most.max(-1.0)
    }

    /// The mean cosines of the halves, straight and crossed, for the best way to cut both sides in two.
    pub(super) fn halves(&self) -> Option<[f64; 2]> {
        let [s, t] = self.runs;
        let mut best: Option<[f64; 2]> = None;
        for a in 1..s.len {
            for b in 1..t.len {
                let sources = cut(s, a);
                let targets = cut(t, b);
                let mean = |first: usize, second: usize| {
                    let [one, two] = [(sources[0], targets[first]), (sources[1], targets[second])]
                        .map(|(s, t)| {
                            self.context
                                .cosine(TextSide::Source, Some(s), Some(t))
                                .unwrap_or_default()
                        });
                    (one + two) / 2.0
                };
                let (straight, crossed) = (mean(0, 1), mean(1, 0));
                best = Some(best.map_or([straight, crossed], |[x, y]| {
                    [x.max(straight), y.max(crossed)]
                }));
            }
        }
        best
    }

    /// How alike the least alike text of the bead is to its other side.
    pub(super) fn weakest(&self) -> f64 {
        let mut least = f64::MAX;
        for side in TextSide::BOTH {
            for text in self.run(side).range() {
                let other = Some(self.run(side.other()));
                let cosine = self.context.cosine(side, Some(TextRun::one(text)), other);
                least = least.min(cosine.unwrap_or_default());
            }
        }
        least
    }

    /// The least misfit of the lengths after adding one of the four neighbours.
    pub(super) fn least_misfit_longer(&self) -> f64 {
        self.least_misfit(|bounds, run| {
            let before = run
                .first
                .checked_sub(1)
                .filter(|first| *first >= bounds.start);
            let after = Some(run.end()).filter(|end| *end < bounds.end);
            [before, after].map(|text| text.map(|text| (text..text + 1, 1.0)))
        })
    }

    /// The least misfit of the lengths after leaving out the first or last text of a side with several.
    pub(super) fn least_misfit_shorter(&self) -> f64 {
        self.least_misfit(|_, run| {
            [run.first, run.end() - 1].map(|text| (run.len > 1).then(|| (text..text + 1, -1.0)))
        })
    }

    fn least_misfit(
        &self,
        changes: impl Fn(Range<usize>, TextRun) -> [Option<(Range<usize>, f64)>; 2],
    ) -> f64 {
        let mut least = f64::MAX;
        for side in TextSide::BOTH {
            let changed = changes(self.context.bounds(side), self.run(side));
            for (text, sign) in changed.into_iter().flatten() {
                let length = self.lengths[side as usize] + sign * self.context.length(side, text);
                least = least.min(misfit(length, self.lengths[side.other() as usize]));
            }
        }
        least
    }
}

/// The first `at` texts of a run, and the rest.
fn cut(run: TextRun, at: usize) -> [TextRun; 2] {
    [
        TextRun {
            first: run.first,
            len: at,
        },
        TextRun {
            first: run.first + at,
            len: run.len - at,
        },
    ]
}
