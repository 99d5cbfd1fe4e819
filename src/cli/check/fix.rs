//! `diglot check --fix`: shows or writes the fixes that are certain.

use super::arguments::Arguments;
use super::diff;
use super::run::check;
use super::setting::CheckSetting;
use crate::cli::ui::Ui;
use diglot::error::{Error, Result};
use diglot::input::STDIN;
use diglot::output;
use diglot::project::CheckInput;
use diglot::text::counted;
use std::path::{Component, Path};
use std::process::ExitCode;

/// Shows the changes, and changes nothing. Reports documents that cannot be read.
pub(super) fn show(
    arguments: &Arguments,
    setting: &CheckSetting,
    inputs: Vec<Result<CheckInput>>,
    ui: &Ui,
) -> Result<ExitCode> {
    if arguments.format.is_some() {
        let message =
            "--fix shows a diff, which has no --format; only the report of --write has a format";
        return Err(Error::usage(message));
    }
    let outcome = check(arguments, setting, inputs, false, ui)?;
    for error in &outcome.errors {
        ui.error(error);
    }
    let fixed = outcome.fixed();
    for document in &fixed {
        applicable(Path::new(&document.relative))?;
    }
    let color = arguments.color.wanted(&arguments.output);
    output::write(&arguments.output, |out| {
        fixed.iter().try_for_each(|document| {
            let texts = (document.old.as_str(), document.new.text.as_str());
            diff::write(&document.relative, texts, color, out)
        })
    })?;
    Ok(match (outcome.errors.is_empty(), fixed.is_empty()) {
        (false, _) => ExitCode::from(3),
        (true, false) if !arguments.no_fail => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    })
}

/// Refuses a document outside the current folder: a diff of it could not be applied here.
fn applicable(path: &Path) -> Result<()> {
    let below = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    match path.components().all(below) {
        true => Ok(()),
        false => Err(Error::usage(format!(
            "`{}` is not below the current folder, so a diff of it could not be applied here: run `diglot \
             check --fix` in a folder above it, or use --write",
            path.display()
        ))),
    }
}

/// Writes the fixes into the documents, and returns the errors of writing. The check that follows reports
/// documents that cannot be read.
pub(super) fn write(
    arguments: &Arguments,
    setting: &CheckSetting,
    inputs: &[Result<CheckInput>],
    ui: &Ui,
) -> Result<Vec<Error>> {
    let there: Vec<CheckInput> = inputs.iter().flatten().cloned().collect();
    if there.iter().any(|c| c.as_ref().as_os_str() == STDIN) {
        let message =
            "--write cannot write into standard input; without it, --fix shows the changes";
        return Err(Error::usage(message.to_owned()));
    }
    let outcome = check(
        arguments,
        setting,
        there.into_iter().map(Ok).collect(),
        false,
        ui,
    )?;
    let (mut files, mut places) = (0, 0);
    let mut failed = Vec::new();
    for document in outcome.fixed() {
        match document.write() {
            Ok(()) => {
                files += 1;
                places += document.new.edits.len();
            }
            Err(error) => failed.push(error),
        }
    }
    match files {
        0 => ui.note("there is nothing to fix"),
        _ => ui.note(format_args!(
            "fixed {} in {}",
            counted(places, "place"),
            counted(files, "file")
        )),
    }
    Ok(failed)
}
