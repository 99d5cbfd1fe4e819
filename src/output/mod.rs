//! Writes outputs: a file, several files, or a folder, each whole or not at all.
//!
//! The input is a path and a function that writes bytes. An output that would replace an input is
//! refused, and so is a folder with a file that diglot did not write.

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
