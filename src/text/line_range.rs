//! A part of a document as people name it: by lines and columns.

use super::lines::{LineColumn, LineIndex};
use super::span::Span;
use crate::error::{Error, Result};
use std::fmt;
use std::str::FromStr;

/// From one place to another, both included: `12`, `12-14`, `12:5-14:20`. A line without a column is meant as a
/// whole.
///
/// ```
/// use diglot::text::LineRange;
///
/// let text = "Зима.\nХолодно. Снег.\n";
/// let slice = |range: &str| range.parse::<LineRange>().unwrap().span(text).unwrap().slice(text);
/// assert_eq!(slice("2"), "Холодно. Снег.");
/// assert_eq!(slice("1-2:8"), "Зима.\nХолодно.");
/// assert_eq!(slice("2:10-2:13"), "Снег");
/// assert!("2:10-2:9".parse::<LineRange>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRange {
    from: LineColumn,
    to: LineColumn,
}

/// The column that means the end of a line.
const LAST: usize = usize::MAX - 1;

impl LineRange {
    /// Its bytes in `text`; `None` when there is no such line. A column past the end of its line counts as the
    /// line's end.
    pub fn span(&self, text: &str) -> Option<Span> {
        let index = LineIndex::new(text);
        let start = index.offset(text, self.from)?;
        // The last column is included.
        let after = LineColumn {
            column: self.to.column + 1,
            ..self.to
        };
        Some(Span::new(start, index.offset(text, after)?))
    }
}

impl FromStr for LineRange {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let number = |digits: &str| digits.parse().ok().filter(|n| (1..LAST).contains(n));
        let place = |text: &str, column: usize| match text.split_once(':') {
            Some((line, column)) => Some(LineColumn {
                line: number(line)?,
                column: number(column)?,
            }),
            None => Some(LineColumn {
                line: number(text)?,
                column,
            }),
        };
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        match (place(from, 1), place(to, LAST)) {
            (Some(from), Some(to)) if from <= to => Ok(Self { from, to }),
            _ => Err(Error::usage(format!(
                "`{text}` is not a range of lines such as `12-14` or `12:5-14:20`"
            ))),
        }
    }
}

impl fmt::Display for LineRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.from.line == self.to.line {
            true => write!(f, "line {}", self.from.line),
            false => write!(f, "lines {} to {}", self.from.line, self.to.line),
        }
    }
}
