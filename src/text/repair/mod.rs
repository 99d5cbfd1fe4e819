//! Repairs: what is shown otherwise than the document has it.
//!
//! Enters: a document's text, and what languages know of its words. Leaves: [`Replacement`]s in order, not
//! overlapping, each with what it is shown as. Each class of repairs is a row of [`CLASSES`] and a
//! file with a pure function; each can be switched off. What is not surely damage stays text, and
//! nothing is repaired that cannot be mapped back: a mark says which bytes it stands for, and
//! [`Clean`] keeps them.
//!
//! White space is no class: a segment is one line with single spaces, whatever is switched off, and
//! control characters are none of its text.
//!
//! [`Clean`]: super::Clean

mod entities;
mod hyphens;
mod letter_spacing;
mod ligatures;
mod look_alikes;
mod markup;
mod note_marks;

pub use hyphens::LineEnds;
pub(crate) use letter_spacing::{VOWELS, is_enumeration, is_rhyme_scheme};
pub(crate) use ligatures::letters;
pub(crate) use look_alikes::{Script, has_like, is_roman_ordinal, script};
pub use note_marks::superscript;

use super::{Span, floor_boundary, words};
use hyphens::Hyphens;
use markup::Markup;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use std::cell::OnceCell;
use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

/// A stretch of the document that is shown as something else, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Where it stands.
    pub span: Span,
    /// What it is shown as; empty for nothing.
    pub shown: String,
    /// What it is.
    pub kind: ReplacementKind,
}

/// What a mark is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplacementKind {
    /// Tags, emphasis, escapes, link targets: nothing of the text.
    Markup,
    /// A mark that begins or ends slanted text: titles and foreign words, by English custom.
    Slant,
    /// Characters that stand for others.
    Characters,
    /// A line break inside a line: `<br>`.
    Break,
    /// A reference to the footnote of this label.
    NoteReference(String),
    /// The way back from a footnote to its reference: "↩".
    Backlink,
}

impl Replacement {
    fn new(start: usize, end: usize, shown: &str, kind: ReplacementKind) -> Self {
        Self {
            span: Span::new(start, end),
            shown: shown.to_owned(),
            kind,
        }
    }
}

/// A class of repairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Repair {
    /// Footnote marks are taken out.
    NoteMarks,
    /// Tags, emphasis, escapes and link targets are taken out.
    Markup,
    /// Characters written by name or number are shown.
    Entities,
    /// Letters of another script that look alike are set right.
    LookAlikes,
    /// Words with spaces between their letters are closed up.
    LetterSpacing,
    /// Hyphens at the ends of lines and pages are taken out.
    Hyphens,
    /// Hyphens that were lost with a line end are put back.
    LostHyphens,
    /// Ligatures become letters.
    Ligatures,
    /// Characters without width are left out.
    Invisible,
    /// Letters and their accents become one character.
    Nfc,
}

/// How many classes there are.
const COUNT: usize = 10;

