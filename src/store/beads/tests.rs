//! What becomes of beads that people changed, and of their decisions when the machine aligns again.

use crate::lang::Lang;
use crate::record::{BeadKind, BeadSide, Cut, Record, Status};
use crate::sample::bead;
use crate::store::{
    ConflictReason, DecidedBead, DecidedTexts, Decision, Folded, SegmentCut, Verdict, fold,
};
use crate::text::Span;
use proptest::prelude::*;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const QUOTE: &str = "aaaaaaaaaaaa";

/// Segments, as the machine has them: the original, then the translation.
const SEGMENTS: [[&str; 4]; 2] = [
    ["Зима пришла рано.", "Холодно.", "Пароход ушёл.", "Мы ждём."],
    [
        "Winter came early.",
        "It is cold.",
        "The steamer left.",
        "We wait.",
    ],
];

/// The machine's records, each with a number of segments on either side.
fn machine(kinds: &[(usize, usize)]) -> Vec<Record> {
    let mut next = [0, 0];
    let mut records = Vec::new();
    for &(source, target) in kinds {
        let ids = [next[0] + 1, next[0] + source];
        let id = match source {
            0 => format!("{QUOTE}.t{}", next[1] + 1),
            1 => format!("{QUOTE}.{}", ids[0]),
            _ => format!("{QUOTE}.{}-{}", ids[0], ids[1]),
        };
        let mut record = bead("gogol", &id, "x", "x");
        record.kind = BeadKind { source, target };
        let mut sides = [None, None];
        for (side, count) in [source, target].into_iter().enumerate() {
            let own = &SEGMENTS[side][next[side]..next[side] + count];
            let start = 1000 * side + 100 * next[side];
            next[side] += count;
            sides[side] = (count > 0).then(|| of_segments(own, start, [Lang::RU, Lang::EN][side]));
        }
        [record.source, record.target] = sides;
        records.push(record);
    }
    records
}

fn of_segments(segments: &[&str], start: usize, lang: Lang) -> BeadSide {
    let mut cut = Cut { text: 0, raw: 0 };
    let mut cuts = Vec::new();
    let mut spans = Vec::new();
    for (i, segment) in segments.iter().enumerate() {
        cut.text += segment.len();
        cut.raw += segment.len();
        cuts.push(cut);
        cut.text += 1;
        spans.push(Span::new(start + 100 * i, start + 100 * i + segment.len()));
    }
    cuts.pop();
    BeadSide {
        lang,
        text: segments.join(" "),
        spans,
        cuts,
        glued: false,
    }
}

fn at(second: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(second)
}

/// The decision that segments of either side are divided into parts of these sizes, in characters.
fn divided(id: &str, on: [Option<&str>; 2], parts: &[(usize, usize, Option<f64>)]) -> Decision {
    let [source, target] = on.map(|text| text.map(str::to_owned));
    let beads = parts.iter().map(|&(source, target, score)| DecidedBead {
        source,
        target,
        score,
    });
    let verdict = Verdict::Beads {
        beads: beads.collect(),
        inside: Vec::new(),
    };
    let id = format!("{QUOTE}.{id}");
    Decision::on_texts(&id, DecidedTexts { source, target }, verdict, "anna", at(1))
}

/// The first two segments of either side are one bead.
fn merged() -> Decision {
    let on = [
        Some("Зима пришла рано. Холодно."),
        Some("Winter came early. It is cold."),
    ];
    divided("1", on, &[(26, 30, None)])
}

fn lines(folded: &Folded) -> Vec<String> {
    let text = |side: &Option<BeadSide>| side.as_ref().map_or("-".into(), |side| side.text.clone());
    let records = folded.records.iter();
    records
        .map(|r| {
            let id = r.bead.strip_prefix(QUOTE).unwrap();
            format!(
                "{id} {} {}: {} | {}",
                r.kind,
                r.status,
                text(&r.source),
                text(&r.target)
            )
        })
        .collect()
}

