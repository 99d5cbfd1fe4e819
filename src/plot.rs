//! A dot plot of an alignment, as SVG: it shows at a glance how two texts correspond.
//!
//! Enters: beads and how many segments each side has. Leaves: a picture. Each bead is a box from its
//! first to its last source segment (to the right) and target segment (down). The colour shows its score.
//! Segments that nothing translates are bars along the edges. What runs along the diagonal is translated in
//! order; a step is a gap.

use crate::quote::Bead;
use std::fmt::Write;
use std::ops::Range;

/// Length of the longer side in the picture, in pixels.
const SIDE: f64 = 900.0;
/// Room for the axes, in pixels.
const MARGIN: f64 = 60.0;
/// Width of the legend, in pixels.
const LEGEND: f64 = 400.0;
/// Smallest width and height of a box, in pixels: one bead of very many is still visible.
const SMALLEST: f64 = 1.2;
/// Least score, colour, and text in the legend.
const COLOURS: [(f64, &str, &str); 3] = [
    (0.9, "#1b6e4b", "0.9 or more"),
    (0.5, "#c77f12", "0.5 to 0.9"),
    (0.0, "#b3261e", "less than 0.5"),
];

/// Draws the beads of `n` source and `m` target segments. `names` are those of the two texts.
///
/// ```
/// use diglot::plot::dot_plot;
/// use diglot::quote::Bead;
///
/// let bead = Bead { source: 0..1, target: 0..2, score: 0.95 };
/// let svg = dot_plot(&[bead], 1, 2, ["ru.txt", "en.txt"]);
/// assert!(svg.starts_with("<svg") && svg.contains("1 source and 2 target segments"));
/// ```
pub fn dot_plot(beads: &[Bead], n: usize, m: usize, names: [&str; 2]) -> String {
    let unit = SIDE / n.max(m).max(1) as f64;
    let (width, height) = (unit * n.max(1) as f64, unit * m.max(1) as f64);
    let mut svg = String::new();
    let [source, target] = names.map(escaped);
    let (right, bottom) = (width.max(LEGEND) + MARGIN + 20.0, height + MARGIN + 70.0);
    // Writing to a string does not fail.
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {right:.0} {bottom:.0}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"14\">\n\
         <title>Alignment of {source} and {target}</title>\n\
         <desc>{n} source and {m} target segments, {} beads</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <g transform=\"translate({MARGIN} {MARGIN})\">\n\
         <rect width=\"{width:.1}\" height=\"{height:.1}\" fill=\"none\" stroke=\"#999\"/>\n",
        beads.len(),
    );
    for (at, (least, colour, _)) in COLOURS.iter().enumerate() {
        let most = at
            .checked_sub(1)
            .map_or(f64::INFINITY, |above| COLOURS[above].0);
        let of_colour = beads
            .iter()
            .filter(|bead| bead.score >= *least && bead.score < most);
        let boxes: String = of_colour.map(|bead| boxed(bead, unit)).collect();
        if !boxes.is_empty() {
            let _ = writeln!(svg, "<path fill=\"{colour}\" d=\"{boxes}\"/>");
        }
    }
    let _ = write!(
        svg,
        "<text y=\"-30\">{source}: {n} segments →</text>\n\
         <text transform=\"translate(-30 0) rotate(90)\">{target}: {m} segments →</text>\n"
    );
    for (at, (_, colour, says)) in COLOURS.iter().enumerate() {
        let x = 130.0 * at as f64;
        let y = height + 40.0;
        let _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{:.1}\" width=\"12\" height=\"12\" fill=\"{colour}\"/>\
             <text x=\"{}\" y=\"{:.1}\">{says}</text>",
            y - 11.0,
            x + 18.0,
            y
        );
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// A bead's box as a path.
fn boxed(bead: &Bead, unit: f64) -> String {
    let along = |range: &Range<usize>| {
        let start = range.start as f64 * unit;
        (start, (range.len() as f64 * unit).max(SMALLEST))
    };
    let (x, width) = match bead.source.is_empty() {
        true => (-8.0, 6.0),
        false => along(&bead.source),
    };
    let (y, height) = match bead.target.is_empty() {
        true => (-8.0, 6.0),
        false => along(&bead.target),
    };
    format!("M{x:.2} {y:.2}h{width:.2}v{height:.2}h-{width:.2}z")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bead_is_a_box_of_its_colour() {
        let bead = |source: Range<usize>, target: Range<usize>, score| Bead {
            source,
            target,
            score,
        };
        let beads = [
            bead(0..1, 0..1, 1.0),
            bead(1..2, 1..3, 0.6),
            bead(2..2, 3..4, 0.1),
        ];
        let svg = dot_plot(&beads, 3, 4, ["a<b", "c"]);
        assert_eq!(svg.matches("<path").count(), 3);
        assert_eq!(
            svg.matches("M").count() - svg.matches("NaN").count(),
            3,
            "{svg}"
        );
        assert!(svg.contains("a&lt;b") && !svg.contains("a<b"));
        assert_eq!(dot_plot(&[], 0, 0, ["a", "b"]).matches("<path").count(), 0);
    }
}
