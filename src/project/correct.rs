//! From what a person says about a place in a document to a decision about structure, which the next build
//! can obey.

use super::folder::Project;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::extract::constraint::{self, TextFinder, share_text, text_of};
use crate::input;
use crate::lang::Lang;
use crate::record::Record;
use crate::segment::BlockSpan;
use crate::store::{self, DecidedTexts, Decision, LocatedQuote, Verdict};
use crate::text::{LineRange, Span};
use std::fmt;
use std::time::SystemTime;

/// A person's correction of the structure of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// It is not a quote.
    NotAQuote,
    /// Its language.
    Language(Lang),
    /// Where its original is.
    Source(DocumentRange),
    /// Where its translation is.
    Target(DocumentRange),
    /// It has no translation.
    Untranslated,
}

/// Part of a document, as a person or a program names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentRange {
    /// In lines and columns.
    Lines(LineRange),
    /// In bytes.
    Bytes(Span),
}

impl DocumentRange {
    fn span(&self, text: &str) -> Option<Span> {
        match self {
            DocumentRange::Lines(stretch) => stretch.span(text),
            DocumentRange::Bytes(span) => text.get(span.start..span.end).map(|_| *span),
        }
    }
}

impl fmt::Display for DocumentRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DocumentRange::Lines(stretch) => stretch.fmt(f),
            DocumentRange::Bytes(span) => write!(f, "bytes {}..{}", span.start, span.end),
        }
    }
}

/// A text of a document, and where it is.
struct PlacedText {
    text: String,
    before: usize,
    pieces: Vec<BlockSpan>,
}

impl Project {
    /// A person's correction of the quote `id`, or the one whose id begins so, as a decision, and the
    /// document whose decisions it has to be added to.
    ///
    /// # Errors
    ///
    /// A usage error if there is no such quote or it cannot be corrected so; what reading reports.
    pub fn correct(
        &self,
        id: &str,
        correction: Correction,
        by: &str,
        at: SystemTime,
    ) -> Result<(String, Decision)> {
        let quote = self.store().find_quote(id)?;
        let decision = self.correct_found(&quote, correction, by, at)?;
        Ok((quote.document, decision))
    }

    /// The same for a quote that has been found.
    ///
    /// # Errors
    ///
    /// As for [`Project::correct`].
    pub fn correct_found(
        &self,
        quote: &LocatedQuote,
        correction: Correction,
        by: &str,
        at: SystemTime,
    ) -> Result<Decision> {
        let of = |place: DocumentRange, lang| {
            let document = self.document(&quote.document)?;
            self.at(&document, &place, lang, &quote.original)
        };
        let verdict = match correction {
            Correction::NotAQuote => Verdict::NotAQuote,
            Correction::Untranslated => Verdict::Untranslated,
            Correction::Language(lang) => Verdict::Language {
                lang: self.source_lang(lang)?,
            },
            Correction::Source(stretch) => {
                let lang = quote.lang.ok_or_else(|| {
                    Error::usage(format!(
                        "`{}` is not in the present alignment; run `diglot build` first",
                        quote.id
                    ))
                })?;
                let (place, touches) = of(stretch, lang)?;
                if !touches {
                    return Err(Error::usage(format!(
                        "nothing of `{}` is in {stretch}; `diglot decide {}:LINE-LINE quote` makes \
                         another quote",
                        quote.id, quote.document
                    )));
                }
                Verdict::Source {
                    source: place.text,
                    before: place.before,
                    lang,
                }
            }
            Correction::Target(stretch) => {
                let lang = self.extraction().target_lang;
                let (place, touches) = of(stretch, lang)?;
                if touches {
                    return Err(Error::usage(format!(
                        "some of the original of `{}` is in {stretch}; it cannot translate itself",
                        quote.id
                    )));
                }
                Verdict::Target {
                    target: place.text,
                    before: place.before,
                }
            }
        };
        Ok(Decision::on_original(
            &quote.id,
            &quote.original,
            verdict,
            by,
            at,
        ))
    }

    /// The decision that there is a quote at `place`, a range of lines after the document's name:
    /// `letters/1902:12-14` or `corpus/letters/1902.md:12-14`.
    ///
    /// # Errors
    ///
    /// A usage error if there is no such place or a quote there already; what reading reports.
    pub fn new_quote(
        &self,
        place: &str,
        lang: Lang,
        by: &str,
        at: SystemTime,
    ) -> Result<(String, Decision)> {
        let (document, stretch) = self.place(place)?;
        let decision = self.new_quote_in(&document, DocumentRange::Lines(stretch), lang, by, at)?;
        Ok((document.id().to_owned(), decision))
    }

