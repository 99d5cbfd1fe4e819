//! How much of the corpus is found, linked and left untranslated correctly, measured against `tests/gold`:
//! word by word, so that it does not matter where either side divides sentences.
//!
//! A gold file lists a document's quotes with the byte spans of the original and of its translation, with
//! an empty `target` if the document gives none, and `optional` spans that count neither for nor against:
//! attributions, notes, running heads.

use super::corpus::{aligned, repository};
use diglot::record::{BeadSide, Record};
use diglot::text::Span;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Least scores, for each document and on average.
const LEAST_ORIGINALS: f64 = 0.99;
const LEAST_LANGUAGES: f64 = 0.99;
const LEAST_TRANSLATIONS: f64 = 0.85;
const LEAST_TRANSLATIONS_MEAN: f64 = 0.92;
const LEAST_LINKING_MEAN: f64 = 0.90;
const LEAST_UNTRANSLATED_MEAN: f64 = 0.90;

/// The quotes that are known not to be linked correctly, by document. A quote that becomes correct has to
/// be removed here, so that it cannot break again unseen.
const KNOWN_WRONG: &[(&str, &[&str])] = &[];

#[derive(Deserialize)]
struct Gold {
    quotes: Vec<GoldQuote>,
    optional: Vec<Span>,
}

#[derive(Deserialize)]
struct GoldQuote {
    id: String,
    lang: String,
    source: Vec<Span>,
    target: Vec<Span>,
}

/// Indices of words.
type Words = BTreeSet<usize>;

/// Shares from 0 to 1.
#[derive(Debug)]
struct Scores {
    /// F1 of the words marked as original.
    originals: f64,
    /// Share of the original words found whose language is right.
    languages: f64,
    /// F1 of the words marked as translation.
    translations: f64,
    /// Share of the translated original words whose quote has at least half of the right translation.
    linking: f64,
    /// F1 of the original words without translation.
    untranslated: f64,
}

#[test]
fn the_corpus_is_read_as_its_gold_standard_says() {
    let mut all = Vec::new();
    for processed in aligned() {
        let document = &processed.document;
        let scores = score(document.text(), &gold(document.id()), &processed.records);
        let enough = scores.originals >= LEAST_ORIGINALS
            && scores.languages >= LEAST_LANGUAGES
            && scores.translations >= LEAST_TRANSLATIONS;
        assert!(enough, "{}: {scores:.4?}", document.id());
        all.push(scores);
    }
    let mean = |score: fn(&Scores) -> f64| all.iter().map(score).sum::<f64>() / all.len() as f64;
    let enough = mean(|scores| scores.translations) >= LEAST_TRANSLATIONS_MEAN
        && mean(|scores| scores.linking) >= LEAST_LINKING_MEAN
        && mean(|scores| scores.untranslated) >= LEAST_UNTRANSLATED_MEAN;
    assert!(enough, "{all:.4?}");
}

#[test]
fn every_quote_is_linked_correctly_except_for_those_known() {
    for processed in aligned() {
        let document = &processed.document;
        let known = KNOWN_WRONG.iter().find(|(id, _)| *id == document.id());
        let known = known.map_or(&[][..], |(_, quotes)| quotes);
        assert_eq!(
            wrong(document.text(), &gold(document.id()), &processed.records),
            known,
            "{}",
            document.id()
        );
    }
}

#[test]
fn words_are_counted_by_half_of_their_bytes() {
    let text = "Да, c.-à-d. l'un 1897—8";
    let tokens = tokens(text);
    let found: Vec<&str> = tokens.iter().map(|token| token.slice(text)).collect();
    assert_eq!(found, ["Да", "c", "à-d", "l'un", "1897", "8"]);
    assert_eq!(covered(&[Span::new(2, 7)], &tokens), Words::from([0, 1]));
    assert_eq!(covered(&[Span::new(3, 7)], &tokens), Words::from([1]));
}

