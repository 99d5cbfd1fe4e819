//! The classes of repairs, and a set of them.

/// A class of repairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Repair {
    /// Takes out footnote marks.
    NoteMarks,
    /// Takes out tags, emphasis, escapes and link targets.
    Markup,
    /// Shows characters that are written by name or number.
    Entities,
    /// Replaces letters of another script that look alike.
    LookAlikes,
    /// Closes up words with spaces between their letters.
    LetterSpacing,
    /// Takes out hyphens at the ends of lines and pages.
    Hyphens,
    /// Puts back hyphens that were lost with a line end.
    LostHyphens,
    /// Shows ligatures as letters.
    Ligatures,
    /// Leaves out characters without width.
    Invisible,
    /// Composes letters with their accents.
    Nfc,
}

/// How many classes there are.
pub(super) const COUNT: usize = 10;

/// The classes that are on: all of them by default.
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
