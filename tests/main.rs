//! One binary of tests: the program as its users see it, a module for each command; what it finds
//! in the corpus; and what is true of any document.
//!
//! `UPDATE=KIND cargo test` writes again what is compared as text, one kind at a time: `golden` (the files in
//! `tests/golden`), `layouts` (the golden texts in `tests/layouts`), `alignments` (the built
//! `alignments/`), `docs` (what the examples in `README.md` and `docs/` print). `git diff` then shows
//! what has changed, to be read before it is committed.

// A test is nobody's library.
#![allow(clippy::unwrap_used, unreachable_pub)]

mod aligner;
#[cfg(unix)]
mod browser;
mod canonical;
#[cfg(unix)]
mod ci;
mod cli;
mod corpus;
#[cfg(unix)]
mod crash;
mod docs;
mod examples;
mod formats;
mod gold;
mod golden;
mod layouts;
mod properties;
mod rules;
mod structure;
