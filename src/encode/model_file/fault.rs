//! Why a file is not used as a model.

use std::fmt;

/// The version of the format that this program reads.
pub(crate) const VERSION: u32 = 1;

/// Why a file is not used as a model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// It does not begin as a model does.
    NoModel,
    /// It is of a later version of the format.
    LaterVersion(u32),
    /// It has fewer bytes than it says.
    CutShort {
        /// Number of bytes in the file.
        bytes: u64,
        /// Number of bytes that it should have.
        of: u64,
    },
    /// It has more bytes than it says.
    Longer {
        /// Number of bytes that it should have.
        than: u64,
    },
    /// Its checksum is not that of its content.
    Altered,
    /// Its card cannot be read.
    Card(String),
    /// It does not hold together.
    Malformed(&'static str),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::NoModel => f.write_str("is not a model of diglot's sentence encoder"),
            Fault::LaterVersion(version) => write!(
                f,
                "is a model in format {version}, but this diglot reads formats up to {VERSION}; use a \
                 later diglot"
            ),
            Fault::CutShort { bytes, of } => write!(
                f,
                "is an incomplete model: {bytes} of {of} bytes; copy or download it again"
            ),
            Fault::Longer { than } => write!(
                f,
                "is a model with bytes after its end: more than {than} bytes; copy or download it \
                 again"
            ),
            Fault::Altered => f.write_str(
                "is a model that was altered: its checksum differs; copy or download it again",
            ),
            Fault::Card(message) => write!(f, "is a model with an invalid card: {message}"),
            Fault::Malformed(what) => write!(f, "is an invalid model: {what}"),
        }
    }
}

impl std::error::Error for Fault {}
