//! CSV and TSV: a header row, then one bead per row, in UTF-8 without byte order mark.
//!
//! **CSV** is RFC 4180: commas, CRLF, a field quoted when it has to be, quotes inside it doubled.
//!
//! **TSV** is for `cut`, `awk` and `grep`, which do not know quoting: a line feed ends every row,
//! nothing is quoted, and a tab or line break inside a field becomes a space. Texts are normalised and
//! have none; only a note can lose its line breaks. Read TSV with quoting off
//! (`quoting=csv.QUOTE_NONE` in Python), because a text may begin with a quotation mark.
//!
//! Several notes share a cell, with ` | ` between them; several spans are `120..160 170..200`,
//! bytes, the end not included. JSON Lines keeps both apart.
//!
//! **Formulas.** A spreadsheet may take a text that begins with `=`, `+`, `-` or `@` for a formula.
//! The usual cure, an apostrophe before the text, would change the corpus without notice and would be
//! wrong in all other programs: dialogue begins with a dash, and authors quote sums, too. So a text is
//! written unchanged. To open the file in a spreadsheet, import all columns as text; then `1-2` does not
//! become a date, either.

use super::corpus::{ExportedBead, ExportedCorpus};
use super::format::{ExportFormat, Exporter};
use super::spans::spans_as_text;
use crate::record::{BeadSide, rounded_score};
use ::csv::{QuoteStyle, Terminator, WriterBuilder};
use std::io::{self, Write};

pub(super) const CSV: ExportFormat = ExportFormat {
    name: "csv",
    extensions: &["csv"],
    description: "comma-separated values (RFC 4180), for spreadsheets and statistics",
    action: Exporter::File(write_csv),
};

pub(super) const TSV: ExportFormat = ExportFormat {
    name: "tsv",
    extensions: &["tsv", "tab"],
    description: "tab-separated values, never quoted, for command-line tools",
    action: Exporter::File(write_tsv),
};

/// The header row.
const COLUMNS: [&str; 15] = [
    "document",
    "quote",
    "bead",
    "kind",
    "score",
    "status",
    "inline",
    "source_lang",
    "source_text",
    "target_lang",
    "target_text",
    "source_spans",
    "target_spans",
    "notes",
    "checksum",
];

fn write_csv(corpus: &ExportedCorpus<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out);
    writer.write_record(COLUMNS)?;
    for bead in corpus.beads() {
        writer.write_record(cells(bead))?;
    }
    writer.flush()
}

fn write_tsv(corpus: &ExportedCorpus<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = WriterBuilder::new()
        .delimiter(b'\t')
        .terminator(Terminator::Any(b'\n'))
        .quote_style(QuoteStyle::Never)
        .from_writer(out);
    writer.write_record(COLUMNS)?;
    for bead in corpus.beads() {
        writer.write_record(cells(bead).map(|cell| cell.replace(['\t', '\n', '\r'], " ")))?;
    }
    writer.flush()
}

/// The cells of a bead, in the order of [`COLUMNS`].
fn cells(bead: ExportedBead<'_>) -> [String; COLUMNS.len()] {
    let ExportedBead { document, record } = bead;
    let lang =
        |side: &Option<BeadSide>| side.as_ref().map_or(String::new(), |s| s.lang.to_string());
    let text = |side: &Option<BeadSide>| side.as_ref().map_or(String::new(), |s| s.text.clone());
    let spans = |side: &Option<BeadSide>| {
        side.as_ref()
            .map_or(String::new(), |s| spans_as_text(&s.spans))
    };
    [
        record.document.clone(),
        record.quote.clone(),
        record.bead.clone(),
        record.kind.to_string(),
        rounded_score(record.score).to_string(),
        record.status.to_string(),
        record.inline.to_string(),
        lang(&record.source),
        text(&record.source),
        lang(&record.target),
        text(&record.target),
        spans(&record.source),
        spans(&record.target),
        record.notes.join(" | "),
        document.tagged_checksum(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::corpus::{Corpus, ExportOptions};
    use crate::record::Record;
    use crate::sample::{any_record, bead, document};
    use proptest::prelude::*;

    fn exported(format: &ExportFormat, records: &[Record]) -> String {
        let mut out = Vec::new();
        let documents = [document("gogol")];
        let corpus = Corpus {
            documents: &documents,
            records,
        };
        let options = ExportOptions::default();
        format.write(&corpus, &options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_comma_and_a_quotation_mark_are_quoted_in_csv() {
        let mut record = bead("gogol", "0a1b2c3d4e5f.1", "Да, зима.", "\"Yes,\" he said.");
        record.notes = vec!["first".into(), "second".into()];
        assert_eq!(
            exported(&CSV, &[record]),
            concat!(
                "document,quote,bead,kind,score,status,inline,source_lang,source_text,",
                "target_lang,target_text,source_spans,target_spans,notes,checksum\r\n",
                "gogol,0a1b2c3d4e5f,0a1b2c3d4e5f.1,1-1,0.9123,proposed,false,ru,\"Да, зима.\",",
                "en,\"\"\"Yes,\"\" he said.\",10..25,10..25,first | second,sha256:",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\n"
            )
        );
    }

    #[test]
    fn tsv_is_never_quoted_and_a_note_with_a_tab_stays_one_cell() {
        let mut record = bead("gogol", "0a1b2c3d4e5f.1", "\"Да\", зима.", "\"Yes");
        record.notes = vec!["one\ttwo\r\nthree".into()];
        let text = exported(&TSV, &[record]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        let cells: Vec<&str> = lines[1].split('\t').collect();
        assert_eq!(cells[8], "\"Да\", зима.");
        assert_eq!(cells[10], "\"Yes");
        assert_eq!(cells[13], "one two  three");
    }

    #[test]
    fn a_text_that_looks_like_a_formula_is_written_unchanged() {
        let text = exported(
            &CSV,
            &[bead("gogol", "0a1b2c3d4e5f.1", "-Да.", "=1+1 is two")],
        );
        assert!(text.contains(",-Да.,en,=1+1 is two,"));
    }

    #[test]
    fn a_missing_side_is_two_empty_cells() {
        let text = exported(&CSV, &[bead("gogol", "0a1b2c3d4e5f.1", "Да.", "")]);
        assert!(text.contains(",ru,Да.,,,10..15,,,sha256:"));
    }

    proptest! {
        #[test]
        fn every_csv_text_reads_back_as_it_was(
            records in prop::collection::vec(any_record("gogol"), 0..5),
        ) {
            let text = exported(&CSV, &records);
            let mut reader = ::csv::Reader::from_reader(text.as_bytes());
            let read: Vec<String> = reader
                .records()
                .map(|row| row.unwrap()[8].to_owned())
                .collect();
            let expected: Vec<String> = records
                .iter()
                .filter(|record| record.status != crate::record::Status::Rejected)
                .map(|record| record.source.clone().map_or(String::new(), |side| side.text))
                .collect();
            prop_assert_eq!(read, expected);
        }

        #[test]
        fn every_tsv_row_has_all_its_cells(
            records in prop::collection::vec(any_record("gogol"), 0..5),
        ) {
            let text = exported(&TSV, &records);
            for line in text.strip_suffix('\n').unwrap().split('\n') {
                prop_assert_eq!(line.split('\t').count(), COLUMNS.len());
            }
        }
    }
}
