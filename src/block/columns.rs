//! The facing columns of a page's text layer: two columns of lines in different languages.

use super::line::{BlockLine, is_wrapped};
use crate::lang::Identifier;
use crate::text::Span;

/// Narrowest gap between two columns, in characters.
const GUTTER: usize = 3;
/// Fewest lines that show a second column.
const LEAST_LINES: usize = 2;
/// How far the beginnings of a column's lines may lie from each other, in characters.
const RAGGED: usize = 3;

/// Lines as two facing columns in different languages, if that is what they are.
pub(super) fn facing_columns(
    text: &str,
    lines: &[BlockLine],
    identifier: &Identifier,
) -> Option<[Vec<BlockLine>; 2]> {
    let gaps: Vec<Option<(Span, usize)>> =
        lines.iter().map(|line| widest_gap(text, line)).collect();
    let mut starts: Vec<usize> = gaps.iter().flatten().map(|&(_, column)| column).collect();
    starts.sort_unstable();
    let column = *starts.get(starts.len() / 2)?;
    let is_gutter = |at: usize| at.abs_diff(column) <= RAGGED;
    let width = |line: &BlockLine| line.span.slice(text).chars().count();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut facing = 0;
    for (line, gap) in lines.iter().zip(&gaps) {
        match gap {
            Some((space, at)) if is_gutter(*at) => {
                facing += 1;
                let start = line.content.start;
                left.push(BlockLine::within(text, Span::new(start, space.start)));
                let end = line.content.end;
                right.push(BlockLine::within(text, Span::new(space.end, end)));
            }
            // One of the columns has ended.
            _ if line.indent + RAGGED >= column => right.push(line.clone()),
            _ if line.indent + width(line) < column => left.push(line.clone()),
            _ => return None,
        }
    }
    let differ = || languages_differ(text, [&left, &right], identifier);
    (facing >= LEAST_LINES && differ()).then_some([left, right])
}

fn languages_differ(text: &str, columns: [&[BlockLine]; 2], identifier: &Identifier) -> bool {
    let [left, right] = columns.map(|lines| {
        let lines: Vec<&str> = lines.iter().map(|line| line.content.slice(text)).collect();
        identifier.identify(&lines.join("\n"))
    });
    left.is_some() && right.is_some() && left != right
}

/// Whether each line of a column is a line of verse: the column is not a paragraph.
pub(super) fn is_verse(text: &str, column: &[BlockLine]) -> bool {
    column.len() > 1 && !(is_wrapped(text, column) || is_running(text, column))
}

/// Whether many lines begin in the middle of a sentence: columns are narrower than pages.
fn is_running(text: &str, lines: &[BlockLine]) -> bool {
    let small = lines.iter().skip(1).filter(|line| line.begins_small(text));
    5 * small.count() >= 2 * (lines.len() - 1)
}

/// The widest run of spaces inside a line, and the column after it, in characters.
fn widest_gap(text: &str, line: &BlockLine) -> Option<(Span, usize)> {
    let content = line.content.slice(text);
    let mut widest: Option<(usize, Span)> = None;
    let mut at = 0;
    for run in content.split_inclusive(|c: char| !is_space(c)) {
        let spaces = run.trim_end_matches(|c: char| !is_space(c));
        let width: usize = spaces
            .chars()
            .map(|c| if c == '\t' { GUTTER } else { 1 })
            .sum();
        if width >= GUTTER && widest.is_none_or(|(most, _)| width > most) {
            let start = line.content.start + at;
            widest = Some((width, Span::new(start, start + spaces.len())));
        }
        at += run.len();
    }
    let (_, span) = widest?;
    let column = line.indent + text[line.span.start..span.end].chars().count();
    Some((span, column))
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}')
}
