//! A list for people at a terminal with 80 columns. Colours only repeat what the words say.

use super::counts::{ListingCounts, percent};
use super::format::{ListingFormat, ListingOptions, ListingWriter};
use super::listed::{ListedDocument, ListedPassage, bead_of, passed_text, spans};
use super::place_range::PlaceRange;
use crate::document::Document;
use crate::extract::PassedOver;
use crate::lang::facts;
use crate::quote::{Bead, Quote, Segment, joined};
use crate::text::{LineIndex, Painter, Style, counted, cut, printable, wrapped};
use std::io::{self, Write};
use std::ops::Range;

pub(super) const FORMAT: ListingFormat = ListingFormat {
    name: "text",
    extensions: &["txt"],
    description: "a list for people, at a terminal",
    action: ListingWriter(write),
};

/// Longest line, in columns; only paths may be longer.
const WIDTH: usize = 80;
/// The indentation of texts.
const INDENT: &str = "    ";

/// Style of an original.
const SOURCE: Style = Style::Magenta;
/// Style of a translation.
const TARGET: Style = Style::Cyan;
/// Style of the words that say that there is no translation.
const MISSING: Style = Style::BoldRed;
/// Style of the word that says that a quote is doubtful.
const DOUBT: Style = Style::BoldYellow;

fn write(
    listed: &[ListedDocument],
    options: &ListingOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    for one in listed {
        let listing = DocumentListing {
            document: &one.document,
            index: LineIndex::new(one.document.text()),
            full: options.full,
            painter: Painter::new(options.color),
        };
        listing.write(&one.passages(), out)?;
    }
    if options.quiet {
        return Ok(());
    }
    let counts = ListingCounts::of(listed.iter().map(|one| &one.extraction));
    match listed.len() {
        0 | 1 => writeln!(out, "{counts}"),
        documents => writeln!(out, "{}, {counts}", counted(documents, "document")),
    }
}

/// The listing of one document.
struct DocumentListing<'a> {
    document: &'a Document,
    index: LineIndex,
    full: bool,
    painter: Painter,
}

