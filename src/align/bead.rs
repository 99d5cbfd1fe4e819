//! One bead that is considered, as the features see it.

use super::surface::{Form, Forms};
use crate::similarity::{MeaningWindow, TextRun, TextSide};
use std::cell::OnceCell;
use std::ops::Range;

/// How far a cosine of what is not there lies below any.
const MISSING_GAIN: f64 = -0.2;
/// What a neighbour's cosine that is not known counts as.
const MISSING_WHOLE: f64 = -0.3;
/// Variance of the characters of a translation for each character (Gale and Church 1993, section 3,
/// have 6.8 for one direction; here a side's own noise counts half).
const VARIANCE: f64 = 5.0;
/// How many characters of noise the shortest texts have.
const NOISE: f64 = 10.0;

/// Two sequences, or parts of them, that are aligned with each other.
pub struct Scene<'a> {
    /// What tells how alike in meaning runs are.
    pub window: &'a dyn MeaningWindow,
    /// The forms of all texts of both sides.
    pub forms: [&'a Forms; 2],
    /// The texts that are aligned.
    pub bounds: [Range<usize>; 2],
    /// What a character of each side counts for, so that both meet half-way: the target has `r`
    /// characters for one of the source, and these are the root of `r` and what 1 is divided by it.
    pub scales: [f64; 2],
    /// Target texts for one of the source, as a logarithm.
    pub density: f64,
    /// How alike the least alike translations are in the mean, beyond chance and at all: strangers are
    /// half as alike.
    pub translations: [f64; 2],
    /// For each text that is aligned, how alike the most alike text of the other side within reach
    /// is, beyond chance.
    pub nearest: [&'a [f32]; 2],
}

impl Scene<'_> {
    /// The texts that are aligned, of one side.
    pub fn bounds(&self, side: TextSide) -> Range<usize> {
        self.bounds[side as usize].clone()
    }

    /// The forms of one side.
    pub fn forms(&self, side: TextSide) -> &Forms {
        self.forms[side as usize]
    }

    /// The length of a run in characters of neither side: both are scaled to meet half-way.
    pub fn length(&self, side: TextSide, run: Range<usize>) -> f64 {
        self.forms(side).chars(run) as f64 * self.scales[side as usize]
    }

    /// How alike the most alike text of the other side within a text's reach is, beyond chance.
    pub fn nearest(&self, side: TextSide, text: usize) -> f64 {
        f64::from(self.nearest[side as usize][text - self.bounds(side).start])
    }

    /// How far the lengths of a bead are from what is expected, in standard deviations: one of some
    /// shape, `source` and `target` texts behind the first of each.
    pub fn misfit(&self, source: usize, target: usize, (a, b): (usize, usize)) -> f64 {
        let [i, j] = [self.bounds[0].start + source, self.bounds[1].start + target];
        misfit(
            self.length(TextSide::Source, i..i + a),
            self.length(TextSide::Target, j..j + b),
        )
    }

    /// How alike two runs are, from either side; `None` if one is not among what is aligned.
    pub fn cosine(
        &self,
        side: TextSide,
        own: Option<TextRun>,
        other: Option<TextRun>,
    ) -> Option<f64> {
        let (own, other) = (own?, other?);
        let (source, target) = match side {
            TextSide::Source => (own, other),
            TextSide::Target => (other, own),
        };
        Some(f64::from(self.window.runs(source, target)))
    }

    /// A run of `len` texts from `first` on, if it is among what is aligned.
    pub fn run(&self, side: TextSide, first: isize, len: usize) -> Option<TextRun> {
        let bounds = self.bounds(side);
        let first = usize::try_from(first).ok()?;
        (first >= bounds.start && first + len <= bounds.end).then_some(TextRun { first, len })
    }
}

/// Of very short texts a few characters more or less say little.
fn log_ratio([x, y]: [f64; 2]) -> f64 {
    libm::log((y + 3.0) / (x + 3.0)).abs()
}

/// How far two lengths are from what is expected, in standard deviations.
pub fn misfit(x: f64, y: f64) -> f64 {
    (y - x).abs() / (VARIANCE * (x + y) / 2.0 + NOISE).sqrt()
}

