//! Aligns two files that translate each other, and prints a bead a line: source, tab, target.
//!
//! `cargo run --example align_texts -- ru.txt en.txt`

#![allow(clippy::print_stdout)]

use diglot::{Engine, Lang};
use std::error::Error;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = env::args().skip(1).collect();
    let [russian, english] = &paths[..] else {
        return Err("name a Russian text and its English translation".into());
    };
    let (source, target) = (fs::read_to_string(russian)?, fs::read_to_string(english)?);
    let bitext = Engine::new().align((&source, Lang::RU), (&target, Lang::EN));
    for [source, target] in bitext.pairs() {
        println!("{source}\t{target}");
    }
    Ok(())
}
