//! Files in a folder of documents that are none of them.

use super::foreign::{ForeignFormat, OTHER_TEXT, UNKNOWN};
use super::read::first_bytes;
use super::readers;
use std::path::{Path, PathBuf};
use std::str;

/// Most files of one format that are named.
const MOST_NAMED: usize = 3;

/// The files in a folder, and below, that are not read: all but documents, metadata beside a file, and hidden files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesNotRead {
    /// The folder.
    pub(super) folder: PathBuf,
    /// Their paths in it, in order.
    pub(super) files: Vec<PathBuf>,
    /// Whether there are documents beside them.
    pub(super) has_documents: bool,
}

impl FilesNotRead {
    /// Whether there are such files, and no document.
    pub fn is_everything(&self) -> bool {
        !self.files.is_empty() && !self.has_documents
    }

    /// How many there are, of which formats, and their names, for people; `None` if there are none. The files are
    /// looked into.
    ///
    /// "3 files in corpus/ were not read: 2 Word documents (`a.docx`, `b.docx`), an image (`map.png`)". When
    /// there is nothing else, it also says what to do with the first file of the most frequent format.
    pub fn summary(&self) -> Option<String> {
        let mut groups: Vec<(&ForeignFormat, Vec<&Path>)> = Vec::new();
        for file in &self.files {
            let format = format_of(&self.folder.join(file));
            match groups.iter_mut().find(|(known, _)| known.one == format.one) {
                Some((_, files)) => files.push(file),
                None => groups.push((format, vec![file])),
            }
        }
        groups.sort_by_key(|(_, files)| std::cmp::Reverse(files.len()));
        let (format, files) = groups.first()?;
        let count = match self.files.len() {
            1 => "1 file".to_owned(),
            n => format!("{n} files"),
        };
        let were = if self.files.len() == 1 { "was" } else { "were" };
        let folder = self.folder.display();
        let listed: Vec<String> = groups
            .iter()
            .map(|(format, files)| group(format, files))
            .collect();
        let mut summary = format!(
            "{count} in {folder}/ {were} not read: {}",
            listed.join(", ")
        );
        if self.is_everything() {
            let first = files
                .first()
                .map(|file| self.folder.join(file))
                .unwrap_or_default();
            summary += &format!(
                "; there is nothing that diglot reads ({}); {}",
                readers::names(),
                format.advice(&first)
            );
        }
        Some(summary)
    }
}

/// The files of one format: "2 Word documents (`a.docx`, `b.docx`)".
fn group(format: &ForeignFormat, files: &[&Path]) -> String {
    let names = files
        .iter()
        .take(MOST_NAMED)
        .map(|file| format!("`{}`", file.display()));
    let names = names.collect::<Vec<_>>().join(", ");
    let more = if files.len() > MOST_NAMED {
        ", …"
    } else {
        ""
    };
    match files.len() {
        1 => format!("{} ({names})", format.one),
        n => format!("{n} {} ({names}{more})", format.several),
    }
}

/// The format of a file that is not read.
fn format_of(path: &Path) -> &'static ForeignFormat {
    let first_bytes = first_bytes(path);
    match readers::choose(path, &first_bytes) {
        Err(format) => format,
        Ok(_) if is_text(&first_bytes) => &OTHER_TEXT,
        Ok(_) => &UNKNOWN,
    }
}

/// Whether some bytes are a text in UTF-8, or the beginning of one.
fn is_text(bytes: &[u8]) -> bool {
    let whole = str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true);
    whole && !bytes.contains(&0)
}
