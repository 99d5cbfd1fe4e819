//! Where code begins and ends: lines of backticks or tildes around a block, backticks around words.

use std::collections::HashMap;

/// Fewest signs of a fence (CommonMark, section 4.5).
const LEAST_FENCE: usize = 3;

/// A line that begins or ends a block of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fence {
    sign: char,
    length: usize,
    /// Whether nothing follows the signs.
    is_bare: bool,
}

impl Fence {
    /// The fence that a line is. A list may indent it as far as it likes.
    fn of(line: &str) -> Option<Self> {
        let line = line.trim();
        let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = line.trim_start_matches(sign);
        let length = line.len() - info.len();
        // What follows backticks has none, or it would be code inside a line.
        let is_fence = length >= LEAST_FENCE && (sign == '~' || !info.contains('`'));
        is_fence.then_some(Self {
            sign,
            length,
            is_bare: info.is_empty(),
        })
    }

    fn closes(self, opening: Self) -> bool {
        self.is_bare && self.sign == opening.sign && self.length >= opening.length
    }
}

/// The end of the block of code that begins with the line at `at`, if one does. A block that nothing
/// closes goes on to the end of the text.
pub(super) fn fenced_code_end(text: &str, at: usize) -> Option<usize> {
    let mut lines = text[at..].split_inclusive('\n');
    let first = lines.next()?;
    let opening = Fence::of(first)?;
    let mut end = at + first.len();
    for line in lines {
        end += line.len();
        if Fence::of(line).is_some_and(|fence| fence.closes(opening)) {
            break;
        }
    }
    Some(end)
}

/// Whether the line break at `at` ends a paragraph: the next line is blank.
pub(super) fn ends_paragraph(text: &str, at: usize) -> bool {
    let mut below = text[at + 1..].chars();
    below.find(|&c| c == '\n' || !c.is_whitespace()) == Some('\n')
}

/// The backticks from some place of a text to the end of its paragraph.
#[derive(Debug, Default)]
pub(super) struct Backticks {
    /// Where the paragraph ends.
    end: usize,
    /// Where the last run of each length begins.
    last: HashMap<usize, usize>,
}

impl Backticks {
    /// The end of the code that the run of `length` backticks at `at` begins: after the next run of this
    /// length in the paragraph (CommonMark, section 6.1). Places must be asked for in order.
    pub(super) fn code_end(&mut self, text: &str, at: usize, length: usize) -> Option<usize> {
        if at >= self.end {
            *self = Self::from(text, at);
        }
        // Without this look, many runs of different lengths would each read the whole paragraph.
        if self.last.get(&length).is_none_or(|&last| last <= at) {
            return None;
        }
        let from = at + length;
        let mut runs = backtick_runs(&text[from..self.end]);
        let (start, _) = runs.find(|&(_, other)| other == length)?;
        Some(from + start + length)
    }

    fn from(text: &str, at: usize) -> Self {
        let end = paragraph_end(text, at);
        let runs = backtick_runs(&text[at..end]);
        Self {
            end,
            last: runs.map(|(start, length)| (length, at + start)).collect(),
        }
    }
}

/// The runs of backticks in a text: where each begins, and its length.
fn backtick_runs(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find('`')?;
        let length = bytes[start..].iter().take_while(|&&b| b == b'`').count();
        at = start + length;
        Some((start, length))
    })
}

/// Where the paragraph ends that `at` lies in: before a blank line or a fence.
pub(super) fn paragraph_end(text: &str, at: usize) -> usize {
    let mut end = at;
    for (i, line) in text[at..].split_inclusive('\n').enumerate() {
        if i > 0 && (line.trim().is_empty() || Fence::of(line).is_some()) {
            break;
        }
        end += line.len();
    }
    end
}
