//! The language tag that segments, quotes and records carry.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Longest tag, in bytes: room for `zh-Hant-HK`.
const CAPACITY: usize = 12;

/// A BCP 47 language tag (`ru`, `fr`, `en`, `pt-BR`), small enough to copy.
///
/// Any well-formed tag can be carried; [`crate::lang::facts`] says which ones have tables.
///
/// ```
/// use diglot::lang::Lang;
///
/// let lang: Lang = "RU".parse().unwrap();
/// assert_eq!(lang, Lang::RU);
/// assert_eq!(lang.to_string(), "ru");
/// assert_eq!("PT-br".parse::<Lang>().unwrap().to_string(), "pt-BR");
/// assert!("not a tag".parse::<Lang>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang {
    bytes: [u8; CAPACITY],
    len: u8,
}

impl Lang {
    /// English, the language of the documents and of the translations.
    pub const EN: Lang = Lang::constant("en");
    /// French.
    pub const FR: Lang = Lang::constant("fr");
    /// Russian.
    pub const RU: Lang = Lang::constant("ru");

    /// A tag known when the program is compiled.
    pub(crate) const fn constant(tag: &str) -> Lang {
        let mut bytes = [0; CAPACITY];
        let mut i = 0;
        while i < tag.len() {
            bytes[i] = tag.as_bytes()[i];
            i += 1;
        }
        Lang {
            bytes,
            len: tag.len() as u8,
        }
    }

    /// The tag as text, in the usual case: `zh-Hant-HK`.
    pub fn as_str(&self) -> &str {
        // Only ASCII is ever stored.
        std::str::from_utf8(&self.bytes[..self.len as usize]).unwrap_or_default()
    }

    /// The tag without script and region: `pt` for `pt-BR`.
    pub fn primary(&self) -> &str {
        self.as_str().split('-').next().unwrap_or_default()
    }
}

/// A text that is not a BCP 47 tag, or is longer than any tag in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadTag(pub String);

impl fmt::Display for BadTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a language tag (BCP 47, such as `ru`, `fr` or `en`)",
            self.0
        )
    }
}

impl std::error::Error for BadTag {}

impl FromStr for Lang {
    type Err = BadTag;

    fn from_str(text: &str) -> Result<Self, BadTag> {
        let bad = || BadTag(text.to_owned());
        let mut parts = text.split('-');
        let language = parts.next().unwrap_or_default();
        let well_formed = (2..=3).contains(&language.len())
            && language.bytes().all(|b| b.is_ascii_alphabetic())
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
            });
        if !well_formed || text.len() > CAPACITY {
            return Err(bad());
        }
        // Case as RFC 5646, section 2.1.1, writes it: language, Script, REGION.
        let mut tag = language.to_ascii_lowercase();
        for part in text.split('-').skip(1) {
            let mut part = part.to_ascii_lowercase();
            match part.len() {
                2 => part.make_ascii_uppercase(),
                4 => part[..1].make_ascii_uppercase(),
                _ => {}
            }
            tag.push('-');
            tag.push_str(&part);
        }
        Ok(Lang::constant(&tag))
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Lang {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
