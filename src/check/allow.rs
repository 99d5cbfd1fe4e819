//! Comments in a document that allow what a rule finds there:
//! `<!-- diglot: allow missing-translation -- the next page translates it -->`.
//!
//! A comment in a paragraph of its own is about the paragraph that follows, one inside a paragraph
//! about that paragraph; `allow-file` instead of `allow` is about the whole document.

use super::rule::{LONGEST_WORD, Rule};
use crate::text::{Span, cut};
use serde::{Deserialize, Serialize};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";
const NAME: &str = "diglot:";

/// What a comment allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// The comment.
    pub span: Span,
    /// Where it allows findings: those that begin there. `None` for the whole document.
    pub scope: Option<Span>,
    /// The codes of the rules, as they are written.
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

/// What the comments in a text allow, in order.
pub(super) fn allowances(text: &str) -> Vec<Allowance> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(OPEN).map(|at| from + at) {
        let inside = at + OPEN.len();
        let Some(length) = text[inside..].find(CLOSE) else {
            break;
        };
        let end = inside + length + CLOSE.len();
        let content = text[inside..inside + length].trim();
        if let Some(said) = content.strip_prefix(NAME) {
            found.push(allowance(text, Span::new(at, end), said.trim()));
        }
        from = end;
    }
    found
}

fn allowance(text: &str, span: Span, said: &str) -> Allowance {
    let (said, reason) = match said.split_once("--") {
        Some((said, reason)) => (said.trim_end(), reason.trim_matches(['-', ' ', '\n', '\r'])),
        None => (said, ""),
    };
    let (word, rules) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    let rules: Vec<String> = rules
        .split([',', ' ', '\t', '\n', '\r'])
        .filter(|code| !code.is_empty())
        .map(str::to_owned)
        .collect();
    let fault = match word {
        "allow" | "allow-file" if rules.is_empty() => {
            Some("it names no rule: `<!-- diglot: allow missing-translation -->`".to_owned())
        }
        "allow" | "allow-file" => rules.iter().find_map(|code| Rule::named(code).err()),
        _ => Some(format!(
            "`{}` is neither `allow` nor `allow-file`",
            cut(word, LONGEST_WORD)
        )),
    };
    Allowance {
        scope: (word != "allow-file").then(|| scope(text, span)),
        span,
        rules,
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
        fault,
    }
}

/// The paragraph that a comment stands in, or if there is nothing else in it, the next one.
fn scope(text: &str, comment: Span) -> Span {
    let start = start_of_paragraph(text, comment.start);
    let end = end_of_paragraph(text, comment.end);
    let alone = is_blank(&text[start..comment.start]) && is_blank(&text[comment.end..end]);
    if !alone {
        return Span::new(start, end);
    }
    let rest = &text[end..];
    // Other comments may stand between.
    let next = skip_blank(rest);
    Span::new(start, end_of_paragraph(text, end + next))
}

/// Whether there is nothing in it but white space and comments.
fn is_blank(text: &str) -> bool {
    skip_blank(text) == text.len()
}

/// How many bytes of white space and comments a text begins with.
fn skip_blank(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        match rest
            .strip_prefix(OPEN)
            .and_then(|inside| inside.find(CLOSE))
        {
            Some(length) => rest = &rest[OPEN.len() + length + CLOSE.len()..],
            None => return text.len() - rest.len(),
        }
    }
}

fn start_of_paragraph(text: &str, at: usize) -> usize {
    let lines = text[..at].split_inclusive('\n').rev();
    // What stands before it in its own line may be blank.
    let above = lines.take_while(|line| !line.ends_with('\n') || !line.trim().is_empty());
    at - above.map(str::len).sum::<usize>()
}

fn end_of_paragraph(text: &str, at: usize) -> usize {
    let mut lines = text[at..].split_inclusive('\n');
    let own = lines.next().map_or(0, str::len);
    let below = lines.take_while(|line| !line.trim().is_empty());
    at + own + below.map(str::len).sum::<usize>()
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
    fn what_is_wrong_with_one_is_told() {
        let fault = |text: &str| allowances(text)[0].fault.clone().unwrap();
        assert_eq!(
            fault("<!-- diglot: allow missing-translaton -->"),
            "`missing-translaton` is no rule; did you mean `missing-translation`?"
        );
        assert!(fault("<!-- diglot: allow -->").starts_with("it names no rule"));
        assert!(fault("<!-- diglot: forbid -->").starts_with("`forbid` is neither"));
        let long = fault(&format!("<!-- diglot: {} -->", "ё".repeat(100_000)));
        assert!(long.starts_with("`ёё") && long.contains("…` is neither"));
        assert!(long.len() < 200);
        assert_eq!(allowances("<!-- dig --> <!-- diglot: allow x"), []);
    }
}
