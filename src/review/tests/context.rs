//! The text around a quote.

use super::super::context::ContextWindow;
use super::letters::{ID, LETTERS, ReviewedLetters};

#[test]
fn the_context_of_a_quote_shows_both_sides() {
    let review = ReviewedLetters::new();
    let quote = review.bead("abeilles").quote;
    let context = review
        .session
        .context(ID, &quote, &ContextWindow::default())
        .unwrap();
    let text: String = context
        .pieces
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(text, context.span.slice(LETTERS));
    let marked = |mark: &str| -> String {
        let pieces = context
            .pieces
            .iter()
            .filter(|piece| piece.mark == Some(mark));
        pieces.map(|piece| piece.text.as_str()).collect()
    };
    assert!(marked("source").contains("Les abeilles dorment"));
    assert!(marked("target").contains("The bees have been asleep"));
    assert!(marked("other").contains("Зима пришла рано"));
    let picked = context
        .pieces
        .iter()
        .find(|piece| piece.text.starts_with("Winter came"))
        .unwrap();
    assert_eq!(picked.span.unwrap().slice(LETTERS), "Winter came early.");
}
