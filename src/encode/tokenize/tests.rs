//! The tokenizer on small vocabularies, and what is true of any vocabulary and any text.

use super::normalize::normalize;
use super::*;
use proptest::prelude::*;

/// The first pieces of every vocabulary: unknown, begin and end.
const CONTROL: [VocabularyPiece<'_>; 3] = [control("<unk>"), control("<s>"), control("</s>")];
/// The id of the first piece after them.
const FIRST: u32 = 3;

const fn control(text: &str) -> VocabularyPiece<'_> {
    VocabularyPiece {
        text,
        score: 0.0,
        matchable: false,
    }
}

const fn piece(text: &str, score: f32) -> VocabularyPiece<'_> {
    VocabularyPiece {
        text,
        score,
        matchable: true,
    }
}

fn tokenizer(words: &[(&str, f32)]) -> Tokenizer {
    let words = words.iter().map(|&(text, score)| piece(text, score));
    Tokenizer::new(CONTROL.into_iter().chain(words), -20.0)
}

/// The ids of a text by `words`, counted from the first of these; unknown is minus 3.
fn ids(words: &[(&str, f32)], text: &str) -> Vec<i64> {
    let ids = tokenizer(words).encode(text);
    let [BEGIN, inner @ .., END] = &ids[..] else {
        panic!("no begin and end: {ids:?}");
    };
    inner
        .iter()
        .map(|&id| i64::from(id) - i64::from(FIRST))
        .collect()
}

fn normal(text: &str) -> String {
    let mut normal = "what was there before".to_owned();
    normalize(text, &mut normal);
    normal
}

#[test]
fn the_best_sum_wins_not_the_longest_piece() {
    let words = [
        ("▁snow", -3.0),
        ("ball", -3.0),
        ("▁snowb", -1.0),
        ("all", -6.0),
        ("s", -1.0),
    ];
    assert_eq!(ids(&words, "snowballs"), [0, 1, 4]);
}

#[test]
fn of_ways_as_good_as_each_other_the_one_whose_last_piece_begins_first_wins() {
    let words = [
        ("▁", -1.0),
        ("a", -1.0),
        ("ab", -3.0),
        ("b", -2.0),
        ("▁a", -2.0),
    ];
    assert_eq!(ids(&words, "ab"), [0, 2]);
    assert_eq!(ids(&words, "a"), [4]);
}

#[test]
fn unknown_characters_count_one_by_one() {
    let words = [("▁", -1.0), ("a", -1.0)];
    assert_eq!(ids(&words, "дыa🧊"), [0, -3, -3, 1, -3]);
}

#[test]
fn a_longer_piece_bridges_what_no_piece_spells_alone() {
    let words = [("▁", -1.0), ("▁лё", -4.0), ("д", -2.0)];
    assert_eq!(ids(&words, "лёд ё"), [1, 2, 0, -3]);
}

#[test]
fn control_pieces_are_not_matched_by_their_names() {
    let words = [("▁", -1.0), ("s", -1.0), ("<", -1.0), (">", -1.0)];
    assert_eq!(ids(&words, "<s>"), [0, 2, 1, 3]);
}

#[test]
fn text_without_words_is_one_unknown() {
    for text in ["", " ", "\t \u{a0}", "\u{200b}", "\u{2581}", "▁ ▁"] {
        assert_eq!(ids(&[("▁", -1.0)], text), [-3], "{text:?}");
        let mut ids = Vec::new();
        tokenizer(&[]).encode_into(text, &mut TokenizerBuffers::default(), &mut ids);
        assert!(ids.is_empty(), "{text:?}");
    }
}

#[test]
fn the_first_of_two_pieces_counts() {
    let words = [("▁", -1.0), ("a", -5.0), ("a", -1.0)];
    assert_eq!(ids(&words, "a"), [0, 1]);
}

#[test]
fn odd_vocabularies_do_no_harm() {
    assert_eq!(
        Tokenizer::new([], f32::NAN).encode("a b"),
        [1, 0, 0, 0, 0, 2]
    );
    let words = [
        ("", 0.0),
        ("▁", f32::NAN),
        ("a", f32::INFINITY),
        ("b", f32::NEG_INFINITY),
        ("\0", -1.0),
        (" ", -1.0),
    ];
    assert_eq!(ids(&words, "ab\0"), [-3, -3, -3, 4]);
}

#[test]
fn a_piece_may_span_words() {
    let words = [("▁", -1.0), ("▁ice▁age", -2.0), ("▁ice", -2.0)];
    assert_eq!(ids(&words, "ice age ice"), [1, 2]);
}

#[test]
fn scores_far_into_a_text_break_ties_as_at_its_start() {
    // Pieces that overlap from end to end: nothing is settled before the end.
    let words = [
        ("▁", -1.1),
        ("ab", -3.3),
        ("ba", -3.3),
        ("a", -1.7),
        ("b", -1.7),
    ];
    let pairs = 5000;
    let mut expected = vec![1; pairs];
    expected.insert(0, 0);
    assert_eq!(ids(&words, &"ab".repeat(pairs)), expected);
}

