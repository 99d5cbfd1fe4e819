//! Texts that are found again in their blocks, and what constraints make of originals.

use super::*;
use crate::block::Block;
use crate::extract::{PassedOverReason, extract};
use crate::lang::{Lang, Library};
use crate::quote::{Layout, Quote, joined};
use crate::similarity::Lexical;
use crate::text::Span;
use proptest::prelude::*;

/// A letter that a page break and a footnote interrupt, and a table.
const LETTER: &str = "\
# Letters from the mill

The miller wrote to his brother:

Река встала рано, и мельница молчит с ноября, а зерно лежит в сараях и ждёт вес-

17

[^1]: The mill stood below the village.

ны. Лошади сыты. Что-то будет.

Translated: The river froze early and the mill has been silent since November, and the
grain lies in the barns and waits for spring. The horses are well fed. We shall see.

| Лошади сыты. | The horses are well fed. |
";

fn document(text: &str) -> Document {
    Document::from_text("mill", text)
}

fn blocks(text: &str) -> Vec<Block> {
    ExtractOptions::default().blocks(&document(text))
}

fn quotes(text: &str, constraints: &[Constraint]) -> Vec<Quote> {
    extract(
        &document(text),
        &ExtractOptions::default(),
        constraints,
        &Lexical,
    )
    .quotes
}

fn constraint(quote: &Quote, kind: ConstraintKind) -> Constraint {
    Constraint {
        quote: quote.id.clone(),
        original: joined(quote.source.iter().map(|s| s.text.as_str())),
        kind,
    }
}

fn source(text: &str) -> ConstraintKind {
    ConstraintKind::Source {
        text: text.to_owned(),
        before: 0,
        lang: Lang::RU,
    }
}

fn texts(quotes: &[Quote]) -> Vec<String> {
    let text = |quote: &Quote| joined(quote.source.iter().map(|s| s.text.as_str()));
    quotes.iter().map(text).collect()
}

#[test]
fn a_text_is_found_over_a_page_break_and_a_footnote() {
    let blocks = blocks(LETTER);
    let finder = TextFinder::new(&blocks);
    let text = "зерно лежит в сараях и ждёт весны. Лошади сыты.";
    let pieces = finder.find(text, 0).unwrap();
    assert_eq!(pieces.len(), 2);
    assert_eq!(
        text_of(&blocks, &pieces, Library::default().tables(Lang::RU)),
        text
    );
    let spans: Vec<&str> = pieces
        .iter()
        .flat_map(|piece| blocks[piece.block].clean.spans(piece.range.clone()))
        .map(|span| span.slice(LETTER))
        .collect();
    assert_eq!(
        spans,
        ["зерно лежит в сараях и ждёт вес-", "ны. Лошади сыты."]
    );
}

#[test]
fn each_of_several_equal_texts_can_be_named() {
    let blocks = blocks(LETTER);
    let finder = TextFinder::new(&blocks);
    let block = |before| {
        let pieces = finder.find("Лошади сыты.", before).unwrap();
        blocks[pieces[0].block].kind.clone()
    };
    assert_eq!(block(0), crate::block::BlockKind::Prose);
    assert!(matches!(block(1), crate::block::BlockKind::Cell { .. }));
    let third = finder.find("Лошади сыты.", 2);
    assert_eq!(third, Err(TextNotFound::Ambiguous));
}

#[test]
fn a_text_is_found_in_whole_words_and_in_notes() {
    let blocks = blocks(LETTER);
    let finder = TextFinder::new(&blocks);
    assert_eq!(finder.find("мельни", 0), Err(TextNotFound::Gone));
    assert_eq!(finder.find(" - ", 0), Err(TextNotFound::Gone));
    let note = finder.find("The mill stood", 0).unwrap();
    assert!(matches!(
        blocks[note[0].block].kind,
        crate::block::BlockKind::Note(_)
    ));
    // The only one is found, however many came before it once.
    assert!(finder.find("Что-то будет.", 7).is_ok());
}

#[test]
fn a_constraint_on_one_quote_leaves_the_ids_of_others_alone() {
    let before = quotes(LETTER, &[]);
    assert_eq!(before.len(), 2, "{:?}", texts(&before));
    for kind in [
        ConstraintKind::NotAQuote,
        source("Лошади сыты. Что-то будет."),
    ] {
        let after = quotes(LETTER, &[constraint(&before[0], kind)]);
        assert_eq!(after.last().unwrap().id, before[1].id);
    }
}

#[test]
fn a_quote_that_a_person_made_does_not_translate_itself() {
    let text = "The clerk read it out:\n\nЛошади сыты, и зерно сухое. The horses are well fed, and \
                the grain is dry. That was all that the letter said, and he put it away.\n";
    let new = Constraint {
        quote: String::new(),
        original: "Лошади сыты, и зерно сухое.".to_owned(),
        kind: source("Лошади сыты, и зерно сухое."),
    };
    for quote in quotes(text, &[new]) {
        let spans = |segments: &[crate::quote::Segment]| -> Vec<Span> {
            segments.iter().flat_map(|s| s.spans.clone()).collect()
        };
        for span in spans(&quote.source) {
            assert!(!spans(&quote.target).iter().any(|t| t.overlaps(span)));
        }
    }
}

