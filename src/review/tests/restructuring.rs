//! Merging, splitting, moving and swapping.

use super::super::api::{BeadRow, Direction, Operation, SideName};
use super::letters::{LETTERS, ReviewedLetters, accept, edit};

#[test]
fn a_bead_is_merged_split_and_moved_and_all_of_it_undone() {
    let review = ReviewedLetters::new();
    let machine = review.bytes();
    let merged = review.done(Operation::Merge {
        beads: vec![review.rows()[0].bead.clone(), review.rows()[1].bead.clone()],
        realign: true,
    });
    assert_eq!(
        review.beads()[0],
        "«Зима пришла рано. В 1902 году море замёрзло в ноябре. | \
         Winter came early. In 1902 the sea froze in November."
    );
    let row = &review.rows()[0];
    assert_eq!(
        (row.kind.as_str(), row.status.as_str()),
        ("2-2", "accepted")
    );
    assert_eq!(merged.focus.as_ref(), Some(&row.bead));
    let cut = row.source.as_ref().unwrap().cuts[0];
    review.done(Operation::Split {
        bead: row.bead.clone(),
        source: Some(cut),
        target: None,
        realign: true,
    });
    assert_eq!(review.beads()[0], "«Зима пришла рано. | Winter came early.");
    review.done(Operation::Move {
        bead: review.rows()[1].bead.clone(),
        side: SideName::Target,
        to: Direction::Up,
        realign: false,
    });
    assert_eq!(
        review.beads()[..2],
        [
            "«Зима пришла рано. | Winter came early. In 1902 the sea froze in November.",
            "В 1902 году море замёрзло в ноябре. | -",
        ]
    );
    let before = review.beads();
    review.undo().unwrap();
    review.redo().unwrap();
    assert_eq!(review.beads(), before);

    let review = review.again();
    for _ in 0..3 {
        review.undo().unwrap();
    }
    assert_eq!(review.bytes(), machine, "also after a restart");
    assert_eq!(review.undo().unwrap_err().code, "nothing");
    for _ in 0..3 {
        review.redo().unwrap();
    }
    assert_eq!(review.beads(), before);
}

#[test]
fn a_caret_cuts_inside_a_segment_and_the_spans_follow() {
    let review = ReviewedLetters::new();
    let row = review.bead("Соль кончилась");
    let source = row.source.as_ref().unwrap();
    let target = row.target.as_ref().unwrap();
    let at = |text: &str, word: &str| text[..text.find(word).unwrap()].encode_utf16().count();
    review.done(Operation::Split {
        bead: row.bead.clone(),
        source: Some(at(&source.text, "мука")),
        target: Some(at(&target.text, "there is flour")),
        realign: false,
    });
    let records = review.folded();
    let first = records.iter().position(|r| r.bead == row.bead).unwrap();
    for (record, (russian, english)) in records[first..].iter().zip([
        ("Соль кончилась,", "The salt is gone,"),
        ("мука есть.", "there is flour."),
    ]) {
        for (side, text) in [(&record.source, russian), (&record.target, english)] {
            let side = side.as_ref().unwrap();
            assert_eq!(side.text, text);
            assert_eq!(side.spans[0].slice(LETTERS), text);
        }
    }
    assert!(
        records[first + 1].bead.contains('+'),
        "{}",
        records[first + 1].bead
    );
    // Together again, they are what they were.
    let merged = review.done(Operation::Merge {
        beads: records[first..first + 2]
            .iter()
            .map(|r| r.bead.clone())
            .collect(),
        realign: false,
    });
    assert_eq!(merged.focus, Some(row.bead));
    assert_eq!(review.bead("Соль").source.unwrap().text, source.text);
}

#[test]
fn a_split_of_one_side_cuts_the_other_where_the_halves_match() {
    let review = ReviewedLetters::new();
    let row = review.bead("Соль кончилась");
    let source = row.source.unwrap().text;
    review.done(Operation::Split {
        bead: row.bead,
        source: Some("Соль кончилась,".encode_utf16().count()),
        target: None,
        realign: false,
    });
    let beads = review.beads();
    assert!(
        beads.contains(&"Соль кончилась, | The salt is gone,".to_owned()),
        "{beads:#?}"
    );
    assert!(source.ends_with("мука есть."));
}

#[test]
fn a_swap_keeps_edits_with_their_texts_and_makes_none() {
    let review = ReviewedLetters::new();
    let [first, second] = &review.rows()[..2] else {
        panic!();
    };
    review.done(edit(first, "Winter had come early."));
    review.done(Operation::Swap {
        bead: first.bead.clone(),
    });
    let rows = review.rows();
    let text = |row: &BeadRow| row.target.as_ref().unwrap().text.clone();
    assert_eq!(text(&rows[1]), "Winter had come early.");
    assert_eq!(text(&rows[0]), text(second));
    assert_eq!(rows[0].target.as_ref().unwrap().unedited, None);
}

#[test]
fn fixing_one_bead_aligns_its_neighbours_again_except_decided_ones() {
    let review = ReviewedLetters::new();
    let last = review.bead("Иван чинит");
    review.done(accept(&[&last]));
    let first = review.rows()[0].clone();
    // Everything between is off by one after this, and the machine fixes it.
    review.done(Operation::InsertEmpty {
        bead: first.bead.clone(),
        side: SideName::Source,
        realign: true,
    });
    let beads = review.beads();
    assert_eq!(beads[0], "«Зима пришла рано. | -");
    assert!(beads[1].contains("Winter came early."), "{beads:#?}");
    assert!(
        beads
            .iter()
            .any(|bead| bead.contains("Аврора") && bead.contains("Aurora"))
    );
    assert_eq!(review.bead("Иван чинит").rev, last_rev(&review, &last));
}

fn last_rev(review: &ReviewedLetters, last: &BeadRow) -> String {
    let rows = review.rows();
    let row = rows.iter().find(|row| row.bead == last.bead).unwrap();
    assert_eq!(row.status, "accepted");
    row.rev.clone()
}
