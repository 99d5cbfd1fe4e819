//! The same check again: from the cache, on several threads, and while files change.

use super::super::convert::DIARY;
use super::super::test::Test;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

#[test]
fn an_unchanged_document_is_not_computed_again() {
    let test = Test::new()
        .file("diary.md", DIARY)
        .args(["check", "diary.md", "-q"])
        .stdout_contains("error[missing-translation]")
        .status(1)
        .run();
    let [cached] = &test.cached()[..] else {
        panic!("not one entry")
    };
    let test = test.args(["check", "diary.md"]).status(1);
    let shown = test.output();
    let mut test = test.stdout(&shown).run();
    // An entry with another text shows that it is read.
    Test::forge(cached, "has no translation", "is from the cache");
    test = test
        .args(["check", "diary.md", "-q"])
        .stdout_contains("is from the cache")
        .status(1)
        .run()
        .args(["check", "diary.md", "--no-cache"])
        .stdout(&shown)
        .status(1)
        .run();
    for damage in ["", "diglot-cache-1 00000000\n{}", "\0"] {
        fs::write(cached, damage).unwrap();
        test = test
            .args(["check", "diary.md"])
            .stdout(&shown)
            .status(1)
            .run();
    }
    // Git ignores it.
    assert_eq!(test.read(".diglot/cache/.gitignore"), "*\n");
}

#[test]
fn one_thread_and_two_find_the_same() {
    let with = |jobs| {
        let arguments = [
            "check",
            ".",
            "--no-cache",
            "--format",
            "jsonl",
            "--jobs",
            jobs,
        ];
        Test::new()
            .file("a.md", DIARY)
            .file("b.md", DIARY)
            .args(arguments)
            .status(1)
            .output()
    };
    assert_eq!(with("1"), with("2"));
}

#[test]
fn a_watched_document_is_checked_again_when_it_changes() {
    let test = Test::new().file("diary.md", DIARY);
    test.args(["check", "-", "--watch"])
        .stderr("error: standard input cannot be watched: name files\n")
        .status(2)
        .run();
    let test = Test::new().file("diary.md", DIARY);
    let mut child = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .args(["check", ".", "--watch", "--format", "concise"])
        .current_dir(test.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = || lines.next().unwrap().unwrap();
    assert!(next().contains("error[missing-translation]"));
    assert_eq!(next(), "1 document checked: 1 error, 0 warnings");
    let test = test.file("diary.md", "An essay.\n");
    let fixed = "1 document checked: 0 errors, 0 warnings";
    assert_eq!(next(), fixed);
    let test = test.file("other.md", "An essay, too.\n");
    // A file that was checked between its creation and its writing is checked again.
    let mut line = next();
    while line == fixed {
        line = next();
    }
    assert_eq!(line, "2 documents checked: 0 errors, 0 warnings");
    child.kill().unwrap();
    child.wait().unwrap();
    drop(test);
}
