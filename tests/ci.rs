//! What the README promises is what CI runs: `.ci/run` is run here with programs in the place of those that it
//! calls, which write down how they were called.

use super::corpus::repository;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The command in the README that passes the tests.
const TESTS: &str = "cargo test --locked";
/// What `.ci/run` calls, as paths in its folder or as names on the path.
const CALLED: [&str; 4] = [
    "bin/cargo",
    ".ci/packed-sizes",
    "tests/integrations/run",
    "tests/browser/install",
];

/// Runs a copy of `.ci/run`; the call `failing` fails. The calls in order, and whether the run succeeded.
fn calls(failing: &str) -> (Vec<String>, bool) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for program in CALLED {
        let name = program.trim_start_matches("bin/");
        let script = format!(
            "#!/bin/sh\nline=\"{name}${{1:+ }}$*\"\necho \"$line\" >>\"{log}\"\n[ \"$line\" != \"{failing}\" ]\n",
            log = root.join("log").display(),
        );
        write_program(&root.join(program), script.as_bytes());
    }
    let script = fs::read(repository().join(".ci/run")).unwrap();
    write_program(&root.join(".ci/run"), &script);
    let path = std::env::var("PATH").unwrap();
    let status = Command::new(root.join(".ci/run"))
        .env("PATH", format!("{}:{path}", root.join("bin").display()))
        .status()
        .unwrap();
    let log = fs::read_to_string(root.join("log")).unwrap();
    (log.lines().map(str::to_owned).collect(), status.success())
}

fn write_program(path: &Path, content: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn the_test_command_of_the_readme_is_what_ci_runs_last() {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    assert!(readme.lines().any(|line| line == TESTS));
    let (calls, succeeded) = calls("");
    assert!(succeeded);
    assert_eq!(calls.last().map(String::as_str), Some(TESTS));
}

#[test]
fn ci_ends_at_the_first_failure() {
    let (all, _) = calls("");
    for (i, call) in all.iter().enumerate() {
        let (made, succeeded) = calls(call);
        assert!(!succeeded, "{call}");
        assert_eq!(made, all[..=i], "{call}");
    }
}

#[test]
fn ci_has_other_programs_read_what_is_written_for_them() {
    let (calls, _) = calls("");
    let line = "tests/integrations/run target/debug/diglot";
    assert!(calls.iter().any(|call| call == line));
}

#[test]
fn ci_runs_the_tests_that_need_a_browser_once_it_has_installed_one() {
    let (calls, _) = calls("");
    let place = |wanted: &str| calls.iter().position(|call| call == wanted);
    let runs = place("cargo test --locked --test main browser:: -- --ignored").unwrap();
    assert!(place("tests/browser/install").unwrap() < runs);
}

#[test]
fn ci_keeps_the_bare_library_free_of_the_program() {
    let (calls, _) = calls("");
    let bare = |call: &String| call.contains("--lib --no-default-features");
    assert!(calls.iter().any(bare));
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
