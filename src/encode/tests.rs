//! The encoder with the model that is compiled in.

use super::matmul::Instructions;
use super::vector::in_rows;
use super::*;
use crate::encode::network::PieceChunk;
use crate::encode::tokenize::{BEGIN, END};
use crate::lang::Lang;
use diglot_model_en_fr_ru::MODEL;
use proptest::prelude::*;
use std::borrow::Cow;
use std::path::Path;

/// Sentences with their translations into the two other languages.
const TRANSLATED: [[&str; 3]; 6] = [
    [
        "The lighthouse keeper polished the lamp every morning.",
        "Le gardien du phare polissait la lampe chaque matin.",
        "Смотритель маяка каждое утро полировал лампу.",
    ],
    [
        "Our train left the station two hours late.",
        "Notre train a quitté la gare avec deux heures de retard.",
        "Наш поезд отошёл от станции с опозданием на два часа.",
    ],
    [
        "She had never eaten such good cherries before.",
        "Elle n'avait jamais mangé d'aussi bonnes cerises.",
        "Никогда прежде она не ела таких вкусных вишен.",
    ],
    [
        "Where did you put the key to the attic?",
        "Où as-tu mis la clé du grenier ?",
        "Куда ты положил ключ от чердака?",
    ],
    [
        "The snow on the pass melted only in June.",
        "La neige du col n'a fondu qu'en juin.",
        "Снег на перевале растаял только в июне.",
    ],
    [
        "My uncle repaired clocks and played the violin.",
        "Mon oncle réparait des horloges et jouait du violon.",
        "Мой дядя чинил часы и играл на скрипке.",
    ],
];

fn english() -> [&'static str; 6] {
    TRANSLATED.map(|[english, ..]| english)
}

fn encoder(instructions: Instructions) -> Encoder {
    Encoder::from_bytes(Cow::Borrowed(MODEL), instructions).unwrap()
}

fn bits(vectors: &[Vector]) -> Vec<u32> {
    vectors.iter().flatten().map(|x| x.to_bits()).collect()
}

fn squares(vector: &Vector) -> f32 {
    cosine(vector, vector)
}

#[test]
fn the_model_compiled_in_is_for_english_french_and_russian() {
    let encoder = Encoder::embedded();
    assert!(
        [Lang::EN, Lang::FR, Lang::RU]
            .iter()
            .all(|&lang| encoder.covers(lang))
    );
    assert!(encoder.covers("fr-CA".parse().unwrap()));
    assert!(!encoder.covers("de".parse().unwrap()));
    assert_eq!(encoder.card().licence, "Apache-2.0");
}

/// Sentences with their vectors, rounded, as the package computes them whose weights the model has
/// (`docs/model.md`): in full precision, by other code. `Package` in `bench/encoder.py` calls it.
const REFERENCE: &str = include_str!("reference.txt");

#[test]
fn vectors_are_like_those_of_the_package() {
    let lines: Vec<&str> = REFERENCE.lines().collect();
    let (pairs, _) = lines.as_chunks();
    assert_eq!(pairs.len(), 3);
    let references: Vec<Vector> = pairs
        .iter()
        .map(|[_, numbers]| {
            let numbers = numbers.split(' ').map(|x| x.parse().unwrap());
            numbers.collect::<Vec<f32>>().try_into().unwrap()
        })
        .collect();
    for (i, [sentence, _]) in pairs.iter().enumerate() {
        let vector = &Encoder::embedded().encode(&[sentence])[0];
        for (j, reference) in references.iter().enumerate() {
            let alike = cosine(vector, reference);
            assert_eq!(alike > 0.94, i == j, "{sentence} {j}: {alike}");
        }
    }
}

/// The checksum of all bits of some vectors.
fn checksum(vectors: &[Vector]) -> u32 {
    let bytes: Vec<u8> = vectors
        .iter()
        .flatten()
        .flat_map(|x| x.to_le_bytes())
        .collect();
    crc32fast::hash(&bytes)
}

