use super::*;
use crate::text::Span;
use proptest::prelude::*;

/// The tokens of a text that `wanted` holds for, as the text has them.
fn found(text: &str, wanted: impl Fn(&MarkupToken) -> bool) -> Vec<&str> {
    let markup = Markup::of(text);
    let tokens = markup.tokens().iter().filter(|token| wanted(token));
    tokens.map(|token| token.span.slice(text)).collect()
}

fn code(text: &str) -> Vec<&str> {
    found(text, |token| token.kind == MarkupKind::Code)
}

fn comments(text: &str) -> Vec<&str> {
    found(text, |token| {
        token.kind == MarkupKind::Comment && !token.in_code
    })
}

fn tags(text: &str) -> Vec<&str> {
    found(text, |token| matches!(token.kind, MarkupKind::Tag(_)))
}

/// The words of a text that are prose.
fn prose(text: &str) -> String {
    let markup = Markup::of(text);
    crate::text::words(text)
        .map(|range| Span::new(range.start, range.end))
        .filter(|&span| markup.is_prose(text, span))
        .map(|span| span.slice(text))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn code_markup_and_addresses_are_not_prose() {
    for (text, left) in [
        ("a `code` b ``two ` ticks`` c", "a b c"),
        ("open ` tick\n\nand ` another", "open tick and another"),
        ("open ` tick\r\n\r\nand ` another", "open tick and another"),
        ("open ` tick\n \t\nand ` another", "open tick and another"),
        ("a `code\r\ncode` b", "a b"),
        ("a\n```sh\ncode\n```\nb", "a b"),
        ("a\n~~~\ncode\n```\nmore", "a"),
        (
            "see <b title=\"x\">this</b> <!-- not\n\nthis --> end",
            "see this end",
        ),
        ("[ferry](http://a.org/b) [boat](boat.html)", "ferry boat"),
        ("at https://a.org/ferry, anna@a.org www.a.org", "at"),
        ("at a.org/ferry and either/or", "at and either or"),
        ("ice[^snow] and [bac]{lang=fr}", "ice and bac"),
        ("he <sic> saw <of snow> it", "he sic saw of snow it"),
    ] {
        assert_eq!(prose(text), left, "{text}");
    }
}

#[test]
fn a_comment_hides_code_and_code_hides_a_comment() {
    assert_eq!(code("<!-- ` --> a ` b"), [""; 0]);
    assert_eq!(code("<!--\n```\n--> a"), [""; 0]);
    assert_eq!(comments("`<!-- a -->` b"), [""; 0]);
    // The one that opens in code does not end outside it.
    assert_eq!(comments("`<!--` and <!-- a -->"), ["<!-- a -->"]);
    assert_eq!(comments("```\n<!-- a\n```\n<!-- b -->"), ["<!-- b -->"]);
}

#[test]
fn a_comment_may_be_empty() {
    assert_eq!(comments("<!--> a <!---> b <!----> c -->").len(), 3);
    assert_eq!(comments("<!-- open"), [""; 0]);
}

#[test]
fn an_escaped_backtick_begins_no_code() {
    assert_eq!(code(r"\`a` b"), [""; 0]);
    // But it may end some.
    assert_eq!(code(r"`a\` b"), [r"`a\`"]);
}

#[test]
fn a_fence_ends_a_paragraph() {
    let text = "a ` b\n```\ncode\n```\nc ` d";
    assert_eq!(code(text), ["```\ncode\n```\n"]);
    // A single backtick inside does not start a search for another.
    assert_eq!(code("```\n`\n```\na `b` c"), ["```\n`\n```\n", "`b`"]);
    assert_eq!(code("``` a `b` c"), ["`b`"]);
    assert_eq!(code("~~~ a `b`\nc\n~~~\n"), ["~~~ a `b`\nc\n~~~\n"]);
}

#[test]
fn tokens_in_code_are_found_and_marked() {
    let markup = Markup::of("*a* `*b* <i>` *c*");
    let in_code: Vec<bool> = markup.tokens().iter().map(|token| token.in_code).collect();
    let expected = [false, false, false, true, true, true, false, false];
    assert_eq!(in_code, expected);
    // OCR leaves stray backticks, but the stars around them are still a pair.
    let kinds = found("*l`eau* et *d`or*", |token| {
        matches!(token.kind, MarkupKind::Emphasis { .. })
    });
    assert_eq!(kinds.len(), 4);
}

#[test]
fn a_tag_ends_in_its_paragraph_and_holds_no_other() {
    assert_eq!(
        tags("<b>a</b> <i\nclass=x> <br/>"),
        ["<b>", "</b>", "<i\nclass=x>", "<br/>"]
    );
    assert_eq!(tags("<b\n\n> <b <i> 2 < 3 > 1"), ["<i>"]);
    let long = format!("<img src=\"{}\">", "a".repeat(5000));
    assert_eq!(tags(&long), [long.as_str()]);
    assert_eq!(tags("<!-- <b> -->"), [""; 0]);
}

#[test]
fn a_label_of_a_footnote_has_no_spaces() {
    let labels = |text| {
        found(text, |token| {
            matches!(token.kind, MarkupKind::NoteLabel { .. })
        })
        .join(" ")
    };
    assert_eq!(
        labels("a[^1] b[^long-name-of-a-note-on-ferries]"),
        "[^1] [^long-name-of-a-note-on-ferries]"
    );
    assert_eq!(labels("a[^] b[^two words] c[^[x]"), "");
    assert_eq!(
        labels("[^1]: A note.\n> - [^2]: Another.\nNot [^3]: this."),
        "[^1]: [^2]: [^3]"
    );
}

#[test]
fn attributes_belong_to_the_innermost_brackets() {
    let attributes =
        |text| found(text, |t| matches!(t.kind, MarkupKind::Attributes { .. })).join(" ");
    assert_eq!(attributes("[a [b](c) d]{x} e]{y}"), "]{x}");
    assert_eq!(attributes("[a\n\nb]{x} [a `]` b]{y}"), "]{y}");
    assert_eq!(attributes(&format!("[a]{{{}}}", "x".repeat(2000))), "");
    let text = "[a [b]{x} c]{y}";
    let markup = Markup::of(text);
    let texts = markup.tokens().iter().filter_map(|token| match token.kind {
        MarkupKind::Attributes { text: inner, .. } => Some(inner.slice(text)),
        _ => None,
    });
    assert_eq!(texts.collect::<Vec<_>>(), ["b", "a [b]{x} c"]);
}

#[test]
fn the_target_of_a_link_holds_no_emphasis() {
    let kinds = found("[a](b_c*) d* *e*", |token| {
        matches!(token.kind, MarkupKind::Emphasis { .. })
    });
    assert_eq!(kinds.len(), 2);
}

#[test]
fn divisions_begin_and_end_with_colons() {
    let divisions = |text| {
        let markup = Markup::of(text);
        let tokens = markup.tokens().iter();
        let begins = tokens.filter_map(|token| match token.kind {
            MarkupKind::Division { attributes } => Some(attributes.is_some()),
            _ => None,
        });
        begins.collect::<Vec<_>>()
    };
    assert_eq!(divisions("::: {lang=fr}\na\n:::\n"), [true, false]);
    assert_eq!(divisions(":: a\n :::\n```\n:::\n```\n"), [false; 0]);
}

/// Texts that would take a careless scan a time that grows with the square of their length.
#[test]
fn any_text_is_scanned_in_linear_time() {
    let ticks: String = (1..700).map(|n| "`".repeat(n) + " ").collect();
    for piece in [
        "<", "<b", "<!--", "`<!--", "[", "[^", "[a](", "![", "![a](", "]{", "[a]{", "[^a", "*a ",
        "_a ", "`", "` `` ", "\n", "\n ", "<sup>", "\\", ":::\n", "```\n", "~~~", "( ", "<b\n",
        "[\n", &ticks,
    ] {
        let text = piece.repeat(400_000 / piece.len());
        let start = std::time::Instant::now();
        Markup::of(&text);
        assert!(
            start.elapsed().as_secs() < 10,
            "{:?}",
            &piece[..4.min(piece.len())]
        );
    }
}

proptest! {
    #[test]
    fn any_text_can_be_scanned(
        text in "([<>/\\[\\]{}()!:=^*_`~\\\\ \n\"#>-]|<!--|-->|```|:::|lang|fr|é|div|sup|\\[\\^1\\]){0,60}",
    ) {
        let markup = Markup::of(&text);
        let mut last = 0;
        let mut code_end = 0;
        for token in markup.tokens() {
            prop_assert!(text.get(token.span.start..token.span.end).is_some(), "{token:?}");
            prop_assert!(!token.span.is_empty() && token.span.start >= last, "{token:?}");
            last = token.span.start;
            prop_assert_eq!(token.in_code, token.span.start < code_end);
            if token.kind == MarkupKind::Code {
                prop_assert!(!token.in_code);
                code_end = token.span.end;
            }
        }
        for range in crate::text::words(&text) {
            markup.is_prose(&text, Span::new(range.start, range.end));
        }
    }
}
