//! `diglot check`: reports what is wrong with documents, for people, for CI and for editors.

mod arguments;
mod diff;
mod files;
mod fix;
mod once;
mod run;
mod setting;
mod watch;

pub(super) use arguments::Arguments;

use super::ui::Ui;
use diglot::error::Result;
use std::process::ExitCode;

pub(super) fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    match arguments.watch {
        true => watch::watch(&arguments, ui),
        false => once::once(&arguments, ui),
    }
}
