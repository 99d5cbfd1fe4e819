//! The entropy code of a model's integers: asymmetric numeral systems.
//!
//! Duda, "Asymmetric numeral systems" (2014), in the form with ranges: the state has 32 bits and is read
//! 16 bits at a time, and a symbol that has *f* of 4096 shares takes log2(4096/f) bits, whole or not. A prefix code would take a twentieth more for the table, most of whose values are near zero.

use super::bytes::Bytes;
use super::fault::Fault;

/// Number of shares, as a power of 2.
const SHARE_BITS: u32 = 12;
const SHARES: usize = 1 << SHARE_BITS;
/// Least value of the state.
const LEAST_STATE: u32 = 1 << 16;

/// How often each symbol is expected: what a stream of symbols is decoded with.
#[derive(Debug)]
pub(crate) struct Code {
    /// The symbol that owns each share.
    owner: Vec<u16>,
    symbols: Vec<Symbol>,
}

/// The shares of a symbol: their number, and the first of them.
#[derive(Clone, Copy, Debug)]
struct Symbol {
    shares: u32,
    first: u32,
}

impl Code {
    /// Reads the number of symbols and the shares of each.
    pub(crate) fn read(bytes: &mut Bytes<'_>) -> Result<Self, Fault> {
        let count = bytes.u16()?;
        if count > SHARES {
            return Err(Fault::Malformed("a code has more than 4096 symbols"));
        }
        let wrong = Fault::Malformed("the shares of a code are not 4096");
        let mut owner = Vec::with_capacity(SHARES);
        let mut symbols = Vec::with_capacity(count);
        for (symbol, shares) in (0..).zip(bytes.u16s(count)?) {
            symbols.push(Symbol {
                shares: shares.into(),
                first: owner.len() as u32,
            });
            // Checked before the shares are handed out: a wrong number of them could fill gigabytes.
            if usize::from(shares) > SHARES - owner.len() {
                return Err(wrong);
            }
            owner.extend(std::iter::repeat_n(symbol, shares.into()));
        }
        if owner.len() != SHARES {
            return Err(wrong);
        }
        Ok(Self { owner, symbols })
    }

    /// Number of symbols.
    pub(super) fn symbols(&self) -> usize {
        self.symbols.len()
    }

    /// Decodes `N` streams, of `symbols` symbols each, side by side: each state waits for the one
    /// before it, so that several streams take hardly longer than one. Calls `found(n, i, symbol)` for
    /// symbol `i` of stream `n`.
    ///
    /// Streams are words of 16 bits, low byte first; one that ends too early continues with
    /// zeros, so that any stream gives some symbols.
    pub(super) fn decode<const N: usize>(
        streams: [(&Self, &[u8]); N],
        symbols: usize,
        mut found: impl FnMut(usize, usize, u16),
    ) {
        let codes = streams.map(|(code, _)| code);
        let mut words = streams.map(|(_, stream)| stream.as_chunks::<2>().0);
        let mut states = [0_u32; N];
        for n in 0..N {
            for _ in 0..2 {
                let (word, rest) = split_first(words[n]);
                (states[n], words[n]) = (states[n] << 16 | word, rest);
            }
        }
        for i in 0..symbols {
            for n in 0..N {
                let code = codes[n];
                let share = states[n] % SHARES as u32;
                let symbol = code.owner[share as usize];
                let Symbol { shares, first } = code.symbols[usize::from(symbol)];
                let state = shares * (states[n] >> SHARE_BITS) + share - first;
                let (word, rest) = split_first(words[n]);
                let low = state < LEAST_STATE;
                states[n] = if low { state << 16 | word } else { state };
                words[n] = if low { rest } else { words[n] };
                found(n, i, symbol);
            }
        }
    }
}

/// The first word (0 if there is none) and the words after it.
#[inline(always)]
fn split_first(words: &[[u8; 2]]) -> (u32, &[[u8; 2]]) {
    match words {
        [word, rest @ ..] => (u16::from_le_bytes(*word).into(), rest),
        [] => (0, words),
    }
}
