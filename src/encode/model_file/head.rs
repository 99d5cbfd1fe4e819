//! The head of a model file: what it is, in which version of the format, how long, with which checksum.

use super::bytes::Bytes;
use super::fault::{Fault, VERSION};
use std::cmp::Ordering;

const MAGIC: &[u8; 8] = b"diglotSE";

/// The beginning of a file: shows whether it is a model before the rest is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    /// CRC-32 of what follows the head.
    pub checksum: u32,
    /// Number of bytes that follow the head.
    pub body: u64,
}

impl Head {
    /// Its length, in bytes.
    pub(crate) const LENGTH: usize = MAGIC.len() + 4 + 4 + 8;

    /// Reads the beginning of a file. What follows need not be there.
    pub(crate) fn read(content: &[u8]) -> Result<Self, Fault> {
        let mut bytes = Bytes::new(content, 0);
        if bytes.take(MAGIC.len()).ok() != Some(MAGIC) {
            return Err(Fault::NoModel);
        }
        let mut rest = || Some((bytes.u32().ok()?, bytes.u32().ok()?, bytes.u64().ok()?));
        let (version, checksum, body) = rest().ok_or(Fault::CutShort {
            bytes: content.len() as u64,
            of: Self::LENGTH as u64,
        })?;
        match version {
            0 => Err(Fault::Malformed("its format has no number")),
            1..=VERSION => Ok(Self { checksum, body }),
            _ => Err(Fault::LaterVersion(version)),
        }
    }
}

/// The body of the file, after a check of its length and checksum.
pub(crate) fn checked(content: &[u8]) -> Result<Bytes<'_>, Fault> {
    let head = Head::read(content)?;
    let body = &content[Head::LENGTH..];
    let whole = head.body.saturating_add(Head::LENGTH as u64);
    match (body.len() as u64).cmp(&head.body) {
        Ordering::Less => Err(Fault::CutShort {
            bytes: content.len() as u64,
            of: whole,
        }),
        Ordering::Greater => Err(Fault::Longer { than: whole }),
        Ordering::Equal if crc32fast::hash(body) != head.checksum => Err(Fault::Altered),
        Ordering::Equal => Ok(Bytes::new(content, Head::LENGTH)),
    }
}
