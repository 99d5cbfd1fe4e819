//! The writing systems that letters belong to.

/// A writing system, if it distinguishes languages here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
}

impl Script {
    /// The script of a letter; `None` for a letter of another script and for what is not a letter.
    pub(crate) fn of(c: char) -> Option<Script> {
        match c {
            '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Some(Script::Latin),
            _ => None,
        }
    }

    /// Its English name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Script::Latin => "Latin",
            Script::Cyrillic => "Cyrillic",
        }
    }
}
