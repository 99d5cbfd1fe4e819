//! Properties of every format.

use super::sample::{sample, written};
use super::*;

#[test]
fn every_format_shows_every_quote_and_what_was_passed_over() {
    for format in FORMATS.all() {
        let shown = written(format, &[sample()], ListingOptions::default());
        for part in [
            "aaaaaaaaaaaa",
            "bbbbbbbbbbbb",
            "cccccccccccc",
            "shared",
            "neige",
        ] {
            assert!(shown.contains(part), "{}: {part}", format.name);
        }
        let passed = ["passed over", "passed-over"];
        assert!(
            passed.iter().any(|words| shown.contains(words)),
            "{}",
            format.name
        );
    }
}
