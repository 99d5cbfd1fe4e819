//! `diglot explain`: explains a rule, with examples.

use super::ui;
use diglot::check::{RULES, Rule};
use diglot::error::Result;
use std::fmt::Write;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Examples:
  diglot explain
  diglot explain missing-translation";

/// Explain a rule of `diglot check`, with an example that fails and one that passes
///
/// Without RULE, lists all rules.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// Code of the rule
    #[arg(value_name = "RULE", value_parser = rule)]
    rule: Option<&'static Rule>,
}

pub(super) fn run(arguments: Arguments) -> Result<ExitCode> {
    match arguments.rule {
        Some(rule) => ui::print(rule.page.trim_end())?,
        None => ui::print(list().trim_end())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn rule(code: &str) -> Result<&'static Rule, String> {
    Rule::named(code)
}

/// A line for each rule: code, severity and summary.
fn list() -> String {
    let width = RULES.iter().map(|rule| rule.code.len()).max();
    let width = width.unwrap_or_default();
    RULES.iter().fold(String::new(), |mut text, rule| {
        let level = match rule.on {
            true => rule.severity.as_str(),
            false => "off",
        };
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{:width$}  {level:7}  {}", rule.code, rule.summary);
        text
    })
}