#[test]
fn what_is_left_of_a_shortened_original_is_passed_over() {
    let before = quotes(LETTER, &[]);
    let constraints = [constraint(&before[0], source("Лошади сыты. Что-то будет."))];
    let found = extract(
        &document(LETTER),
        &ExtractOptions::default(),
        &constraints,
        &Lexical,
    );
    assert_eq!(texts(&found.quotes)[0], "Лошади сыты. Что-то будет.");
    assert_eq!(found.unmet, []);
    let [left] = &found.passed_over[..] else {
        panic!("{:?}", found.passed_over);
    };
    assert_eq!(left.reason, PassedOverReason::Pinned);
    assert!(left.spans[0].slice(LETTER).starts_with("Река"));
    assert_eq!(left.spans.last().unwrap().slice(LETTER), "ны.");
}

#[test]
fn the_last_boundaries_of_a_quote_count() {
    let before = quotes(LETTER, &[]);
    let constraints = [
        constraint(&before[0], source("Река встала рано,")),
        constraint(&before[0], source("Что-то будет.")),
        constraint(&before[0], ConstraintKind::Untranslated),
    ];
    let after = quotes(LETTER, &constraints);
    assert_eq!(texts(&after)[0], "Что-то будет.");
    assert_eq!(after.len(), 2);
    assert!(!after[0].is_translated());
    assert_eq!(after[0].confidence, 1.0);
}

#[test]
fn a_person_may_say_that_one_text_translates_two_originals() {
    let before = quotes(LETTER, &[]);
    let both = before.iter().map(|quote| {
        let text = "The horses are well fed.".to_owned();
        constraint(quote, ConstraintKind::Target { text, before: 0 })
    });
    let after = quotes(LETTER, &both.collect::<Vec<_>>());
    assert_eq!(after.len(), 2);
    for quote in after {
        assert_eq!(quote.target[0].text, "The horses are well fed.");
        assert_eq!(quote.layout, Some(Layout::PINNED));
        assert_eq!(quote.confidence, 1.0);
    }
}

#[test]
fn what_a_person_takes_for_a_quote_is_not_a_second_scan() {
    let original = "Река встала рано, и мельница молчит с ноября, а зерно лежит в сараях.";
    let text = format!(
        "The miller wrote:\n\n{original}\n\nTranslated: The river froze early and the mill has been \
         silent since November, and the grain lies in the barns.\n\nThe copy in the archive, which \
         nobody has read with care, has it so:\n\n{}\n\nNothing else is known of it.\n",
        original.replace("молчит", "молчиг")
    );
    let copy = original.replace("молчит", "молчиг");
    let said = Constraint {
        quote: String::new(),
        original: copy.clone(),
        kind: source(&copy),
    };
    assert!(texts(&quotes(&text, &[said])).contains(&copy));
}

#[test]
fn a_constraint_without_place_is_reported_and_has_no_effect() {
    let before = quotes(LETTER, &[]);
    let unknown = Constraint {
        quote: "000000000000".to_owned(),
        original: "Лошади сыты. Что-то будет.".to_owned(),
        kind: ConstraintKind::Untranslated,
    };
    let target = |text: &str| ConstraintKind::Target {
        text: text.to_owned(),
        before: 0,
    };
    let cases = [
        (
            constraint(&before[0], target("There is no such text.")),
            UnmetReason::Gone,
        ),
        (
            constraint(&before[0], target("Лошади сыты.")),
            UnmetReason::Impossible,
        ),
        (
            constraint(&before[0], ConstraintKind::Language(Lang::EN)),
            UnmetReason::Impossible,
        ),
        (
            constraint(&before[0], source("Лошади пьяны.")),
            UnmetReason::Gone,
        ),
        (unknown, UnmetReason::Changed),
    ];
    for (constraint, reason) in cases {
        let found = extract(
            &document(LETTER),
            &ExtractOptions::default(),
            &[constraint],
            &Lexical,
        );
        assert_eq!(
            found.unmet,
            [UnmetConstraint {
                constraint: 0,
                reason
            }]
        );
        assert_eq!(found.quotes, before);
    }
}

#[test]
fn a_constraint_that_a_later_one_on_another_quote_overrides_is_reported() {
    let before = quotes(LETTER, &[]);
    let earlier = constraint(&before[0], source("Лошади сыты."));
    let later = Constraint {
        quote: "000000000000".to_owned(),
        original: "Лошади сыты. Что-то будет.".to_owned(),
        kind: source("Лошади сыты. Что-то будет."),
    };
    let constraints = [earlier, later];
    let found = extract(
        &document(LETTER),
        &ExtractOptions::default(),
        &constraints,
        &Lexical,
    );
    let reason = UnmetReason::Changed;
    assert_eq!(
        found.unmet,
        [UnmetConstraint {
            constraint: 0,
            reason
        }]
    );
}

