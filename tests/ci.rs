//! What the README promises is what CI runs.

use super::corpus::repository;
use std::fs;

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
fn ci_demands_a_real_browser_and_installs_it() {
    let ci = fs::read_to_string(repository().join(".ci/run")).unwrap();
    let line = |wanted: &str| ci.lines().position(|line| line == wanted);
    let installs = line("tests/browser/install").unwrap();
    let demands = line("export DIGLOT_BROWSER_TESTS=1").unwrap();
    assert!(installs < demands && demands < line(TESTS).unwrap());
}

#[cfg(unix)]
#[test]
fn ci_can_be_run() {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(repository().join(".ci/run")).unwrap();
    assert_eq!(mode.permissions().mode() & 0o100, 0o100);
}
