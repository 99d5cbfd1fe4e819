//! The marks that set quotations off.

/// The marks that quotations open with, and those that close them.
pub(super) const QUOTATION_MARKS: &[(char, char)] =
    &[('«', '»'), ('“', '”'), ('„', '“'), ('"', '"')];
