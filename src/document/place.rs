//! A place in a document, as people find it.

use super::origin::{Element, Page};
use crate::text::LineColumn;
use std::fmt;

/// Where something is in a document: as much of it as is known.
///
/// ```
/// use diglot::document::{Page, Place};
///
/// let place = Place {
///     page: Some(Page { number: None, label: Some("117".into()) }),
///     section: Some("The Ferry".into()),
///     ..Place::default()
/// };
/// assert_eq!(place.to_string(), "p. 117, § The Ferry");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Line and column in the file; only where the file is the text.
    pub line_column: Option<LineColumn>,
    /// The page.
    pub page: Option<Page>,
    /// The heading that it is under.
    pub section: Option<String>,
    /// The element of the file.
    pub element: Option<Element>,
}

impl fmt::Display for Place {
    /// Writes what is known with commas between: `12:5, p. 117, § The Ferry`. Line and column alone are
    /// `12:5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.line_column
                .map(|LineColumn { line, column }| format!("{line}:{column}")),
            self.page.as_ref().map(Page::to_string),
            self.section.as_ref().map(|heading| format!("§ {heading}")),
            self.element.as_ref().map(Element::to_string),
        ];
        for (i, part) in parts.iter().flatten().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_shows_what_is_known_of_it() {
        let mut place = Place {
            line_column: Some(LineColumn {
                line: 12,
                column: 5,
            }),
            ..Place::default()
        };
        assert_eq!(place.to_string(), "12:5");
        place.page = Some(Page {
            number: Some(9),
            label: Some("xii".into()),
        });
        place.element = Some(Element {
            part: None,
            path: "/TEI/text/body/p[3]".into(),
        });
        assert_eq!(
            place.to_string(),
            "12:5, p. xii (page 9 of the file), /TEI/text/body/p[3]"
        );
        assert_eq!(Place::default().to_string(), "");
    }
}
