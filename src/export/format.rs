//! The type of export formats: what a format makes, and the function that writes it.

use super::corpus::{Corpus, ExportOptions, ExportedCorpus};
use crate::error::{Error, Result};
use crate::format::Format;
use crate::output::{self, Destination, Sink};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A format to export to.
///
/// ```
/// use diglot::export::{Corpus, ExportOptions, FORMATS};
///
/// let corpus = Corpus { documents: &[], records: &[] };
/// let mut out = Vec::new();
/// let format = FORMATS.named("csv").unwrap();
/// format.write(&corpus, &ExportOptions::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"document,quote,bead,kind,score,status,"));
/// ```
pub type ExportFormat = Format<Exporter>;

/// What a format makes, with the function that writes it. Files may hold any bytes.
#[derive(Clone, Copy, Debug)]
pub enum Exporter {
    /// One file.
    File(fn(&ExportedCorpus<'_>, &mut dyn Write) -> io::Result<()>),
    /// Several files whose names differ only in their extensions. The function creates each in the sink,
    /// under its extension.
    Siblings(fn(&ExportedCorpus<'_>, &mut Sink) -> io::Result<()>),
    /// A folder of files. The function creates each in the sink, under its path in the folder.
    Folder(fn(&ExportedCorpus<'_>, &mut Sink) -> io::Result<()>),
}

impl ExportFormat {
    /// Writes the corpus to `out`, bead by bead, and flushes it.
    ///
    /// # Errors
    ///
    /// What `out` reports, and [`io::ErrorKind::InvalidInput`] for a record whose document is not in
    /// the corpus, and for a format that makes more than one file.
    pub fn write(
        &self,
        corpus: &Corpus<'_>,
        options: &ExportOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let Exporter::File(write) = self.action else {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                self.more_than_one_file(),
            ));
        };
        let corpus = ExportedCorpus::new(corpus, options)?;
        let mut out = BufWriter::new(out);
        write(&corpus, &mut out)?;
        out.flush()
    }

    /// Writes the corpus to `path`: depending on the format a file, the stem of several files, or a
    /// folder. Writes all of it or nothing.
    ///
    /// # Errors
    ///
    /// The errors of [`write`](Self::write) and of the system; standard output for more than one file; a
    /// folder with a file that diglot did not write.
    pub fn save(&self, corpus: &Corpus<'_>, options: &ExportOptions, path: &Path) -> Result<()> {
        let write_to = |write: fn(&ExportedCorpus<'_>, &mut Sink) -> io::Result<()>| {
            move |sink: &mut Sink| write(&ExportedCorpus::new(corpus, options)?, sink)
        };
        if path.as_os_str() == output::STDOUT && !matches!(self.action, Exporter::File(_)) {
            let message = format!(
                "{}: choose an output other than `-`",
                self.more_than_one_file()
            );
            return Err(Error::usage(message));
        }
        match self.action {
            Exporter::File(_) => output::write(path, |out| self.write(corpus, options, out)),
            Exporter::Siblings(write) => output::write_siblings(&self.stem(path), write_to(write)),
            Exporter::Folder(write) => output::write_folder(path, write_to(write)),
        }
    }

    /// What [`save`](Self::save) writes for this path.
    pub fn destination(&self, path: &Path) -> Destination {
        match self.action {
            Exporter::File(_) => Destination::File(path.to_owned()),
            Exporter::Siblings(_) => Destination::Siblings(self.stem(path)),
            Exporter::Folder(_) => Destination::Folder(path.to_owned()),
        }
    }

    /// The common stem of several files: the output without the extension of the format.
    fn stem(&self, output: &Path) -> PathBuf {
        match self.claims(output) {
            true => output.with_extension(""),
            false => output.to_owned(),
        }
    }

    fn more_than_one_file(&self) -> String {
        format!("the format `{}` writes more than one file", self.name)
    }
}
