//! Colours and weights on a terminal: the ANSI escapes of ECMA-48 ("select graphic rendition").

use std::fmt::{self, Display};

/// How a text looks on a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The names say it.
pub enum Style {
    Bold,
    Dim,
    Red,
    Green,
    Magenta,
    Cyan,
    BoldRed,
    BoldYellow,
    BoldBlue,
    BoldCyan,
}

/// Gives texts their styles, where colours are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Painter {
    color: bool,
}

/// A text in a style.
struct Painted<T> {
    begin: &'static str,
    text: T,
    end: &'static str,
}

impl Painter {
    /// A painter that writes escapes if `color`, and nothing in their place otherwise.
    pub fn new(color: bool) -> Self {
        Self { color }
    }

    /// The text in this style.
    ///
    /// ```
    /// use diglot::text::{Painter, Style};
    ///
    /// assert_eq!(Painter::new(true).paint(Style::Bold, "да").to_string(), "\u{1b}[1mда\u{1b}[0m");
    /// assert_eq!(Painter::new(false).paint(Style::Bold, "да").to_string(), "да");
    /// ```
    pub fn paint(self, style: Style, text: impl Display) -> impl Display {
        Painted {
            begin: self.begin(style),
            text,
            end: self.end(),
        }
    }

    /// The escape that begins a style, for what is written in several steps.
    pub fn begin(self, style: Style) -> &'static str {
        match (self.color, style) {
            (false, _) => "",
            (true, Style::Bold) => "\u{1b}[1m",
            (true, Style::Dim) => "\u{1b}[2m",
            (true, Style::Red) => "\u{1b}[31m",
            (true, Style::Green) => "\u{1b}[32m",
            (true, Style::Magenta) => "\u{1b}[35m",
            (true, Style::Cyan) => "\u{1b}[36m",
            (true, Style::BoldRed) => "\u{1b}[1;31m",
            (true, Style::BoldYellow) => "\u{1b}[1;33m",
            (true, Style::BoldBlue) => "\u{1b}[1;34m",
            (true, Style::BoldCyan) => "\u{1b}[1;36m",
        }
    }

    /// The escape that ends all styles.
    pub fn end(self) -> &'static str {
        if self.color { "\u{1b}[0m" } else { "" }
    }
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.begin, self.text, self.end)
    }
}
