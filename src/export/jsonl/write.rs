//! Writes JSON Lines.

use crate::export::corpus::ExportedCorpus;
use crate::record::Record;
use serde::Serialize;
use std::io::{self, Write};

/// A line as it is written.
#[derive(Serialize)]
struct WrittenBead<'a> {
    #[serde(flatten)]
    record: &'a Record,
    checksum: String,
}

pub(super) fn write(corpus: &ExportedCorpus<'_>, out: &mut dyn Write) -> io::Result<()> {
    for bead in corpus.beads() {
        let line = WrittenBead {
            record: bead.record,
            checksum: bead.document.tagged_checksum(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
