//! Two plain texts that translate each other, aligned from end to end.
//!
//! Enters: a source and a target text, whole, in known languages. Leaves: their segments and the
//! beads that join them, in the same form as one quote's.

use crate::align::align;
use crate::block::{self, Kind};
use crate::id::quote_id;
use crate::lang::{Identifier, Lang};
use crate::quote::{Bead, Quote, Segment, joined};
use crate::segment::{Passage, Piece};
use crate::similarity::{Similarity, Texts};
use crate::text::{Clean, Join};

/// Two aligned texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Bitext {
    /// The source's segments. Their spans are into the source text.
    pub source: Vec<Segment>,
    /// The target's segments. Their spans are into the target text.
    pub target: Vec<Segment>,
    /// How they go together: in order, covering each once.
    pub beads: Vec<Bead>,
}

/// How a text is cut into segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segmentation {
    /// By its sentences.
    Sentences,
    /// By its lines: each is one segment, the empty ones too, so that line numbers hold.
    Lines,
}

/// Aligns two texts.
///
/// ```
/// use diglot::bitext::{Segmentation, align_texts};
/// use diglot::lang::Lang;
/// use diglot::similarity::Lexical;
///
/// let bitext = align_texts(
///     ("Лёд вскрылся в мае 1902 г. Пароход ушёл.", Lang::RU),
///     ("The ice broke in May 1902. The steamer left.", Lang::EN),
///     Segmentation::Sentences,
///     &Lexical,
/// );
/// assert_eq!(bitext.beads.len(), 2);
/// assert_eq!(bitext.target[bitext.beads[1].target.start].text, "The steamer left.");
/// ```
pub fn align_texts(
    (source, source_lang): (&str, Lang),
    (target, target_lang): (&str, Lang),
    segmentation: Segmentation,
    similarity: &dyn Similarity,
) -> Bitext {
    let source = segments(source, source_lang, segmentation);
    let target = segments(target, target_lang, segmentation);
    let source_texts: Vec<&str> = source.iter().map(|s| s.text.as_str()).collect();
    let target_texts: Vec<&str> = target.iter().map(|s| s.text.as_str()).collect();
    let beads = align(
        similarity,
        Texts {
            lang: source_lang,
            texts: &source_texts,
        },
        Texts {
            lang: target_lang,
            texts: &target_texts,
        },
    );
    Bitext {
        source,
        target,
        beads,
    }
}

impl Bitext {
    /// The whole as one quote of the document `document`, for the exporters. Empty lines, which
    /// only line numbers need, are not in it.
    pub fn into_quote(self, document: &str, lang: Lang, target_lang: Lang) -> Quote {
        let (source, in_source) = without_blanks(self.source);
        let (target, in_target) = without_blanks(self.target);
        let original = joined(source.iter().map(|s| s.text.as_str()));
        Quote {
            id: quote_id(document, &original, 0),
            lang,
            target_lang,
            inline: false,
            beads: self
                .beads
                .into_iter()
                .map(|bead| Bead {
                    source: in_source[bead.source.start]..in_source[bead.source.end],
                    target: in_target[bead.target.start]..in_target[bead.target.end],
                    score: bead.score,
                })
                .filter(|bead| !bead.source.is_empty() || !bead.target.is_empty())
                .collect(),
            source,
            target,
            confidence: 1.0,
        }
    }
}

/// The segments with text, and for each place between the old ones the place between the new ones.
fn without_blanks(segments: Vec<Segment>) -> (Vec<Segment>, Vec<usize>) {
    let mut kept = Vec::new();
    let mut places = vec![0];
    for segment in segments {
        if !segment.text.is_empty() {
            kept.push(segment);
        }
        places.push(kept.len());
    }
    (kept, places)
}

fn segments(text: &str, lang: Lang, segmentation: Segmentation) -> Vec<Segment> {
    match segmentation {
        Segmentation::Lines => lines(text),
        Segmentation::Sentences => {
            let blocks = block::parse(text, &Identifier::new(lang, &[]));
            let mut pieces: Vec<Piece> = Vec::new();
            for (i, block) in blocks.iter().enumerate() {
                if matches!(
                    block.kind,
                    Kind::Furniture | Kind::Separator | Kind::Metadata
                ) {
                    continue;
                }
                let follows_on = !matches!(block.kind, Kind::Heading(_));
                pieces.push(Piece::whole(&blocks, i, follows_on));
            }
            let passage = Passage::read(&blocks, &pieces, lang);
            passage.all_segments()
        }
    }
}

fn lines(text: &str) -> Vec<Segment> {
    let mut at = 0;
    text.lines()
        .map(|line| {
            // `lines` drops the line end, of one byte or two.
            let start = at;
            at += line.len();
            at += text[at..].bytes().take_while(|b| *b == b'\r').count();
            at += usize::from(text[at..].starts_with('\n'));
            let mut clean = Clean::new();
            clean.begin_piece(Join::Space);
            clean.push_source(line, start);
            let end = clean.text().trim_end().len();
            Segment {
                text: clean.text()[..end].to_owned(),
                spans: clean.spans(0..end),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_has_no_empty_lines() {
        let bitext = align_texts(
            ("\nПароход ушёл.\n\nЛёд вскрылся в 1902 г.\n", Lang::RU),
            ("The steamer left.\nThe ice broke in 1902.\n\n", Lang::EN),
            Segmentation::Lines,
            &crate::similarity::Lexical,
        );
        let quote = bitext.into_quote("a", Lang::RU, Lang::EN);
        assert_eq!((quote.source.len(), quote.target.len()), (2, 2));
        let (mut source, mut target) = (0, 0);
        for bead in &quote.beads {
            assert_eq!((bead.source.start, bead.target.start), (source, target));
            (source, target) = (bead.source.end, bead.target.end);
        }
        assert_eq!((source, target), (2, 2));
    }

    #[test]
    fn empty_lines_keep_their_numbers() {
        let text = "One.\r\n\r\n Three. \nFour.";
        let found = lines(text);
        let texts: Vec<&str> = found.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["One.", "", "Three.", "Four."]);
        assert_eq!(found[2].spans[0].slice(text), "Three.");
        assert_eq!(found[3].spans[0].slice(text), "Four.");
    }
}
