//! The aligner on texts that are not simply translated sentence by sentence.

use diglot::encode::Encoder;
use diglot::internal::{Aligner, align};
use diglot::internal::{Encoded, Lexical, Relation, Similarity, TextPair, TextSequence};
use diglot::lang::Lang;
use diglot::quote::Bead;

const ENGLISH: [&str; 14] = [
    "The lighthouse on the northern cape was built in 1874 by an engineer named Lindqvist.",
    "For thirty years nobody but the keeper and his family lived there.",
    "In winter the mail came once a month, if the ice allowed it.",
    "The keeper's eldest daughter kept a diary.",
    "She wrote down every ship that passed, its flag and its cargo.",
    "Once a whole week went by without a single sail.",
    "\"I have begun to count the gulls,\" she wrote.",
    "In the autumn of 1891 a storm broke the great lens.",
    "It took four months to have a new one made in Paris.",
    "Until then they burned oil lamps in all the windows.",
    "No ship was lost that winter.",
    "The diary was found a century later in a baker's attic.",
    "How it came there, nobody knows.",
    "Today it can be read in the museum of the harbour town.",
];
const RUSSIAN: [&str; 14] = [
    "Маяк на северном мысу построил в 1874 году инженер по фамилии Линдквист.",
    "Тридцать лет там не жил никто, кроме смотрителя и его семьи.",
    "Зимой почта приходила раз в месяц, если позволял лёд.",
    "Старшая дочь смотрителя вела дневник.",
    "Она записывала каждый проходивший корабль, его флаг и груз.",
    "Однажды целую неделю не показалось ни одного паруса.",
    "«Я начала считать чаек», — записала она.",
    "Осенью 1891 года буря разбила большую линзу.",
    "Четыре месяца ушло на то, чтобы изготовить в Париже новую.",
    "До тех пор во всех окнах жгли масляные лампы.",
    "Ни один корабль в ту зиму не погиб.",
    "Дневник нашли через сто лет на чердаке у пекаря.",
    "Как он туда попал, никто не знает.",
    "Сегодня его можно прочесть в музее портового города.",
];

