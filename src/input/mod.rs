//! Reading: from files to documents. A file becomes one [`Document`](crate::document::Document) with its
//! text exactly as it is (a byte order mark and NUL bytes included, as every offset is into that text), or an
//! error that says what is wrong with it and where.

mod corpus;
mod document_file;
mod naming;
mod paths;
mod read;
mod sidecar;

pub use corpus::{corpus, documents_in};
pub use document_file::DocumentFile;
pub use naming::document_files;
pub use paths::{STDIN, absolute, relative, seen_from};
pub use read::{parse, plain, read};
pub use sidecar::documents_and_metadata;