/// A bead with two sides.
pub struct Candidate<'a> {
    /// Where it stands.
    pub scene: &'a Scene<'a>,
    /// Its texts, by side.
    pub runs: [TextRun; 2],
    /// How alike its sides are.
    pub cosine: f64,
    /// How alike they would be to any others, in the mean.
    pub background: f64,
    /// `cosine - background`.
    pub gain: f64,
    /// Both sides' lengths.
    pub lengths: [f64; 2],
    /// How far the lengths are from what is expected, in standard deviations.
    pub misfit: f64,
    /// The absolute logarithm of the ratio of the lengths, 0 if they are equal.
    pub log_ratio: f64,
    /// The logarithm of the shorter length.
    pub log_shorter: f64,
    losses: OnceCell<Both<Option<[f64; 2]>>>,
    additions: OnceCell<Both<[Option<f64>; 2]>>,
    neighbours: OnceCell<Both<[Option<f64>; 2]>>,
}

/// Something of each side.
type Both<T> = [T; 2];

impl<'a> Candidate<'a> {
    /// `a` source texts from `i` on with `b` target texts from `j` on.
    pub fn new(scene: &'a Scene<'a>, source: TextRun, target: TextRun) -> Self {
        let runs = [source, target];
        let cosine = scene
            .cosine(TextSide::Source, Some(source), Some(target))
            .unwrap_or_default();
        let background = TextSide::BOTH
            .map(|side| f64::from(scene.window.background(side, runs[side as usize])))
            .iter()
            .sum::<f64>()
            / 2.0;
        let lengths = TextSide::BOTH.map(|side| scene.length(side, runs[side as usize].range()));
        Self {
            scene,
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

    /// For each side that has several texts, how much the cosine falls when its first, and its last,
    /// is left out.
    pub fn losses(&self) -> Both<Option<[f64; 2]>> {
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

    /// For each side, how much the cosine rises when the text before, and the one behind, is added;
    /// `None` where there is none.
    pub fn additions(&self) -> Both<[Option<f64>; 2]> {
        *self.additions.get_or_init(|| {
            TextSide::BOTH.map(|side| {
                let run = self.run(side);
                [run.first as isize - 1, run.first as isize].map(|first| {
                    let longer = self.scene.run(side, first, run.len + 1);
                    Some(self.with(side, longer)? - self.cosine)
                })
            })
        })
    }

    /// For each side, how alike the other is to the text before, and to the one behind.
    pub fn neighbours(&self) -> Both<[Option<f64>; 2]> {
        *self.neighbours.get_or_init(|| {
            TextSide::BOTH.map(|side| {
                let run = self.run(side);
                [run.first as isize - 1, run.end() as isize]
                    .map(|text| self.with(side, self.scene.run(side, text, 1)))
            })
        })
    }

    /// How alike some run of one side is to the bead's other side.
    fn with(&self, side: TextSide, run: Option<TextRun>) -> Option<f64> {
        let other = self.run(side.other());
        self.scene.cosine(side, run, Some(other))
    }

    /// The texts of one side.
    pub fn run(&self, side: TextSide) -> TextRun {
        self.runs[side as usize]
    }

    /// How alike the sides are against what translations are: from about 1 on they are. Where all
    /// texts are alike, beyond chance or not.
    pub fn likeness(&self) -> f32 {
        let [beyond_chance, at_all] = self.scene.translations;
        (self.gain / beyond_chance)
            .max(self.cosine / at_all)
            .max(0.0) as f32
    }

    /// How many texts each side has, the smaller number first.
    pub fn shape(&self) -> (usize, usize) {
        let [a, b] = self.runs.map(|run| run.len);
        (a.min(b), a.max(b))
    }

    /// How many texts it has on both sides together.
    pub fn texts(&self) -> usize {
        self.runs[0].len + self.runs[1].len
    }

    /// Whether both sides have several texts.
    pub fn is_many_to_many(&self) -> bool {
        self.shape().0 > 1
    }

    /// The forms of a side's texts.
    pub fn forms(&self, side: TextSide) -> &[Form] {
        self.scene.forms(side).all(self.run(side).range())
    }

    /// What a count over the texts of one side is above that of the other, in absolute value.
    pub fn difference(&self, count: impl Fn(&Form) -> u32) -> f64 {
        let [a, b] = TextSide::BOTH.map(|side| self.forms(side).iter().map(&count).sum::<u32>());
        f64::from(a.abs_diff(b))
    }

    /// For how many sides something is true of their texts.
    pub fn sides_where(&self, is: impl Fn(&[Form]) -> bool) -> usize {
        TextSide::BOTH
            .iter()
            .filter(|&&side| is(self.forms(side)))
            .count()
    }

    /// The losses where one side has one text: its partner's.
    pub fn plain_losses(&self) -> Option<[f64; 2]> {
        match (self.runs[0].len, self.runs[1].len) {
            (1, 2..) => self.losses()[1],
            (2.., 1) => self.losses()[0],
            _ => None,
        }
    }

    /// The least of all losses where both sides have several texts.
    pub fn least_loss_of_many(&self) -> Option<f64> {
        let [a, b] = self.losses();
        let (a, b) = (a?, b?);
        Some(a.into_iter().chain(b).fold(f64::MAX, f64::min))
    }

    /// What is gained by adding a neighbour, for all four; what is not there gains nothing.
    pub fn all_additions(&self) -> impl Iterator<Item = f64> {
        let all = self.additions().into_iter().flatten();
        all.map(|gain| gain.unwrap_or(MISSING_GAIN))
    }

    /// For all four neighbours, how alike they are to the other side, less the background.
    pub fn all_neighbours(&self) -> impl Iterator<Item = f64> {
        let background = self.background;
        let all = self.neighbours().into_iter().flatten();
        all.map(move |cosine| cosine.unwrap_or(background) - background)
    }

    /// For all four neighbours: how much more alike it is to the bead's other side than to its likely
    /// partners, the text or two beside that side; it may have a neighbour of its own with it.
    pub fn claims(&self) -> impl Iterator<Item = f64> {
        let scene = self.scene;
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
                            scene.run(side, first, len)
                        }
                    });
                let theirs = [(1, 1), (1, 2), (2, 1)]
                    .map(|(a, b)| {
                        scene
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

    /// For each text at an edge of a side with several: how much more alike it is to the other
    /// side's neighbour beyond that edge than to the bead's other side.
    pub fn strays(&self) -> f64 {
        let scene = self.scene;
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
                let here = scene.cosine(side, Some(TextRun::one(text)), Some(other));
                let there = scene.run(side.other(), beyond, 1);
                let there = scene.cosine(side, Some(TextRun::one(text)), there);
                most = most.max(there.map_or(0.0, |there| there - here.unwrap_or_default()));
            }
        }
        most.max(-1.0)
    }

    /// The cosines of the halves, straight and crossed, in the mean, of the best way to cut both
    /// sides in two.
    pub fn halves(&self) -> Option<[f64; 2]> {
        let [s, t] = self.runs;
        let mut best: Option<[f64; 2]> = None;
        for a in 1..s.len {
            for b in 1..t.len {
                let sources = cut(s, a);
                let targets = cut(t, b);
                let mean = |first: usize, second: usize| {
                    let [one, two] = [(sources[0], targets[first]), (sources[1], targets[second])]
                        .map(|(s, t)| {
                            self.scene
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
    pub fn weakest(&self) -> f64 {
        let mut least = f64::MAX;
        for side in TextSide::BOTH {
            for text in self.run(side).range() {
                let other = Some(self.run(side.other()));
                let cosine = self.scene.cosine(side, Some(TextRun::one(text)), other);
                least = least.min(cosine.unwrap_or_default());
            }
        }
        least
    }

    /// The least misfit of the lengths after adding one of the four neighbours.
    pub fn least_misfit_longer(&self) -> f64 {
        self.least_misfit(|bounds, run| {
            let before = run
                .first
                .checked_sub(1)
                .filter(|first| *first >= bounds.start);
            let behind = Some(run.end()).filter(|end| *end < bounds.end);
            [before, behind].map(|text| text.map(|text| (text..text + 1, 1.0)))
        })
    }

    /// The least misfit after leaving out the first or last text of a side with several.
    pub fn least_misfit_shorter(&self) -> f64 {
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
            let changed = changes(self.scene.bounds(side), self.run(side));
            for (text, sign) in changed.into_iter().flatten() {
                let length = self.lengths[side as usize] + sign * self.scene.length(side, text);
                least = least.min(misfit(length, self.lengths[side.other() as usize]));
            }
        }
        least
    }
}

/// The first `at` texts of a run, and the others.
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
