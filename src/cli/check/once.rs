//! One run of `diglot check`: its report, its baselines and its exit code.

use super::arguments::Arguments;
use super::fix;
use super::run::check;
use super::setting::CheckSetting;
use crate::cli::formats;
use crate::cli::project;
use crate::cli::ui::Ui;
use diglot::check::report::{self, ReportOptions};
use diglot::error::{Error, Result};
use diglot::output;
use diglot::project::{CheckOutcome, NewBaseline};
use std::path::Path;
use std::process::ExitCode;

/// Checks once, as the arguments ask.
pub(super) fn once(arguments: &Arguments, ui: &Ui) -> Result<ExitCode> {
    let setting = CheckSetting::here(arguments.demands()?)?;
    project::not_inside(&arguments.output)?;
    let inputs = arguments.inputs(ui)?;
    if arguments.fix && !arguments.write {
        return fix::show(arguments, &setting, inputs, ui);
    }
    let format = formats::choose(
        &report::FORMATS,
        arguments.format,
        &arguments.output,
        "human",
    )?;
    let unwritten = match arguments.write {
        true => fix::write(arguments, &setting, &inputs, ui)?,
        false => Vec::new(),
    };
    let mut outcome = check(arguments, &setting, inputs, format.shows_lines(), ui)?;
    outcome.errors.extend(unwritten);
    for error in &outcome.errors {
        ui.error(error);
    }
    let options = ReportOptions {
        color: arguments.color.wanted(&arguments.output),
        quiet: ui.quiet,
    };
    output::write(&arguments.output, |out| {
        format.write(&outcome.report, &options, out)
    })?;
    if arguments.write_baseline {
        write_baselines(&outcome, ui)?;
    }
    Ok(exit_code(arguments, &outcome))
}

fn write_baselines(outcome: &CheckOutcome, ui: &Ui) -> Result<()> {
    let baselines = outcome.baselines();
    let baselines = baselines.map_err(|error| Error::io("make", Path::new("baseline"), error))?;
    for NewBaseline { path, bytes, old } in baselines {
        let shown = path.display();
        match &old {
            // Programs that watch the file would see a change.
            Some(old) if old.as_bytes() == bytes => {}
            _ => output::write(&path, |out| out.write_all(&bytes))?,
        }
        match old {
            None => ui.note(format_args!("`{shown}` has all present findings")),
            Some(_) => ui.note(format_args!(
                "`{shown}` has no more fixed entries; it never grows: to accept all present findings, remove \
                 it first"
            )),
        }
    }
    Ok(())
}

fn exit_code(arguments: &Arguments, outcome: &CheckOutcome) -> ExitCode {
    let fails = outcome.fails(arguments.fail_on, arguments.write_baseline);
    // An unreadable file outweighs a wrong configuration, which is the same for everybody.
    match outcome.errors.iter().map(Error::exit_code).max() {
        Some(code) => ExitCode::from(code),
        None if fails && !arguments.no_fail => ExitCode::FAILURE,
        None => ExitCode::SUCCESS,
    }
}
