//! Whether a command colours its output.

use diglot::output;
use std::env;
use std::io::{self, IsTerminal};
use std::path::Path;

/// The value of `--color`.
#[derive(Clone, Copy, Default, clap::ValueEnum)]
pub(super) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl Color {
    /// Whether to colour what is written to `output`.
    pub(super) fn wanted(self, output: &Path) -> bool {
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                !refused && output.as_os_str() == output::STDOUT && io::stdout().is_terminal()
            }
        }
    }
}
