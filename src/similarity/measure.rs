//! The measure of meaning: the encoder, or words.

/// The measure of meaning. Alignment has weights for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// The sentence encoder.
    Encoder,
    /// Names, numbers, cognates and words whose translation is known.
    Words,
}
