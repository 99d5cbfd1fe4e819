//! Which bracket closes which.

use super::code::paragraph_end;
use std::collections::HashMap;

/// The pairs of square and of round brackets from some place of a text to the end of its paragraph.
#[derive(Debug, Default)]
pub(super) struct BracketPairs {
    /// Where the paragraph ends.
    end: usize,
    /// From each opening bracket to the closing one.
    closing: HashMap<usize, usize>,
}

impl BracketPairs {
    /// Where the bracket at `at` closes. Places must be asked for in order.
    pub(super) fn closing(&mut self, text: &str, at: usize) -> Option<usize> {
        if at >= self.end {
            *self = Self::from(text, at);
        }
        self.closing.get(&at).copied()
    }

    fn from(text: &str, at: usize) -> Self {
        let end = paragraph_end(text, at);
        let mut closing = HashMap::new();
        let (mut square, mut round) = (Vec::new(), Vec::new());
        for (place, byte) in (at..end).zip(text.as_bytes()[at..end].iter()) {
            let open = match byte {
                b'[' | b']' => &mut square,
                b'(' | b')' => &mut round,
                _ => continue,
            };
            match byte {
                b'[' | b'(' => open.push(place),
                _ => closing.extend(open.pop().map(|start| (start, place))),
            }
        }
        Self { end, closing }
    }
}
