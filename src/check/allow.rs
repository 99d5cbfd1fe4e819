//! Comments in a document that allow what a rule finds there:
//! `<!-- diglot: allow missing-translation -- the next page translates it -->`.
//!
//! Enters: a document's text and its comments, as the scan of its markup has found them. Leaves: what
//! they allow, and what is wrong with them. A comment in a paragraph of its own is about the paragraph
//! that follows, one inside a paragraph is about that paragraph; `allow-file` instead of `allow` is
//! about the whole document. Comments in code are examples, and allow nothing.

use super::allowance::Allowance;
use super::observation::LONGEST_WORD;
use super::rule::Rule;
use crate::block::Markup;
use crate::text::{Span, cut};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";
const NAME: &str = "diglot";
/// The word of a comment that is about the whole document.
const FOR_ALL: &str = "allow-file";
/// The signs before the reason.
const DASHES: [&str; 3] = ["--", "—", "–"];
const EXAMPLE: &str = "`<!-- diglot: allow missing-translation -->`";

/// The allowances of the comments in a text, in order.
pub(super) fn allowances(text: &str, markup: &Markup) -> Vec<Allowance> {
    let comments: Vec<Span> = markup.comments().collect();
    let requests: Vec<(Span, CommentRequest<'_>)> = comments
        .iter()
        .filter_map(|&span| Some((span, request(content(span, text))?)))
        .collect();
    if requests.is_empty() {
        return Vec::new();
    }
    let paragraphs = paragraphs(text, &comments);
    requests
        .into_iter()
        .map(|(span, request)| {
            let at = paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
            let scope = paragraphs.get(at).map_or(span, |paragraph| paragraph.scope);
            allowance(span, request, scope)
        })
        .collect()
}

/// The text between the marks of a comment: empty in `<!-->`, whose marks overlap.
fn content(comment: Span, text: &str) -> &str {
    let whole = comment.slice(text);
    whole
        .get(OPEN.len()..whole.len() - CLOSE.len())
        .unwrap_or_default()
}

/// The request to diglot in a comment.
enum CommentRequest<'a> {
    /// The text after the colon.
    Text(&'a str),
    /// There is no colon, and an `allow` all the same.
    WithoutColon,
}

fn request(content: &str) -> Option<CommentRequest<'_>> {
    let content = content.trim_start();
    let name = content.get(..NAME.len())?;
    let rest = &content[NAME.len()..];
    let text = rest.trim_start();
    if !name.eq_ignore_ascii_case(NAME) {
        return None;
    }
    if let Some(text) = text.strip_prefix(':') {
        return Some(CommentRequest::Text(text.trim()));
    }
    let word = text.split_whitespace().next()?.trim_end_matches(':');
    let is_meant = text.len() < rest.len() && is_word(&word.to_ascii_lowercase());
    is_meant.then_some(CommentRequest::WithoutColon)
}

fn is_word(word: &str) -> bool {
    matches!(word, "allow" | FOR_ALL)
}

fn allowance(span: Span, request: CommentRequest<'_>, scope: Span) -> Allowance {
    let CommentRequest::Text(text) = request else {
        return Allowance {
            span,
            scope: Some(scope),
            rules: Vec::new(),
            reason: None,
            fault: Some(format!("`diglot` needs a colon: {EXAMPLE}")),
        };
    };
    let begin = DASHES.iter().filter_map(|dash| text.find(dash)).min();
    let (text, reason) = text.split_at(begin.unwrap_or(text.len()));
    let reason = reason.trim_matches(|c: char| "-—–".contains(c) || c.is_whitespace());
    let mut words = text
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase);
    let word = words.next().unwrap_or_default();
    let rules: Vec<String> = words.collect();
    let fault = match is_word(&word) {
        true if rules.is_empty() => Some(format!("it does not name a rule: {EXAMPLE}")),
        true => rules.iter().find_map(|code| Rule::named(code).err()),
        false => Some(format!(
            "`{}` is neither `allow` nor `{FOR_ALL}`",
            cut(&word, LONGEST_WORD)
        )),
    };
    Allowance {
        scope: (word != FOR_ALL).then_some(scope),
        span,
        rules,
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
        fault,
    }
}

