//! The vectors of runs of texts, from the sums of their parts.
//!
//! A run of texts, joined by spaces, has the pieces of its parts, one after the other, and a piece's
//! features depend on [`REACH`] pieces on either side: so a run's features are those of its parts but
//! for a few pieces round each *seam*, where the end of one text meets the beginning of the next in
//! place of the end and the beginning of a text. Each text and each seam is encoded once; then the sum
//! of any run takes additions alone. It is exact for two texts, and for more if those between have
//! at least twice [`REACH`] pieces.

use super::Encoder;
use super::network::{REACH, Stretch, WIDTH};
use super::tokenize::{BEGIN, END, Scratch, UNKNOWN};
use super::{Compact, Vector, in_rows};
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// No stretch is longer, in pieces: what a long text needs to be encoded stays bounded.
const LONGEST_STRETCH: usize = 512;
/// Stretches are encoded together up to so many pieces.
const BATCH: usize = 256;
/// So many texts, or seams, are encoded before the next: what is needed meanwhile stays bounded.
const AT_ONCE: usize = 1024;
/// So many vectors are computed together.
const VECTORS: usize = 32;

/// A sequence of texts, ready for the vectors of any runs of it.
pub struct Runs<'a> {
    encoder: &'a Encoder,
    /// How many pieces are before each text.
    pieces: Vec<usize>,
    /// The vectors of the texts' parts, if they were asked for.
    parts: Compact,
    /// The projected sum of each text's features.
    texts: Vec<f32>,
    /// What each seam adds to the sums of its sides.
    seams: Vec<f32>,
}

/// Pieces whose features are summed up over some zones.
#[derive(Clone, Debug)]
struct Sequence {
    /// In the ids of all sequences.
    ids: Range<usize>,
    /// In those of this sequence.
    zones: Vec<Range<usize>>,
}

impl<'a> Runs<'a> {
    /// Of texts that are each one part, and nobody asks for it.
    pub(super) fn new(encoder: &'a Encoder, texts: &[&str]) -> Self {
        let (ids, bounds) = pieces(encoder, texts);
        Self::of(encoder, &ids, bounds, None)
    }

    /// Of texts in parts. A part's vector is that of its pieces where they stand.
    pub(super) fn in_parts(encoder: &'a Encoder, texts: &[Vec<&str>]) -> Self {
        let parts: Vec<&str> = texts.iter().flatten().copied().collect();
        let (ids, part_bounds) = pieces(encoder, &parts);
        let mut first = 0;
        let mut bounds = vec![0];
        for parts in texts {
            first += parts.len();
            bounds.push(part_bounds[first]);
        }
        Self::of(encoder, &ids, bounds, Some(&part_bounds))
    }

    /// Of texts whose pieces begin at `bounds`, and their parts at `part_bounds`.
    fn of(
        encoder: &'a Encoder,
        ids: &[u32],
        bounds: Vec<usize>,
        part_bounds: Option<&[usize]>,
    ) -> Self {
        let bodies: Vec<&[u32]> = bounds.windows(2).map(|of| &ids[of[0]..of[1]]).collect();
        let mut part_bounds = part_bounds.unwrap_or_default().windows(2).peekable();

        // Of each text: all of it, what a seam takes the place of at its beginning and its end, and
        // its parts, the first with the begin, the last with the end.
        let mut ids = Vec::new();
        let mut sequences = Vec::new();
        for (body, of) in bodies.iter().zip(bounds.windows(2)) {
            let start = ids.len();
            ids.push(BEGIN);
            ids.extend_from_slice(body);
            ids.push(END);
            let length = body.len() + 2;
            let changed = (REACH + 1).min(length);
            let mut zones = vec![0..length, 0..changed, length - changed..length];
            while let Some(part) = part_bounds.next_if(|part| part[1] <= of[1]) {
                let from = if part[0] == of[0] {
                    0
                } else {
                    part[0] - of[0] + 1
                };
                let to = if part[1] == of[1] {
                    length
                } else {
                    part[1] - of[0] + 1
                };
                zones.push(from..to);
            }
            sequences.push(Sequence {
                ids: start..ids.len(),
                zones,
            });
        }
        // Of each seam: what meets there, with what that depends on.
        for sides in bodies.windows(2) {
            let start = ids.len();
            let [left, right] = [sides[0], sides[1]];
            // With its begin the left side may be as long as the context, with its end the right.
            if left.len() < 2 * REACH {
                ids.push(BEGIN);
            }
            ids.extend_from_slice(&left[left.len().saturating_sub(2 * REACH)..]);
            let seam = ids.len() - start;
            ids.extend_from_slice(&right[..right.len().min(2 * REACH)]);
            if right.len() < 2 * REACH {
                ids.push(END);
            }
            let length = ids.len() - start;
            let zone = seam.saturating_sub(REACH)..(seam + REACH).min(length);
            sequences.push(Sequence {
                ids: start..ids.len(),
                zones: vec![zone],
            });
        }
        let mut texts = Vec::with_capacity(bodies.len() * WIDTH);
        let mut seams = vec![0.0; bodies.len().saturating_sub(1) * WIDTH];
        let mut parts = Compact::default();
        let (of_texts, of_seams) = sequences.split_at(bodies.len());
        for some in of_texts.chunks(AT_ONCE) {
            let sums = sums(encoder, &ids, some);
            let mut sums = sums.chunks_exact(WIDTH);
            let mut part_sums = Vec::new();
            for sequence in some {
                let i = texts.len() / WIDTH;
                let mut next = || sums.next().unwrap_or_default();
                texts.extend_from_slice(next());
                let [beginning, end] = [next(), next()];
                if let Some(before) = i.checked_sub(1) {
                    subtract(&mut seams[before * WIDTH..][..WIDTH], beginning);
                }
                if let Some(after) = seams.get_mut(i * WIDTH..(i + 1) * WIDTH) {
                    subtract(after, end);
                }
                for _ in &sequence.zones[3..] {
                    part_sums.extend_from_slice(next());
                }
            }
            let pieces: Vec<usize> = some
                .iter()
                .flat_map(|sequence| sequence.zones[3..].iter().map(Range::len))
                .collect();
            parts.extend(&of_sums(encoder, part_sums, &pieces));
        }
        let chunks = of_seams.chunks(AT_ONCE);
        for (some, seams) in chunks.zip(seams.chunks_mut(AT_ONCE * WIDTH)) {
            add(seams, &sums(encoder, &ids, some));
        }
        Self {
            encoder,
            pieces: bounds,
            parts,
            texts,
            seams,
        }
    }

