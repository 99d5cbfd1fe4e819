//! The page's files, its languages and its commands.

use super::files::*;
use crate::review::reading::waivable;
use std::path::Path;

#[test]
fn every_file_of_the_folder_is_in_the_table() {
    fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                collect(&entry.path(), &format!("{path}/"), found);
            } else if !path.ends_with(".rs") {
                found.push(path);
            }
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/review/page");
    let mut found = Vec::new();
    collect(&folder, "", &mut found);
    found.sort();
    let listed: Vec<&str> = FILES.iter().map(|file| file.path).collect();
    assert_eq!(listed, found);
}

#[test]
fn every_file_is_what_its_name_says() {
    for file in FILES {
        let (_, ending) = file.path.rsplit_once('.').unwrap();
        let kind = match ending {
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
}

/// The keys of a language's texts, and the names that stand for something in each.
fn texts(code: &str) -> Vec<(String, Vec<String>)> {
    let file = PageFile::at(&format!("/lang/{code}.js")).unwrap();
    let mut texts = Vec::new();
    for line in std::str::from_utf8(file.bytes).unwrap().lines() {
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
fn all_languages_say_the_same_things() {
    let english = texts("en");
    assert!(english.len() > 200);
    assert_eq!(texts("ru"), english);
    assert_eq!(texts("fr"), english);
}

#[test]
fn every_rule_that_can_be_waived_has_a_name() {
    let named: Vec<String> = texts("en").into_iter().map(|(key, _)| key).collect();
    for code in waivable().map(|rule| rule.code) {
        assert!(named.contains(&format!("rule.{code}")), "{code}");
    }
    let rules = named.iter().filter(|key| key.starts_with("rule."));
    assert_eq!(rules.count(), waivable().count());
}

/// What stands between quotation marks of a script, the first of each pair.
fn quoted(text: &str) -> Vec<&str> {
    let parts = text.split('\'');
    parts.skip(1).step_by(2).collect()
}

#[test]
fn the_page_on_reviewing_has_all_keys() {
    let file = |path| std::str::from_utf8(PageFile::at(path).unwrap().bytes).unwrap();
    let (commands, english) = (file("/core/commands.js"), file("/lang/en.js"));
    let label = |id: &str| {
        let key = format!("'command.{id}': ");
        let line = english
            .lines()
            .find_map(|line| line.trim().strip_prefix(&key));
        line.unwrap()
            .trim_end_matches(',')
            .trim_matches(['\'', '"'])
            .to_owned()
    };
    let rows: Vec<String> = commands
        .lines()
        .filter(|line| line.starts_with("  { id: '"))
        .map(|line| {
            let (head, rest) = line.split_once("keys: [").unwrap();
            let keys = quoted(rest.split_once("],").unwrap().0);
            let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            format!("| {} | {} |", label(quoted(head)[0]), keys.join(", "))
        })
        .collect();
    assert!(rows.len() > 40);
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
    for file in FILES.iter().filter(|file| file.kind != IMAGE) {
        let text = std::str::from_utf8(file.bytes).unwrap();
        for word in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "eval(",
            "style=",
            "onclick",
        ] {
            assert!(!text.contains(word), "`{word}` in {}", file.path);
        }
    }
}
