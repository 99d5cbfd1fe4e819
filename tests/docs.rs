//! Every example in the README and in `docs/` is run.
//!
//! A block marked `console` is a session: `$ ` begins a command, the lines below are what it must
//! print, to standard output and standard error. The sessions of one file happen one after the
//! other in a copy of the repository's project that has been built. Probabilities and scores, which every fit
//! of weights changes a little, are compared as shapes: 97% with 93%, 0.9497 with 0.95. A `json` block is lines of the
//! project's files, which the program must read and write again unchanged.

use super::corpus::{is_file, repository};
use diglot::record::Record;
use diglot::store::Decision;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// How the README runs the program where it is not installed.
const FROM_SOURCE: &str = "cargo run --release --locked -- ";

#[cfg(unix)]
#[test]
fn every_session_prints_what_is_written_below_it() {
    for name in pages() {
        let page = fs::read_to_string(repository().join(&name)).unwrap();
        if page.contains("```console") {
            let replayed = replayed(&page);
            if without_fitted(&page) != without_fitted(&replayed) {
                is_file(&name, &replayed);
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn the_first_command_of_the_readme_shows_the_whole_corpus() {
    let page = fs::read_to_string(repository().join("README.md")).unwrap();
    let command = page.lines().find(|line| line.starts_with(FROM_SOURCE));
    let shown = Project::new().run(command.unwrap());
    let rows: Vec<Vec<&str>> = shown
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(rows[0], ["kind", "source_text", "target_text"]);
    let translated = |row: &&Vec<&str>| row.len() == 3 && !row[2].is_empty();
    assert!(rows.iter().filter(translated).count() > 50, "{shown}");
}

#[test]
fn every_line_of_json_is_one_that_the_program_reads_and_writes() {
    for name in pages() {
        let page = fs::read_to_string(repository().join(&name)).unwrap();
        for line in blocks(&page, "json") {
            let written = match line.contains(r#""decision":"#) {
                true => {
                    let decision: Decision = serde_json::from_str(line).unwrap();
                    assert_eq!(decision.hash, decision.on.hash(), "{name}: {line}");
                    serde_json::to_string(&decision)
                }
                false => serde_json::from_str(line)
                    .and_then(|record: Record| serde_json::to_string(&record)),
            };
            assert_eq!(written.unwrap(), line, "{name}");
        }
    }
}

#[test]
fn every_link_to_a_file_leads_to_one() {
    // The page on the library links to its items, which rustdoc checks.
    for name in pages().into_iter().filter(|name| name != "docs/library.md") {
        let path = repository().join(&name);
        let page = fs::read_to_string(&path).unwrap();
        for link in page
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let file = link.split('#').next().unwrap_or_default();
            if !file.is_empty() && !file.contains("://") {
                let target = path.parent().unwrap_or(Path::new("")).join(file);
                assert!(target.exists(), "{name}: no `{file}`");
            }
        }
    }
}

#[test]
fn the_page_on_languages_names_the_sections_that_tables_have() {
    let mut sections = BTreeSet::new();
    for entry in fs::read_dir(repository().join("src/lang/tables")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let table = fs::read_to_string(path).unwrap();
            // `[{}]` is a footnote mark.
            let begins = |line: &&str| line.starts_with('[') && !line.contains('{');
            let names = table.lines().filter(begins);
            sections.extend(names.map(str::to_owned));
        }
    }
    let page = fs::read_to_string(repository().join("docs/adding.md")).unwrap();
    // Links are not in backticks.
    let code = page.split('`').skip(1).step_by(2);
    let named: BTreeSet<String> = code
        .filter(|code| code.starts_with('[') && code.ends_with(']'))
        .map(str::to_owned)
        .collect();
    assert_eq!(named, sections);
}

/// A text in which each probability and each score is the same.
fn without_fitted(text: &str) -> String {
    let mut shape = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let number = rest[at..].find(|c: char| !c.is_ascii_digit() && c != '.');
        let (before, number) = (
            &rest[..at],
            &rest[at..at + number.unwrap_or(rest.len() - at)],
        );
        rest = &rest[at + number.len()..];
        let is_fitted = rest.starts_with('%') || number.starts_with("0.") || number == "1.0";
        shape += before;
        shape += if is_fitted { "#" } else { number };
    }
    shape + rest
}

#[test]
fn fitted_figures_are_compared_as_shapes() {
    assert_eq!(without_fitted("cued, 97%, 2 beads"), "cued, #%, 2 beads");
    assert_eq!(without_fitted("[0]:[0]:0.9777"), "[0]:[0]:#");
    assert_eq!(without_fitted("3:41–3:70, 1902."), "3:41–3:70, 1902.");
}

/// The README and everything in `docs/`, as paths in the repository.
fn pages() -> Vec<String> {
    let within = |folder: &'static str| {
        let docs = fs::read_dir(repository().join(folder)).unwrap();
        let names = docs.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names
            .filter(|name| name.ends_with(".md"))
            .map(move |name| format!("{folder}/{name}"))
    };
    let mut pages: Vec<String> = within("docs").chain(within("docs/rules")).collect();
    pages.push("README.md".to_owned());
    pages.push("CHANGELOG.md".to_owned());
    pages.sort();
    pages
}

/// The lines in the blocks marked `kind`.
fn blocks<'a>(page: &'a str, kind: &str) -> Vec<&'a str> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(mark) => inside = mark == kind,
            None if inside => lines.push(line),
            None => {}
        }
    }
    lines
}

/// The page with what its commands print now.
fn replayed(page: &str) -> String {
    let project = Project::new();
    let mut text = String::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        text += line;
        text.push('\n');
        if line != "```console" {
            continue;
        }
        while let Some(line) = lines.next_if(|line| *line != "```") {
            // Anything else is what a command printed when the page was written.
            if let Some(command) = line.strip_prefix("$ ") {
                text += line;
                text.push('\n');
                text += &project.run(command);
            }
        }
    }
    text
}

/// A copy of the repository's project, built.
struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["diglot.toml", "corpus"] {
            copy(&repository().join(name), &folder.path().join(name));
        }
        let project = Self { folder };
        assert_eq!(project.run("diglot build --quiet"), "");
        project
    }

    /// The output of a command, as on a terminal.
    fn run(&self, command: &str) -> String {
        let program = PathBuf::from(env!("CARGO_BIN_EXE_diglot"));
        let mut path = vec![program.parent().unwrap().to_owned()];
        path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        let output = Command::new("sh")
            .arg("-c")
            .arg(format!("{{ {command}\n}} 2>&1").replace(FROM_SOURCE, "diglot "))
            .current_dir(self.folder.path())
            .env("PATH", env::join_paths(path).unwrap())
            .env("LC_ALL", "C.UTF-8")
            .env("USER", "anna")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env_remove("GIT_AUTHOR_NAME")
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

fn copy(from: &Path, to: &Path) {
    if !from.is_dir() {
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}
