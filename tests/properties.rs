//! What is true of any document, however odd: documents are made at random of paragraphs of prose,
//! originals, translations, cues, notes, page furniture and noise.
//!
//! The documents are the same in every run. To search for others, give another seed and more of them:
//! `PROPTEST_RNG_SEED=7 PROPTEST_CASES=20000 cargo test properties`.

use super::layouts;
use diglot::check::{Checked, Finding, JudgeContext, Selection, TextEdit, fixed, judge, observe};
use diglot::document::{Document, DocumentInfo, Layer};
use diglot::export::{self, Corpus, ExportOptions, jsonl};
use diglot::extract::{self, extract};
use diglot::internal::Lexical;
use diglot::internal::blocks;
use diglot::internal::for_each;
use diglot::lang::{Identifier, Lang};
use diglot::listing::{self, ListedDocument, ListingOptions};
use diglot::quote::{Quote, Segment};
use diglot::record;
use diglot::record::Record;
use diglot::text::repair::CLASSES;
use diglot::text::{Repair, Repairs, Span};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use quick_xml::events::Event;
use rayon::prelude::*;
use std::env;
use std::ops::Range;
use std::path::Path;
use unicode_normalization::is_nfc;

/// Paragraphs that documents are made of.
const PARAGRAPHS: &[&str] = &[
    "The engineer arrived in the autumn of 1893 and stayed for sixteen years.",
    "Nobody could say how it had come about. The papers are silent, and so were the men.",
    "He put it in a letter to his brother:",
    "# Chapter 2. The Ferry",
    "Translated:",
    "English translation:",
    "(Translated from the Russian by the author.)",
    "Перевод:",
    "Поезд пришёл в полночь. На станции его никто не ждал, кроме г. Лоу и И. К. Сажина.",
    "The train came at midnight. Nobody was waiting for it but Mr. Lowe and I. K. Sazhin.",
    "«Лёд на Сорме становится неровно, т. е. не сразу», — сказал он в 1896 г.",
    "\"The ice on the Sorma does not form evenly, that is, not at once,\" he said in 1896.",
    "> Мы вышли в море 3 марта.\n> Ветер был попутный.",
    "> We put to sea on 3 March. The wind was fair.",
    "« Le 4 septembre, la maison fut couverte et le poêle allumé. Nous avions froid. »",
    "On 4 September the house was roofed and the stove lit. We were cold.",
    "Nous partîmes le 11 avril avec deux traîneaux et quinze chiens de M. Dupré.",
    "Дорога шла вдоль озера, и первые ваго-\nны мы спускали по брёвнам.",
    "He called it «нечто среднее между баржей и самоваром» (\"something between the two\").",
    "Стоит ладья у края поля,  \nЕй снится прежняя игра.",
    "A rook stands at the edge of the field,  \nIt dreams of the game of old.",
    "Ледокол вышел о с е н ь ю 1 9 0 2  г о д а из Kaменки,¹ c ним&nbsp;&mdash; ещё два.4 **Да.**",
    "The ice-breaker** left the ﬁrst lake-side[12] of Тhe lakeside^{3 \" in autumn.",
    "| Русский | English |\n|---|---|\n| Зима. | Winter. |\n| Лёд тронулся. | The ice broke. |",
    "- Первый пункт договора.\n- Второй пункт договора.",
    "[^1]: Записки строителя, стр. 12.",
    "¹ N. P. Vetrov, *Записки*, p. 41.",
    "[Pg 117]",
    "38\n\nTHE LAKE RAILWAY",
    "***",
    "Bibliography",
    "Vetrov, N. P. Записки строителя. Kamenka, 1912.",
];

/// Text that causes trouble: marks, controls, combining and invisible characters.
const NOISE: &[&str] = &[
    "\0",
    "\u{feff}",
    "\u{ad}",
    "\u{200b}",
    "\u{301}",
    "\u{a0}",
    "\r",
    "\t",
    "[^1]",
    "¹",
    "*",
    "**",
    "_",
    "`",
    "<b>",
    "&amp;",
    "&icy;",
    "\u{306}",
    "c",
    "о ",
    "-\n",
    "7 ",
    "†",
    "|",
    ">",
    "«",
    "»",
    "“",
    "\"",
    "(",
    "]",
    "—",
    "…",
    "😀",
    "e\u{301}",
    "И\u{306}",
    "ﬁ",
    "\u{202e}",
    "中文",
    "\n",
    "\u{2028}",
    "\u{c}",
];

fn config() -> ProptestConfig {
    let mut config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(1893);
    }
    config
}

