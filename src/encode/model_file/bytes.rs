//! A model file from its first byte to its last: numbers and strings of bytes, little-endian.

use super::fault::Fault;

/// Bound of numbers with a fraction, in absolute value: so large that no real one comes near it, so small
/// that what is computed with them stays a number.
const LARGEST: f32 = 1e6;

/// The bytes that are left to read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bytes<'a> {
    whole: &'a [u8],
    at: usize,
}

impl<'a> Bytes<'a> {
    /// All of `whole`, from `at` on.
    pub(crate) fn new(whole: &'a [u8], at: usize) -> Self {
        Self { whole, at }
    }

    /// Where the next byte is, from the beginning of the whole.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// The next `length` bytes.
    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let end = self.at.checked_add(length);
        let taken = end.and_then(|end| self.whole.get(self.at..end));
        let taken = taken.ok_or(Fault::Malformed("it ends too early"))?;
        self.at += length;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    /// The next 16 bits, without sign.
    pub(crate) fn u16(&mut self) -> Result<usize, Fault> {
        Ok(u16::from_le_bytes(self.array()?).into())
    }

    /// The next 16 bits, with sign.
    pub(crate) fn i16(&mut self) -> Result<i16, Fault> {
        Ok(i16::from_le_bytes(self.array()?))
    }

    /// The next 32 bits, without sign.
    pub(crate) fn u32(&mut self) -> Result<u32, Fault> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// The next 32 bits, as a count.
    pub(crate) fn count(&mut self) -> Result<usize, Fault> {
        usize::try_from(self.u32()?).map_err(|_| Fault::Malformed("it is too large"))
    }

    /// The next 64 bits, without sign.
    pub(crate) fn u64(&mut self) -> Result<u64, Fault> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// The next number with a fraction, less than a million.
    pub(crate) fn f32(&mut self) -> Result<f32, Fault> {
        in_bounds(f32::from_le_bytes(self.array()?))
    }

    /// The next numbers of 16 bits, without sign.
    pub(crate) fn u16s(&mut self, count: usize) -> Result<Vec<u16>, Fault> {
        self.numbers(count, u16::from_le_bytes)
    }

    /// The next numbers of 16 bits, with sign.
    pub(crate) fn i16s(&mut self, count: usize) -> Result<Vec<i16>, Fault> {
        self.numbers(count, i16::from_le_bytes)
    }

    /// The next numbers of 32 bits, as counts.
    pub(crate) fn counts(&mut self, count: usize) -> Result<Vec<u32>, Fault> {
        self.numbers(count, u32::from_le_bytes)
    }

    /// The next numbers with a fraction, each less than a million.
    pub(crate) fn f32s(&mut self, count: usize) -> Result<Vec<f32>, Fault> {
        let numbers = self.numbers(count, f32::from_le_bytes)?;
        numbers.into_iter().map(in_bounds).collect()
    }

    fn numbers<T, const N: usize>(
        &mut self,
        count: usize,
        number: impl Fn([u8; N]) -> T,
    ) -> Result<Vec<T>, Fault> {
        let bytes = count.saturating_mul(N);
        let (numbers, _) = self.take(bytes)?.as_chunks::<N>();
        Ok(numbers.iter().map(|&bytes| number(bytes)).collect())
    }

    /// As many bytes as the next 32 bits say.
    pub(crate) fn prefixed(&mut self) -> Result<&'a [u8], Fault> {
        let length = self.count()?;
        self.take(length)
    }

    /// Refuses a file in which something is left.
    pub(crate) fn end(&self) -> Result<(), Fault> {
        match self.whole.len() == self.at {
            true => Ok(()),
            false => Err(Fault::Malformed("it continues after its end")),
        }
    }
}

/// Refuses a number that is too large, infinite or not a number.
fn in_bounds(number: f32) -> Result<f32, Fault> {
    match number.abs() < LARGEST {
        true => Ok(number),
        false => Err(Fault::Malformed("a number in it is a million or more")),
    }
}
