//! The vectors of runs of texts, from the sums of their parts.
//!
//! A run of texts, joined by spaces, has the pieces of its parts, one after the other, and the features of
//! a piece depend on [`REACH`] pieces on either side. So the features of a run are those of its parts,
//! except for a few pieces around each *seam*, where the end of one text meets the beginning of the next.
//! Each text and each seam is encoded once; then the sum of any run takes only additions. It is exact for
//! two texts, and for more if each text between the first and the last has at least twice [`REACH`]
//! pieces.

use super::compact::CompactVectors;
use super::model::Model;
use super::network::{PieceChunk, REACH};
use super::tokenize::{BEGIN, END, TokenizerBuffers, UNKNOWN};
use super::vector::{Vector, WIDTH, in_rows};
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// Longest chunk, in pieces: the memory for a long text stays bounded.
const LONGEST_CHUNK: usize = 512;
/// Most pieces of chunks that are encoded together.
const BATCH: usize = 256;
/// Texts, or seams, that are encoded before the next ones: the memory for them stays bounded.
const AT_ONCE: usize = 1024;
/// Vectors that are computed together.
const VECTORS: usize = 32;

/// Encodes runs of a sequence of texts. Texts and seams are encoded already.
pub struct RunEncoder<'a> {
    model: &'a Model,
    /// Number of pieces before each text.
    pieces: Vec<usize>,
    /// The vectors of the parts of the texts, if the texts were given in parts.
    parts: CompactVectors,
    /// The projected sum of the features of each text.
    texts: Vec<f32>,
    /// The sum that each seam adds to those of its two texts.
    seams: Vec<f32>,
}

/// Pieces whose features are added up over some zones.
#[derive(Clone, Debug)]
struct PieceSequence {
    /// Range in the ids of all sequences.
    ids: Range<usize>,
    /// Ranges in the ids of this sequence.
    zones: Vec<Range<usize>>,
}

impl<'a> RunEncoder<'a> {
    /// Encodes texts, without the vectors of parts.
    pub(super) fn new(model: &'a Model, texts: &[&str]) -> Self {
        let (ids, bounds) = pieces(model, texts);
        Self::of(model, &ids, bounds, None)
    }

    /// Encodes texts in parts. The vector of a part is that of its pieces where they are in the text.
    pub(super) fn in_parts(model: &'a Model, texts: &[Vec<&str>]) -> Self {
        let parts: Vec<&str> = texts.iter().flatten().copied().collect();
        let (ids, part_bounds) = pieces(model, &parts);
        let mut first = 0;
        let mut bounds = vec![0];
        for parts in texts {
            first += parts.len();
            bounds.push(part_bounds[first]);
        }
        Self::of(model, &ids, bounds, Some(&part_bounds))
    }

    /// Encodes texts whose pieces begin at `bounds`, and those of their parts at `part_bounds`.
    fn of(
        model: &'a Model,
        ids: &[u32],
        bounds: Vec<usize>,
        part_bounds: Option<&[usize]>,
    ) -> Self {
        let bodies: Vec<&[u32]> = bounds.windows(2).map(|of| &ids[of[0]..of[1]]).collect();
        let mut part_bounds = part_bounds.unwrap_or_default().windows(2).peekable();

        // For each text: the whole, what a seam replaces at its beginning and at its end, and its parts,
        // the first with BEGIN, the last with END.
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
            sequences.push(PieceSequence {
                ids: start..ids.len(),
                zones,
            });
        }
        // For each seam: the pieces that meet there, with those that they depend on.
        for sides in bodies.windows(2) {
            let start = ids.len();
            let [left, right] = [sides[0], sides[1]];
            // The left side with BEGIN, and the right side with END, may be as long as the context.
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
            sequences.push(PieceSequence {
                ids: start..ids.len(),
                zones: vec![zone],
            });
        }
        let mut texts = Vec::with_capacity(bodies.len() * WIDTH);
        let mut seams = vec![0.0; bodies.len().saturating_sub(1) * WIDTH];
        let mut parts = CompactVectors::default();
        let (of_texts, of_seams) = sequences.split_at(bodies.len());
        for some in of_texts.chunks(AT_ONCE) {
            let sums = sums(model, &ids, some);
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
            parts.extend(&of_sums(model, part_sums, &pieces));
        }
        let chunks = of_seams.chunks(AT_ONCE);
        for (some, seams) in chunks.zip(seams.chunks_mut(AT_ONCE * WIDTH)) {
            add(seams, &sums(model, &ids, some));
        }
        Self {
            model,
            pieces: bounds,
            parts,
            texts,
            seams,
        }
    }

    /// The vectors of the parts of the texts, one after the other.
    pub fn parts(&self) -> &CompactVectors {
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

    /// The same on this thread alone: for work that is parallel as a whole.
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
            vectors.extend(in_rows(&self.model.network.vectors(sums, pieces)));
        }
        vectors
    }

    fn text(&self, i: usize) -> &[f32] {
        &self.texts[i * WIDTH..][..WIDTH]
    }
}