/// Files that are kept in git must be the same wherever they are made. A change here is a change of the
/// model, or of the order of operations, and changes everybody's alignments.
#[test]
fn vectors_have_these_bits_on_every_machine() {
    let encoder = Encoder::embedded();
    let sentences = encoder.encode(TRANSLATED.as_flattened());
    let runs = encoder.runs(&english()).vectors(&[0..1, 0..2, 1..4, 0..6]);
    assert_eq!(
        [checksum(&sentences), checksum(&runs)],
        [0x629e_9a81, 0x103e_7d64]
    );
}

#[cfg(unix)]
#[test]
fn what_is_not_a_model_is_not_read_to_its_end() {
    let error = Encoder::read(Path::new("/dev/zero")).err().unwrap();
    assert_eq!(
        error.to_string(),
        "`/dev/zero` is not a model of diglot's sentence encoder"
    );
    let fault = std::error::Error::source(&error).and_then(|source| source.downcast_ref());
    assert_eq!(fault, Some(&Fault::NoModel));
}

#[test]
fn the_sentence_most_alike_is_the_translation() {
    let encoder = Encoder::embedded();
    let [english, french, russian] =
        [0, 1, 2].map(|lang| encoder.encode(&TRANSLATED.map(|sentences| sentences[lang])));
    for (from, to) in [
        (&english, &french),
        (&french, &russian),
        (&russian, &english),
    ] {
        for (i, sentence) in from.iter().enumerate() {
            let alike = |j: &usize| cosine(sentence, &to[*j]);
            let nearest = (0..to.len()).max_by(|a, b| alike(a).total_cmp(&alike(b)));
            assert_eq!(nearest, Some(i));
        }
    }
}

#[test]
fn every_set_of_instructions_gives_the_same_bits() {
    let texts = english();
    let expected = Encoder::embedded();
    for instructions in Instructions::available() {
        let other = encoder(instructions);
        let name = instructions.name();
        assert_eq!(
            bits(&other.encode(&texts)),
            bits(&expected.encode(&texts)),
            "{name}"
        );
        let runs = [0..3, 2..6, 4..5];
        let of_runs = |encoder: &Encoder| bits(&encoder.runs(&texts).vectors(&runs));
        assert_eq!(of_runs(&other), of_runs(expected), "{name}");
    }
}

#[test]
fn neither_threads_nor_other_texts_change_a_bit() {
    let encoder = Encoder::embedded();
    let texts: Vec<&str> = TRANSLATED.as_flattened().repeat(4);
    let expected: Vec<Vector> = texts
        .iter()
        .flat_map(|text| encoder.encode(&[text]))
        .collect();
    let runs: Vec<_> = (0..texts.len() - 3).map(|i| i..i + 3).collect();
    let of_runs = encoder.runs(&texts).vectors(&runs);
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let vectors = pool.install(|| encoder.encode(&texts));
        assert_eq!(bits(&vectors), bits(&expected), "{threads} threads");
        let vectors = pool.install(|| encoder.runs(&texts).vectors(&runs));
        assert_eq!(bits(&vectors), bits(&of_runs), "{threads} threads");
    }
}

#[test]
fn any_text_has_a_vector() {
    let encoder = Encoder::embedded();
    let long = "ы".repeat(20_000);
    let texts = [
        "",
        " \t\u{a0}",
        "\u{301}\u{308}\u{301}",
        "漢字 ᚠᚢᚦ 🧊",
        "Mосква и cела",
        "\0\u{1}\u{feff}",
        &long,
    ];
    for (text, vector) in texts.iter().zip(encoder.encode(&texts)) {
        assert!((squares(&vector) - 1.0).abs() < 1e-5, "{:.20}", text);
    }
    let all = encoder.runs(&texts).vectors(&[0..texts.len(), 0..1, 3..5]);
    assert!(
        all.iter()
            .all(|vector| (squares(vector) - 1.0).abs() < 1e-5)
    );
    assert!(encoder.encode(&[]).is_empty());
    assert!(encoder.runs(&[]).vectors(&[]).is_empty());
}

