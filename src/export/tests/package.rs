//! A format of a folder that only tests know: one file per document, with bytes that are not UTF-8.

use crate::export::corpus::ExportedCorpus;
use crate::export::format::{ExportFormat, Exporter};
use crate::export::spans::spans_as_text;
use crate::output::Sink;
use std::io;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    name: "package",
    extensions: &[],
    description: "a folder with a file for each document",
    action: Exporter::Folder(write),
};

/// A byte that no UTF-8 text has.
const MARK: u8 = 0xff;

fn write(corpus: &ExportedCorpus<'_>, sink: &mut Sink) -> io::Result<()> {
    for document in corpus.documents {
        let out = sink.create(&format!("beads/{}.bin", document.id))?;
        writeln!(out, "{}", document.tagged_checksum())?;
        for bead in corpus
            .beads()
            .filter(|bead| bead.document.id == document.id)
        {
            let sides = bead.record.sides().into_iter().flatten();
            let spans: Vec<String> = sides.map(|side| spans_as_text(&side.spans)).collect();
            write!(out, "{} {}", bead.record.bead, spans.join(" "))?;
            out.write_all(&[MARK])?;
        }
    }
    Ok(())
}
