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

#[cfg(unix)]
#[test]
fn ci_can_be_run() {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(repository().join(".ci/run")).unwrap();
    assert_eq!(mode.permissions().mode() & 0o100, 0o100);
}
