//! Prints what lexical evidence sees of right and of wrong beads, for `fit_lexical.py`.
//!
//! `lexical_signals SRC.txt TGT.txt SOURCE_LANG TARGET_LANG BEADS`: the texts one segment a line;
//! BEADS has one bead a line, `LABEL FROM TO FROM TO`, half-open line ranges of source and target.
//! One line of signals a bead goes to standard output, the label first.

#![allow(clippy::print_stdout)]

use diglot::similarity::{Lexical, Pair, Relation, Texts};
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, target, source_lang, target_lang, beads] = arguments.as_slice() else {
        return Err("needs SRC.txt TGT.txt SOURCE_LANG TARGET_LANG BEADS".into());
    };
    let (source, target) = (fs::read_to_string(source)?, fs::read_to_string(target)?);
    let source: Vec<&str> = source.lines().collect();
    let target: Vec<&str> = target.lines().collect();
    let mut labels = Vec::new();
    let mut ranges = Vec::new();
    for line in fs::read_to_string(beads)?.lines() {
        let numbers: Vec<usize> = line.split(' ').map(str::parse).collect::<Result<_, _>>()?;
        let [label, a, b, c, d] = numbers[..] else {
            return Err(format!("no bead: {line}").into());
        };
        labels.push(label);
        ranges.push((a..b, c..d));
    }
    let pair = Pair {
        source: Texts {
            lang: source_lang.parse()?,
            texts: &source,
        },
        target: Texts {
            lang: target_lang.parse()?,
            texts: &target,
        },
        relation: Relation::Within,
    };
    for (label, signals) in labels.iter().zip(Lexical.signals(pair, &ranges)) {
        let signals: Vec<String> = signals.iter().map(|s| format!("{s:.5}")).collect();
        println!("{label} {}", signals.join(" "));
    }
    Ok(())
}
