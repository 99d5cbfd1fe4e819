//! What is said of formats where they are not defined: in tables, in help, in the template of
//! `diglot.toml`.

use super::cli::test::Test;
use super::corpus::repository;
use diglot::check::report;
use diglot::format::Registry;
use diglot::{export, listing, stats};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn each_name_and_each_extension_leads_to_one_format() {
    fn is_consistent<A>(registry: &'static Registry<A>) {
        for format in registry.all() {
            let named = registry.named(format.name).unwrap();
            assert!(std::ptr::eq(named, format), "{}", format.name);
            for extension in format.extensions {
                let found = registry.of_file(&Path::new("file").with_extension(extension));
                assert!(std::ptr::eq(found.unwrap(), format), "{extension}");
            }
        }
    }
    is_consistent(&export::FORMATS);
    is_consistent(&listing::FORMATS);
    is_consistent(&report::FORMATS);
    is_consistent(&stats::FORMATS);
}

/// A registry as a table in Markdown.
fn table<A>(registry: &Registry<A>) -> String {
    let mut table = "| format | extensions | what it is |\n|---|---|---|\n".to_owned();
    for format in registry.all() {
        let extensions = format.extensions.iter();
        let extensions: Vec<String> = extensions
            .map(|extension| format!("`.{extension}`"))
            .collect();
        let cells = [
            format!("`{}`", format.name),
            extensions.join(", "),
            format.description.to_owned(),
        ];
        for cell in cells {
            table += &match cell.as_str() {
                "" => "| ".to_owned(),
                cell => format!("| {cell} "),
            };
        }
        table += "|\n";
    }
    table
}

#[test]
fn the_tables_of_formats_are_those_of_the_program() {
    let has = |page: &str, table: String| {
        let text = fs::read_to_string(repository().join(page)).unwrap();
        assert!(
            text.contains(&table),
            "{page} should have this table:\n{table}"
        );
    };
    has("README.md", table(&export::FORMATS));
    has("docs/formats.md", table(&export::FORMATS));
    has("docs/formats.md", table(&listing::FORMATS));
    has("docs/formats.md", table(&report::FORMATS));
}

#[test]
fn the_template_of_a_project_names_every_export_format() {
    let template = fs::read_to_string(repository().join("assets/diglot.toml")).unwrap();
    let (_, rest) = template.split_once("# format = ").unwrap();
    let (names, _) = rest.split_once(". ").unwrap();
    let named: BTreeSet<&str> = names.split('"').skip(1).step_by(2).collect();
    let formats = export::FORMATS.all().iter();
    assert_eq!(named, formats.map(|format| format.name).collect());
}

#[test]
fn the_help_of_each_command_describes_its_formats() {
    fn describes<A>(command: &str, registry: &Registry<A>) {
        let help = Test::new().args([command, "--help"]).output();
        // The help breaks lines where the terminal ends.
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        for format in registry.all() {
            let row = format!("- {}: {}", format.name, format.description);
            assert!(help.contains(&row), "{command}: {row}");
        }
    }
    for command in ["convert", "align", "export"] {
        describes(command, &export::FORMATS);
    }
    describes("extract", &listing::FORMATS);
    describes("check", &report::FORMATS);
    describes("stats", &stats::FORMATS);
}
