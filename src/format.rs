//! Formats that users choose from: by name, or by the extension of a file.
//!
//! Exports, listings, reports and counts each have a [`Registry`] of their formats. The command line, the
//! configuration, messages and the tables in `docs/` use its names, extensions and descriptions. So a new
//! format is one file and one row.

use std::path::Path;

/// A format: how users name it, and what the program does with it.
///
/// `A` is the action. Its type differs from registry to registry; mostly it is a function that writes.
#[derive(Debug)]
pub struct Format<A> {
    /// The name on the command line and in `diglot.toml`.
    pub name: &'static str,
    /// Extensions of its files, without dot, the usual one first. May be empty: then users choose the
    /// format by name only.
    pub extensions: &'static [&'static str],
    /// Its description and purpose, in one line.
    pub description: &'static str,
    /// The action of the program with this format.
    pub(crate) action: A,
}

/// The formats of one kind, in the order in which help shows them.
///
/// ```
/// use diglot::export::FORMATS;
/// use std::path::Path;
///
/// assert_eq!(FORMATS.named("TMX").unwrap().name, "tmx");
/// assert_eq!(FORMATS.of_file(Path::new("out/corpus.TMX")).unwrap().name, "tmx");
/// assert!(FORMATS.of_file(Path::new("corpus.pdf")).is_none());
/// ```
#[derive(Debug)]
pub struct Registry<A: 'static> {
    formats: &'static [Format<A>],
}

impl<A> Registry<A> {
    /// A registry of these formats.
    pub(crate) const fn new(formats: &'static [Format<A>]) -> Self {
        Self { formats }
    }

    /// All formats.
    pub fn all(&self) -> &'static [Format<A>] {
        self.formats
    }

    /// The format with this name, whatever the case.
    pub fn named(&self, name: &str) -> Option<&'static Format<A>> {
        let mut formats = self.formats.iter();
        formats.find(|format| format.name.eq_ignore_ascii_case(name))
    }

    /// The format that a file's extension asks for.
    pub fn of_file(&self, path: &Path) -> Option<&'static Format<A>> {
        self.formats.iter().find(|format| format.claims(path))
    }

    /// The names of all formats, for messages.
    pub fn names(&self) -> String {
        let formats = self.formats.iter();
        let names: Vec<String> = formats.map(|format| format!("`{}`", format.name)).collect();
        names.join(", ")
    }
}

impl<A> Format<A> {
    /// Whether the extension of `path` is one of its extensions.
    pub(crate) fn claims(&self, path: &Path) -> bool {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| {
            let mut own = self.extensions.iter();
            own.any(|own| own.eq_ignore_ascii_case(extension))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static FORMATS: Registry<()> = Registry::new(&[
        Format {
            name: "text",
            extensions: &["txt", "text"],
            description: "plain text",
            action: (),
        },
        Format {
            name: "nameless",
            extensions: &[],
            description: "a format without files",
            action: (),
        },
    ]);

    #[test]
    fn names_and_extensions_lead_to_a_format_in_any_case() {
        let names = |format: Option<&'static Format<()>>| format.map(|format| format.name);
        assert_eq!(names(FORMATS.named("Text")), Some("text"));
        assert_eq!(names(FORMATS.named("txt")), None);
        assert_eq!(names(FORMATS.named("")), None);
        let of_file = |path: &str| names(FORMATS.of_file(Path::new(path)));
        assert_eq!(of_file("a/b.TEXT"), Some("text"));
        assert_eq!(of_file("nameless"), None);
        assert_eq!(of_file(".txt"), None);
        assert_eq!(FORMATS.names(), "`text`, `nameless`");
    }
}
