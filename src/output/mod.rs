//! Writing what users ask for: a file, several files, a folder, each whole or not at all.
//!
//! In come a path and a function that writes bytes. Refused are outputs that would replace an input,
//! and folders that hold what diglot did not write.

mod destination;
mod file;
mod folder;
mod siblings;
mod sink;

pub use destination::Destination;
pub use file::{STDOUT, write};
pub(crate) use file::{replace, sync_folder};
pub use folder::write_folder;
pub use siblings::write_siblings;
pub use sink::Sink;
