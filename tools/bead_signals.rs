//! Prints the signals of right and of wrong beads, for `fit_evidence.py`.
//!
//! `bead_signals SRC.txt TGT.txt SOURCE_LANG TARGET_LANG BEADS [MODEL]`: the texts one segment a line;
//! BEADS has one bead a line, `LABEL FROM TO FROM TO`, half-open line ranges of source and target.
//! It prints one line a bead, the label and then the signals: of the evidence without an encoder, or with
//! the one in MODEL, where `embedded` is the one compiled in.

#![allow(clippy::print_stdout)]

use diglot::encode::Encoder;
use diglot::internal::{Encoded, Lexical, Relation, TextPair, TextSequence};
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, target, source_lang, target_lang, beads, model @ ..] = arguments.as_slice() else {
        return Err("needs SRC.txt TGT.txt SOURCE_LANG TARGET_LANG BEADS [MODEL]".into());
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
    let pair = TextPair {
        source: TextSequence {
            lang: source_lang.parse()?,
            texts: &source,
        },
        target: TextSequence {
            lang: target_lang.parse()?,
            texts: &target,
        },
        relation: Relation::Within,
    };
    let signals: Vec<Vec<f64>> = match model.first().map(String::as_str) {
        None => listed(Lexical.signals(pair, &ranges)),
        Some("embedded") => listed(Encoded(Encoder::embedded()).signals(pair, &ranges)),
        Some(path) => listed(Encoded(&Encoder::read(path.as_ref())?).signals(pair, &ranges)),
    };
    for (label, signals) in labels.iter().zip(signals) {
        let signals: Vec<String> = signals.iter().map(|s| format!("{s:.5}")).collect();
        println!("{label} {}", signals.join(" "));
    }
    Ok(())
}

fn listed<const N: usize>(signals: Vec<[f64; N]>) -> Vec<Vec<f64>> {
    signals.iter().map(|signals| signals.to_vec()).collect()
}