/// What a class does.
pub struct RepairClass {
    /// The class.
    pub repair: Repair,
    /// Its name, in kebab case.
    pub name: &'static str,
    /// What it does, in a line.
    pub about: &'static str,
    /// Finds what it repairs. `None` for those that [`Clean`](super::Clean) does character by
    /// character as it is put together.
    find: Option<fn(&RepairInput<'_>) -> Vec<Replacement>>,
}

/// Every class. Of two marks that cover the same bytes, the one of the earlier class counts.
pub const CLASSES: [RepairClass; COUNT] = [
    RepairClass {
        repair: Repair::NoteMarks,
        name: "note-marks",
        about: "takes out footnote marks: `¹`, `[^2]`, `^{3}`, a number stuck to a word",
        find: Some(note_marks::find),
    },
    RepairClass {
        repair: Repair::Markup,
        name: "markup",
        about: "takes out emphasis, tags, escapes and the targets of links",
        find: Some(markup::find),
    },
    RepairClass {
        repair: Repair::Entities,
        name: "entities",
        about: "shows `&eacute;` and `&#233;` as é",
        find: Some(entities::find),
    },
    RepairClass {
        repair: Repair::LookAlikes,
        name: "look-alikes",
        about: "gives the Latin letters in a Cyrillic word their Cyrillic shape, and the reverse",
        find: Some(look_alikes::find),
    },
    RepairClass {
        repair: Repair::LetterSpacing,
        name: "letter-spacing",
        about: "closes up words whose letters are spaced: «о к т я б р я»",
        find: Some(letter_spacing::find),
    },
    RepairClass {
        repair: Repair::Hyphens,
        name: "hyphens",
        about: "joins words that a line or a page divides: \"compre-hension\"",
        find: Some(hyphens::find),
    },
    RepairClass {
        repair: Repair::LostHyphens,
        name: "lost-hyphens",
        about: "puts back a hyphen that the document has in the same word elsewhere",
        find: Some(hyphens::find_lost),
    },
    RepairClass {
        repair: Repair::Ligatures,
        name: "ligatures",
        about: "shows `ﬁ` as two letters",
        find: Some(ligatures::find),
    },
    RepairClass {
        repair: Repair::Invisible,
        name: "invisible",
        about: "leaves out soft hyphens and other characters without width",
        find: None,
    },
    RepairClass {
        repair: Repair::Nfc,
        name: "nfc",
        about: "composes letters and accents (Unicode NFC)",
        find: None,
    },
];

/// Which classes are on: all of them unless said otherwise.
///
/// ```
/// use diglot::text::{Repair, Repairs};
///
/// let repairs = Repairs::default().without(Repair::LookAlikes);
/// assert!(repairs.has(Repair::Nfc) && !repairs.has(Repair::LookAlikes));
/// assert_eq!(Repair::from_name("look-alikes"), Some(Repair::LookAlikes));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repairs(u16);

impl Default for Repairs {
    fn default() -> Self {
        Self((1 << COUNT) - 1)
    }
}

impl Repairs {
    /// None of them.
    pub fn none() -> Self {
        Self(0)
    }

    /// Whether a class is on.
    pub fn has(self, repair: Repair) -> bool {
        self.0 & (1 << repair as u8) != 0
    }

    /// These without a class.
    pub fn without(self, repair: Repair) -> Self {
        Self(self.0 & !(1 << repair as u8))
    }

    /// These and a class.
    pub fn with(self, repair: Repair) -> Self {
        Self(self.0 | 1 << repair as u8)
    }
}

impl Repair {
    /// The class called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        let class = CLASSES.iter().find(|class| class.name == name)?;
        Some(class.repair)
    }
}

/// The names of the classes, in their order.
const NAMES: [&str; COUNT] = {
    let mut names = [""; COUNT];
    let mut i = 0;
    while i < COUNT {
        names[i] = CLASSES[i].name;
        i += 1;
    }
    names
};

/// The names of the classes, for messages: "`note-marks`, `markup`, …".
pub fn names() -> String {
    NAMES.map(|name| format!("`{name}`")).join(", ")
}

/// From a table of names and whether each is on.
impl<'de> serde::Deserialize<'de> for Repairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RepairSwitches)
    }
}

struct RepairSwitches;

impl<'de> Visitor<'de> for RepairSwitches {
    type Value = Repairs;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of repairs, each `true` or `false`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Repairs, A::Error> {
        let mut repairs = Repairs::default();
        while let Some(repair) = map.next_key_seed(RepairName)? {
            repairs = match map.next_value()? {
                true => repairs.with(repair),
                false => repairs.without(repair),
            };
        }
        Ok(repairs)
    }
}

struct RepairName;

impl<'de> DeserializeSeed<'de> for RepairName {
    type Value = Repair;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Repair, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for RepairName {
    type Value = Repair;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a repair")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Repair, E> {
        Repair::from_name(name).ok_or_else(|| E::unknown_field(name, &NAMES))
    }
}

/// What the repairs ask of languages; of all of them at once, since what a stretch of text is in is
/// not known before it is repaired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepairVocabulary {
    /// What a number follows, in lower case: abbreviations with their full stop, words without.
    pub before_numbers: HashSet<String>,
    /// Measures that have squares: `km`.
    pub units: HashSet<String>,
    /// What is always joined to a word with a hyphen: `-то`, `кое-`.
    pub hyphen_particles: HashSet<String>,
    /// What follows a number, in lower case and without full stops: measures, years.
    pub after_numbers: HashSet<String>,
    /// Words of one letter, in lower case.
    pub one_letter_words: HashSet<char>,
    /// Footnote marks that stand behind a word; `{}` stands for a number.
    pub note_marks: Vec<String>,
}