#[test]
fn beads_are_divided_as_a_person_says_whatever_the_machine_proposes() {
    let expected = [
        ".1-2 2-2 accepted: Зима пришла рано. Холодно. | Winter came early. It is cold.",
        ".3 1-1 proposed: Пароход ушёл. | The steamer left.",
        ".4 1-1 proposed: Мы ждём. | We wait.",
    ];
    let kinds: [&[(usize, usize)]; 3] = [
        &[(1, 1), (1, 1), (1, 1), (1, 1)],
        &[(2, 2), (1, 1), (1, 1)],
        &[(1, 1), (1, 0), (0, 1), (1, 1), (1, 1)],
    ];
    for kinds in kinds {
        let folded = fold(machine(kinds), &[merged()]);
        assert_eq!(lines(&folded), expected);
        assert_eq!(folded.conflicts, []);
        assert_eq!(folded.records[0].score, 1.0);
        let source = folded.records[0].source.as_ref().unwrap();
        assert_eq!(source.cuts, [Cut { text: 31, raw: 31 }]);
    }
    // The part of a machine's bead outside stays one bead.
    let folded = fold(machine(&[(1, 1), (2, 2), (1, 1)]), &[merged()]);
    assert_eq!(lines(&folded)[..2], expected[..2]);
    assert_eq!(folded.records[1].status, Status::Proposed);
}

#[test]
fn what_the_machine_made_of_neighbours_is_a_proposal_and_not_a_decision() {
    let on = [
        Some("Зима пришла рано. Холодно. Пароход ушёл."),
        Some("Winter came early. It is cold. The steamer left."),
    ];
    let parts = [(17, 18, None), (8, 11, Some(0.75)), (13, 17, Some(0.5))];
    let folded = fold(machine(&[(3, 3), (1, 1)]), &[divided("1-3", on, &parts)]);
    let found: Vec<_> = folded.records.iter().map(|r| (r.status, r.score)).collect();
    assert_eq!(
        found,
        [
            (Status::Accepted, 1.0),
            (Status::Proposed, 0.75),
            (Status::Proposed, 0.5),
            (Status::Proposed, 0.9123),
        ]
    );
}

#[test]
fn a_bead_that_begins_inside_a_segment_says_so_in_its_id() {
    let on = [Some("Зима пришла рано."), Some("Winter came early.")];
    let parts = [(4, 6, None), (12, 11, None)];
    let folded = fold(machine(&[(1, 1), (3, 3)]), &[divided("1", on, &parts)]);
    assert_eq!(
        lines(&folded)[..2],
        [
            ".1 1-1 accepted: Зима | Winter",
            ".1+5 1-1 accepted: пришла рано. | came early."
        ]
    );
    let spans = |i: usize| folded.records[i].source.as_ref().unwrap().spans.clone();
    assert_eq!(spans(0), [Span::new(0, 8)]);
    assert_eq!(spans(1), [Span::new(9, 31)]);
    assert_eq!(
        folded.records[2].bead,
        format!("{QUOTE}.2-4"),
        "others keep their ids"
    );
}

#[test]
fn where_the_document_has_another_text_a_place_in_it_must_be_known() {
    // The document spells "рано" differently: two bytes more.
    let mut records = machine(&[(1, 1)]);
    records[0].source.as_mut().unwrap().spans = vec![Span::new(0, 33)];
    let on = [Some("Зима пришла рано."), Some("Winter came early.")];
    let mut decision = divided("1", on, &[(4, 6, None), (12, 11, None)]);
    let folded = fold(records.clone(), std::slice::from_ref(&decision));
    assert_eq!(folded.conflicts[0].why, ConflictReason::Inapplicable);
    if let Verdict::Beads { inside, .. } = &mut decision.verdict {
        inside.push(SegmentCut {
            target: false,
            at: 4,
            raw: [10, 11],
            of: 33,
        });
    }
    let folded = fold(records, &[decision]);
    assert_eq!(folded.conflicts, []);
    let spans = |i: usize| folded.records[i].source.as_ref().unwrap().spans.clone();
    assert_eq!(
        (spans(0), spans(1)),
        (vec![Span::new(0, 10)], vec![Span::new(11, 33)])
    );
}

