//! The table of repairs, and what they do to a document together.

use super::input::RepairInput;
use super::repairs::{COUNT, Repair, Repairs};
use super::replacement::Replacement;
use super::{entities, hyphens, letter_spacing, ligatures, look_alikes, markup, note_marks};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use std::fmt;

/// A class of repairs.
pub struct RepairClass {
    /// The class.
    pub repair: Repair,
    /// Its name, in kebab case.
    pub name: &'static str,
    /// Its description, in one line.
    pub about: &'static str,
    /// Finds what it repairs. `None` for a class that [`Clean`](crate::text::Clean) applies character by
    /// character.
    pub(super) find: Option<fn(&RepairInput<'_>) -> Vec<Replacement>>,
}

/// Every class. Of two replacements of the same bytes, the one of the earlier class counts.
pub const CLASSES: [RepairClass; COUNT] = [
    RepairClass {
        repair: Repair::NoteMarks,
        name: "note-marks",
        about: "removes footnote marks: `¹`, `[^2]`, `^{3}`, a number attached to a word",
        find: Some(note_marks::find),
    },
    RepairClass {
        repair: Repair::Markup,
        name: "markup",
        about: "removes emphasis, tags, escapes and the targets of links",
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
        about: "joins words whose letters are spaced: «о к т я б р я»",
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
        about: "restores a hyphen that the document has in the same word elsewhere",
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
        about: "removes soft hyphens and other characters without width",
        find: None,
    },
    RepairClass {
        repair: Repair::Nfc,
        name: "nfc",
        about: "composes letters and accents (Unicode NFC)",
        find: None,
    },
];

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

/// Reads a table of names, each with whether the class is on.
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

/// The replacements of the classes that are on in a document, in order, not overlapping.
pub fn replacements(input: &RepairInput<'_>, repairs: Repairs) -> Vec<Replacement> {
    let mut all: Vec<Replacement> = CLASSES
        .iter()
        .filter(|class| repairs.has(class.repair))
        .filter_map(|class| class.find)
        .flat_map(|find| find(input))
        .collect();
    all.sort_by_key(|one| (one.span.start, std::cmp::Reverse(one.span.end)));
    // One inside another (a superscript in a link) is part of it.
    let mut end = 0;
    all.retain(|one| {
        let keep = one.span.start >= end;
        if keep {
            end = one.span.end;
        }
        keep
    });
    all
}