/// A document, as the repairs see it. What several of them need is found out once.
#[derive(Debug)]
pub struct RepairInput<'a> {
    /// Its text.
    pub text: &'a str,
    /// What is known of its words.
    pub vocabulary: &'a RepairVocabulary,
    words: OnceCell<Vec<Range<usize>>>,
    hyphens: OnceCell<Hyphens>,
    markup: OnceCell<Markup>,
}

impl<'a> RepairInput<'a> {
    /// A text and what is known of its words.
    pub fn new(text: &'a str, vocabulary: &'a RepairVocabulary) -> Self {
        Self {
            text,
            vocabulary,
            words: OnceCell::new(),
            hyphens: OnceCell::new(),
            markup: OnceCell::new(),
        }
    }

    /// Its [words](words()).
    fn words(&self) -> &[Range<usize>] {
        self.words.get_or_init(|| words(self.text).collect())
    }

    fn hyphens(&self) -> &Hyphens {
        self.hyphens.get_or_init(|| Hyphens::of(self))
    }

    fn markup(&self) -> &Markup {
        self.markup.get_or_init(|| Markup::of(self.text))
    }
}

/// The marks of a document for the classes that are on, in order.
pub fn marks(source: &RepairInput<'_>, repairs: Repairs) -> Vec<Replacement> {
    let mut marks: Vec<Replacement> = CLASSES
        .iter()
        .filter(|class| repairs.has(class.repair))
        .filter_map(|class| class.find)
        .flat_map(|find| find(source))
        .collect();
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    // A mark inside another (a superscript in a link) is part of it.
    let mut end = 0;
    marks.retain(|m| {
        let keep = m.span.start >= end;
        if keep {
            end = m.span.end;
        }
        keep
    });
    marks
}

/// The character before a place.
fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|t| t.chars().next_back())
}

/// The text from `at`, at most `most` bytes and to the end of the paragraph.
fn ahead(text: &str, at: usize, most: usize) -> &str {
    let end = floor_boundary(text, at + most);
    let rest = text.get(at..end).unwrap_or_default();
    let blank = rest.match_indices('\n').find(|&(i, _)| {
        rest[i + 1..]
            .trim_start_matches([' ', '\t', '\r'])
            .starts_with('\n')
    });
    blank.map_or(rest, |(i, _)| &rest[..i])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Library;

    /// A text with all repairs but some, as the classes with a function of their own see it.
    pub fn shown(text: &str, off: &[&str]) -> String {
        let off = off.iter().filter_map(|name| Repair::from_name(name));
        let repairs = off.fold(Repairs::default(), Repairs::without);
        let library = Library::default();
        let vocabulary = library.vocabulary();
        let source = RepairInput::new(text, vocabulary);
        let mut out = String::new();
        let mut at = 0;
        for mark in marks(&source, repairs) {
            out.push_str(&text[at..mark.span.start]);
            out.push_str(&mark.shown);
            at = mark.span.end;
        }
        out + &text[at..]
    }

    #[test]
    fn classes_stand_in_the_order_of_their_numbers_and_have_names() {
        for (i, class) in CLASSES.iter().enumerate() {
            assert_eq!(class.repair as usize, i, "{}", class.name);
            assert!(!class.about.is_empty());
            let kebab = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(class.name.chars().all(kebab), "{}", class.name);
        }
    }

    #[test]
    fn each_class_can_be_switched_off_alone() {
        let text = "**The** ice¹ of Стaлин &amp; о к т я б р я, the ﬁrst leader-ship of the \
                    leadership and river-based, river-based riverbased";
        let all = shown(text, &[]);
        for class in CLASSES.iter().filter(|class| class.find.is_some()) {
            assert_ne!(shown(text, &[class.name]), all, "{}", class.name);
        }
        assert_eq!(
            all,
            "The ice of Сталин & октября, the first leadership of the leadership and \
             river-based, river-based river-based"
        );
    }

    #[test]
    fn with_all_off_nothing_is_found() {
        let text = "**The** ice¹ of Стaлин &amp; о к т я б р я";
        let library = Library::default();
        let vocabulary = library.vocabulary();
        assert_eq!(
            marks(&RepairInput::new(text, vocabulary), Repairs::none()),
            []
        );
    }
}
