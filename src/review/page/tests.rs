//! The page's files, its languages and its commands.

use super::files::{HTML, IMAGE, LANGUAGE_CODES, PageFile, SCRIPT, STYLE};
use crate::check::RULES;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Files that are made when the program is built.
const MADE: [&str; 2] = ["commands/registry.js", "lang/languages.js"];

impl PageFile {
    fn text(&self) -> &'static str {
        std::str::from_utf8(self.bytes).unwrap()
    }
}

#[test]
fn every_file_of_the_folder_is_served() {
    fn collect(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                collect(&entry.path(), &format!("{path}/"), found);
            } else if !path.ends_with(".rs") {
                found.insert(path);
            }
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/review/page");
    let mut found = BTreeSet::new();
    collect(&folder, "", &mut found);
    found.extend(MADE.map(str::to_owned));
    let served: BTreeSet<String> = PageFile::all().map(|file| file.path.to_owned()).collect();
    assert_eq!(served, found);
    assert_eq!(PageFile::all().count(), served.len(), "none is there twice");
}

#[test]
fn every_file_has_the_content_type_of_its_extension() {
    for file in PageFile::all() {
        let (_, extension) = file.path.rsplit_once('.').unwrap();
        let kind = match extension {
            "html" => HTML,
            "css" => STYLE,
            "js" => SCRIPT,
            "svg" => IMAGE,
            _ => panic!("what is {}?", file.path),
        };
        assert_eq!(file.kind, kind, "{}", file.path);
    }
}

#[test]
fn the_root_is_the_index() {
    assert_eq!(PageFile::at("/").unwrap().path, "index.html");
    assert!(PageFile::at("/../mod.rs").is_none());
    assert!(PageFile::at("/files.rs").is_none());
}

/// The imports of the page's modules, by path.
fn imports() -> BTreeMap<&'static str, Vec<String>> {
    let scripts = PageFile::all().filter(|file| file.kind == SCRIPT);
    let imports = scripts.map(|file| {
        let lines = file.text().lines().map(str::trim);
        let code = lines.filter(|line| !line.starts_with('*') && !line.starts_with("/**"));
        let imported = code.filter_map(|line| {
            let (_, rest) = line
                .split_once("from '.")
                .or(line.split_once("import('."))?;
            let (path, _) = rest.split_once('\'')?;
            let mut folders: Vec<&str> = file.path.split('/').collect();
            folders.pop();
            // The first dot of `./` or `../` has been split off.
            let path = format!(".{path}");
            for step in path.split('/') {
                match step {
                    "." => {}
                    ".." => drop(folders.pop().unwrap()),
                    step => folders.push(step),
                }
            }
            Some(folders.join("/"))
        });
        (file.path, imported.collect())
    });
    imports.collect()
}

#[test]
fn every_imported_module_is_served() {
    let imports = imports();
    assert!(imports["app.js"].len() > 10);
    assert!(imports["commands/registry.js"].len() > 10);
    for (path, imported) in &imports {
        for other in imported {
            assert!(imports.contains_key(&other[..]), "{path} imports {other}");
        }
    }
}

#[test]
fn no_modules_import_one_another_in_a_circle() {
    let mut left = imports();
    while !left.is_empty() {
        let leaves: Vec<&str> = left
            .iter()
            .filter(|(_, imported)| imported.iter().all(|other| !left.contains_key(&other[..])))
            .map(|(path, _)| *path)
            .collect();
        assert!(
            !leaves.is_empty(),
            "in circles, or on top of one: {left:#?}"
        );
        left.retain(|path, _| !leaves.contains(path));
    }
}

/// The keys of a language's texts, and the names in braces that each has.
fn texts(code: &str) -> Vec<(String, Vec<String>)> {
    let file = PageFile::at(&format!("/lang/{code}.js")).unwrap();
    let mut texts = Vec::new();
    for line in file.text().lines() {
        let Some((key, text)) = line
            .strip_prefix("  '")
            .and_then(|line| line.split_once("': "))
        else {
            continue;
        };
        let mut names: Vec<String> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name.to_owned())
            .filter(|name| name.chars().all(|c| c.is_ascii_lowercase()))
            .collect();
        names.sort();
        names.dedup();
        texts.push((key.to_owned(), names));
    }
    texts
}

