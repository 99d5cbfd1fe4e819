//! Prints the quotes of a document, a bead a line: original, tab, translation.
//!
//! `cargo run --example extract_document -- corpus/chess-letters.md`

#![allow(clippy::print_stdout)]

use diglot::{Document, Engine};
use std::error::Error;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("name a document")?;
    let document = Document::read(&path, fs::read(&path)?)?;
    let extraction = Engine::new().extract(&document, &Default::default());
    for quote in &extraction.quotes {
        for [original, translation] in quote.pairs() {
            println!("{original}\t{translation}");
        }
    }
    Ok(())
}
