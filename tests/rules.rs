//! The pages in `docs/rules/`: each belongs to a rule, and its examples fail and pass.
//!
//! Under "Fails" and "Passes" there is a document in a block marked `markdown`. It becomes
//! `corpus/example.md` of a new project, which is built and then checked for this rule alone. A block
//! marked `sh`, instead of the document or after it, has other commands in place of these two; the last one
//! must be the check.

use super::corpus::repository;
use diglot::check::{RULES, Rule};
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn every_rule_has_a_page_that_begins_as_the_list_says() {
    for rule in RULES {
        let level = match rule.on {
            true => capital(rule.severity.as_str()),
            false => format!("Off ({})", rule.severity),
        };
        let head = format!("# {}\n\n{level}. {}.\n", rule.code, capital(rule.summary));
        assert!(rule.page.starts_with(&head), "{}: {head}", rule.code);
        let path = repository().join(format!("docs/rules/{}.md", rule.code));
        assert_eq!(fs::read_to_string(path).unwrap(), rule.page);
    }
    let pages = fs::read_dir(repository().join("docs/rules")).unwrap();
    // One page is the list of them.
    assert_eq!(pages.count(), RULES.len() + 1);
}

#[test]
fn every_rule_is_in_the_list() {
    let list = fs::read_to_string(repository().join("docs/rules/README.md")).unwrap();
    for rule in RULES {
        let level = match rule.on {
            true => rule.severity.as_str(),
            false => "off",
        };
        let row = format!("| [{0}]({0}.md) | {level} | {1} |", rule.code, rule.summary);
        assert!(list.contains(&row), "{row}");
    }
}

#[cfg(unix)]
#[test]
fn every_example_fails_or_passes_as_it_says() {
    for rule in RULES {
        for (section, fails) in [("Fails", true), ("Passes", false)] {
            let example = Example::below(rule, section);
            let (found, output) = example.found(rule);
            assert_eq!(found, fails, "{}: {section}\n{output}", rule.code);
        }
    }
}

/// An example of a rule.
struct Example {
    document: Option<String>,
    commands: Option<String>,
}

impl Example {
    fn below(rule: &Rule, section: &str) -> Self {
        let heading = format!("\n## {section}\n");
        let (_, rest) = rule
            .page
            .split_once(&heading)
            .unwrap_or_else(|| panic!("{}: no {section}", rule.code));
        let text = rest.split("\n## ").next().unwrap();
        let block = |kind: &str| {
            let (_, rest) = text.split_once(&format!("```{kind}\n"))?;
            Some(rest.split_once("```").unwrap().0.to_owned())
        };
        let example = Self {
            document: block("markdown"),
            commands: block("sh"),
        };
        assert!(example.document.is_some() || example.commands.is_some());
        example
    }

    /// Whether the rule finds something in it, and everything that was printed.
    fn found(&self, rule: &Rule) -> (bool, String) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("diglot.toml"), "").unwrap();
        fs::create_dir(folder.path().join("corpus")).unwrap();
        if let Some(document) = &self.document {
            fs::write(folder.path().join("corpus/example.md"), document).unwrap();
        }
        let usual = format!(
            "diglot build -q\ndiglot check --select {} --fail-on info\n",
            rule.code
        );
        let commands = self.commands.as_ref().unwrap_or(&usual);
        let program = Path::new(env!("CARGO_BIN_EXE_diglot"));
        let output = Command::new("sh")
            .args(["-e", "-c", &format!("{commands} 2>&1")])
            .current_dir(folder.path())
            .env("PATH", path_with(program.parent().unwrap()))
            .env("USER", "anna")
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let found = printed.contains(&format!("[{}]", rule.code));
        assert_eq!(
            output.status.code(),
            Some(i32::from(found)),
            "{}: {printed}",
            rule.code
        );
        (found, printed)
    }
}

fn path_with(folder: &Path) -> std::ffi::OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path));
    std::env::join_paths(all).unwrap()
}

fn capital(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    first.to_uppercase() + rest
}