#[test]
fn all_languages_have_the_same_texts() {
    let commands = commands();
    // Rules have their own summaries, and commands the names in their files.
    let is_optional = |key: &str| {
        let command = key.strip_prefix("command.");
        key.starts_with("rule.")
            || command.is_some_and(|id| commands.iter().any(|command| command.id == id))
    };
    let needed = |code| {
        let texts = texts(code).into_iter();
        texts
            .filter(|(key, _)| !is_optional(key))
            .collect::<Vec<_>>()
    };
    let english = needed("en");
    assert!(english.len() > 200);
    for code in LANGUAGE_CODES {
        assert_eq!(needed(code), english, "{code}");
    }
}

#[test]
fn every_rule_with_a_name_exists() {
    for code in LANGUAGE_CODES {
        for (key, _) in texts(code) {
            let rule = key.strip_prefix("rule.");
            let exists = |code| RULES.iter().any(|rule| rule.code == code);
            assert!(rule.is_none_or(exists), "{code}: {key}");
        }
    }
}

/// The description of a command in its file.
#[derive(Debug, Default)]
struct CommandFacts {
    id: String,
    group: String,
    keys: Vec<String>,
    /// By language.
    names: BTreeMap<String, String>,
}

/// All commands, in their order.
fn commands() -> Vec<CommandFacts> {
    let mut commands: Vec<CommandFacts> = Vec::new();
    for path in &imports()["commands/registry.js"] {
        for line in PageFile::at(&format!("/{path}")).unwrap().text().lines() {
            let Some((property, value)) = line.trim().split_once(": ") else {
                continue;
            };
            if property == "id" {
                commands.push(CommandFacts::default());
            }
            let (Some(command), value) = (commands.last_mut(), value.trim_end_matches(',')) else {
                continue;
            };
            match property {
                "id" => command.id = strings(value).remove(0),
                "group" => command.group = strings(value).remove(0),
                "keys" => command.keys = strings(value),
                "names" => {
                    let codes = value
                        .split_whitespace()
                        .filter_map(|word| word.strip_suffix(':'));
                    let codes = codes.filter(|word| word.len() == 2).map(str::to_owned);
                    command.names = codes.zip(strings(value)).collect();
                }
                _ => {}
            }
        }
    }
    commands
}

/// The strings in a line of a script.
fn strings(line: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find(['\'', '"']) {
        let quote = &rest[start..=start];
        let (string, behind) = rest[start + 1..].split_once(quote).unwrap();
        strings.push(string.to_owned());
        rest = behind;
    }
    strings
}

#[test]
fn every_command_has_a_group_keys_and_a_name_in_every_language() {
    let commands = commands();
    assert!(commands.len() > 40);
    for (i, command) in commands.iter().enumerate() {
        assert!(
            !command.group.is_empty() && !command.keys.is_empty(),
            "{command:?}"
        );
        let is_other = |other: &CommandFacts| other.id != command.id;
        assert!(commands[..i].iter().all(is_other), "{command:?}");
        for code in LANGUAGE_CODES {
            let key = format!("command.{}", command.id);
            let has_own = command.names.contains_key(*code);
            assert!(
                has_own || texts(code).iter().any(|(other, _)| *other == key),
                "{code}: {command:?}"
            );
        }
    }
}

#[test]
fn the_page_on_reviewing_has_all_keys() {
    let rows: Vec<String> = commands()
        .iter()
        .map(|command| {
            let keys: Vec<String> = command.keys.iter().map(|key| format!("`{key}`")).collect();
            format!("| {} | {} |", command.names["en"], keys.join(", "))
        })
        .collect();
    let page = include_str!("../../../docs/review.md");
    let (_, table) = page.split_once("| | command | keys |").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let documented: Vec<String> = table
        .lines()
        .skip(2)
        .map(|line| format!("|{}", line.splitn(3, '|').nth(2).unwrap()))
        .collect();
    assert_eq!(documented, rows);
}

/// The server forbids it all, so that a document's text cannot become part of the page.
#[test]
fn nothing_is_made_from_markup() {
    for file in PageFile::all().filter(|file| file.kind != IMAGE) {
        for word in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "eval(",
            "style=",
            "onclick",
        ] {
            assert!(!file.text().contains(word), "`{word}` in {}", file.path);
        }
    }
}