fn any_paragraph() -> impl Strategy<Value = String> {
    let known = || prop::sample::select(PARAGRAPHS).prop_map(str::to_owned);
    let disturbed = (
        known(),
        any::<prop::sample::Index>(),
        prop::sample::select(NOISE),
    )
        .prop_map(|(mut text, index, noise)| {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            text.insert_str(*index.get(&places), noise);
            text
        });
    prop_oneof![
        6 => known(),
        3 => disturbed,
        1 => any::<String>(),
        1 => prop::collection::vec(prop::sample::select(NOISE), 0..6).prop_map(|bits| bits.concat()),
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    let between = prop::sample::select(&["\n\n", "\n\n", "\n\n", "\n", "\r\n\r\n", "\u{c}"][..]);
    prop::collection::vec((any_paragraph(), between), 0..14).prop_map(|paragraphs| {
        let parts = paragraphs.into_iter().map(|(text, end)| text + end);
        parts.collect()
    })
}

fn document(id: &str, text: String) -> Document {
    Document::from_text(id, text)
}

fn quotes(document: &Document) -> Vec<Quote> {
    quotes_with(document, Repairs::default())
}

fn quotes_with(document: &Document, repairs: Repairs) -> Vec<Quote> {
    let options = extract::ExtractOptions {
        repairs,
        ..extract::ExtractOptions::default()
    };
    extract(document, &options, &[], &Lexical).quotes
}

/// All repairs, none, or any.
fn any_repairs() -> impl Strategy<Value = Repairs> {
    let any = prop::collection::vec(any::<bool>(), CLASSES.len()).prop_map(|off| {
        let off = CLASSES.iter().zip(off).filter(|(_, off)| *off);
        off.fold(Repairs::default(), |repairs, (class, _)| {
            repairs.without(class.repair)
        })
    });
    prop_oneof![Just(Repairs::default()), Just(Repairs::none()), any]
}

fn spans(segments: &[Segment]) -> Vec<Span> {
    let spans = segments.iter().flat_map(|segment| &segment.spans);
    spans.copied().collect()
}

/// Whether the ranges follow each other from 0 to `len`.
fn covers<'a>(ranges: impl Iterator<Item = &'a Range<usize>>, len: usize) -> bool {
    let mut at = 0;
    for range in ranges {
        if range.start != at || range.end < at {
            return false;
        }
        at = range.end;
    }
    at == len
}

/// The quotes of a document, and the findings of `check`.
fn checked(document: &Document, options: &extract::ExtractOptions) -> (Vec<Quote>, Vec<Finding>) {
    let extraction = extract(document, options, &[], &Lexical);
    let records = record::records(document, &extraction.quotes);
    let checked = Checked {
        document,
        extraction: &extraction,
        records: &records,
        options,
        project: None,
    };
    let observed = observe(&checked, |_| true);
    let verdicts = JudgeContext::default();
    let findings = judge("any.md", &observed, &Selection::default(), &verdicts);
    (extraction.quotes, findings)
}

/// Ids, beads and texts.
fn without_places(mut quotes: Vec<Quote>) -> Vec<Quote> {
    for quote in &mut quotes {
        for segment in quote.source.iter_mut().chain(&mut quote.target) {
            segment.spans.clear();
        }
    }
    quotes
}

