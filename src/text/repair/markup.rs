//! Markup: tags, emphasis, escapes, images and link targets are not shown.

use super::input::RepairInput;
use super::replacement::{Replacement, ReplacementKind};
use crate::text::markup::{HtmlTag, MarkupKind};

/// The markup of a text.
pub(super) fn find(input: &RepairInput<'_>) -> Vec<Replacement> {
    let tokens = input.markup.tokens().iter();
    let found = tokens.filter_map(|token| {
        let (shown, kind) = shown(&token.kind, input.text)?;
        Some(Replacement::new(
            token.span.start,
            token.span.end,
            shown,
            kind,
        ))
    });
    found.collect()
}

/// What a token is shown as; `None` for one that is text, or that another repair takes out.
fn shown(kind: &MarkupKind, text: &str) -> Option<(&'static str, ReplacementKind)> {
    match kind {
        MarkupKind::Tag(tag) if tag.is_html => Some(shown_tag(tag, text)),
        MarkupKind::Emphasis { slants: true } => Some(("", ReplacementKind::Slant)),
        MarkupKind::Comment
        | MarkupKind::Emphasis { slants: false }
        | MarkupKind::Escape
        | MarkupKind::LinkStart
        | MarkupKind::LinkTarget
        | MarkupKind::Image => Some(("", ReplacementKind::Markup)),
        MarkupKind::Code
        | MarkupKind::Tag(_)
        | MarkupKind::NoteLabel { .. }
        | MarkupKind::Division { .. }
        | MarkupKind::Attributes { .. } => None,
    }
}

fn shown_tag(tag: &HtmlTag, text: &str) -> (&'static str, ReplacementKind) {
    let is = |names: &[&str]| names.iter().any(|name| tag.is_named(text, name));
    if is(&["br"]) {
        (" ", ReplacementKind::Break)
    } else if is(&["i", "em"]) {
        ("", ReplacementKind::Slant)
    } else if is(&["p", "div", "td", "th", "tr", "li", "blockquote"]) {
        (" ", ReplacementKind::Markup)
    } else {
        ("", ReplacementKind::Markup)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown as all;

    fn shown(text: &str) -> String {
        all(text, &[])
    }

    #[test]
    fn emphasis_goes_and_stray_stars_stay() {
        assert_eq!(
            shown("a **bold** and *slanted* word"),
            "a bold and slanted word"
        );
        assert_eq!(
            shown("2 * 3 * 4 and snake_case_name"),
            "2 * 3 * 4 and snake_case_name"
        );
        assert_eq!(shown("never *closed\n\nhere*"), "never *closed\n\nhere*");
    }

    #[test]
    fn an_editors_brackets_stay() {
        for text in ["he <sic> saw <of snow> nothing", "<!-- open"] {
            assert_eq!(shown(text), text);
        }
        assert_eq!(shown("a <!-- note --> <u>b</u>"), "a  b");
    }

    #[test]
    fn escapes_are_characters() {
        assert_eq!(shown(r"see \[1\]"), "see [1]");
    }

    #[test]
    fn links_keep_their_text() {
        assert_eq!(
            shown("see [the map](http://x/y) ![p](q.png)here"),
            "see the map here"
        );
    }
}
