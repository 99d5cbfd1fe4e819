//! Rows of a table that users choose from: by name, or by the ending of a file's name.

use std::path::Path;

/// A row of such a table.
///
/// ```
/// use diglot::choice::Choice;
/// use diglot::export::Format;
/// use std::path::Path;
///
/// assert_eq!(Format::from_name("TMX").unwrap().name, "tmx");
/// assert_eq!(Format::from_path(Path::new("out/corpus.TMX")).unwrap().name, "tmx");
/// assert!(Format::from_path(Path::new("corpus.pdf")).is_none());
/// ```
pub trait Choice: Sized + 'static {
    /// All rows, in the order in which help shows them.
    fn all() -> &'static [Self];

    /// What the row is called on the command line.
    fn name(&self) -> &'static str;

    /// Endings of its files, without dot; the first one is the usual one.
    fn extensions(&self) -> &'static [&'static str];

    /// The names of all rows, for messages.
    fn names() -> String {
        let names: Vec<String> = Self::all()
            .iter()
            .map(|row| format!("`{}`", row.name()))
            .collect();
        names.join(", ")
    }

    /// The row called `name`, whatever the case.
    fn from_name(name: &str) -> Option<&'static Self> {
        let mut rows = Self::all().iter();
        rows.find(|row| row.name().eq_ignore_ascii_case(name))
    }

    /// The row that a file's ending asks for.
    fn from_path(path: &Path) -> Option<&'static Self> {
        let ending = path.extension()?.to_str()?;
        let asks_for = |row: &&Self| {
            let mut extensions = row.extensions().iter();
            extensions.any(|extension| extension.eq_ignore_ascii_case(ending))
        };
        Self::all().iter().find(asks_for)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::report, export, listing};

    /// Each name and each ending leads to one row.
    fn is_consistent<T: Choice>() {
        for row in T::all() {
            assert!(std::ptr::eq(T::from_name(row.name()).unwrap(), row));
            for extension in row.extensions() {
                let path = Path::new("found").with_extension(extension);
                assert!(
                    std::ptr::eq(T::from_path(&path).unwrap(), row),
                    "{extension}"
                );
            }
        }
        assert!(T::from_name("").is_none() && T::from_path(Path::new("found")).is_none());
    }

    #[test]
    fn names_and_endings_lead_to_one_row_each() {
        is_consistent::<export::Format>();
        is_consistent::<listing::Format>();
        is_consistent::<report::Format>();
    }
}
