//! A format of several files that only tests know. It is added with this file and a row in `TRIAL`.
//!
//! It writes the two files that Moses reads: one text per line, and lines with the same number translate
//! each other. A third file says where the texts come from.

use crate::export::corpus::ExportedCorpus;
use crate::export::format::{ExportFormat, Exporter};
use crate::export::spans::spans_as_text;
use crate::output::Sink;
use crate::record::{BeadSide, Record};
use std::io::{self, Write};

pub(super) const FORMAT: ExportFormat = ExportFormat {
    name: "moses",
    extensions: &["moses"],
    description: "two files of plain text, line by line, for machine translation",
    action: Exporter::Siblings(write),
};

fn write(corpus: &ExportedCorpus<'_>, sink: &mut Sink) -> io::Result<()> {
    write_side(
        corpus,
        |record| record.source.as_ref(),
        sink.create("source")?,
    )?;
    write_side(
        corpus,
        |record| record.target.as_ref(),
        sink.create("target")?,
    )?;
    let out = sink.create("ids")?;
    for bead in corpus.beads() {
        let checksum = bead.document.tagged_checksum();
        let spans = bead
            .record
            .sides()
            .map(|side| side.map(|side| spans_as_text(&side.spans)));
        let [source, target] = spans.map(Option::unwrap_or_default);
        let id = &bead.record.bead;
        writeln!(
            out,
            "{}\t{id}\t{source}\t{target}\t{checksum}",
            bead.document.id
        )?;
    }
    Ok(())
}

fn write_side(
    corpus: &ExportedCorpus<'_>,
    of: fn(&Record) -> Option<&BeadSide>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for bead in corpus.beads() {
        writeln!(out, "{}", of(bead.record).map_or("", |side| &side.text))?;
    }
    Ok(())
}
