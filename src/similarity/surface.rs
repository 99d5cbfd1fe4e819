//! The surface of runs of texts, apart from their words: lengths, question marks, numbers, beginnings.
//!
//! Enters: the texts of one side. Leaves: the [`RunSurface`] of any run of them, and the same once more in
//! the order in which upper bounds of evidence need them ([`RunEnding`]).

use super::texts::LONGEST_RUN;
use crate::text::words;
use std::ops::Range;

/// Most numbers of a text that are compared: a text with more of them is a table.
const MOST_NUMBERS: usize = 32;
/// What is added to lengths before they are compared, in characters: of very short texts a few
/// characters more or less say little.
pub(super) const SOME_CHARS: f64 = 15.0;

/// The surface of the texts of one side and of their runs.
pub(super) struct SequenceSurface {
    /// The runs of at most [`LONGEST_RUN`] texts, by their first text and their length.
    runs: Vec<[RunSurface; LONGEST_RUN]>,
    /// The counts in the texts before each text; at the end, in all texts.
    before: Vec<PrefixCounts>,
    /// Whether each text begins with a quotation mark or a dash.
    opens: Vec<bool>,
    /// The numbers in each text.
    pub numbers: Vec<Vec<u64>>,
}

/// The counts of texts.
#[derive(Clone, Copy, Default)]
struct PrefixCounts {
    chars: usize,
    questions: usize,
    /// Empty texts.
    empty: usize,
    numbers: usize,
}

/// The surface of a run of texts.
#[derive(Clone, Copy)]
pub(super) struct RunSurface {
    pub chars: f64,
    /// Logarithm of its characters, 0 at 50.
    pub size: f64,
    /// Question marks.
    pub questions: u32,
    /// Whether it begins with a quotation mark or a dash.
    pub opens: bool,
    /// Whether one of the texts is empty: an empty line translates nothing.
    pub has_empty: bool,
    pub has_number: bool,
}

/// A run of the target as [`Evidence::ceilings`](super::Evidence::ceilings) needs it, in few bits.
#[derive(Clone, Copy, Default)]
pub(super) struct RunEnding {
    /// Its characters and [`SOME_CHARS`].
    pub length: f32,
    pub size: f32,
    pub questions: f32,
    /// 1 if it begins with a quotation mark or a dash, otherwise 0.
    pub opens: f32,
    /// The norm of its bag.
    pub norm: f32,
}

impl SequenceSurface {
    /// Looks at each text and each run once.
    pub(super) fn new(texts: &[&str]) -> Self {
        let numbers: Vec<Vec<u64>> = texts.iter().map(|text| numbers(text)).collect();
        let mut before = vec![PrefixCounts::default()];
        let mut sum = PrefixCounts::default();
        for (text, numbers) in texts.iter().zip(&numbers) {
            sum.chars += text.chars().count();
            sum.questions += text.bytes().filter(|&b| b == b'?').count();
            sum.empty += usize::from(text.is_empty());
            sum.numbers += numbers.len();
            before.push(sum);
        }
        let mut out = Self {
            runs: Vec::new(),
            before,
            opens: texts
                .iter()
                .map(|text| text.starts_with(['"', '«', '“', '„', '—', '–', '-', '‘', '\'']))
                .collect(),
            numbers,
        };
        let runs = (0..texts.len()).map(|start| {
            std::array::from_fn(|more| out.surface(&(start..texts.len().min(start + more + 1))))
        });
        out.runs = runs.collect();
        out
    }

    /// Characters of all texts.
    pub(super) fn total(&self) -> f64 {
        self.before.last().map_or(0.0, |all| all.chars as f64)
    }

    /// Its runs, by their length and then by the index after their last text. A run that would begin
    /// before the first text is empty.
    pub(super) fn endings(&self, norms: &[[f32; LONGEST_RUN]]) -> [Vec<RunEnding>; LONGEST_RUN] {
        std::array::from_fn(|more| {
            let before = std::iter::repeat_n(RunEnding::default(), more + 1);
            let runs = self.runs.iter().zip(norms);
            let endings = runs.map(|(runs, norms)| RunEnding {
                length: (runs[more].chars + SOME_CHARS) as f32,
                size: runs[more].size as f32,
                questions: runs[more].questions as f32,
                opens: f32::from(u8::from(runs[more].opens)),
                norm: norms[more],
            });
            before
                .chain(endings.take(self.runs.len() - more.min(self.runs.len())))
                .collect()
        })
    }

    /// The surface of a run.
    #[inline]
    pub(super) fn run(&self, range: &Range<usize>) -> RunSurface {
        match self.runs[range.start].get(range.len() - 1) {
            Some(&run) => run,
            None => self.surface(range),
        }
    }

    fn surface(&self, range: &Range<usize>) -> RunSurface {
        let (end, start) = (self.before[range.end], self.before[range.start]);
        let chars = (end.chars - start.chars) as f64;
        RunSurface {
            chars,
            size: libm::log(chars + 5.0) - 4.0,
            questions: (end.questions - start.questions) as u32,
            opens: self.opens[range.start],
            has_empty: end.empty > start.empty,
            has_number: end.numbers > start.numbers,
        }
    }
}

/// The numbers in a text.
fn numbers(text: &str) -> Vec<u64> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let words = words(text).filter_map(|range| text[range].parse().ok());
    words.take(MOST_NUMBERS).collect()
}

/// How many numbers occur on one side only.
pub(super) fn odd_numbers(source: &[Vec<u64>], target: &[Vec<u64>]) -> usize {
    let mut theirs: Vec<u64> = target.iter().flatten().copied().collect();
    let mut odd = 0;
    for number in source.iter().flatten() {
        match theirs.iter().position(|other| other == number) {
            Some(at) => _ = theirs.swap_remove(at),
            None => odd += 1,
        }
    }
    odd + theirs.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_on_one_side_only_are_odd() {
        let odd = |source: &[&[u64]], target: &[&[u64]]| {
            let [source, target] = [source, target]
                .map(|side| side.iter().map(|text| text.to_vec()).collect::<Vec<_>>());
            odd_numbers(&source, &target)
        };
        assert_eq!(odd(&[], &[]), 0);
        assert_eq!(odd(&[&[1902, 17]], &[&[17], &[1902]]), 0);
        assert_eq!(odd(&[&[1902, 17]], &[&[1902]]), 1);
        assert_eq!(odd(&[&[1902]], &[&[17]]), 2);
        // Each number has one partner.
        assert_eq!(odd(&[&[5, 5]], &[&[5]]), 1);
        assert_eq!(odd(&[&[5]], &[&[5], &[5, 5]]), 2);
    }
}