fn any_text() -> impl Strategy<Value = String> {
    let paragraph = prop::sample::select(
        &[
            "Лошади сыты, а зерно",
            "сухое. Что-то будет, как-",
            "нибудь. Лошади сыты.",
            "— Да, — сказал он. -",
            "The horses are well-fed, and the grain",
            "is dry. The horses are well-fed.",
            "[^1]: A note. The horses.",
            "17",
            "* * *",
            "| Да. | Yes. |",
            "> Е\u{301}сть  так\u{ad}же *и* это[^1].",
            "Translated: It is so.",
        ][..],
    );
    prop::collection::vec(paragraph, 1..9).prop_map(|all| all.join("\n\n"))
}

proptest! {
    #[test]
    fn what_is_found_reads_as_what_was_looked_for(
        text in any_text(),
        (start, end) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
    ) {
        let blocks = blocks(&text);
        let finder = TextFinder::new(&blocks);
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let (a, b) = (*start.get(&bounds), *end.get(&bounds));
        let pieces = finder.within(Span::new(a.min(b), a.max(b)));
        let wanted = text_of(&blocks, &pieces, Library::default().tables(Lang::RU));
        let found = finder.all(&wanted);
        if wanted.chars().any(char::is_alphanumeric) {
            prop_assert!(found.iter().any(|found| share_text(found, &pieces)), "{wanted:?}");
        }
        for (before, found) in found.iter().enumerate() {
            // Text that its own hyphen opens or closes may be found elsewhere without that hyphen.
            if share_text(found, &pieces) {
                prop_assert_eq!(&text_of(&blocks, found, Library::default().tables(Lang::RU)), &wanted);
            }
            prop_assert_eq!(&finder.find(&wanted, before).unwrap(), found);
        }
    }

    #[test]
    fn a_translation_that_a_person_set_is_exactly_that_text(
        text in any_text(),
        (start, end) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
    ) {
        let blocks = blocks(&text);
        let finder = TextFinder::new(&blocks);
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let (a, b) = (*start.get(&bounds), *end.get(&bounds));
        let pieces = finder.within(Span::new(a.min(b), a.max(b)));
        let wanted = text_of(&blocks, &pieces, Library::default().tables(Lang::EN));
        let before = finder.all(&wanted).iter().position(|found| share_text(found, &pieces));
        for quote in quotes(&text, &[]) {
            let kind = ConstraintKind::Target { text: wanted.clone(), before: before.unwrap_or(0) };
            let constraints = [constraint(&quote, kind)];
            let found = extract(&document(&text), &ExtractOptions::default(), &constraints, &Lexical);
            if found.unmet.is_empty() {
                let quote = found.quotes.iter().find(|q| q.id == quote.id).unwrap();
                let target = joined(quote.target.iter().map(|s| s.text.as_str()));
                prop_assert_eq!(&target, &wanted);
                prop_assert_eq!(quote.layout, Some(Layout::PINNED));
            }
        }
    }

    #[test]
    fn an_original_that_a_person_set_is_exactly_that_text_and_shares_nothing(
        text in any_text(),
        (start, end) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
    ) {
        let blocks = blocks(&text);
        let finder = TextFinder::new(&blocks);
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let (a, b) = (*start.get(&bounds), *end.get(&bounds));
        let pieces = finder.within(Span::new(a.min(b), a.max(b)));
        let wanted = text_of(&blocks, &pieces, Library::default().tables(Lang::RU));
        let before = finder.all(&wanted).iter().position(|found| share_text(found, &pieces));
        let constraints = [Constraint {
            quote: "000000000000".to_owned(),
            original: wanted.clone(),
            kind: ConstraintKind::Source { text: wanted.clone(), before: before.unwrap_or(0), lang: Lang::RU },
        }];
        let found = extract(&document(&text), &ExtractOptions::default(), &constraints, &Lexical);
        let is_there = texts(&found.quotes).contains(&wanted);
        prop_assert!(is_there || !found.unmet.is_empty(), "{:?}", texts(&found.quotes));
        let spans = |segments: &[crate::quote::Segment]| -> Vec<Span> {
            segments.iter().flat_map(|s| s.spans.clone()).collect()
        };
        let mut all: Vec<Span> = found.quotes.iter().flat_map(|q| spans(&q.source)).collect();
        all.extend(found.passed_over.iter().flat_map(|passed| passed.spans.clone()));
        all.sort();
        prop_assert!(all.windows(2).all(|pair| pair[0].end <= pair[1].start), "{all:?}");
        for quote in &found.quotes {
            let (source, target) = (spans(&quote.source), spans(&quote.target));
            prop_assert!(!source.iter().any(|s| target.iter().any(|t| s.overlaps(*t))));
        }
    }
}
