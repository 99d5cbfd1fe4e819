//! Writes the values of the aligner's features for pairs of texts, for `fit_aligner.py`.
//!
//! `align_features MEASURE JOB...`: MEASURE is `words`, `embedded` or a model file; a JOB is
//! `SOURCE_LANG:TARGET_LANG:FOLDER`, where FOLDER holds `src.txt` and `tgt.txt`, one text a line, and
//! gets a file `features`: numbers of 32 bits, low byte first. First come whole numbers: the numbers of
//! rows, of beads, of features of a bead, and of features of a text left alone; for each row its first and
//! last column; for each bead its first source text, the number of its source texts, and the same for the
//! target. Then come floating-point numbers: for each bead its features; for each place the features of
//! leaving the next source text alone; then for each place those of the next target text. Without a JOB,
//! it prints the kinds and names of the features.

#![allow(clippy::print_stdout)]

use diglot::encode::Encoder;
use diglot::internal::{Aligner, FeatureValues, feature_names};
use diglot::internal::{Encoded, Lexical, Relation, Similarity, TextPair, TextSequence};
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Least probability, after the first pass, of the beads that are written.
const LEAST: f64 = 1e-8;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [measure, jobs @ ..] = arguments.as_slice() else {
        return Err("needs MEASURE JOB...".into());
    };
    if jobs.is_empty() {
        for (kind, name) in feature_names() {
            println!("{kind}\t{name}");
        }
        return Ok(());
    }
    let read;
    let similarity: Box<dyn Similarity> = match measure.as_str() {
        "words" => Box::new(Lexical),
        "embedded" => Box::new(Encoded(Encoder::embedded())),
        path => {
            read = Encoder::read(Path::new(path))?;
            Box::new(Encoded(read))
        }
    };
    for job in jobs {
        let mut fields = job.splitn(3, ':');
        let (Some(source_lang), Some(target_lang), Some(folder)) =
            (fields.next(), fields.next(), fields.next())
        else {
            return Err(format!("`{job}` is not SOURCE_LANG:TARGET_LANG:FOLDER").into());
        };
        let folder = Path::new(folder);
        let [source, target] =
            ["src.txt", "tgt.txt"].map(|name| fs::read_to_string(folder.join(name)));
        let (source, target) = (source?, target?);
        let [source, target] = [&source, &target].map(|text| text.lines().collect::<Vec<_>>());
        let pair = TextPair {
            source: TextSequence {
                lang: source_lang.parse()?,
                texts: &source,
            },
            target: TextSequence {
                lang: target_lang.parse()?,
                texts: &target,
            },
            relation: Relation::Parallel,
        };
        let values = Aligner::new(&*similarity, pair).observe(LEAST);
        write(
            &values,
            BufWriter::new(File::create(folder.join("features"))?),
        )?;
    }
    Ok(())
}

fn write(values: &FeatureValues, mut out: impl Write) -> io::Result<()> {
    let places: usize = values.rows.iter().map(|(lo, hi)| hi + 1 - lo).sum();
    let of_bead = values.bead_values.len() / values.beads.len().max(1);
    let of_lone = values.lone_values[0].len() / places.max(1);
    let counts = [values.rows.len(), values.beads.len(), of_bead, of_lone];
    let rows = values.rows.iter().flat_map(|&(lo, hi)| [lo, hi]);
    let beads = values
        .beads
        .iter()
        .flat_map(|(s, t)| [s.start, s.len(), t.start, t.len()]);
    for number in counts.into_iter().chain(rows).chain(beads) {
        out.write_all(&(number as u32).to_le_bytes())?;
    }
    let lone = values.lone_values.iter().flatten();
    for value in values.bead_values.iter().chain(lone) {
        out.write_all(&(*value as f32).to_le_bytes())?;
    }
    out.flush()
}