/// A text without the places of edits: their old text, or what the edits put there. What quotes share is
/// looked for in each.
fn without_edits(text: &str, edits: &[TextEdit], is_old: bool) -> String {
    let (mut rest, mut at, mut last) = (String::new(), 0, 0);
    for edit in edits {
        let start = at + (edit.span.start - last);
        rest += &text[at..start];
        at = start
            + match is_old {
                true => edit.span.len(),
                false => edit.text.len(),
            };
        last = edit.span.end;
    }
    rest + &text[at..]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn spans_are_in_the_document_in_order_and_apart(text in any_text(), repairs in any_repairs()) {
        let document = document("any", text);
        for quote in quotes_with(&document, repairs) {
            let (source, target) = (spans(&quote.source), spans(&quote.target));
            for side in [&source, &target] {
                for span in side {
                    prop_assert!(!span.is_empty(), "{span:?} is empty");
                    prop_assert!(document.text().get(span.start..span.end).is_some(), "{span:?}");
                }
                for pair in side.windows(2) {
                    prop_assert!(pair[0].end <= pair[1].start, "{pair:?}");
                }
            }
            for span in &source {
                prop_assert!(!target.iter().any(|other| span.overlaps(*other)), "{span:?}");
            }
        }
    }

    #[test]
    fn no_two_originals_share_a_byte(text in any_text()) {
        let document = document("any", text);
        let mut all: Vec<Span> = quotes(&document).iter().flat_map(|q| spans(&q.source)).collect();
        all.sort();
        for pair in all.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start, "{pair:?}");
        }
    }

    #[test]
    fn beads_cover_both_sides_once_and_in_order(text in any_text()) {
        let document = document("any", text);
        for quote in quotes(&document) {
            prop_assert!(!quote.source.is_empty());
            prop_assert_eq!(quote.is_translated(), !quote.beads.is_empty());
            if quote.is_translated() {
                prop_assert!(covers(quote.beads.iter().map(|bead| &bead.source), quote.source.len()));
                prop_assert!(covers(quote.beads.iter().map(|bead| &bead.target), quote.target.len()));
            }
            for bead in &quote.beads {
                prop_assert!((0.0..=1.0).contains(&bead.score), "{}", bead.score);
                prop_assert!(bead.source.len() + bead.target.len() > 0);
            }
        }
    }

    #[test]
    fn segments_are_one_trimmed_line_of_text(text in any_text(), repairs in any_repairs()) {
        let document = document("any", text);
        for quote in quotes_with(&document, repairs) {
            for segment in quote.source.iter().chain(&quote.target) {
                let text = &segment.text;
                prop_assert!(!text.is_empty());
                prop_assert_eq!(text.trim(), text);
                prop_assert!(!text.contains(['\n', '\r', '\t', '\0']), "{text:?}");
                prop_assert!(!text.contains("  "), "{text:?}");
                if repairs.has(Repair::Nfc) {
                    prop_assert!(is_nfc(text), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_shown_maps_back_to_the_document(text in any_text(), repairs in any_repairs()) {
        let identifier = Identifier::new(Lang::EN, &[Lang::RU, Lang::FR]);
        for block in blocks(&text, &Layer::default(), &identifier, repairs).blocks {
            let (clean, mut at) = (&block.clean, 0);
            let mut repaired = String::new();
            let mut last = block.span.start;
            for (range, span) in clean.exact() {
                prop_assert_eq!(text.get(span.start..span.end), clean.text().get(range.clone()));
                prop_assert!(last <= span.start && span.end <= block.span.end, "{span:?}");
                prop_assert_eq!(clean.spans(range.clone()).first().map(|s| s.start), Some(span.start));
                repaired += &clean.text()[at..range.start];
                (at, last) = (range.end, span.end);
            }
            repaired += &clean.text()[at..];
            if repairs == Repairs::none() {
                prop_assert_eq!(repaired.trim_matches(' '), "");
            }
            // One character after the other, in order, each from somewhere.
            let mut last = block.span.start;
            for (at, c) in clean.text().char_indices().filter(|(_, c)| *c != ' ') {
                let spans = clean.spans(at..at + c.len_utf8());
                prop_assert_eq!(spans.len(), 1);
                prop_assert!(text.get(spans[0].start..spans[0].end).is_some_and(|s| !s.is_empty()));
                prop_assert!(last <= spans[0].start, "{c} in {:?}", clean.text());
                last = spans[0].start;
            }
        }
    }

    #[test]
    fn what_check_fixes_leaves_everything_else_as_it_is(text in any_text(), repairs in any_repairs()) {
        let options = extract::ExtractOptions { repairs, ..extract::ExtractOptions::default() };
        let before = document("any", text);
        let (quotes, findings) = checked(&before, &options);
        let Some(corrected) = fixed(before.text(), &findings, &options) else {
            return Ok(());
        };
        let after = document("any", corrected.text.clone());
        let (quotes_after, findings_after) = checked(&after, &options);
        prop_assert_eq!(without_places(quotes), without_places(quotes_after));
        prop_assert_eq!(fixed(after.text(), &findings_after, &options), None);
        let rest = |text: &str, is_old: bool| without_edits(text, &corrected.edits, is_old);
        prop_assert_eq!(rest(before.text(), true), rest(after.text(), false));
    }

    #[test]
    fn no_two_beads_have_one_id(text in any_text()) {
        let before = document("any", text);
        let records = record::records(&before, &quotes(&before));
        let mut ids: Vec<&str> = records.iter().map(|record| record.bead.as_str()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        prop_assert_eq!(ids.len(), count);
    }

    #[test]
    fn one_thread_finds_what_two_find(texts in prop::collection::vec(any_text(), 2..5)) {
        let documents: Vec<Document> = texts
            .into_iter()
            .enumerate()
            .map(|(i, text)| document(&format!("any{i}"), text))
            .collect();
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let ids = documents.iter().map(|document| Ok(document.id())).collect();
            let results = pool.install(|| {
                for_each(ids, &|| (), |id| {
                    let document = documents.iter().find(|document| document.id() == id).unwrap();
                    Ok(record::records(document, &quotes(document)))
                })
            });
            results.into_iter().map(Result::unwrap).collect::<Vec<_>>()
        };
        prop_assert_eq!(with(1), with(2));
    }

    #[test]
    fn records_come_back_from_json_lines_as_they_were(text in any_text()) {
        let document = document("any", text);
        let records = rounded(record::records(&document, &quotes(&document)));
        let documents = [DocumentInfo::from(&document)];
        let corpus = Corpus { documents: &documents, records: &records };
        let mut lines = Vec::new();
        let format = export::FORMATS.named("jsonl").unwrap();
        format.write(&corpus, &ExportOptions::default(), &mut lines).unwrap();
        let read = jsonl::read(&lines[..], Path::new("any.jsonl")).unwrap();
        prop_assert_eq!(read.records, records);
    }

    #[test]
    fn every_format_can_write_what_was_found(text in any_text()) {
        let document = document("any", text);
        let records = record::records(&document, &quotes(&document));
        let documents = [DocumentInfo::from(&document)];
        let corpus = Corpus { documents: &documents, records: &records };
        for format in export::FORMATS.all() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("corpus");
            format.save(&corpus, &ExportOptions::default(), &path).unwrap();
        }
    }

    #[test]
    fn every_listing_can_show_what_was_found(text in any_text()) {
        let document = document("any", text);
        let extraction = extract(&document, &extract::ExtractOptions::default(), &[], &Lexical);
        let listed = [ListedDocument { document, extraction }];
        for format in listing::FORMATS.all() {
            let mut out = Vec::new();
            format.write(&listed, &ListingOptions::default(), &mut out).unwrap();
            let shown = String::from_utf8(out).unwrap();
            if format.name == "html" {
                let mut reader = quick_xml::Reader::from_str(&shown);
                while reader.read_event().unwrap() != Event::Eof {}
            }
        }
    }
}

/// The records with their scores as files have them.
fn rounded(mut records: Vec<Record>) -> Vec<Record> {
    for record in &mut records {
        record.score = diglot::record::rounded_score(record.score);
    }
    records
}

/// Prose that has nothing to do with any document in `tests/layouts`, of one sentence and of several.
const UNRELATED: &[&str] = &[
    "The price of pepper in Lisbon fell by a third between 1590 and 1600, and nobody at court remarked upon it.",
    "Moss grows on slate more slowly than on brick. A roof of forty years may show none at all, and yet be damp.",
    "I am indebted to the trustees of the museum for permission to consult the ledgers.",
];

/// A quote by its texts: language, layout, and bead by bead what is shown of it.
type Shown = (String, String, Vec<(String, String)>);

fn shown(quotes: &[Quote]) -> Vec<Shown> {
    let text = |segments: &[Segment]| {
        let texts = segments.iter().map(|segment| segment.text.as_str());
        texts.collect::<Vec<_>>().join(" | ")
    };
    let quotes = quotes.iter().map(|quote| {
        let layout = quote.layout.map_or("", |layout| layout.as_str());
        let mut beads: Vec<(String, String)> = quote
            .beads
            .iter()
            .map(|bead| {
                let source = &quote.source[bead.source.clone()];
                (text(source), text(&quote.target[bead.target.clone()]))
            })
            .collect();
        if beads.is_empty() {
            beads.push((text(&quote.source), String::new()));
        }
        (quote.lang.to_string(), layout.to_owned(), beads)
    });
    quotes.collect()
}

/// All spans of a quote, from its first byte to its last.
fn extent(quote: &Quote) -> Range<usize> {
    let spans: Vec<Span> = [&quote.source, &quote.target]
        .into_iter()
        .flat_map(|side| spans(side))
        .collect();
    let start = spans.iter().map(|span| span.start).min().unwrap();
    start..spans.iter().map(|span| span.end).max().unwrap()
}

/// Where the blocks of a text begin, and its end.
fn boundaries(text: &str) -> Vec<usize> {
    let starts = text.match_indices("\n\n").map(|(at, gap)| at + gap.len());
    let mut starts: Vec<usize> = [0].into_iter().chain(starts).collect();
    starts.push(text.len());
    starts.dedup();
    starts
}

/// Whether a text ends in a section of notes or of titles. The section extends to the next heading, so what
/// is added after it is read as part of it.
fn ends_in_notes(text: &str) -> bool {
    let mut headings = text.lines().filter(|line| line.starts_with('#')).rev();
    headings
        .next()
        .is_some_and(|last| last.ends_with("Notes") || last.ends_with("Bibliography"))
}

/// Every other document, to save time.
#[test]
fn an_unrelated_paragraph_changes_no_quote() {
    let names = layouts::names().into_iter().step_by(2);
    names.collect::<Vec<_>>().into_par_iter().for_each(|name| {
        let before = layouts::read(&name);
        let text = before.text();
        let found = layouts::extracted(&before).quotes;
        let inside = |at: usize| {
            let mut extents = found.iter().map(extent);
            extents.any(|extent| extent.start < at && at < extent.end)
                || at == text.len() && ends_in_notes(text)
        };
        let places = boundaries(text).into_iter().filter(|&at| !inside(at));
        for (at, unrelated) in places.zip(UNRELATED.iter().cycle()) {
            let (head, tail) = text.split_at(at);
            let with = format!("{}\n\n{unrelated}\n\n{tail}", head.trim_end());
            let now = layouts::extracted(&document(&name, with)).quotes;
            assert_eq!(shown(&now), shown(&found), "{name}, byte {at}: {unrelated}");
        }
    });
}

/// Each document with the next one.
#[test]
fn two_documents_in_one_have_the_quotes_of_both() {
    let names = layouts::names();
    let each: Vec<(String, Vec<Shown>)> = names
        .par_iter()
        .map(|name| {
            let document = layouts::read(name);
            let quotes = shown(&layouts::extracted(&document).quotes);
            (document.into_text(), quotes)
        })
        .collect();
    (0..each.len()).into_par_iter().for_each(|i| {
        let k = (i + 1) % each.len();
        let ((first, own), (second, other)) = (&each[i], &each[k]);
        let between = match ends_in_notes(first) {
            true => "\n\n# The Next Chapter\n\n",
            false => "\n\n",
        };
        let both = [first.trim_end(), between, second].concat();
        let quotes = layouts::extracted(&document("both", both)).quotes;
        let union = [own.as_slice(), other].concat();
        assert_eq!(shown(&quotes), union, "{} and {}", names[i], names[k]);
    });
}

#[test]
fn sides_of_all_quotes_are_apart_and_show_what_is_there() {
    for name in layouts::names() {
        let document = layouts::read(&name);
        let quotes = layouts::extracted(&document).quotes;
        let mut sources: Vec<(usize, Span)> = Vec::new();
        let mut targets: Vec<(usize, Span)> = Vec::new();
        for (i, quote) in quotes.iter().enumerate() {
            sources.extend(spans(&quote.source).into_iter().map(|span| (i, span)));
            targets.extend(spans(&quote.target).into_iter().map(|span| (i, span)));
            for segment in quote.source.iter().chain(&quote.target) {
                let pieces = segment.spans.iter().map(|span| {
                    document
                        .text()
                        .get(span.start..span.end)
                        .expect("a char boundary")
                });
                assert_eq!(
                    letters(&segment.text),
                    letters(&pieces.collect::<String>()),
                    "{name}"
                );
            }
        }
        for &(i, span) in &sources {
            for &(k, other) in sources.iter().filter(|(k, _)| *k != i) {
                assert!(
                    !span.overlaps(other),
                    "{name}: originals {i} and {k}: {span:?}"
                );
            }
            for &(k, other) in &targets {
                assert!(
                    !span.overlaps(other),
                    "{name}: original {i} and translation {k}: {span:?}"
                );
            }
        }
        for &(i, span) in &targets {
            for &(k, other) in targets.iter().filter(|(k, _)| *k != i) {
                let shared =
                    quotes[i].lang != quotes[k].lang && quotes[i].target == quotes[k].target;
                assert!(
                    shared || !span.overlaps(other),
                    "{name}: translations {i} and {k}: {span:?}"
                );
            }
        }
    }
}

/// The letters of a text, without what repairs add or remove: markup, entities, marks. Latin look-alikes
/// count as their Cyrillic letters.
fn letters(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '<' => rest.find('>').map(|end| end + 1),
            '&' => rest.find(';').map(|end| end + 1),
            _ => None,
        };
        if skipped.is_none() && c.is_alphabetic() {
            plain.extend(c.to_lowercase().map(like));
        }
        rest = &rest[skipped.unwrap_or(c.len_utf8())..];
    }
    plain
}

/// The Cyrillic letter that a Latin one looks like.
fn like(c: char) -> char {
    let pairs = "аaеeоoрpсcуyхxкkмmтtнhвb".chars().collect::<Vec<_>>();
    pairs
        .chunks(2)
        .find(|pair| pair[0] == c)
        .map_or(c, |pair| pair[1])
}
