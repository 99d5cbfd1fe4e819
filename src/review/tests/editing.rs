//! Edits and notes whose beads become others.

use super::super::api::{BeadTexts, Operation};
use super::letters::{ID, ReviewedLetters, edit};

#[test]
fn an_edit_and_a_note_survive_a_merge_and_a_split_of_their_bead() {
    let review = ReviewedLetters::new();
    let row = review.rows()[0].clone();
    review.done(edit(&row, "Winter had come early."));
    review.done(Operation::Note {
        id: row.bead.clone(),
        text: "old style".into(),
    });
    let beads: Vec<String> = review.rows()[..2]
        .iter()
        .map(|row| row.bead.clone())
        .collect();
    review.done(Operation::Merge {
        beads,
        realign: false,
    });
    let merged = review.rows()[0].clone();
    let target = merged.target.unwrap();
    assert_eq!(
        target.text,
        "Winter had come early. In 1902 the sea froze in November."
    );
    assert_eq!(
        target.unedited.as_deref(),
        Some("Winter came early. In 1902 the sea froze in November.")
    );
    assert_eq!(merged.notes, ["old style"]);
    review.done(Operation::Split {
        bead: merged.bead,
        source: Some(merged.source.unwrap().cuts[0]),
        target: Some(target.cuts[0]),
        realign: false,
    });
    let rows = review.rows();
    assert_eq!(
        rows[0].target.as_ref().unwrap().text,
        "Winter had come early."
    );
    assert_eq!(rows[1].target.as_ref().unwrap().unedited, None);
    review.undo().unwrap();
    assert_eq!(
        review.rows()[0].target.as_ref().unwrap().text,
        target.text,
        "as one operation"
    );
    assert!(review.session.document(ID).unwrap().conflicts.is_empty());
}

#[test]
fn text_added_at_an_end_stays_with_its_bead() {
    let review = ReviewedLetters::new();
    let beads: Vec<String> = review.rows()[..2]
        .iter()
        .map(|row| row.bead.clone())
        .collect();
    let add = |bead: &String, text: &str| BeadTexts {
        bead: bead.clone(),
        source: None,
        target: Some(text.into()),
    };
    review.done(Operation::Edit {
        edits: vec![
            add(&beads[0], "Winter came early. Very."),
            add(&beads[1], "In 1902 the sea froze in November. All of it."),
        ],
    });
    review.done(Operation::Merge {
        beads,
        realign: false,
    });
    let merged = review.rows()[0].clone();
    let target = merged.target.unwrap();
    assert_eq!(
        target.text,
        "Winter came early. Very. In 1902 the sea froze in November. All of it."
    );
    let place = target.text.find("Very").unwrap();
    for (at, first) in [
        (place, "Winter came early."),
        (place + 5, "Winter came early. Very."),
    ] {
        review.done(Operation::Split {
            bead: merged.bead.clone(),
            source: Some(merged.source.as_ref().unwrap().cuts[0]),
            target: Some(at),
            realign: false,
        });
        let texts: Vec<String> = review.rows()[..2]
            .iter()
            .map(|row| row.target.as_ref().unwrap().text.clone())
            .collect();
        assert_eq!(texts[0], first);
        assert_eq!(texts.join(" "), target.text);
        review.undo().unwrap();
    }
}
