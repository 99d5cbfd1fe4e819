//! A document with its extraction, for the tests of the formats.

use super::format::{ListingFormat, ListingOptions};
use super::listed::ListedDocument;
use crate::document::{CanonicalText, Document, Metadata};
use crate::extract::{Extraction, PassedOver, PassedOverReason};
use crate::lang::Lang;
use crate::quote::{Bead, Layout, Quote, Segment};
use crate::text::Span;
use std::ops::Range;

/// Two originals with the same translation, one without a translation, and one that was passed over.
const TEXT: &str = "\
# <script>alert(1)</script> & \"more\"

Зима.

L'hiver est là. Il fait froid.

Winter is here. It is cold.

Il neige.

Зима.
";

fn segments(texts: &[&str]) -> Vec<Segment> {
    let segment = |text: &&str| {
        let start = TEXT.find(text).unwrap();
        Segment {
            text: (*text).to_owned(),
            spans: vec![Span::new(start, start + text.len())],
        }
    };
    texts.iter().map(segment).collect()
}

fn bead(source: Range<usize>, target: Range<usize>) -> Bead {
    Bead {
        source,
        target,
        score: 0.9,
    }
}

pub(super) fn sample() -> ListedDocument {
    let shared = Quote {
        id: "aaaaaaaaaaaa".to_owned(),
        lang: Lang::RU,
        target_lang: Lang::EN,
        inline: false,
        source: segments(&["Зима."]),
        target: segments(&["Winter is here."]),
        beads: vec![bead(0..1, 0..1)],
        confidence: 0.6999,
        layout: Some(Layout::SHARED),
    };
    let whole = Quote {
        id: "bbbbbbbbbbbb".to_owned(),
        lang: Lang::FR,
        source: segments(&["L'hiver est là.", "Il fait froid."]),
        target: segments(&["Winter is here.", "It is cold."]),
        beads: vec![bead(0..1, 0..1), bead(1..2, 1..2)],
        confidence: 0.999,
        layout: Some(Layout::AFTER),
        ..shared.clone()
    };
    let alone = Quote {
        id: "cccccccccccc".to_owned(),
        inline: true,
        source: segments(&["Il neige."]),
        target: Vec::new(),
        beads: Vec::new(),
        confidence: 0.98,
        layout: None,
        ..whole.clone()
    };
    let start = TEXT.rfind("Зима.").unwrap();
    ListedDocument {
        document: Document::of_file(
            "winter".to_owned(),
            "winter.md".into(),
            "ab".repeat(32),
            CanonicalText::verbatim(TEXT.to_owned(), Metadata::default()),
        ),
        extraction: Extraction {
            quotes: vec![shared, whole, alone],
            passed_over: vec![PassedOver {
                lang: Lang::RU,
                spans: vec![Span::new(start, start + "Зима.".len())],
                reason: PassedOverReason::Duplicate("aaaaaaaaaaaa".to_owned()),
            }],
            ..Extraction::default()
        },
    }
}

/// The output of a format.
pub(super) fn written(
    format: &ListingFormat,
    listed: &[ListedDocument],
    options: ListingOptions,
) -> String {
    let mut out = Vec::new();
    format.write(listed, &options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
