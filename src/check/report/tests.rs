//! Properties of every format.

use super::reported::LONGEST;
use super::sample::{at, finding, sample, written};
use super::*;
use crate::text::LineColumn;

#[test]
fn a_region_ends_after_its_beginning_and_a_message_is_short() {
    let finding = finding("missing-translation", &"слово ".repeat(10_000), "a1");
    let reported = at(finding, "One.\nTwo.\n", &["Two", "One"]);
    let Region { start, end } = reported.region.unwrap();
    assert_eq!(start, LineColumn { line: 1, column: 1 });
    assert_eq!(end, LineColumn { line: 2, column: 4 });
    assert_eq!(reported.excerpt.unwrap().line, "One.");
    assert!(reported.finding.message.chars().count() <= LONGEST);
}

#[test]
fn every_format_writes_the_same_twice_and_ends_its_last_line() {
    for format in FORMATS.all() {
        let report = sample();
        let text = written(format, &report);
        assert_eq!(text, written(format, &report), "{}", format.name);
        assert!(text.ends_with('\n'), "{}: {text}", format.name);
        written(format, &CheckReport::default());
    }
}
