//! Records for tests: a small corpus that reads well, and arbitrary records for properties.

use crate::document::{DocumentInfo, Metadata};
use crate::lang::Lang;
use crate::record::{BeadKind, BeadSide, Cut, Record, Status};
use crate::text::Span;
use proptest::prelude::*;

/// A document with a title and an author.
pub(crate) fn document(id: &str) -> DocumentInfo {
    DocumentInfo {
        id: id.into(),
        checksum: "0123456789abcdef".repeat(4),
        metadata: Metadata {
            title: Some("The Overcoat & Other Cloaks".into()),
            author: Some("N. V. Gogol".into()),
            ..Metadata::default()
        },
    }
}

/// One side with a plausible span.
pub(crate) fn side(lang: Lang, text: &str) -> BeadSide {
    BeadSide {
        lang,
        text: text.into(),
        spans: vec![Span::new(10, 10 + text.len())],
        cuts: Vec::new(),
        glued: false,
    }
}

/// A proposed bead from Russian to English; an empty text is an empty side.
pub(crate) fn bead(document: &str, id: &str, source: &str, target: &str) -> Record {
    let side = |lang, text: &str| (!text.is_empty()).then(|| side(lang, text));
    let kind = BeadKind {
        source: usize::from(!source.is_empty()),
        target: usize::from(!target.is_empty()),
    };
    Record {
        document: document.into(),
        quote: id.split('.').next().unwrap_or_default().into(),
        bead: id.into(),
        kind,
        score: 0.9123,
        status: Status::Proposed,
        inline: false,
        source: side(Lang::RU, source),
        target: side(Lang::EN, target),
        notes: Vec::new(),
    }
}

fn any_side() -> impl Strategy<Value = Option<BeadSide>> {
    let lang = prop::sample::select(vec![Lang::RU, Lang::FR, Lang::EN, Lang::constant("pt-BR")]);
    let spans = prop::collection::vec((0..9000usize, 0..900usize), 0..4);
    let cut = (any::<usize>(), any::<usize>()).prop_map(|(text, raw)| Cut { text, raw });
    let cuts = prop::collection::vec(cut, 0..3);
    prop::option::of(
        (lang, any::<String>(), spans, cuts).prop_map(|(lang, text, spans, cuts)| BeadSide {
            lang,
            text,
            spans: spans
                .into_iter()
                .map(|(start, len)| Span::new(start, start + len))
                .collect(),
            cuts,
            glued: false,
        }),
    )
}

/// Any record of `document`, however odd its texts.
pub(crate) fn any_record(document: &'static str) -> impl Strategy<Value = Record> {
    (
        ("[0-9a-f]{12}", 1..9usize),
        (0..4usize, 0..4usize),
        (
            0..=10_000u32,
            prop::sample::select(Status::ALL.to_vec()),
            any::<bool>(),
        ),
        any_side(),
        any_side(),
        prop::collection::vec(any::<String>(), 0..3),
    )
        .prop_map(
            move |((quote, n), kind, (score, status, inline), source, target, notes)| Record {
                document: document.into(),
                bead: format!("{quote}.{n}"),
                quote,
                kind: BeadKind {
                    source: kind.0,
                    target: kind.1,
                },
                score: f64::from(score) / 1e4,
                status,
                inline,
                source,
                target,
                notes,
            },
        )
}
