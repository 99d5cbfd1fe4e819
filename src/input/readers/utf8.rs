//! Files that are their own canonical text, in UTF-8.

use crate::document::{CanonicalText, Metadata, front_matter};
use crate::error::{ErrorKind, Result};
use crate::input::encoding::{self, GuessedEncoding};
use crate::input::{conversion, foreign};
use std::path::Path;

/// Takes the bytes of a file as its canonical text, with what its front matter says.
///
/// # Errors
///
/// They are not UTF-8: then the error says which byte is not, and how to convert the file.
pub(super) fn verbatim(path: &Path, bytes: Vec<u8>) -> Result<CanonicalText> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let advice = match encoding::guess(&bytes) {
            GuessedEncoding::Unknown => return foreign::UNKNOWN.refusal(path),
            GuessedEncoding::DamagedUtf8 => {
                "correct it there: most of the file is UTF-8".to_owned()
            }
            GuessedEncoding::Legacy { name, iconv } => format!(
                "it looks like {name}; convert it: `{}`",
                conversion::iconv(iconv, path)
            ),
        };
        let before = bytes.get(..offset).unwrap_or_default();
        ErrorKind::InvalidUtf8 {
            path: path.to_owned(),
            offset,
            line: before.iter().filter(|&&byte| byte == b'\n').count() + 1,
            advice,
        }
        .into()
    })?;
    let metadata = front_matter(&text).map_or_else(Metadata::default, |(_, metadata)| metadata);
    Ok(CanonicalText::verbatim(text, metadata))
}
