//! Comments in a document that allow what a rule finds there:
//! `<!-- diglot: allow missing-translation -- the next page translates it -->`.
//!
//! A comment in a paragraph of its own is about the paragraph that follows, one inside a paragraph
//! about that paragraph; `allow-file` instead of `allow` is about the whole document.

use super::prose::code;
use super::rule::{LONGEST_WORD, Rule};
use crate::text::{Span, cut};
use serde::{Deserialize, Serialize};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";
const NAME: &str = "diglot";
/// The word of a comment that is about the whole document.
const FOR_ALL: &str = "allow-file";
/// What the reason begins with.
const DASHES: [&str; 3] = ["--", "—", "–"];
const EXAMPLE: &str = "`<!-- diglot: allow missing-translation -->`";

/// What a comment allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// The comment.
    pub span: Span,
    /// Where it allows findings: those that begin there. `None` for the whole document.
    pub scope: Option<Span>,
    /// The codes of the rules, in small letters.
    pub rules: Vec<String>,
    /// Why, if it says so.
    pub reason: Option<String>,
    /// What is wrong with the comment, if anything is.
    pub fault: Option<String>,
}

impl Allowance {
    /// Whether it allows what a rule finds at `place`, the first byte of a finding; `None` for a finding
    /// about the whole document.
    pub fn covers(&self, rule: &str, place: Option<usize>) -> bool {
        let named = self.rules.iter().any(|code| code == rule);
        named
            && match (self.scope, place) {
                (None, _) => true,
                (Some(scope), Some(place)) => (scope.start..scope.end).contains(&place),
                (Some(_), None) => false,
            }
    }
}

/// What the comments in a text allow, in order. Those in code are examples, and allow nothing.
pub(super) fn allowances(text: &str) -> Vec<Allowance> {
    let comments = comments(text);
    let said: Vec<(Span, CommentText<'_>)> = comments
        .iter()
        .filter_map(|&span| Some((span, said(content(span, text))?)))
        .collect();
    if said.is_empty() {
        return Vec::new();
    }
    let paragraphs = paragraphs(text, &comments);
    said.into_iter()
        .map(|(span, said)| {
            let at = paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
            allowance(span, said, paragraphs.get(at))
        })
        .collect()
}

/// All comments of a text that are not in code, in order.
fn comments(text: &str) -> Vec<Span> {
    if !text.contains(OPEN) {
        return Vec::new();
    }
    let mut code = code(text).into_iter().peekable();
    let mut found = Vec::new();
    let mut from = 0;
    let mut code_ends = 0;
    while let Some(at) = text[from..].find(OPEN).map(|at| from + at) {
        while let Some(span) = code.next_if(|span| span.start < at) {
            // What begins in a comment is no code.
            if span.start >= from {
                code_ends = code_ends.max(span.end);
            }
        }
        if at < code_ends {
            from = code_ends;
            continue;
        }
        let inside = at + OPEN.len();
        let Some(length) = text[inside..].find(CLOSE) else {
            break;
        };
        from = inside + length + CLOSE.len();
        found.push(Span::new(at, from));
    }
    found
}

fn content(comment: Span, text: &str) -> &str {
    let whole = comment.slice(text);
    &whole[OPEN.len()..whole.len() - CLOSE.len()]
}

/// What a comment says to diglot.
enum CommentText<'a> {
    /// What stands behind the colon.
    Colon(&'a str),
    /// There is no colon, and an `allow` all the same.
    NoColon,
}

fn said(content: &str) -> Option<CommentText<'_>> {
    let content = content.trim_start();
    let name = content.get(..NAME.len())?;
    let rest = &content[NAME.len()..];
    let behind = rest.trim_start();
    if !name.eq_ignore_ascii_case(NAME) {
        return None;
    }
    if let Some(said) = behind.strip_prefix(':') {
        return Some(CommentText::Colon(said.trim()));
    }
    let word = behind.split_whitespace().next()?.trim_end_matches(':');
    let is_meant = behind.len() < rest.len() && is_word(&word.to_ascii_lowercase());
    is_meant.then_some(CommentText::NoColon)
}

fn is_word(word: &str) -> bool {
    matches!(word, "allow" | FOR_ALL)
}

fn allowance(span: Span, said: CommentText<'_>, paragraph: Option<&CommentScope>) -> Allowance {
    let scope = paragraph.map_or(span, |paragraph| paragraph.scope);
    let CommentText::Colon(said) = said else {
        return Allowance {
            span,
            scope: Some(scope),
            rules: Vec::new(),
            reason: None,
            fault: Some(format!("`diglot` needs a colon: {EXAMPLE}")),
        };
    };
    let begin = DASHES.iter().filter_map(|dash| said.find(dash)).min();
    let (said, reason) = said.split_at(begin.unwrap_or(said.len()));
    let reason = reason.trim_matches(|c: char| "-—–".contains(c) || c.is_whitespace());
    let mut words = said
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase);
    let word = words.next().unwrap_or_default();
    let rules: Vec<String> = words.collect();
    let fault = match is_word(&word) {
        true if rules.is_empty() => Some(format!("it names no rule: {EXAMPLE}")),
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

/// What stands between blank lines; those in comments divide nothing.
struct CommentScope {
    span: Span,
    /// Whether there is nothing in it but comments.
    is_blank: bool,
    /// What a comment in it is about: itself, or up to the end of the next that is not blank.
    scope: Span,
}

fn paragraphs(text: &str, comments: &[Span]) -> Vec<CommentScope> {
    let mut found: Vec<CommentScope> = Vec::new();
    let mut comments = comments.iter().peekable();
    let mut goes_on = false;
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
            _ if is_blank && !has_comment => goes_on = false,
            Some(paragraph) if goes_on => {
                paragraph.span.end = at;
                paragraph.is_blank &= is_blank;
            }
            _ => {
                let span = Span::new(start, at);
                let scope = span;
                found.push(CommentScope {
                    span,
                    is_blank,
                    scope,
                });
                goes_on = true;
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
    fn what_it_allows_and_why() {
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
    fn many_comments_take_no_time() {
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
    fn what_is_wrong_with_one_is_told() {
        let fault = |text: &str| allowances(text)[0].fault.clone().unwrap();
        assert_eq!(
            fault("<!-- diglot: allow missing-translaton -->"),
            "`missing-translaton` is no rule; did you mean `missing-translation`?"
        );
        assert!(fault("<!-- diglot: allow -->").starts_with("it names no rule"));
        assert!(fault("<!-- diglot: forbid -->").starts_with("`forbid` is neither"));
        assert!(fault("<!-- diglot allow mixed-scripts -->").starts_with("`diglot` needs a colon"));
        assert!(fault("<!-- Diglot Allow-File: a -->").starts_with("`diglot` needs a colon"));
        for other in [
            "<!-- dig --> <!-- diglot: allow x",
            "<!-- diglot allows this, I hope -->",
            "<!-- diglots allow a -->",
            "<!-- diglot -->",
            "<!---->",
        ] {
            assert_eq!(allowances(other), [], "{other}");
        }
        let long = fault(&format!("<!-- diglot: {} -->", "ё".repeat(100_000)));
        assert!(long.starts_with("`ёё") && long.contains("…` is neither"));
        assert!(long.len() < 200);
    }
}