/// The vectors of texts, each by itself.
pub(super) fn vectors(model: &Model, texts: &[&str]) -> Vec<Vector> {
    let mut vectors = Vec::with_capacity(texts.len());
    for texts in texts.chunks(AT_ONCE) {
        let (bodies, bounds) = pieces(model, texts);
        let mut ids = Vec::with_capacity(bodies.len() + 2 * texts.len());
        let sequences: Vec<PieceSequence> = bounds
            .windows(2)
            .map(|of| {
                let start = ids.len();
                ids.push(BEGIN);
                ids.extend_from_slice(&bodies[of[0]..of[1]]);
                ids.push(END);
                let all = 0..ids.len() - start;
                PieceSequence {
                    ids: start..ids.len(),
                    zones: vec![all],
                }
            })
            .collect();
        let lengths: Vec<usize> = sequences.iter().map(|of| of.ids.len()).collect();
        vectors.extend(of_sums(model, sums(model, &ids, &sequences), &lengths));
    }
    vectors
}

/// The vectors of texts by the sums of their features and their numbers of pieces, in parallel.
fn of_sums(model: &Model, sums: Vec<f32>, pieces: &[usize]) -> Vec<Vector> {
    let vectors: Vec<Vec<Vector>> = sums
        .par_chunks(VECTORS * WIDTH)
        .zip(pieces.par_chunks(VECTORS))
        .map(|(sums, pieces)| {
            let pieces = pieces.iter().copied();
            in_rows(&model.network.vectors(sums.to_vec(), pieces))
        })
        .collect();
    vectors.concat()
}

/// The pieces of all texts, without [`BEGIN`] and [`END`], one text after the other, and where each text
/// begins. A text without pieces gets [`UNKNOWN`].
fn pieces(model: &Model, texts: &[&str]) -> (Vec<u32>, Vec<usize>) {
    let tokenizer = &model.tokenizer;
    let of_texts: Vec<Vec<u32>> = texts
        .par_iter()
        .map_init(TokenizerBuffers::default, |buffers, text| {
            let mut ids = Vec::new();
            tokenizer.encode_into(text, buffers, &mut ids);
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

/// The sums of all zones of all sequences, [`WIDTH`] numbers each. A sequence that occurs several times,
/// like a short answer in a dialogue, is encoded once.
fn sums(model: &Model, ids: &[u32], sequences: &[PieceSequence]) -> Vec<f32> {
    // Where the sums are, by pieces and zones.
    let mut places = HashMap::new();
    let mut distinct: Vec<&PieceSequence> = Vec::new();
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
    let sums = distinct_sums(model, ids, &distinct);
    let mut all = Vec::with_capacity(own.iter().map(Range::len).sum());
    for place in own {
        all.extend_from_slice(&sums[place]);
    }
    all
}

/// The sums of sequences that all differ, in parallel. They do not depend on the number of threads.
fn distinct_sums(model: &Model, ids: &[u32], sequences: &[&PieceSequence]) -> Vec<f32> {
    // For each chunk and each of its zones, the zone of a sequence that it is a part of.
    let mut chunks: Vec<PieceChunk<'_>> = Vec::new();
    let mut wholes: Vec<usize> = Vec::new();
    let mut zones = 0;
    for sequence in sequences {
        let own = &ids[sequence.ids.clone()];
        let mut start = 0;
        while start < own.len() {
            let end = own.len().min(start + LONGEST_CHUNK);
            let first = start.saturating_sub(REACH);
            let mut chunk = PieceChunk {
                ids: &own[first..own.len().min(end + REACH)],
                zones: Vec::new(),
            };
            for (i, zone) in sequence.zones.iter().enumerate() {
                let part = zone.start.max(start)..zone.end.min(end);
                if !part.is_empty() {
                    chunk.zones.push(part.start - first..part.end - first);
                    wholes.push(zones + i);
                }
            }
            chunks.push(chunk);
            start = end;
        }
        zones += sequence.zones.len();
    }
    let parts: Vec<Vec<f32>> = batches(&chunks)
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

/// Chunks in groups of about [`BATCH`] pieces.
fn batches<'a, 'b>(chunks: &'b [PieceChunk<'a>]) -> Vec<&'b [PieceChunk<'a>]> {
    let mut batches = Vec::new();
    let (mut start, mut pieces) = (0, 0);
    for (i, chunk) in chunks.iter().enumerate() {
        if i > start && pieces + chunk.ids.len() > BATCH {
            batches.push(&chunks[start..i]);
            (start, pieces) = (i, 0);
        }
        pieces += chunk.ids.len();
    }
    if start < chunks.len() {
        batches.push(&chunks[start..]);
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