/// The text between two blank lines. Blank lines in comments do not divide paragraphs.
struct ScopedParagraph {
    span: Span,
    /// Whether it has nothing but comments.
    is_blank: bool,
    /// What a comment in it is about: the paragraph itself or, if it is blank, all up to the end of the next
    /// that is not.
    scope: Span,
}

fn paragraphs(text: &str, comments: &[Span]) -> Vec<ScopedParagraph> {
    let mut found: Vec<ScopedParagraph> = Vec::new();
    let mut comments = comments.iter().peekable();
    let mut continues = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let mut has_comment = false;
        let mut is_blank = true;
        let mut from = start;
        while let Some(comment) = comments.peek().filter(|comment| comment.start < at) {
            has_comment = true;
            is_blank &= text[from..comment.start.max(from)].trim().is_empty();
            from = comment.end.min(at);
            if comment.end > at {
                break;
            }
            comments.next();
        }
        is_blank &= text[from..at].trim().is_empty();
        match found.last_mut() {
            _ if is_blank && !has_comment => continues = false,
            Some(paragraph) if continues => {
                paragraph.span.end = at;
                paragraph.is_blank &= is_blank;
            }
            _ => {
                let span = Span::new(start, at);
                let scope = span;
                found.push(ScopedParagraph {
                    span,
                    is_blank,
                    scope,
                });
                continues = true;
            }
        }
    }
    let mut end = text.len();
    for paragraph in found.iter_mut().rev() {
        if !paragraph.is_blank {
            end = paragraph.span.end;
        }
        paragraph.scope = Span::new(paragraph.span.start, end);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowances(text: &str) -> Vec<Allowance> {
        super::allowances(text, &Markup::of(text))
    }

    fn scopes(text: &str) -> Vec<&str> {
        let found = allowances(text);
        found
            .iter()
            .map(|allowance| allowance.scope.map_or("all", |scope| scope.slice(text)))
            .collect()
    }

    #[test]
    fn a_comment_alone_is_about_the_next_paragraph() {
        let text = "One.\n\n<!-- diglot: allow mixed-scripts -->\n\n> Two\n> two.\n\nThree.\n";
        assert_eq!(
            scopes(text),
            ["<!-- diglot: allow mixed-scripts -->\n\n> Two\n> two.\n"]
        );
        let twice =
            "<!-- diglot: allow a --><!-- diglot: allow b -->\n<!-- other -->\nOne.\n\nTwo.";
        assert!(scopes(twice).iter().all(|scope| scope.ends_with("One.\n")));
    }

    #[test]
    fn a_comment_in_a_paragraph_is_about_that_one() {
        let text = "One.\n\nTwo <!-- diglot: allow mixed-scripts -->\ntwo.\n\nThree.\n";
        assert_eq!(
            scopes(text),
            ["Two <!-- diglot: allow mixed-scripts -->\ntwo.\n"]
        );
        assert_eq!(scopes("One.\n<!-- diglot: allow-file a -->"), ["all"]);
        let directly = "One.\n\n<!-- diglot: allow a -->\nTwo.\n\nThree.";
        assert_eq!(scopes(directly), ["<!-- diglot: allow a -->\nTwo.\n"]);
    }

    #[test]
    fn a_comment_says_what_it_allows_and_why() {
        let found = allowances(
            "<!--diglot: allow mixed-scripts, missing-translation -- a joke -->\n\nA\n\nB",
        );
        let [allowance] = &found[..] else {
            panic!("{found:?}")
        };
        assert_eq!(allowance.rules, ["mixed-scripts", "missing-translation"]);
        assert_eq!(allowance.reason.as_deref(), Some("a joke"));
        let scope = allowance.scope.unwrap();
        assert!(allowance.covers("missing-translation", Some(scope.end - 2)));
        assert!(!allowance.covers("missing-translation", Some(scope.end)));
        assert!(!allowance.covers("missing-translation", None));
        assert!(!allowance.covers("stale-decision", Some(scope.start)));
    }

    #[test]
    fn a_blank_line_is_a_line_of_white_space() {
        for blank in ["\n\n", "\r\n\r\n", "\n \t\n"] {
            let comment = "<!-- diglot: allow mixed-scripts -->";
            let text = ["One.", comment, "Two.", "Three."].join(blank);
            let [scope] = scopes(&text)[..] else {
                panic!("{blank:?}")
            };
            assert_eq!(scope.trim_end(), [comment, "Two."].join(blank));
        }
    }

    #[test]
    fn blank_lines_in_a_comment_divide_nothing() {
        let text = "One.\n\n<!-- a\n\nb --><!-- diglot: allow c -->\n\nTwo.\n\nThree.";
        assert_eq!(scopes(text), [&text[6..text.len() - 7]]);
    }

    #[test]
    fn comments_in_code_are_examples() {
        for text in [
            "```html\n<!-- diglot: allow-file a -->\n```\n",
            "~~~\r\n<!-- diglot: forbid -->\r\n~~~\r\n",
            "```\n<!-- diglot: allow a -->",
            "Write `<!-- diglot: allow a -->` before it.",
            "Write ``<!-- diglot: `allow` a -->`` before it.",
        ] {
            assert_eq!(allowances(text), [], "{text}");
        }
        let text = "Begin with `<!--`.\n\n<!-- diglot: allow a -->\nTwo.";
        assert_eq!(scopes(text), ["<!-- diglot: allow a -->\nTwo."]);
        let text = "<!--\n```\n-->\n\n<!-- diglot: allow a -->\nTwo.";
        assert_eq!(scopes(text), ["<!-- diglot: allow a -->\nTwo."]);
    }

    #[test]
    fn many_comments_are_read_in_linear_time() {
        for between in [" ", "\n", "\n\n"] {
            let text = format!("<!-- diglot: allow mixed-scripts -->{between}").repeat(20_000);
            assert_eq!(allowances(&text).len(), 20_000);
        }
    }

    #[test]
    fn case_and_dashes_do_not_matter() {
        for text in [
            "<!-- Diglot: Allow mixed-scripts -- facsimile -->",
            "<!-- diglot:allow Mixed-Scripts—facsimile -->",
            "<!-- DIGLOT: allow mixed-scripts – facsimile -->",
            "<!-- diglot : allow mixed-scripts --- facsimile -->",
        ] {
            let [allowance] = &allowances(text)[..] else {
                panic!("{text}")
            };
            assert_eq!(allowance.fault, None, "{text}");
            assert_eq!(allowance.rules, ["mixed-scripts"], "{text}");
            assert_eq!(allowance.reason.as_deref(), Some("facsimile"), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_comment_is_reported() {
        let fault = |text: &str| allowances(text)[0].fault.clone().unwrap();
        assert_eq!(
            fault("<!-- diglot: allow missing-translaton -->"),
            "`missing-translaton` is not a rule; did you mean `missing-translation`?"
        );
        assert!(fault("<!-- diglot: allow -->").starts_with("it does not name a rule"));
        assert!(fault("<!-- diglot: forbid -->").starts_with("`forbid` is neither"));
        assert!(fault("<!-- diglot allow mixed-scripts -->").starts_with("`diglot` needs a colon"));
        assert!(fault("<!-- Diglot Allow-File: a -->").starts_with("`diglot` needs a colon"));
        for other in [
            "<!-- dig --> <!-- diglot: allow x",
            "<!-- diglot allows this, I hope -->",
            "<!-- diglots allow a -->",
            "<!-- diglot -->",
            "<!---->",
            "<!--> diglot: allow a -->",
            "<!---> diglot: allow a -->",
        ] {
            assert_eq!(allowances(other), [], "{other}");
        }
        let long = fault(&format!("<!-- diglot: {} -->", "ё".repeat(100_000)));
        assert!(long.starts_with("`ёё") && long.contains("…` is neither"));
        assert!(long.len() < 200);
    }
}