    /// The same for part of a document that has been read.
    ///
    /// # Errors
    ///
    /// As for [`Project::new_quote`].
    pub fn new_quote_in(
        &self,
        document: &Document,
        place: DocumentRange,
        lang: Lang,
        by: &str,
        at: SystemTime,
    ) -> Result<Decision> {
        let lang = self.source_lang(lang)?;
        let (place, _) = self.at(document, &place, lang, "")?;
        let blocks = self.extraction().blocks(document);
        // A document that has not been built yet has no quotes.
        let known = self
            .store()
            .documents()?
            .iter()
            .any(|id| id == document.id());
        let records = match known {
            true => self.store().load_machine(document.id())?.1,
            false => Vec::new(),
        };
        let mut earlier = 0;
        for quote in records.chunk_by(|a, b| a.quote == b.quote) {
            let original = original(quote);
            let finder = TextFinder::new(&blocks);
            if original != place.text {
                continue;
            }
            let spans = quote[0].source.iter().flat_map(|side| &side.spans);
            let own = spans
                .flat_map(|&span| finder.within(span))
                .collect::<Vec<_>>();
            if share_text(&own, &place.pieces) {
                return Err(Error::usage(format!(
                    "that is a quote already: `{}`",
                    quote[0].quote
                )));
            }
            let first = |pieces: &[BlockSpan]| pieces.first().map(|p| (p.block, p.range.start));
            earlier += usize::from(first(&own) < first(&place.pieces));
        }
        Ok(Decision::new_quote(
            document.id(),
            (&place.text, place.before, earlier),
            lang,
            by,
            at,
        ))
    }

    /// Takes back a decision, or dismisses one: see [`store::undo`].
    pub fn undo(&self, id: &str, by: &str, at: SystemTime) -> Result<(String, Decision)> {
        store::undo(&self.store(), id, by, at, &|document| {
            let decisions = self.store().decisions(document)?;
            let document = self.document(document)?;
            let unmet = constraint::unmet(
                &document,
                &self.extraction(),
                &store::constraints(&decisions),
            );
            let conflicts = store::unobeyed(&decisions, &unmet, &[]);
            Ok(conflicts
                .into_iter()
                .map(|conflict| conflict.decision)
                .collect())
        })
    }

    /// A language, if originals in it are looked for.
    fn source_lang(&self, lang: Lang) -> Result<Lang> {
        let known = self.extraction().source_langs;
        if known.contains(&lang) {
            return Ok(lang);
        }
        let known: Vec<String> = known.iter().map(|lang| format!("`{lang}`")).collect();
        Err(Error::usage(format!(
            "this project does not look for originals in `{lang}`, only in {}; set the languages in `diglot.toml`",
            known.join(" and ")
        )))
    }

    /// The document with this id, as its file is now.
    fn document(&self, id: &str) -> Result<Document> {
        match self
            .documents()?
            .into_iter()
            .flatten()
            .find(|source| source.id == id)
        {
            Some(source) => input::read(&source),
            None => Err(Error::usage(format!(
                "document `{id}` is not in the corpus"
            ))),
        }
    }

    /// The text in part of a document, and whether it shares text with `original`.
    fn at(
        &self,
        document: &Document,
        stretch: &DocumentRange,
        lang: Lang,
        original: &str,
    ) -> Result<(PlacedText, bool)> {
        let no_text = || {
            let path = document.path().display();
            Error::usage(format!("there is no text in {stretch} of `{path}`"))
        };
        let options = self.extraction();
        let blocks = options.blocks(document);
        let finder = TextFinder::new(&blocks);
        let span = stretch.span(document.text()).ok_or_else(no_text)?;
        let pieces = finder.within(span);
        let text = text_of(&blocks, &pieces, options.library.tables(lang));
        let same = |found: &Vec<BlockSpan>| share_text(found, &pieces);
        let Some(before) = finder.all(&text).iter().position(same) else {
            return Err(no_text());
        };
        let touches = finder.all(original).iter().any(same);
        let place = PlacedText {
            text,
            before,
            pieces,
        };
        Ok((place, touches))
    }

    /// A document of the corpus, by its id or path, and the range of lines after its name.
    fn place(&self, place: &str) -> Result<(Document, LineRange)> {
        let sources: Vec<input::DocumentFile> = self.documents()?.into_iter().flatten().collect();
        for (colon, _) in place.match_indices(':') {
            let (name, rest) = (&place[..colon], &place[colon + 1..]);
            let named = |source: &&input::DocumentFile| {
                source.id == name || source.path == std::path::Path::new(name)
            };
            if let Some(source) = sources.iter().find(named) {
                return Ok((input::read(source)?, rest.parse()?));
            }
        }
        Err(Error::usage(format!(
            "`{place}` is not a place in the corpus such as `NAME:12-14` or `NAME:12:5-14:20`"
        )))
    }
}

/// The original of a quote, from its records.
fn original(quote: &[Record]) -> String {
    DecidedTexts::of_quote(quote).source.unwrap_or_default()
}
