//! The entropy code of a model's integers: asymmetric numeral systems.
//!
//! Duda, "Asymmetric numeral systems" (2014), in the form with ranges: a state of 32 bits, read 16
//! bits at a time, in which a symbol that has *f* of 4096 shares takes log2(4096/f) bits, whole or
//! not. A prefix code would take a twentieth more for the table, most of whose values are near zero.

use super::{Bytes, Fault};

/// A symbol has at least one of 2 to the power of this many shares.
const SHARE_BITS: u32 = 12;
const SHARES: usize = 1 << SHARE_BITS;
/// The state is kept at or above this.
const LEAST_STATE: u32 = 1 << 16;

/// How often each symbol is expected: what a stream of them is decoded with.
#[derive(Debug)]
pub struct Code {
    /// Whose each share is.
    owner: Vec<u16>,
    symbols: Vec<Symbol>,
}

/// The shares of a symbol: how many, and the first of them.
#[derive(Clone, Copy, Debug)]
struct Symbol {
    shares: u32,
    first: u32,
}

impl Code {
    /// Reads how many symbols there are, and the shares of each.
    pub fn read(bytes: &mut Bytes<'_>) -> Result<Self, Fault> {
        let count = bytes.u16()?;
        let mut owner = Vec::with_capacity(SHARES);
        let mut symbols = Vec::with_capacity(count);
        for (symbol, shares) in (0..).zip(bytes.u16s(count)?) {
            symbols.push(Symbol {
                shares: shares.into(),
                first: owner.len() as u32,
            });
            owner.extend(std::iter::repeat_n(symbol, shares.into()));
        }
        if owner.len() != SHARES {
            return Err(Fault::Malformed("the shares of a code are not 4096"));
        }
        Ok(Self { owner, symbols })
    }

    /// How many symbols there are.
    pub fn symbols(&self) -> usize {
        self.symbols.len()
    }

    /// Decodes one symbol for each place in `out`. `stream` is words of 16 bits, low byte first; one
    /// that ends too early goes on with zeros, so that any stream gives some symbols.
    pub fn decode<T>(&self, stream: &[u8], out: &mut [T], value: impl Fn(u16) -> T) {
        let (words, _) = stream.as_chunks::<2>();
        let mut words = words.iter().map(|&word| u32::from(u16::from_le_bytes(word)));
        let mut next = || words.next().unwrap_or(0);
        let mut state = next() << 16 | next();
        for out in out {
            let share = state % SHARES as u32;
            let symbol = self.owner[share as usize];
            let Symbol { shares, first } = self.symbols[usize::from(symbol)];
            state = shares * (state >> SHARE_BITS) + share - first;
            if state < LEAST_STATE {
                state = state << 16 | next();
            }
            *out = value(symbol);
        }
    }
}
