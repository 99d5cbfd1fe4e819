//! The explanation of a bead, as `diglot align --explain` prints it.

use diglot::bitext::Bitext;
use diglot::bitext::Explanation;
use diglot::quote::{Bead, Segment};
use diglot::record::rounded_score;
use std::io::{self, Write};
use std::ops::Range;

/// Least weight of evidence that is listed, in nats.
const LEAST: f64 = 0.005;
/// Most characters of a text that are shown.
const SHOWN: usize = 72;

/// Writes the evidence for and against a bead, and the alternatives.
pub(super) fn write(
    bitext: &Bitext,
    explanation: &Explanation,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Explanation {
        bead,
        terms,
        gap,
        belief,
        others,
    } = explanation;
    writeln!(out, "{}", heading(bead))?;
    if *belief < 1.0 {
        writeln!(
            out,
            "the two texts hardly look like translations: scores of pairs were multiplied by {belief:.4}"
        )?;
    }
    for (name, segments, range) in [
        ("source", &bitext.source, &bead.source),
        ("target", &bitext.target, &bead.target),
    ] {
        for at in range.clone() {
            writeln!(out, "  {name} {:>5}  {}", at + 1, segments[at].text)?;
        }
    }
    writeln!(
        out,
        "\nevidence for (+) and against (-) the bead, in nats; the value; its meaning"
    )?;
    if let Some(nats) = gap {
        writeln!(
            out,
            "  {nats:+7.2}           without a counterpart, in a gap"
        )?;
    }
    for term in terms.iter().filter(|term| term.nats().abs() >= LEAST) {
        writeln!(
            out,
            "  {:+7.2}  {:7.3}  {}: {}",
            term.nats(),
            term.value,
            term.name,
            term.about
        )?;
    }
    let terms: f64 = terms.iter().map(|term| term.nats()).sum();
    let total = terms + gap.unwrap_or_default();
    writeln!(out, "  {total:+7.2}           total")?;
    if others.is_empty() {
        return writeln!(out, "\nno alternative was probable");
    }
    writeln!(out, "\nalternatives, with their probabilities")?;
    for other in others {
        let [source, target] = [
            (&bitext.source, &other.source),
            (&bitext.target, &other.target),
        ]
        .map(|(segments, range)| shown(segments, range));
        writeln!(
            out,
            "  {:.4}  source {source}\n          target {target}",
            rounded_score(other.score)
        )?;
    }
    Ok(())
}

fn heading(bead: &Bead) -> String {
    let score = rounded_score(bead.score);
    format!(
        "bead {}-{}, score {score:.4}",
        bead.source.len(),
        bead.target.len()
    )
}

/// The numbers of segments, from 1, and the beginning of their text.
fn shown(segments: &[Segment], range: &Range<usize>) -> String {
    if range.is_empty() {
        return "none".to_owned();
    }
    let numbers = match range.len() {
        1 => format!("{}", range.end),
        _ => format!("{}-{}", range.start + 1, range.end),
    };
    let texts: Vec<&str> = segments[range.clone()]
        .iter()
        .map(|s| s.text.as_str())
        .collect();
    let text = texts.join(" | ");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{numbers}: {}…", &text[..end]),
        None => format!("{numbers}: {text}"),
    }
}