fn texts<'a>(lang: Lang, texts: &'a [&'a str]) -> TextSequence<'a> {
    TextSequence { lang, texts }
}

fn with_encoder() -> Encoded {
    Encoded(Encoder::embedded())
}

/// The beads of Russian and English texts, as `0-0 1-1,2 3-`: source and target texts.
fn aligned(similarity: &dyn Similarity, source: &[&str], target: &[&str]) -> String {
    shown(&align(
        similarity,
        texts(Lang::RU, source),
        texts(Lang::EN, target),
    ))
}

fn shown(beads: &[Bead]) -> String {
    let side = |range: &std::ops::Range<usize>| {
        let numbers: Vec<String> = range.clone().map(|n| n.to_string()).collect();
        numbers.join(",")
    };
    let beads: Vec<String> = beads
        .iter()
        .map(|bead| format!("{}-{}", side(&bead.source), side(&bead.target)))
        .collect();
    beads.join(" ")
}

#[test]
fn what_is_translated_sentence_by_sentence_is_paired_off() {
    let pairs: Vec<String> = (0..14).map(|i| format!("{i}-{i}")).collect();
    assert_eq!(
        aligned(&with_encoder(), &RUSSIAN, &ENGLISH),
        pairs.join(" ")
    );
    assert_eq!(aligned(&Lexical, &RUSSIAN, &ENGLISH), pairs.join(" "));
}

#[test]
fn a_sentence_that_was_left_out_is_alone() {
    let target = [&ENGLISH[..5], &ENGLISH[6..]].concat();
    let found = aligned(&with_encoder(), &RUSSIAN, &target);
    assert!(found.contains("4-4 5- 6-5"), "{found}");
    let source = [&RUSSIAN[..10], &RUSSIAN[11..]].concat();
    let found = aligned(&with_encoder(), &source, &ENGLISH);
    assert!(found.contains("9-9 -10 10-11"), "{found}");
}

#[test]
fn a_paragraph_that_was_left_out_is_alone() {
    let target = [&ENGLISH[..4], &ENGLISH[10..]].concat();
    let found = aligned(&with_encoder(), &RUSSIAN, &target);
    assert!(found.contains("3-3 4- 5- 6- 7- 8- 9- 10-4"), "{found}");
}

#[test]
fn two_sentences_that_change_places_are_one_bead() {
    let mut target = ENGLISH;
    target.swap(7, 8);
    let found = aligned(&with_encoder(), &RUSSIAN, &target);
    assert!(found.contains("6-6 7,8-7,8 9-9"), "{found}");
}

#[test]
fn a_sentence_that_a_machine_cut_in_two_is_one_again() {
    let mut target = ENGLISH.to_vec();
    target.splice(
        0..1,
        [
            "The lighthouse on the northern cape was built in 1874 by an engineer named Mr.",
            "Lindqvist.",
        ],
    );
    let found = aligned(&with_encoder(), &RUSSIAN, &target);
    assert!(found.starts_with("0-0,1 1-2 "), "{found}");
}

#[test]
fn sides_that_change_places_give_the_same_beads() {
    let target = [&ENGLISH[..5], &ENGLISH[6..]].concat();
    let similarity = with_encoder();
    let there = align(
        &similarity,
        texts(Lang::RU, &RUSSIAN),
        texts(Lang::EN, &target),
    );
    let back = align(
        &similarity,
        texts(Lang::EN, &target),
        texts(Lang::RU, &RUSSIAN),
    );
    assert_eq!(there.len(), back.len());
    for (a, b) in there.iter().zip(&back) {
        assert_eq!((&a.source, &a.target), (&b.target, &b.source));
        assert!((a.score - b.score).abs() < 1e-4, "{a:?} {b:?}");
    }
}

#[test]
fn a_part_is_aligned_by_itself() {
    let similarity = with_encoder();
    let pair = TextPair {
        source: texts(Lang::RU, &RUSSIAN),
        target: texts(Lang::EN, &ENGLISH),
        relation: Relation::Within,
    };
    let beads = Aligner::new(&similarity, pair).align(3..6, 4..6);
    assert_eq!(shown(&beads), "0- 1-0 2-1");
}

/// Sentences that differ, `n` of them, and their translations.
fn many(n: usize) -> [Vec<String>; 2] {
    let of = |sentences: [&str; 14]| {
        (0..n)
            .map(|i| format!("{} ({i})", sentences[i * 5 % 14]))
            .collect()
    };
    [of(RUSSIAN), of(ENGLISH)]
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

#[test]
fn a_long_text_that_is_weighed_in_parts_is_aligned_as_one() {
    let [source, mut target] = many(800);
    // One sentence at the seam of two parts, and a chapter elsewhere.
    target.remove(256);
    target.drain(500..600);
    for similarity in [&with_encoder() as &dyn Similarity, &Lexical] {
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            pool.build().unwrap().install(|| {
                align(
                    similarity,
                    texts(Lang::RU, &borrowed(&source)),
                    texts(Lang::EN, &borrowed(&target)),
                )
            })
        };
        let beads = run(1);
        assert_eq!(beads, run(2));
        let alone = beads.iter().filter(|bead| bead.target.is_empty());
        let alone: Vec<usize> = alone.map(|bead| bead.source.start).collect();
        assert_eq!(alone.len(), 101, "{alone:?}");
        assert_eq!(alone[0], 256);
        // The sentences repeat, so that the aligner may place the gap of the chapter a little off.
        let paired = beads.iter().filter(|bead| !bead.target.is_empty());
        for bead in paired {
            let partner = match bead.source.start {
                text if text < 256 => text,
                text if text < 400 => text - 1,
                text if text > 700 => text - 101,
                _ => continue,
            };
            assert_eq!(bead.target, partner..partner + 1);
        }
    }
}

#[test]
fn a_part_of_a_long_document_is_aligned_without_the_encoder_too() {
    let [source, target] = many(120);
    let (source, target) = (borrowed(&source), borrowed(&target));
    let pair = TextPair {
        source: texts(Lang::RU, &source),
        target: texts(Lang::EN, &target),
        relation: Relation::Within,
    };
    let beads = Aligner::new(&Lexical, pair).align(30..75, 30..75);
    assert_eq!(beads.len(), 45, "{}", shown(&beads));
}

#[test]
fn where_no_word_can_be_compared_scores_come_from_the_surface() {
    let greek = [
        "Το πλοίο έφυγε το πρωί.",
        "Κανείς δεν το είδε ξανά, αν και πολλοί το περίμεναν στο λιμάνι.",
        "Γιατί;",
    ]
    .repeat(4);
    let english = [
        "The ship left in the morning.",
        "Nobody saw it again, though many waited for it in the harbour.",
        "Why?",
    ]
    .repeat(4);
    let el: Lang = "el".parse().unwrap();
    let beads = align(&Lexical, texts(el, &greek), texts(Lang::EN, &english));
    let paired = beads
        .iter()
        .filter(|bead| !bead.target.is_empty() && !bead.source.is_empty());
    assert!(paired.clone().count() > 8, "{}", shown(&beads));
    let mean = paired.clone().map(|bead| bead.score).sum::<f64>() / paired.count() as f64;
    assert!(mean > 0.3, "{mean}: {}", shown(&beads));
}

#[test]
fn texts_that_have_nothing_to_do_with_each_other_are_doubted() {
    let strangers = [
        "Chess clubs met on Thursdays in the back room of the café.",
        "The rules were printed on yellow paper.",
        "Members paid a fee of two francs.",
        "A clock with two faces stood on each table.",
        "Smoking was forbidden only in theory.",
        "The champion of the town was a dentist.",
        "He never lost with the black pieces.",
        "His openings were copied by everyone.",
        "The tournament of that spring ended in a quarrel.",
    ];
    for similarity in [&with_encoder() as &dyn Similarity, &Lexical] {
        let beads = align(
            similarity,
            texts(Lang::RU, &RUSSIAN),
            texts(Lang::EN, &strangers),
        );
        let paired: Vec<&Bead> = beads
            .iter()
            .filter(|bead| !bead.source.is_empty() && !bead.target.is_empty())
            .collect();
        let sum: f64 = paired.iter().map(|bead| bead.score).sum();
        assert!(sum < 0.2 * paired.len().max(1) as f64, "{}", shown(&beads));
    }
}

#[test]
fn an_explanation_adds_up() {
    let similarity = with_encoder();
    let target = [&ENGLISH[..5], &ENGLISH[6..]].concat();
    let pair = TextPair {
        source: texts(Lang::RU, &RUSSIAN),
        target: texts(Lang::EN, &target),
        relation: Relation::Parallel,
    };
    let aligner = Aligner::new(&similarity, pair);
    let beads = aligner.align(0..RUSSIAN.len(), 0..target.len());
    for text in 0..RUSSIAN.len() {
        let explanation = aligner.explain(text).unwrap();
        let bead = &explanation.bead;
        assert!(beads.contains(bead), "{bead:?}");
        assert_eq!(explanation.gap.is_some(), bead.target.is_empty());
        assert_eq!(explanation.belief, 1.0);
        let others: f64 = explanation.others.iter().map(|other| other.score).sum();
        assert!(bead.score + others < 1.0 + 1e-6, "{explanation:?}");
        assert!(explanation.terms.iter().any(|term| term.nats() > 0.5));
    }
    assert_eq!(aligner.explain(RUSSIAN.len()), None);
}

#[test]
fn the_explanation_of_unrelated_texts_has_the_score_of_the_alignment() {
    let similarity = with_encoder();
    let strangers = [
        "Smoking was forbidden only in theory.",
        "The champion was a dentist.",
    ];
    let target = [strangers.repeat(6), ENGLISH[12..].to_vec()].concat();
    let pair = TextPair {
        source: texts(Lang::RU, &RUSSIAN),
        target: texts(Lang::EN, &target),
        relation: Relation::Parallel,
    };
    let aligner = Aligner::new(&similarity, pair);
    for bead in aligner.align(0..RUSSIAN.len(), 0..target.len()) {
        if let Some(text) = bead.source.clone().next() {
            assert_eq!(aligner.explain(text).unwrap().bead, bead);
        }
    }
}

#[test]
fn a_gap_costs_more_to_open_than_to_extend() {
    let similarity = with_encoder();
    let target = [&ENGLISH[..4], &ENGLISH[10..]].concat();
    let pair = TextPair {
        source: texts(Lang::RU, &RUSSIAN),
        target: texts(Lang::EN, &target),
        relation: Relation::Parallel,
    };
    let aligner = Aligner::new(&similarity, pair);
    let gap = |text: usize| aligner.explain(text).unwrap().gap.unwrap();
    assert!(gap(4) < gap(5));
    assert_eq!(gap(5), gap(9));
}
