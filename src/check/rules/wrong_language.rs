//! A text that is in another language than its quote says: Ukrainian taken for Russian, a German
//! "translation". Two things show it: the text itself, if it is long enough to be sure, and what the
//! document declares around it.

use crate::check::checked::{Checked, CheckedQuote};
use crate::check::declared::{DeclaredLanguage, declaration_about, declared_languages};
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::lang::{Lang, facts, other_language};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "wrong-language",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Quote,
    summary: "a text seems to be in another language",
    page: include_str!("../../../docs/rules/wrong-language.md"),
    look: Look::Document(look),
};

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let declared = declared_languages(checked.document.text(), checked.markup());
    let quotes = checked.quotes().filter(|quote| !quote.is_decided());
    quotes
        .flat_map(|quote| {
            let [source, target] = quote.texts();
            let sides = [
                TakenSide {
                    what: "original",
                    lang: quote.found.lang,
                    text: source,
                    spans: quote.source_spans(),
                },
                TakenSide {
                    what: "translation",
                    lang: quote.found.target_lang,
                    text: target,
                    spans: quote.target_spans(),
                },
            ];
            sides
                .into_iter()
                .filter_map(|side| side.observation(&quote, &declared))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// A side of a quote, and the language that it is taken for.
struct TakenSide {
    what: &'static str,
    lang: Lang,
    text: String,
    spans: Vec<Span>,
}

impl TakenSide {
    fn observation(
        &self,
        quote: &CheckedQuote<'_>,
        declared: &[DeclaredLanguage],
    ) -> Option<Observation> {
        let Self { what, lang, .. } = self;
        let (message, help) = match (self.declared(declared), self.looks_like()) {
            (Some(other), _) => {
                let message = format!(
                    "diglot reads this {what} as {}, but the document declares it to be {}",
                    name(*lang),
                    name(other)
                );
                (message, "correct the document's declaration".to_owned())
            }
            (None, Some(other)) => {
                let message = format!(
                    "diglot reads this {what} as {}, but it looks like {other}",
                    name(*lang)
                );
                let help = format!(
                    "if it is not a quote in a language of this corpus, use `diglot decide {} not-a-quote`",
                    quote.found.id
                );
                (message, help)
            }
            (None, None) => return None,
        };
        let observation = Observation::at(&self.spans, message);
        Some(observation.of_quote(&quote.found.id).help(help))
    }

    /// The other language that the document declares it to be in.
    fn declared(&self, declared: &[DeclaredLanguage]) -> Option<Lang> {
        let lang = declaration_about(declared, &self.spans)?.lang;
        (lang.primary() != self.lang.primary()).then_some(lang)
    }

    /// The other language that its words seem to be in.
    fn looks_like(&self) -> Option<&'static str> {
        other_language(&self.text, self.lang)
    }
}

/// The English name of a language, or its tag.
fn name(lang: Lang) -> String {
    match facts(lang).name.as_str() {
        "" => format!("`{lang}`"),
        name => name.to_owned(),
    }
}
