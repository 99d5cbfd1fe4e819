//! Reading: from files to documents. A file becomes one [`Document`](crate::document::Document), or an error
//! that says what is wrong with it and where.
//!
//! What reads a format is a row of a table: see `readers`. The text of Markdown and plain text is exactly that of the file (a byte
//! order mark and NUL bytes included, as every offset is into that text).

mod conversion;
mod corpus;
mod document_file;
mod encoding;
mod foreign;
mod naming;
mod not_read;
mod paths;
mod read;
mod readers;
mod sidecar;

pub use corpus::{CorpusFiles, FolderFiles, corpus, files_in};
pub use document_file::DocumentFile;
pub use naming::document_files;
pub use not_read::FilesNotRead;
pub use paths::{STDIN, absolute, relative, seen_from};
pub use read::{parse, plain, read};
pub use sidecar::documents_and_metadata;
