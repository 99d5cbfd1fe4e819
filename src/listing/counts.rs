//! How much was found and how sure it is, in words.

use crate::extract::Extraction;
use crate::text::counted;
use std::fmt;

/// A probability in per cent, rounded down, so that 100% is certain.
pub(super) fn percent(probability: f64) -> String {
    // 0.29 * 100 is a little less than 29.
    format!("{:.0}%", (probability * 100.0 + 1e-9).floor())
}

/// How many quotes and passages were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ListingCounts {
    pub translated: usize,
    pub untranslated: usize,
    pub passed_over: usize,
}

impl ListingCounts {
    pub(super) fn of<'a>(extractions: impl IntoIterator<Item = &'a Extraction>) -> Self {
        let mut counts = Self::default();
        for extraction in extractions {
            let quotes = extraction.quotes.iter();
            let translated = quotes.filter(|quote| quote.is_translated()).count();
            counts.translated += translated;
            counts.untranslated += extraction.quotes.len() - translated;
            counts.passed_over += extraction.passed_over.len();
        }
        counts
    }
}

impl fmt::Display for ListingCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ListingCounts {
            translated,
            untranslated,
            passed_over,
        } = *self;
        match translated + untranslated {
            0 => f.write_str("no quotes")?,
            all => write!(
                f,
                "{}: {translated} translated, {untranslated} without a translation",
                counted(all, "quote")
            )?,
        }
        match passed_over {
            0 => Ok(()),
            _ => write!(f, "; {} passed over", counted(passed_over, "passage")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_never_rounded_up() {
        assert_eq!(
            [1.0, 0.9999, 0.29, 0.0].map(percent),
            ["100%", "99%", "29%", "0%"]
        );
    }
}