    /// The vectors of the texts' parts, one after the other.
    pub fn parts(&self) -> &Compact {
        &self.parts
    }

    /// The vectors of runs, each a range of texts, in parallel.
    ///
    /// # Panics
    ///
    /// If a run is empty or goes beyond the texts.
    pub fn vectors(&self, runs: &[Range<usize>]) -> Vec<Vector> {
        let vectors: Vec<Vec<Vector>> = runs
            .par_chunks(VECTORS)
            .map(|runs| self.vectors_in_turn(runs))
            .collect();
        vectors.concat()
    }

    /// The same on this thread alone: for work that is done in parallel as a whole.
    ///
    /// # Panics
    ///
    /// If a run is empty or goes beyond the texts.
    pub fn vectors_in_turn(&self, runs: &[Range<usize>]) -> Vec<Vector> {
        let mut vectors = Vec::with_capacity(runs.len());
        for runs in runs.chunks(VECTORS) {
            let mut sums = Vec::with_capacity(runs.len() * WIDTH);
            for run in runs {
                sums.extend_from_slice(self.text(run.start));
                let own = sums.len() - WIDTH;
                for next in run.start + 1..run.end {
                    add(&mut sums[own..], self.text(next));
                    add(&mut sums[own..], &self.seams[(next - 1) * WIDTH..][..WIDTH]);
                }
            }
            let pieces = runs
                .iter()
                .map(|run| self.pieces[run.end] - self.pieces[run.start] + 2);
            vectors.extend(in_rows(&self.encoder.model.network.vectors(sums, pieces)));
        }
        vectors
    }

    fn text(&self, i: usize) -> &[f32] {
        &self.texts[i * WIDTH..][..WIDTH]
    }
}

/// The vectors of texts, each by itself.
pub(super) fn vectors(encoder: &Encoder, texts: &[&str]) -> Vec<Vector> {
    let mut vectors = Vec::with_capacity(texts.len());
    for texts in texts.chunks(AT_ONCE) {
        let (bodies, bounds) = pieces(encoder, texts);
        let mut ids = Vec::with_capacity(bodies.len() + 2 * texts.len());
        let sequences: Vec<Sequence> = bounds
            .windows(2)
            .map(|of| {
                let start = ids.len();
                ids.push(BEGIN);
                ids.extend_from_slice(&bodies[of[0]..of[1]]);
                ids.push(END);
                let all = 0..ids.len() - start;
                Sequence {
                    ids: start..ids.len(),
                    zones: vec![all],
                }
            })
            .collect();
        let lengths: Vec<usize> = sequences.iter().map(|of| of.ids.len()).collect();
        vectors.extend(of_sums(encoder, sums(encoder, &ids, &sequences), &lengths));
    }
    vectors
}

/// The vectors of texts by the sums of their features and how many pieces each has, in parallel.
fn of_sums(encoder: &Encoder, sums: Vec<f32>, pieces: &[usize]) -> Vec<Vector> {
    let vectors: Vec<Vec<Vector>> = sums
        .par_chunks(VECTORS * WIDTH)
        .zip(pieces.par_chunks(VECTORS))
        .map(|(sums, pieces)| {
            let pieces = pieces.iter().copied();
            in_rows(&encoder.model.network.vectors(sums.to_vec(), pieces))
        })
        .collect();
    vectors.concat()
}

