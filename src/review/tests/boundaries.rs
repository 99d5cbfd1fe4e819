//! Where quotes begin and end.

use super::super::api::{BoundaryUnit, Direction, Operation, SideName};
use super::super::context::ContextWindow;
use super::letters::{ID, LETTERS, ReviewedLetters};
use crate::text::Span;

#[test]
fn a_decision_on_a_quote_is_built_and_can_be_undone() {
    let review = ReviewedLetters::new();
    let machine = review.bytes();
    let french = review.bead("abeilles");
    review.done(Operation::NotAQuote {
        quote: french.quote.clone(),
    });
    review.wait();
    assert!(!review.rows().iter().any(|row| row.quote == french.quote));
    review.undo().unwrap();
    review.wait();
    assert_eq!(review.bytes(), machine);

    // The translation without its last sentence, then with it again.
    let shrink = |grow| Operation::Bound {
        quote: french.quote.clone(),
        side: SideName::Target,
        edge: Direction::Down,
        by: BoundaryUnit::Sentence,
        grow,
    };
    review.done(shrink(false));
    review.wait();
    let texts = |review: &ReviewedLetters| -> Vec<Option<String>> {
        let rows = review
            .rows()
            .into_iter()
            .filter(|row| row.quote == french.quote);
        rows.map(|row| row.target.map(|cell| cell.text)).collect()
    };
    assert!(
        !texts(&review)
            .iter()
            .flatten()
            .any(|text| text.contains("Henri"))
    );
    review.done(shrink(true));
    review.wait();
    assert!(
        texts(&review)
            .iter()
            .flatten()
            .any(|text| text.contains("Henri has closed"))
    );

    // A translation somewhere else in the document.
    let place = LETTERS.find("A third line").unwrap();
    let lone = review.bead("Писем больше");
    let checksum = review
        .session
        .context(ID, &lone.quote, &ContextWindow::default())
        .unwrap()
        .checksum;
    review.done(Operation::Place {
        quote: lone.quote.clone(),
        side: SideName::Target,
        span: Span::new(
            place,
            place + "A third line has no translation at all.".len(),
        ),
        checksum,
    });
    review.wait();
    assert_eq!(
        review.bead("Писем больше").target.unwrap().text,
        "A third line has no translation at all."
    );
}

#[test]
fn boundaries_moved_one_after_the_other_all_hold() {
    let review = ReviewedLetters::new();
    let quote = |review: &ReviewedLetters| review.rows()[0].quote.clone();
    let original = |review: &ReviewedLetters| {
        let rows = review.rows();
        let quote = &rows[0].quote;
        let own = rows.iter().filter(|row| row.quote == *quote);
        own.filter_map(|row| Some(row.source.as_ref()?.text.clone()))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let before = original(&review);
    for (edge, grow) in [
        (Direction::Down, false),
        (Direction::Down, false),
        (Direction::Up, false),
        (Direction::Up, true),
        (Direction::Down, true),
        (Direction::Down, true),
    ] {
        let done = review.done(Operation::Bound {
            quote: quote(&review),
            side: SideName::Source,
            edge,
            by: BoundaryUnit::Sentence,
            grow,
        });
        // It is built when it is answered.
        assert_eq!(done.focus, Some(review.rows()[0].bead.clone()));
        assert!(review.session.document(ID).unwrap().conflicts.is_empty());
    }
    assert_eq!(original(&review), before);
    let too_far = review.perform(Operation::Bound {
        quote: quote(&review),
        side: SideName::Source,
        edge: Direction::Down,
        by: BoundaryUnit::Block,
        grow: true,
    });
    assert_eq!(too_far.unwrap_err().error, "its other side is there");
}
