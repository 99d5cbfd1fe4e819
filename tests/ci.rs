//! What the README promises is what CI runs.

use super::corpus::repository;
use std::fs;
use std::path::{Path, PathBuf};

/// The command in the README that passes the tests.
const TESTS: &str = "cargo test --locked";

#[test]
fn the_test_command_of_the_readme_stands_verbatim_in_ci_and_comes_last() {
    let read = |name| fs::read_to_string(repository().join(name)).unwrap();
    assert!(read("README.md").lines().any(|line| line == TESTS));
    assert_eq!(read(".ci/run").lines().last(), Some(TESTS));
}

#[test]
fn ci_has_other_programs_read_what_is_written_for_them() {
    let ci = fs::read_to_string(repository().join(".ci/run")).unwrap();
    let line = "tests/integrations/run target/debug/diglot";
    assert!(ci.lines().any(|command| command == line));
}

#[test]
fn ci_runs_the_tests_that_need_a_browser_once_it_has_installed_one() {
    let ci = fs::read_to_string(repository().join(".ci/run")).unwrap();
    let line = |wanted: &str| ci.lines().position(|line| line == wanted);
    let installs = line("tests/browser/install").unwrap();
    let runs = line("cargo test --locked --test main browser:: -- --ignored").unwrap();
    assert!(installs < runs);
}

#[test]
fn the_tests_that_need_a_browser_are_ignored_and_no_others() {
    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            match path.is_dir() {
                true => sources(&path, found),
                false => found.extend(path.extension().is_some_and(|e| e == "rs").then_some(path)),
            }
        }
    }
    let mut files = Vec::new();
    for folder in ["src", "tests"] {
        sources(&repository().join(folder), &mut files);
    }
    let browser = repository().join("tests/browser");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let tests = lines.iter().filter(|line| **line == "#[test]").count();
        let ignored = lines
            .iter()
            .filter(|line| line.starts_with("#[ignore"))
            .count();
        let expected = if file.starts_with(&browser) { tests } else { 0 };
        assert_eq!(ignored, expected, "{}", file.display());
    }
}

#[cfg(unix)]
#[test]
fn ci_can_be_run() {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(repository().join(".ci/run")).unwrap();
    assert_eq!(mode.permissions().mode() & 0o100, 0o100);
}