#[test]
fn the_vector_of_a_run_is_that_of_its_texts_joined() {
    let encoder = Encoder::embedded();
    let texts = english();
    let runs = encoder.runs(&texts);
    for length in 1..=texts.len() {
        let run = 1.min(texts.len() - length)..texts.len().min(1 + length);
        let whole = &encoder.encode(&[&texts[run.clone()].join(" ")])[0];
        let part = &runs.vectors(std::slice::from_ref(&run))[0];
        assert!(
            cosine(whole, part) > 0.9999,
            "{run:?}: {}",
            cosine(whole, part)
        );
    }
}

#[test]
fn a_run_of_two_is_exact_however_short_its_texts() {
    let encoder = Encoder::embedded();
    let texts = ["No.", "", "Snow!", "«", "It is cold.", "Yes"];
    let runs = encoder.runs(&texts);
    for i in 0..texts.len() - 1 {
        // An empty text has an unknown piece, which no joined text has.
        if texts[i].is_empty() || texts[i + 1].is_empty() {
            continue;
        }
        let whole = &encoder.encode(&[&texts[i..i + 2].join(" ")])[0];
        let pair = i..i + 2;
        let part = &runs.vectors(&[pair])[0];
        assert!(cosine(whole, part) > 0.9999, "{i}: {}", cosine(whole, part));
    }
}

#[test]
fn a_long_text_in_chunks_has_the_features_of_the_whole() {
    let encoder = Encoder::embedded();
    let text = english().join(" ").repeat(12);
    let mut ids = encoder.model.tokenizer.encode(&text);
    assert_eq!((ids[0], ids.last()), (BEGIN, Some(&END)));
    assert!(ids.len() > 700, "{}", ids.len());
    let network = &encoder.model.network;
    let all = 0..ids.len();
    let zones = vec![all];
    let whole = network.sums(&encoder.model.table, &[PieceChunk { ids: &ids, zones }]);
    let whole = in_rows(&network.vectors(whole, std::iter::once(ids.len())));
    let parts = encoder.encode(&[&text]);
    assert!(cosine(&whole[0], &parts[0]) > 0.999_99);
    // Without the pieces around the cut the whole would differ.
    ids.truncate(512);
    let all = 0..ids.len();
    let zones = vec![all];
    let cut = network.sums(&encoder.model.table, &[PieceChunk { ids: &ids, zones }]);
    let cut = in_rows(&network.vectors(cut, std::iter::once(ids.len())));
    assert!(cosine(&cut[0], &parts[0]) < 0.999_99);
}

#[test]
fn compact_vectors_have_nearly_the_same_cosines() {
    let vectors = Encoder::embedded().encode(TRANSLATED.as_flattened());
    let mut compact = CompactVectors::default();
    compact.extend(&vectors);
    compact.push(&[0.0; WIDTH]);
    for (i, a) in vectors.iter().enumerate() {
        for (j, b) in vectors.iter().enumerate() {
            let difference = compact.cosine(i, &compact, j) - cosine(a, b);
            assert!(difference.abs() < 0.01, "{i} {j}: {difference}");
        }
        assert_eq!(compact.cosine(i, &compact, vectors.len()), 0.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn odd_texts_do_no_harm(texts in prop::collection::vec(any::<String>(), 1..6)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let encoder = Encoder::embedded();
        let vectors = encoder.encode(&texts);
        prop_assert_eq!(vectors.len(), texts.len());
        let all = 0..texts.len();
        let runs = encoder.runs(&texts).vectors(&[all]);
        for vector in vectors.iter().chain(&runs) {
            prop_assert!((squares(vector) - 1.0).abs() < 1e-5);
        }
    }
}