/// The pieces of all texts, without begin and end, one text after the other, and where each begins.
/// A text without any has an unknown one.
fn pieces(encoder: &Encoder, texts: &[&str]) -> (Vec<u32>, Vec<usize>) {
    let tokenizer = &encoder.model.tokenizer;
    let of_texts: Vec<Vec<u32>> = texts
        .par_iter()
        .map_init(Scratch::default, |scratch, text| {
            let mut ids = Vec::new();
            tokenizer.encode_into(text, scratch, &mut ids);
            if ids.is_empty() {
                ids.push(UNKNOWN);
            }
            ids
        })
        .collect();
    let mut bounds = vec![0];
    bounds.extend(of_texts.iter().scan(0, |at, ids| {
        *at += ids.len();
        Some(*at)
    }));
    (of_texts.concat(), bounds)
}

/// The sums of all zones of all sequences, [`WIDTH`] numbers each. What occurs several times, as short
/// answers in a dialogue do, is encoded once.
fn sums(encoder: &Encoder, ids: &[u32], sequences: &[Sequence]) -> Vec<f32> {
    // By pieces and zones: where the sums are.
    let mut places = HashMap::new();
    let mut distinct: Vec<&Sequence> = Vec::new();
    let mut next = 0;
    let own: Vec<Range<usize>> = sequences
        .iter()
        .map(|sequence| {
            let key = (&ids[sequence.ids.clone()], sequence.zones.as_slice());
            let place: &mut Range<usize> = places.entry(key).or_insert_with(|| {
                distinct.push(sequence);
                let start = next;
                next += sequence.zones.len() * WIDTH;
                start..next
            });
            place.clone()
        })
        .collect();
    let sums = distinct_sums(encoder, ids, &distinct);
    let mut all = Vec::with_capacity(own.iter().map(Range::len).sum());
    for place in own {
        all.extend_from_slice(&sums[place]);
    }
    all
}

/// The sums of sequences that are not the same, in parallel: they do not depend on the number of
/// threads.
fn distinct_sums(encoder: &Encoder, ids: &[u32], sequences: &[&Sequence]) -> Vec<f32> {
    // For each stretch, and each of its zones, the zone among all that it is a part of.
    let mut stretches: Vec<Stretch<'_>> = Vec::new();
    let mut wholes: Vec<usize> = Vec::new();
    let mut zones = 0;
    for sequence in sequences {
        let own = &ids[sequence.ids.clone()];
        let mut start = 0;
        while start < own.len() {
            let end = own.len().min(start + LONGEST_STRETCH);
            let first = start.saturating_sub(REACH);
            let mut stretch = Stretch {
                ids: &own[first..own.len().min(end + REACH)],
                zones: Vec::new(),
            };
            for (i, zone) in sequence.zones.iter().enumerate() {
                let part = zone.start.max(start)..zone.end.min(end);
                if !part.is_empty() {
                    stretch.zones.push(part.start - first..part.end - first);
                    wholes.push(zones + i);
                }
            }
            stretches.push(stretch);
            start = end;
        }
        zones += sequence.zones.len();
    }
    let model = &encoder.model;
    let parts: Vec<Vec<f32>> = batches(&stretches)
        .into_par_iter()
        .map(|batch| model.network.sums(&model.table, batch))
        .collect();
    let mut sums = vec![0.0; zones * WIDTH];
    let parts = parts.iter().flat_map(|part| part.chunks_exact(WIDTH));
    for (whole, part) in wholes.into_iter().zip(parts) {
        add(&mut sums[whole * WIDTH..][..WIDTH], part);
    }
    sums
}

/// Stretches in groups of about [`BATCH`] pieces.
fn batches<'a, 'b>(stretches: &'b [Stretch<'a>]) -> Vec<&'b [Stretch<'a>]> {
    let mut batches = Vec::new();
    let (mut start, mut pieces) = (0, 0);
    for (i, stretch) in stretches.iter().enumerate() {
        if i > start && pieces + stretch.ids.len() > BATCH {
            batches.push(&stretches[start..i]);
            (start, pieces) = (i, 0);
        }
        pieces += stretch.ids.len();
    }
    if start < stretches.len() {
        batches.push(&stretches[start..]);
    }
    batches
}

fn add(sum: &mut [f32], part: &[f32]) {
    for (sum, part) in sum.iter_mut().zip(part) {
        *sum += part;
    }
}

fn subtract(sum: &mut [f32], part: &[f32]) {
    for (sum, part) in sum.iter_mut().zip(part) {
        *sum -= part;
    }
}
