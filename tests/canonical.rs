//! A literal text that is written in the dialect of canonical texts is that text again in what leaves.

use diglot::document::{Layer, escape};
use diglot::internal::blocks;
use diglot::lang::{Identifier, Lang};
use diglot::text::{Repair, Repairs};
use proptest::prelude::*;

/// What a text shows when it is parsed, without white space, which is not literal. A word that the document
/// has with a hyphen and without is another matter: it is repaired whatever the dialect.
fn shown(canonical: &str) -> String {
    let identifier = Identifier::new(Lang::EN, &[Lang::RU, Lang::FR]);
    let blocks = blocks(
        canonical,
        &Layer::default(),
        &identifier,
        Repairs::default()
            .without(Repair::Hyphens)
            .without(Repair::LostHyphens),
    )
    .blocks;
    let text: String = blocks.iter().map(|block| block.text()).collect();
    without_space(&text)
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn each_sign_of_markup_is_shown_as_it_is() {
    for text in [
        "*",
        "**a**",
        "a * b * c",
        "word*",
        "word* and more",
        "_a_ __b__",
        "snake_case",
        "[a](b)",
        "![a](b)",
        "[^1]",
        "[^1]: a note",
        "word[1]",
        "^1",
        "^{1}",
        "word^1",
        "¹ a",
        "word¹",
        "word†",
        "# a",
        "###### a",
        "#a",
        "> a",
        ">",
        "- a",
        "- - -",
        "---",
        "* * *",
        "+ a",
        "• a",
        "1. a",
        "12) a",
        "1902. a",
        "| a | b |",
        "|",
        "a | b",
        "<b>a</b>",
        "<br>",
        "<!-- a -->",
        "<table><tr><td>a</td></tr></table>",
        "</sup>",
        "<sic>",
        "&amp;",
        "&eacute;",
        "&#233;",
        "&",
        "&c",
        "\\",
        "\\*",
        "\\\\",
        "\\[",
        "a\\",
        "```",
        "```\na\n```",
        "`a`",
        "~~~",
        "::: {lang=fr}",
        ":::",
        "[a]{lang=fr}",
        "---\ntitle: a\n---",
        "↩",
        "a ↩",
        "a\n* b",
        "a\n1. b",
        "a\n> b",
    ] {
        assert_eq!(
            shown(&escape(text)),
            without_space(text),
            "{text:?} as {:?}",
            escape(text)
        );
    }
}

proptest! {
    #[test]
    fn any_signs_are_shown_as_they_are(
        text in "([ab \n]|word|[.]|[*_#|>`~:+^•¹†<&;!\\[\\](){}\\\\-]|[0-9]\\.|[0-9]\\)|\\[\\^[0-9]\\]|---|</?(b|sup|br|table|td|a href=\"#x\")>|<!--|-->|&(amp|lt|#42);){0,24}",
    ) {
        prop_assert_eq!(shown(&escape(&text)), without_space(&text), "{:?}", escape(&text));
    }
}