#[test]
fn a_cut_between_two_letters_leaves_no_space_when_its_parts_are_merged_again() {
    let on = [Some("Холодно."), Some("It is cold.")];
    let cut = divided("2", on, &[(4, 5, None), (4, 5, None)]);
    let folded = fold(
        machine(&[(1, 1), (1, 1), (2, 2)]),
        std::slice::from_ref(&cut),
    );
    assert_eq!(
        lines(&folded)[1..3],
        [
            ".2 1-1 accepted: Холо | It is",
            ".2+4 1-1 accepted: дно. | cold.",
        ]
    );
    assert!(folded.records[2].source.as_ref().unwrap().glued);
    let merged = divided("2", on, &[(8, 11, None)]);
    let folded = fold(machine(&[(1, 1), (1, 1), (2, 2)]), &[cut, merged]);
    assert_eq!(lines(&folded)[1], ".2 1-1 accepted: Холодно. | It is cold.");
    assert_eq!(folded.conflicts, []);
}

#[test]
fn translations_are_swapped_and_swapped_back() {
    let on = [
        Some("Зима пришла рано. Холодно."),
        Some("Winter came early. It is cold."),
    ]
    .map(|text| text.map(str::to_owned));
    let [source, target] = on;
    let id = format!("{QUOTE}.1");
    let swap = |n| {
        let texts = DecidedTexts {
            source: source.clone(),
            target: target.clone(),
        };
        Decision::on_texts(&id, texts, Verdict::Swap, "anna", at(n))
    };
    let kinds = [(1, 1), (1, 1), (2, 2)];
    let folded = fold(machine(&kinds), &[swap(1)]);
    assert_eq!(
        lines(&folded)[..2],
        [
            ".1 1-1 accepted: Зима пришла рано. | It is cold.",
            ".2 1-1 accepted: Холодно. | Winter came early.",
        ]
    );
    let folded = fold(machine(&kinds), &[swap(1), swap(2)]);
    assert!(lines(&folded)[0].ends_with("Зима пришла рано. | Winter came early."));
    // If the machine has one bead of the two, there is nothing to exchange.
    let folded = fold(machine(&[(2, 2), (2, 2)]), &[swap(1)]);
    assert_eq!(folded.conflicts[0].why, ConflictReason::Inapplicable);
}

#[test]
fn earlier_decisions_no_longer_count_and_a_note_goes_along() {
    let machine = machine(&[(1, 1), (1, 1), (2, 2)]);
    let text = "old style".to_owned();
    let on = |i: usize, verdict, n| Decision::on_bead(&machine[i], verdict, "anna", at(n));
    let before = vec![
        on(0, Verdict::Reject, 0),
        on(1, Verdict::Note { text }, 0),
        merged(),
    ];
    let folded = fold(machine.clone(), &before);
    assert_eq!(folded.conflicts, []);
    assert_eq!(folded.records[0].status, Status::Accepted);
    assert_eq!(folded.records[0].notes, ["old style"]);
    // Taken back, everything is as it was.
    let mut after = before.clone();
    after.push(before[2].undo_operation("boris", at(2)));
    assert_eq!(fold(machine.clone(), &after), fold(machine, &before[..2]));
}

#[test]
fn a_decision_whose_text_is_gone_is_in_conflict() {
    let gone = divided("1", [Some("Весна."), Some("Spring.")], &[(6, 7, None)]);
    let folded = fold(machine(&[(4, 4)]), &[gone]);
    assert_eq!(folded.conflicts[0].why, ConflictReason::TextChanged);
    let mut elsewhere = merged();
    elsewhere.id = "bbbbbbbbbbbb.1".into();
    // In another quote now, but in only one.
    let folded = fold(machine(&[(1, 1), (1, 1), (2, 2)]), &[elsewhere]);
    assert_eq!(folded.conflicts, []);
    assert_eq!(folded.records[0].kind.to_string(), "2-2");
}

