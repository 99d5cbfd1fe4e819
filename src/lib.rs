//! Turns scholarly documents that quote Russian or French originals into parallel corpora.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod align;
pub mod bitext;
pub mod block;
pub mod check;
mod cli;
pub mod config;
pub mod document;
pub mod error;
pub mod export;
pub mod extract;
pub mod input;
pub mod lang;
pub mod output;
pub mod pipeline;
pub mod project;
pub mod quote;
pub mod record;
pub mod segment;
pub mod similarity;
pub mod stats;
pub mod store;
pub mod text;
mod toml_file;

#[cfg(test)]
mod sample;

pub use cli::run;
pub use error::{Error, ErrorKind, Result};