impl DocumentListing<'_> {
    fn write(&self, passages: &[ListedPassage<'_>], out: &mut dyn Write) -> io::Result<()> {
        let path = printable(&self.document.path().display().to_string());
        writeln!(out, "{}\n", self.painter.paint(Style::Bold, path))?;
        for passage in passages {
            match passage {
                ListedPassage::Quote(quote) => self.quote(quote, out)?,
                ListedPassage::PassedOver(passed) => self.passed_over(passed, out)?,
            }
            writeln!(out)?;
        }
        Ok(())
    }

    fn quote(&self, quote: &Quote, out: &mut dyn Write) -> io::Result<()> {
        let painter = self.painter;
        let (id, lang) = (&quote.id, &facts(quote.lang).name);
        write!(out, "{}  {lang}", painter.paint(Style::Bold, id))?;
        if quote.is_translated() {
            write!(out, " to {}", facts(quote.target_lang).name)?;
        } else {
            write!(out, ", {}", painter.paint(MISSING, "no translation"))?;
        }
        if let Some(layout) = quote.layout {
            write!(out, ", {}", layout.as_str().replace('-', " "))?;
        }
        if quote.inline {
            write!(out, ", inline")?;
        }
        write!(out, ", {}", percent(quote.confidence))?;
        if quote.is_doubtful() {
            write!(out, ", {}", painter.paint(DOUBT, "doubtful"))?;
        }
        writeln!(out)?;
        self.side("original", SOURCE, quote, &quote.source, |b| &b.source, out)?;
        if quote.is_translated() {
            self.side(
                "translation",
                TARGET,
                quote,
                &quote.target,
                |b| &b.target,
                out,
            )?;
        }
        Ok(())
    }

    fn side(
        &self,
        label: &str,
        style: Style,
        quote: &Quote,
        segments: &[Segment],
        of: fn(&Bead) -> &Range<usize>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let painter = self.painter;
        let place = PlaceRange::new(self.document, &self.index, spans(segments));
        let mut size = counted(segments.len(), "sentence");
        if !quote.beads.is_empty() {
            size = format!("{size} in {}", counted(quote.beads.len(), "bead"));
        }
        writeln!(
            out,
            "  {}  {}",
            painter.paint(style, format!("{label:<11}")),
            painter.paint(Style::Dim, format!("{place}, {size}"))
        )?;
        if !self.full {
            let text = joined(segments.iter().map(|segment| segment.text.as_str()));
            let text = cut(&text, WIDTH - INDENT.len());
            return writeln!(out, "{INDENT}{}", painter.paint(style, text));
        }
        let digits = quote.beads.len().max(1).to_string().len();
        for (at, segment) in segments.iter().enumerate() {
            let bead = bead_of(quote, at, of).map_or(String::new(), |bead| bead.to_string());
            let label = format!("{INDENT}{bead:>digits$}  ");
            let room = WIDTH - label.len();
            for (line, text) in wrapped(&segment.text, room).enumerate() {
                let label = match line {
                    0 => label.clone(),
                    _ => " ".repeat(label.len()),
                };
                let label = painter.paint(Style::Dim, label);
                writeln!(out, "{label}{}", painter.paint(style, text))?;
            }
        }
        Ok(())
    }

    fn passed_over(&self, passed: &PassedOver, out: &mut dyn Write) -> io::Result<()> {
        let dim = self.painter.begin(Style::Dim);
        let place = PlaceRange::new(self.document, &self.index, passed.spans.iter().copied());
        let name = &facts(passed.lang).name;
        let text = passed_text(self.document, passed);
        writeln!(
            out,
            "{dim}passed over   {name}, {}\n  {:<11}  {place}",
            passed.reason, "text"
        )?;
        let room = WIDTH - INDENT.len();
        let lines: Vec<String> = match self.full {
            true => wrapped(&text, room).collect(),
            false => vec![cut(&text, room)],
        };
        for line in lines {
            writeln!(out, "{INDENT}{line}")?;
        }
        write!(out, "{}", self.painter.end())
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{sample, written};
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn reads_from_top_to_bottom() {
        let expected = "\
winter.md

aaaaaaaaaaaa  Russian to English, shared, 69%, doubtful
  original     3:1–3:5, 1 sentence in 1 bead
    Зима.
  translation  7:1–7:15, 1 sentence in 1 bead
    Winter is here.

bbbbbbbbbbbb  French to English, after, 99%
  original     5:1–5:30, 2 sentences in 2 beads
    L'hiver est là. Il fait froid.
  translation  7:1–7:27, 2 sentences in 2 beads
    Winter is here. It is cold.

cccccccccccc  French, no translation, inline, 98%
  original     9:1–9:9, 1 sentence
    Il neige.

passed over   Russian, the same text as aaaaaaaaaaaa
  text         11:1–11:5
    Зима.

3 quotes: 2 translated, 1 without a translation; 1 passage passed over
";
        assert_eq!(
            written(&FORMAT, &[sample()], ListingOptions::default()),
            expected
        );
        let colored = ListingOptions {
            color: true,
            ..ListingOptions::default()
        };
        let colored = written(&FORMAT, &[sample()], colored);
        let mut plain = colored.clone();
        for escape in ["[0m", "[1m", "[2m", "[35m", "[36m", "[1;31m", "[1;33m"] {
            assert!(colored.contains(escape), "{escape}");
            plain = plain.replace(&format!("\u{1b}{escape}"), "");
        }
        assert_eq!(plain, expected);
    }

    #[test]
    fn whole_texts_are_shown_sentence_by_sentence_in_80_columns() {
        let mut long = sample();
        let words = "длинное предложение ".repeat(20);
        long.extraction.quotes[1].source[1].text = words.trim_end().to_owned();
        let options = ListingOptions {
            full: true,
            quiet: true,
            ..ListingOptions::default()
        };
        let shown = written(&FORMAT, &[long.clone(), long], options);
        assert!(
            shown.contains("\n    1  L'hiver est là.\n    2  длинное "),
            "{shown}"
        );
        assert!(shown.contains("\n       предложение"), "{shown}");
        assert!(shown.lines().all(|line| line.width() <= WIDTH), "{shown}");
        assert_eq!(shown.matches("длинное").count(), 40);
        assert!(shown.ends_with("Зима.\n\n"));
    }
}
