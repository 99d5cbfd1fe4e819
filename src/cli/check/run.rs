//! A run of checks on the documents of the command line.

use super::arguments::Arguments;
use super::setting::CheckSetting;
use crate::cli::ui::Ui;
use diglot::error::Result;
use diglot::lang::Lang;
use diglot::project::{CheckInput, CheckOutcome, CheckRun};
use std::collections::BTreeSet;

/// Checks documents, with a progress bar; `lines` says whether the report shows the lines of findings.
pub(super) fn check(
    arguments: &Arguments,
    setting: &CheckSetting,
    inputs: Vec<Result<CheckInput>>,
    lines: bool,
    ui: &Ui,
) -> Result<CheckOutcome> {
    let langs: BTreeSet<Lang> = inputs
        .iter()
        .flatten()
        .flat_map(CheckInput::langs)
        .collect();
    let cache = arguments.caching.cache(&setting.root);
    let run = CheckRun {
        engine: &arguments.encoder.engine(ui, langs, cache)?,
        demands: &setting.demands,
        today: &setting.today,
        here: &setting.here,
        lines,
    };
    let bar = ui.progress(inputs.len());
    let outcome = run.check(inputs, &|| bar.inc(1));
    bar.finish_and_clear();
    Ok(outcome)
}
