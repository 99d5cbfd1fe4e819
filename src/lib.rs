//! Turns scholarly documents that quote Russian or French originals into sentence-aligned parallel
//! corpora.
//!
//! A [document](document::Document) is read by [`input`], cut into [blocks](block), and searched for
//! [quotes](quote::Quote) by [`extract`](mod@extract): originals, each with its translation aligned to
//! it bead by bead, or with none. [`record`] makes flat [records](record::Record) of them, with stable
//! [ids](id), and [`store`] folds in what people decided; [`export`] writes files, [`check`] reports
//! what lacks a translation, [`listing`] shows what was found.
//! [`pipeline`] does it for many documents in parallel, [`project`] for a folder with a `diglot.toml`.
//!
//! ```
//! use diglot::Document;
//! use diglot::encode::Encoder;
//! use diglot::extract::{ExtractOptions, extract};
//! use diglot::record;
//! use diglot::similarity::Encoded;
//!
//! let text = "\
//! Chaumard answered in the spring:
//!
//! « Votre coup du 3 mars m'est parvenu le 27. J'avais préparé trois réponses. »
//!
//! Your move of 3 March reached me on the 27th. I had three replies ready.
//! ";
//! let document = Document::from_text("letters", text);
//! let encoder = Encoded(Encoder::embedded());
//! let quotes = extract(&document, &ExtractOptions::default(), &[], &encoder).quotes;
//! assert_eq!(quotes[0].beads.len(), 2);
//!
//! let records = record::records(&document, &quotes);
//! let target = records[1].target.as_ref().unwrap();
//! assert_eq!(target.text, "I had three replies ready.");
//! assert_eq!(target.spans[0].slice(text), target.text);
//! ```
//!
//! Two plain texts that translate each other from end to end go to [`bitext::align_texts`].
//! Only [`input`], [`store`], [`project`], [`output`], [`cache`] and [`config`] touch files, [`review`] has
//! sockets, and none of them prints; the rest takes values and returns values.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod align;
pub mod bitext;
pub mod block;
pub mod cache;
pub mod check;
pub mod config;
pub mod document;
pub mod encode;
mod engine;
pub mod error;
pub mod export;
pub mod extract;
pub mod format;
pub mod id;
pub mod input;
pub mod lang;
mod lattice;
pub mod listing;
pub mod output;
pub mod pipeline;
pub mod plot;
pub mod project;
pub mod quote;
pub mod record;
#[cfg(feature = "review")]
pub mod review;
pub mod segment;
pub mod similarity;
pub mod stats;
pub mod store;
pub mod text;
mod toml_file;

#[cfg(test)]
mod sample;

pub use document::Document;
pub use engine::Engine;
pub use error::{Error, ErrorKind, Result};
pub use lang::Lang;
