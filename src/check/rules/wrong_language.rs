//! A text that is in another language than its quote says: Ukrainian taken for Russian, a German
//! "translation". Two witnesses are heard: the text itself, if it is long enough to be sure, and what
//! the document declares around it.

use super::{Checked, CheckedQuote, FindingSubject, Look, Observation, Rule, Severity};
use crate::check::declared::{Declared, about, declared};
use crate::lang::{Lang, facts, other_language};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "wrong-language",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Quote,
    summary: "a text is in another language than it is taken for",
    page: include_str!("../../../docs/rules/wrong-language.md"),
    look: Look::Document(look),
};

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let declared = declared(checked.document.text());
    let quotes = checked.quotes().filter(|seen| !seen.is_decided());
    quotes
        .flat_map(|seen| {
            let [source, target] = seen.texts();
            let sides = [
                Taken {
                    what: "original",
                    lang: seen.quote.lang,
                    text: source,
                    spans: seen.source_spans(),
                },
                Taken {
                    what: "translation",
                    lang: seen.quote.target_lang,
                    text: target,
                    spans: seen.target_spans(),
                },
            ];
            sides
                .into_iter()
                .filter_map(|taken| taken.observation(&seen, &declared))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// A side of a quote, and what it is taken for.
struct Taken {
    what: &'static str,
    lang: Lang,
    text: String,
    spans: Vec<Span>,
}

impl Taken {
    fn observation(&self, seen: &CheckedQuote<'_>, declared: &[Declared]) -> Option<Observation> {
        let Self { what, lang, .. } = self;
        let (message, help) = match (self.declared(declared), self.looks_like()) {
            (Some(other), _) => {
                let message = format!(
                    "this {what} is taken for {}, but declared to be {}",
                    name(*lang),
                    name(other)
                );
                (message, "correct what the document declares".to_owned())
            }
            (None, Some(other)) => {
                let message = format!(
                    "this {what} is taken for {}, but looks like {other}",
                    name(*lang)
                );
                let help = format!(
                    "if it is no quote in a language of this corpus, say `diglot decide {} not-a-quote`",
                    seen.quote.id
                );
                (message, help)
            }
            (None, None) => return None,
        };
        let observation = Observation::at(&self.spans, message);
        Some(observation.of_quote(&seen.quote.id).help(help))
    }

    /// The other language that the document declares it to be in.
    fn declared(&self, declared: &[Declared]) -> Option<Lang> {
        let lang = about(declared, &self.spans)?.lang;
        (lang.primary() != self.lang.primary()).then_some(lang)
    }

    /// The other language that its words are in.
    fn looks_like(&self) -> Option<&'static str> {
        other_language(&self.text, self.lang)
    }
}

/// What people call a language.
fn name(lang: Lang) -> String {
    match facts(lang).name.as_str() {
        "" => format!("`{lang}`"),
        name => name.to_owned(),
    }
}
