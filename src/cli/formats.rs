//! The choice of an output's format.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command};
use diglot::error::{Error, Result};
use diglot::format::{Format, Registry};
use diglot::output;
use std::ffi::OsStr;
use std::path::Path;

/// The values of an option, each with a name and a description for the help.
#[derive(Clone)]
pub(super) struct Choices<T>(Vec<(&'static str, &'static str, T)>);

impl<T> Choices<T> {
    /// The same values and one more.
    pub(super) fn and(mut self, name: &'static str, description: &'static str, value: T) -> Self {
        self.0.push((name, description, value));
        self
    }

    /// Changes the values, and keeps their names.
    pub(super) fn map<U>(self, change: impl Fn(T) -> U) -> Choices<U> {
        let rows = self.0.into_iter();
        Choices(
            rows.map(|(name, description, value)| (name, description, change(value)))
                .collect(),
        )
    }
}

/// The formats of a registry, for `--format`.
pub(super) fn choices<A>(registry: &'static Registry<A>) -> Choices<&'static Format<A>> {
    let formats = registry.all().iter();
    Choices(
        formats
            .map(|format| (format.name, format.description, format))
            .collect(),
    )
}

impl<T: Clone> Choices<T> {
    fn named(&self, wanted: &str) -> Result<T, String> {
        let mut rows = self.0.iter();
        let found = rows.find(|(name, ..)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, _, value)| value.clone()).ok_or_else(|| {
            let names = self.0.iter().map(|(name, ..)| format!("`{name}`"));
            format!("the formats are {}", names.collect::<Vec<_>>().join(", "))
        })
    }
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Choices<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        let choices = self.clone();
        let parser = StringValueParser::new().try_map(move |name| choices.named(&name));
        parser.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let rows = self.0.iter();
        Some(Box::new(rows.map(|(name, description, _)| {
            PossibleValue::new(*name).help(*description)
        })))
    }
}

/// The format that the user named; otherwise the one of the output's extension, or, for standard output,
/// the one called `usual`.
pub(super) fn choose<A>(
    registry: &'static Registry<A>,
    asked: Option<&'static Format<A>>,
    output: &Path,
    usual: &str,
) -> Result<&'static Format<A>> {
    if let Some(format) = asked.or_else(|| registry.of_file(output)) {
        return Ok(format);
    }
    let usual = registry
        .named(usual)
        .filter(|_| output.as_os_str() == output::STDOUT);
    usual.ok_or_else(|| {
        Error::usage(format!(
            "the extension of `{}` does not determine a format; add `--format` with one of {}",
            output.display(),
            registry.names()
        ))
    })
}