#[test]
fn memory_is_kept_from_one_text_to_the_next() {
    let tokenizer = tokenizer(&[("▁", -1.0), ("▁on", -2.0), ("once", -3.0), ("ce", -3.0)]);
    let mut buffers = TokenizerBuffers::default();
    let mut ids = vec![7];
    for text in ["once", "on once", "", "on"] {
        tokenizer.encode_into(text, &mut buffers, &mut ids);
    }
    let alone = ["once", "on", "once", "on"].map(|text| tokenizer.encode(text));
    let alone = alone.iter().flat_map(|ids| &ids[1..ids.len() - 1]).copied();
    assert_eq!(ids, [7].into_iter().chain(alone).collect::<Vec<_>>());
}

#[test]
fn spaces_are_one_between_words_and_none_at_the_end() {
    assert_eq!(normal("  a \t\u{a0}b \t"), "▁a▁b");
    assert_eq!(normal("a"), "▁a");
    assert_eq!(normal("a\u{2581}"), "▁a");
}

#[test]
fn characters_take_the_form_that_the_vocabulary_has_them_in() {
    assert_eq!(normal("e\u{301}te"), "▁éte");
    assert_eq!(normal("и\u{306}и"), "▁йи");
    assert_eq!(normal("\u{fb01}n"), "▁fin");
    assert_eq!(normal("１９０２"), "▁1902");
    assert_eq!(normal("№ 5…"), "▁No▁5...");
    assert_eq!(normal("A\u{a0}B\u{200b}C"), "▁A▁B▁C");
}

#[test]
fn an_accent_alone_is_a_word() {
    // Its compatible form begins with a space.
    assert_eq!(normal("´a ´a´"), "▁\u{301}a▁\u{301}a▁\u{301}");
}

/// Few letters, so that words, pieces and rules meet; among them what rules are about.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[abcé и▁\u{301}\u{306}\u{a0}\u{ad}½´\u{fb01}e]{0,40}",
        1 => any::<String>(),
    ]
}

fn vocabulary() -> impl Strategy<Value = Vec<(String, f32)>> {
    prop::collection::vec(("▁?[abcéи]{0,4}", -12.0..0.0_f32), 0..40)
}

fn build(vocabulary: &[(String, f32)]) -> Tokenizer {
    let words: Vec<_> = vocabulary
        .iter()
        .map(|(text, score)| (text.as_str(), *score))
        .collect();
    tokenizer(&words)
}

/// The best sum of scores by definition: over every way to cut `text`, from each place on.
fn best_score(vocabulary: &[(String, f32)], text: &str) -> f64 {
    let mut best = vec![0.0; text.len() + 1];
    for (at, first) in text.char_indices().rev() {
        let rest = &text[at..];
        let mut first_of_its_text = std::collections::HashSet::new();
        let mut single = false;
        best[at] = f64::NEG_INFINITY;
        for (piece, score) in vocabulary {
            if !piece.is_empty() && rest.starts_with(piece) && first_of_its_text.insert(piece) {
                best[at] = f64::max(best[at], f64::from(*score) + best[at + piece.len()]);
                single |= piece.len() == first.len_utf8();
            }
        }
        if !single {
            best[at] = best[at].max(best[at + first.len_utf8()] - 20.0);
        }
    }
    best[0]
}

proptest! {
    #[test]
    fn pieces_spell_the_normal_form(vocabulary in vocabulary(), text in text()) {
        let tokenizer = build(&vocabulary);
        let mut normal = String::new();
        normalize(&text, &mut normal);
        let mut ids = Vec::new();
        tokenizer.encode_into(&text, &mut TokenizerBuffers::default(), &mut ids);

        let mut rest = normal.as_str();
        let mut score = 0.0;
        for id in ids {
            if id == UNKNOWN {
                rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
                score -= 20.0;
            } else {
                prop_assert!(id >= FIRST, "a control piece was matched");
                let (piece, piece_score) = &vocabulary[(id - FIRST) as usize];
                prop_assert!(rest.starts_with(piece.as_str()));
                rest = &rest[piece.len()..];
                score += f64::from(*piece_score);
            }
        }
        prop_assert_eq!(rest, "");
        prop_assert!((score - best_score(&vocabulary, &normal)).abs() < 1e-6);
    }

    #[test]
    fn texts_joined_by_a_space_have_the_ids_of_both(
        vocabulary in vocabulary(),
        left in text(),
        right in text(),
    ) {
        let tokenizer = build(&vocabulary);
        let mut buffers = TokenizerBuffers::default();
        let (mut apart, mut joined) = (Vec::new(), Vec::new());
        tokenizer.encode_into(&left, &mut buffers, &mut apart);
        tokenizer.encode_into(&right, &mut buffers, &mut apart);
        tokenizer.encode_into(&format!("{left} {right}"), &mut buffers, &mut joined);
        prop_assert_eq!(apart, joined);
    }

    #[test]
    fn normal_text_has_its_spaces_in_place(text in text()) {
        let normal = normal(&text);
        prop_assert!(normal.is_empty() || normal.starts_with(SPACE));
        prop_assert!(!normal.ends_with(SPACE));
        let left_over = normal.find([' ', '\t', '\u{a0}']);
        prop_assert_eq!(left_over, None);
    }
}
