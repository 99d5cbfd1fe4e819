//! The markup of a text: Markdown, and the HTML and Pandoc attributes that appear in it, read
//! forgivingly.
//!
//! Enters: a text. Leaves: [`Markup`], its tokens in order: code, comments, tags, emphasis, escapes, links,
//! footnote labels, and what Pandoc gives attributes to. No text is refused. What does not close is
//! text, and time grows with the length of the text.
//!
//! Markup in code is found too, and each token says whether it is in code. OCR leaves stray
//! backticks, and the text between two of them should be repaired like any other. Rules and
//! comments that must not act on examples ask [`MarkupToken::in_code`].
//!
//! This is the only scan of markup. What the tokens mean is decided elsewhere: how a text looks without them
//! in [`repair`](super::repair), what a block is in [`block`](crate::block), and what a comment
//! allows in [`check`](crate::check).

mod address;
mod brackets;
mod code;
mod html;
mod scan;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use scan::note_label;
pub(crate) use token::{HtmlTag, Markup, MarkupKind, MarkupToken};