/// The gold standard of a document.
fn gold(document: &str) -> Gold {
    let path = repository().join(format!("tests/gold/{document}.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The gold quotes that are not found as they should be, by id. A quote is right if more than half of its
/// original's words are in quotes whose translation agrees with the right one (F1 above one half); if the
/// document gives none, in quotes without a translation.
fn wrong<'a>(text: &str, gold: &'a Gold, records: &[Record]) -> Vec<&'a str> {
    let tokens = tokens(text);
    let optional = covered(&gold.optional, &tokens);
    let words = |spans: &[Span]| &covered(spans, &tokens) - &optional;
    let mut found: BTreeMap<&str, (Words, Words)> = BTreeMap::new();
    for record in records {
        let (source, target) = found.entry(&record.quote).or_default();
        let spans =
            |side: &Option<BeadSide>| side.as_ref().map_or_else(Words::new, |s| words(&s.spans));
        source.extend(spans(&record.source));
        target.extend(spans(&record.target));
    }
    let is_right = |quote: &GoldQuote| {
        let (source, target) = (words(&quote.source), words(&quote.target));
        let linked: usize = found
            .values()
            .filter(|(_, found)| match target.is_empty() {
                true => found.is_empty(),
                false => f1(found, &target) > 0.5,
            })
            .map(|(found, _)| (found & &source).len())
            .sum();
        2 * linked > source.len()
    };
    let wrong = gold.quotes.iter().filter(|quote| !is_right(quote));
    wrong.map(|quote| quote.id.as_str()).collect()
}

fn score(text: &str, gold: &Gold, records: &[Record]) -> Scores {
    let tokens = tokens(text);
    let optional = covered(&gold.optional, &tokens);
    let words = |spans: &[Span]| &covered(spans, &tokens) - &optional;
    let quotes: Vec<(&str, Words, Words)> = gold
        .quotes
        .iter()
        .map(|quote| {
            (
                quote.lang.as_str(),
                words(&quote.source),
                words(&quote.target),
            )
        })
        .collect();

    let mut found: BTreeMap<&str, (Words, Words)> = BTreeMap::new();
    let mut quote_of: BTreeMap<usize, (&str, String)> = BTreeMap::new();
    for record in records {
        let (source, target) = found.entry(&record.quote).or_default();
        if let Some(side) = &record.source {
            for word in words(&side.spans) {
                source.insert(word);
                quote_of.insert(word, (&record.quote, side.lang.to_string()));
            }
        }
        if let Some(side) = &record.target {
            target.extend(words(&side.spans));
        }
    }

    let sources = union(quotes.iter().map(|(_, source, _)| source));
    let right_language = |lang: &str, word: &usize| {
        let found = quote_of.get(word);
        found.map(|(_, found)| f64::from(u8::from(found == lang)))
    };
    let languages: Vec<f64> = quotes
        .iter()
        .flat_map(|(lang, source, _)| source.iter().filter_map(|w| right_language(lang, w)))
        .collect();
    let linked = |word: &usize, target: &Words| {
        let quote = quote_of.get(word).and_then(|(quote, _)| found.get(quote));
        let found = quote.map_or(0, |(_, found)| (found & target).len());
        f64::from(u8::from(2 * found >= target.len()))
    };
    let linking: Vec<f64> = quotes
        .iter()
        .filter(|(_, _, target)| !target.is_empty())
        .flat_map(|(_, source, target)| source.iter().map(|word| linked(word, target)))
        .collect();
    let missing = quotes.iter().filter(|(_, _, target)| target.is_empty());
    let said_missing = found.values().filter(|(_, target)| target.is_empty());
    Scores {
        originals: f1(&union(found.values().map(|(source, _)| source)), &sources),
        languages: mean(&languages),
        translations: f1(
            &union(found.values().map(|(_, target)| target)),
            &union(quotes.iter().map(|(_, _, target)| target)),
        ),
        linking: mean(&linking),
        untranslated: f1(
            &(&union(said_missing.map(|(source, _)| source)) & &sources),
            &union(missing.map(|(_, source, _)| source)),
        ),
    }
}

/// Runs of letters and digits, joined by apostrophes and hyphens inside them.
fn tokens(text: &str) -> Vec<Span> {
    let mut tokens: Vec<Span> = Vec::new();
    let mut joiner = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c.is_alphanumeric() {
            match tokens.last_mut() {
                Some(last) if last.end == at || joiner == Some(last.end) => last.end = end,
                _ => tokens.push(Span::new(at, end)),
            }
            joiner = None;
        } else {
            let inside = tokens.last().is_some_and(|last| last.end == at);
            joiner = (inside && "'’-".contains(c)).then_some(at);
        }
    }
    tokens
}

/// The words that one of the spans covers at least half of.
fn covered(spans: &[Span], tokens: &[Span]) -> Words {
    let mut words = Words::new();
    for span in spans {
        let first = tokens.partition_point(|token| token.end <= span.start);
        for (i, token) in tokens.iter().enumerate().skip(first) {
            if token.start >= span.end {
                break;
            }
            let shared = token.end.min(span.end) - token.start.max(span.start);
            if 2 * shared >= token.len() {
                words.insert(i);
            }
        }
    }
    words
}

fn union<'a>(sets: impl Iterator<Item = &'a Words>) -> Words {
    sets.flatten().copied().collect()
}

fn f1(found: &Words, expected: &Words) -> f64 {
    match found.len() + expected.len() {
        0 => 1.0,
        both => 2.0 * (found & expected).len() as f64 / both as f64,
    }
}

fn mean(values: &[f64]) -> f64 {
    match values.len() {
        0 => 1.0,
        n => values.iter().sum::<f64>() / n as f64,
    }
}
