//! Any operations, one after the other.

use super::super::api::{BeadCell, BeadRow, BeadTexts, Direction, Operation, SideName};
use super::letters::{ID, ReviewedLetters, accept};
use crate::record::Record;
use proptest::prelude::*;

/// Checks that every text of every quote is there once and in order, whatever beads it is in.
fn covers(before: &[Record], after: &[Record]) {
    for number in [0, 1] {
        let side = |record: &'_ Record| record.sides()[number].cloned();
        let letters = |records: &[Record]| -> Vec<(String, String)> {
            let mut quotes: Vec<(String, Vec<(usize, String)>)> = Vec::new();
            for record in records {
                if quotes
                    .last()
                    .is_none_or(|(quote, _)| *quote != record.quote)
                {
                    quotes.push((record.quote.clone(), Vec::new()));
                }
                if let Some(side) = side(record) {
                    let text = side.text.split_whitespace().collect();
                    quotes
                        .last_mut()
                        .unwrap()
                        .1
                        .push((side.spans[0].start, text));
                }
            }
            // In the order of the document: after a swap they cross.
            for (_, texts) in &mut quotes {
                texts.sort();
            }
            let whole =
                |texts: Vec<(usize, String)>| texts.into_iter().map(|(_, text)| text).collect();
            quotes
                .into_iter()
                .map(|(quote, texts)| (quote, whole(texts)))
                .collect()
        };
        assert_eq!(letters(before), letters(after));
        let spans = |records: &[Record]| {
            let sides = records.iter().filter_map(side);
            let mut spans: Vec<_> = sides.flat_map(|side| side.spans.clone()).collect();
            spans.sort();
            spans
        };
        let after = spans(after);
        assert!(
            after.windows(2).all(|two| two[0].end <= two[1].start),
            "{after:?}"
        );
    }
    for (i, record) in after.iter().enumerate() {
        assert!(record.source.is_some() || record.target.is_some());
        assert!(!after[..i].iter().any(|other| other.bead == record.bead));
    }
}

/// An operation of any kind, on beads by number.
#[derive(Clone, Debug)]
struct AnyOperation {
    kind: usize,
    bead: usize,
    other: usize,
    places: [usize; 2],
    flag: bool,
}

impl AnyOperation {
    fn operation(&self, rows: &[BeadRow]) -> Operation {
        let row = &rows[self.bead % rows.len()];
        let next = &rows[(self.bead + 1) % rows.len()];
        let other = &rows[self.other % rows.len()];
        let bead = row.bead.clone();
        let realign = self.flag;
        let side = if self.places[0].is_multiple_of(2) {
            SideName::Source
        } else {
            SideName::Target
        };
        let place = |cell: &Option<BeadCell>, n: usize| {
            let length = cell.as_ref()?.text.encode_utf16().count();
            Some(n % (length + 1))
        };
        let split = |source, target| Operation::Split {
            bead: bead.clone(),
            source,
            target,
            realign,
        };
        match self.kind {
            0 | 1 => Operation::Merge {
                beads: vec![bead, next.bead.clone()],
                realign,
            },
            2 => split(place(&row.source, self.places[0]), None),
            3 => split(None, place(&row.target, self.places[1])),
            4 => split(
                place(&row.source, self.places[0]),
                place(&row.target, self.places[1]),
            ),
            5 | 6 => Operation::Move {
                bead,
                side,
                to: if self.flag {
                    Direction::Up
                } else {
                    Direction::Down
                },
                realign: self.places[1].is_multiple_of(2),
            },
            7 => Operation::Swap { bead },
            8 => Operation::InsertEmpty {
                bead,
                side,
                realign,
            },
            9 => Operation::Link {
                source: bead,
                target: other.bead.clone(),
            },
            10 => Operation::Deletion { bead },
            11 => Operation::Edit {
                edits: vec![BeadTexts {
                    bead,
                    source: row.source.as_ref().map(|cell| format!("{} Да.", cell.text)),
                    target: None,
                }],
            },
            12 => Operation::Note {
                id: bead,
                text: "see there".into(),
            },
            _ => accept(&[row]),
        }
    }
}

fn any_operation() -> impl Strategy<Value = AnyOperation> {
    (
        0..14usize,
        0..20usize,
        0..20usize,
        [0..90usize, 0..90usize],
        any::<bool>(),
    )
        .prop_map(|(kind, bead, other, places, flag)| AnyOperation {
            kind,
            bead,
            other,
            places,
            flag,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_operations_keep_all_text_and_can_be_undone(
        operations in prop::collection::vec(any_operation(), 1..14),
    ) {
        let review = ReviewedLetters::new();
        let machine = review.folded();
        let mut states = vec![review.bytes()];
        for any in &operations {
            let operation = any.operation(&review.rows());
            match review.perform(operation.clone()) {
                Ok(_) => {
                    let loaded = review.store().load(ID).unwrap();
                    prop_assert!(loaded.conflicts.is_empty(), "{operation:?} {:?}", loaded.conflicts);
                    let edited = loaded.records.iter().any(|r| {
                        r.source.as_ref().is_some_and(|side| side.text.contains("Да."))
                    });
                    if !edited {
                        covers(&machine, &loaded.records);
                    }
                    states.push(review.bytes());
                }
                Err(refused) => prop_assert!(
                    ["usage", "nothing"].contains(&refused.code),
                    "{operation:?} {refused:?}"
                ),
            }
        }
        let steps = states.len() - 1;
        for state in states[..steps].iter().rev() {
            review.undo().unwrap();
            prop_assert_eq!(&review.bytes(), state);
        }
        prop_assert_eq!(&review.folded(), &machine);
        for state in &states[1..] {
            review.redo().unwrap();
            prop_assert_eq!(&review.bytes(), state);
        }
    }
}