#[test]
fn the_example_of_the_page_on_formats_is_one() {
    let page = include_str!("../../../docs/formats.md");
    let line = page
        .lines()
        .find(|line| line.contains(r#""decision":"beads""#))
        .unwrap();
    let decision: Decision = serde_json::from_str(line).unwrap();
    assert_eq!(decision.hash, decision.on.hash());
    let mut record = bead("d", "b819c607eaa5.1", "x", "x");
    for (side, text) in [
        (&mut record.source, &decision.on.source),
        (&mut record.target, &decision.on.target),
    ] {
        side.as_mut().unwrap().text = text.clone().unwrap();
        side.as_mut().unwrap().spans = vec![Span::new(0, text.as_ref().unwrap().len())];
    }
    let folded = fold(vec![record], &[decision]);
    assert_eq!(folded.conflicts, []);
    let texts: Vec<_> = folded.records.iter().map(DecidedTexts::of_bead).collect();
    assert_eq!(texts[0].target.as_deref(), Some("Winter came early. Ah."));
    assert_eq!(texts[1].source.as_deref(), Some("Холодно."));
}

#[test]
fn a_note_that_was_taken_back_does_not_come_back_with_a_merge() {
    let machine = machine(&[(1, 1), (1, 1), (2, 2)]);
    let text = "wrong".to_owned();
    let note = Decision::on_bead(&machine[0], Verdict::Note { text }, "anna", at(0));
    let undo = note.undo("anna", at(1));
    let folded = fold(machine, &[note, undo, merged()]);
    assert!(folded.records[0].notes.is_empty());
}

#[test]
fn decisions_on_a_bead_that_only_the_machine_changed_are_reported_and_go_nowhere_else() {
    let mut machine = machine(&[(1, 1), (1, 1), (1, 1), (1, 1)]);
    // The last record has the text of the second.
    let (source, target) = (machine[1].source.clone(), machine[1].target.clone());
    machine[3].source.as_mut().unwrap().text = source.unwrap().text;
    machine[3].target.as_mut().unwrap().text = target.unwrap().text;
    let reject = Decision::on_bead(&machine[1], Verdict::Reject, "boris", at(0));
    let on = [
        Some("Зима пришла рано. Холодно. Пароход ушёл."),
        Some("Winter came early. It is cold. The steamer left."),
    ];
    let parts = [(17, 18, None), (22, 29, Some(0.5))];
    let folded = fold(machine, &[reject, divided("1", on, &parts)]);
    assert_eq!(folded.conflicts.len(), 1);
    assert_eq!(folded.conflicts[0].why, ConflictReason::TextChanged);
    assert!(folded.records.iter().all(|r| r.status != Status::Rejected));
}

#[test]
fn a_quote_is_known_whatever_is_cut_in_it() {
    let machine = machine(&[(2, 2), (2, 2)]);
    let on = [
        Some("Зима пришла рано. Холодно."),
        Some("Winter came early. It is cold."),
    ];
    // Between two letters of the last word.
    let cut = divided("1", on, &[(22, 26, None), (4, 4, None)]);
    let cut_up = fold(machine.clone(), std::slice::from_ref(&cut)).records;
    let text = "compare".to_owned();
    let note = Decision::on_quote(&cut_up, QUOTE, Verdict::Note { text }, "anna", at(2));
    let whole = fold(machine, std::slice::from_ref(&note));
    assert_eq!(whole.conflicts, []);
    assert_eq!(whole.records[0].notes, ["compare"]);
}

#[test]
fn what_is_left_of_a_persons_bead_is_proposed_and_unsure() {
    let second = divided(
        "2",
        [
            Some("Холодно. Пароход ушёл."),
            Some("It is cold. The steamer left."),
        ],
        &[(22, 29, None)],
    );
    let machine = machine(&[(1, 1), (1, 1), (1, 1), (1, 1)]);
    let folded = fold(machine, &[merged(), second]);
    assert_eq!(folded.conflicts, []);
    let left = &folded.records[0];
    assert_eq!((left.status, left.score), (Status::Proposed, 0.0));
    assert_eq!(folded.records[1].status, Status::Accepted);
}

#[test]
fn impossible_parts_are_in_conflict() {
    let on = [Some("Зима пришла рано."), Some("Winter came early.")];
    for parts in [
        // A space at the end; too much; too little.
        [(5, 6, None), (11, 11, None)],
        [(4, 6, None), (99, 11, None)],
        [(4, 6, None), (2, 11, None)],
        [(usize::MAX, 6, None), (1, 11, None)],
    ] {
        let folded = fold(machine(&[(1, 1), (3, 3)]), &[divided("1", on, &parts)]);
        assert_eq!(
            folded.conflicts[0].why,
            ConflictReason::Inapplicable,
            "{parts:?}"
        );
        assert_eq!(folded.records, machine(&[(1, 1), (3, 3)]));
    }
    for raw in [[0, 5], [5, 31], [9, 8], [40, 41]] {
        let mut decision = divided("1", on, &[(4, 6, None), (12, 11, None)]);
        if let Verdict::Beads { inside, .. } = &mut decision.verdict {
            let (target, at, of) = (false, 4, 31);
            inside.push(SegmentCut {
                target,
                at,
                raw,
                of,
            });
        }
        let folded = fold(machine(&[(1, 1)]), &[decision]);
        assert_eq!(
            folded.conflicts[0].why,
            ConflictReason::Inapplicable,
            "{raw:?}"
        );
    }
}

#[test]
fn a_segment_count_that_does_not_fit_leaves_one_unit() {
    for count in [3, usize::MAX] {
        let mut machine = machine(&[(1, 1), (1, 1), (2, 2)]);
        machine[0].kind.source = count;
        let folded = fold(machine, &[merged()]);
        assert_eq!(folded.conflicts, []);
        assert_eq!(folded.records.len(), 2);
    }
}

/// Decisions of two people, on any neighbouring beads, in any order.
fn any_lines() -> impl Strategy<Value = Vec<(usize, usize, Vec<usize>, bool)>> {
    let sizes = prop::collection::vec(1..30usize, 1..4);
    prop::collection::vec((0..4usize, 1..4usize, sizes, any::<bool>()), 1..8)
}

proptest! {
    #[test]
    fn whatever_lines_say_beads_cover_both_sides_once_and_in_order(lines in any_lines()) {
        let all = machine(&[(1, 1), (1, 1), (1, 1), (1, 1)]);
        let mut decisions = Vec::new();
        for (n, (first, count, sizes, swap)) in lines.into_iter().enumerate() {
            // Made on the machine's beads, whatever has become of them since.
            let own = &all[first..(first + count).min(all.len())];
            let text = |side: fn(&Record) -> Option<&BeadSide>| {
                let texts: Vec<&str> =
                    own.iter().filter_map(side).map(|side| &side.text[..]).collect();
                texts.join(" ")
            };
            let [source, target] = [text(|r| r.source.as_ref()), text(|r| r.target.as_ref())];
            let verdict = match swap {
                true => Verdict::Swap,
                false => Verdict::Beads {
                    beads: divisions(&source, &target, &sizes),
                    inside: Vec::new(),
                },
            };
            let on = DecidedTexts { source: Some(source), target: Some(target) };
            decisions.push(Decision::on_texts(&own[0].bead, on, verdict, "anna", at(n as u64)));
        }
        let folded = fold(all.clone(), &decisions);
        for side in [
            (|r: &Record| r.source.clone()) as fn(&Record) -> Option<BeadSide>,
            |r| r.target.clone(),
        ] {
            let pieces = |records: &[Record]| {
                let mut sides: Vec<BeadSide> = records.iter().filter_map(side).collect();
                sides.sort_by_key(|side| side.spans[0].start);
                let texts: String = sides.iter().map(|side| side.text.replace(' ', "")).collect();
                let spans: Vec<Span> = sides.iter().flat_map(|side| side.spans.clone()).collect();
                assert!(spans.windows(2).all(|two| two[0].end <= two[1].start));
                texts.replace(' ', "")
            };
            prop_assert_eq!(pieces(&folded.records), pieces(&all));
        }
        let sources: Vec<usize> = { folded.records.iter() }
            .filter_map(|r| Some(r.source.as_ref()?.spans[0].start))
            .collect();
        prop_assert!(sources.is_sorted());
        let mut ids: Vec<&str> = folded.records.iter().map(|r| &r.bead[..]).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), folded.records.len());
    }
}

/// Two texts in parts of about these sizes, between words.
fn divisions(source: &str, target: &str, sizes: &[usize]) -> Vec<DecidedBead> {
    let cut = |text: &str| {
        let mut parts = Vec::new();
        let mut words = text.split(' ').peekable();
        for &size in sizes {
            let mut own = 0;
            while own < size
                && let Some(word) = words.next()
            {
                own += word.chars().count() + usize::from(own > 0);
            }
            parts.push(own);
        }
        let rest: Vec<&str> = words.collect();
        parts.push(rest.join(" ").chars().count());
        parts
    };
    let parts = cut(source).into_iter().zip(cut(target));
    let parts = parts.map(|(source, target)| DecidedBead {
        source,
        target,
        score: None,
    });
    parts.filter(|part| part.source + part.target > 0).collect()
}
