//! Which documents are checked.

use super::super::convert::DIARY;
use super::super::test::Test;
use super::{ACCEPTED, NOTHING, SELECT, built, twins};

#[test]
fn folders_patterns_and_lists_name_documents() {
    Test::new()
        .file("a/one.md", "An essay.\n")
        .file("a/b/two.txt", "An essay.\n")
        .file("a/b/three.rs", "An essay.\n")
        .args(["check", "a"])
        .stderr_contains("note: 1 file in a/ was not read: a text file that")
        .stdout("2 documents checked: 0 errors, 0 warnings\n")
        .run()
        .args(["check", "a/**/*.md"])
        .stdout(NOTHING)
        .run()
        .stdin("a/one.md\na/b/two.txt\n")
        .args(["check", "--files-from", "-"])
        .stdout("2 documents checked: 0 errors, 0 warnings\n")
        .run()
        .stdin("a/one.md\0a/b/two.txt\0")
        .args(["check", "--files-from", "-"])
        .stdout("2 documents checked: 0 errors, 0 warnings\n")
        .run();
}

#[test]
fn no_matching_document_is_an_error() {
    let test = Test::new().folder("empty").file("list", "\n");
    test.args(["check", "empty"])
        .stderr("error: `empty` names no document to check\n")
        .status(2)
        .run()
        .args(["check", "*.md"])
        .stderr("error: `*.md` names no document to check\n")
        .status(2)
        .run()
        .args(["check", "--files-from", "list"])
        .stderr("error: `list` names no document to check\n")
        .status(2)
        .run();
    Test::project()
        .args(["check"])
        .stderr("error: the project's corpus has no document to check\n")
        .status(2)
        .run();
}

#[test]
fn one_file_is_one_document_however_it_is_named() {
    Test::new()
        .file("plain.md", "An essay.\n")
        .folder("a")
        .args(["check", "plain.md", "./plain.md", "a/../plain.md"])
        .stdout(NOTHING)
        .run()
        .args(["check", "plain.md", "*.txt"])
        .stdout_contains("1 document checked")
        .stderr("error: `*.txt` names no document to check\n")
        .status(2)
        .run();
}

#[test]
fn the_order_of_arguments_changes_no_finding() {
    let found = |one, two| {
        let test = twins().args([
            "check",
            one,
            two,
            "-f",
            "jsonl",
            "--select",
            "duplicate-quote",
        ]);
        test.output()
    };
    let found_in_order = found("corpus/one.md", "corpus/two.md");
    assert!(found_in_order.contains(r#""path":"corpus/two.md""#));
    assert_eq!(found("corpus/two.md", "corpus/one.md"), found_in_order);
}

#[test]
fn standard_input_can_be_checked_within_a_corpus() {
    Test::project()
        .inside("corpus")
        .stdin("An essay.\n")
        .args(["check", "-"])
        .stdout("1 document checked: 0 errors, 0 warnings\n")
        .run();
}

#[test]
fn an_editor_checks_a_text_that_is_not_saved_yet() {
    let (test, quote) = built();
    test.args(["decide", &quote, "waive", "-q", "--reason", "r"])
        .run()
        .stdin(format!(
            "{DIARY}\n> Лодка стояла у берега, и вёсла лежали на песке.\n"
        ))
        .args([
            "check",
            "--stdin",
            "--stdin-filename",
            "corpus/diary.md",
            SELECT,
        ])
        .args(["--format", "concise"])
        .stdout(
            "corpus/diary.md:15:3: error[missing-translation]: this Russian original has no \
             translation\n1 document checked: 1 error, 0 warnings, 1 accepted\n",
        )
        .status(1)
        .run()
        .args(["check", SELECT])
        .stdout(ACCEPTED)
        .run();
    Test::new()
        .stdin(DIARY)
        .args(["check", "--stdin", "--format", "concise", "-q"])
        .stdout("-:11:1: error[missing-translation]: this Russian original has no translation\n")
        .status(1)
        .run();
}

#[test]
fn an_unreadable_file_exits_with_3_and_the_others_are_checked() {
    Test::new()
        .file("plain.md", "An essay.\n")
        .args(["check", "missing.md", "plain.md"])
        .stdout("1 document checked: 0 errors, 0 warnings, 1 could not be checked\n")
        .stderr_contains("error: could not read `missing.md`: ")
        .status(3)
        .run();
}

#[test]
fn a_file_that_is_not_text_does_not_stop_the_check() {
    Test::new()
        .file("binary.md", [0xff, 0xfe, 0, 1])
        .file("diary.md", DIARY)
        .args(["check", "binary.md", "diary.md", "--format", "concise"])
        .stdout_contains("diary.md:11:1: error[missing-translation]")
        .stderr_contains("error: `binary.md` is not UTF-8: byte 0 (line 1)")
        .status(3)
        .run();
}

#[cfg(unix)]
#[test]
fn broken_and_circular_links_do_not_stop_the_check() {
    use std::os::unix::fs::symlink;
    let test = Test::new().file("a/plain.md", "An essay.\n").folder("a/b");
    symlink("..", test.path("a/b/up")).unwrap();
    symlink("second.md", test.path("a/first.md")).unwrap();
    symlink("first.md", test.path("a/second.md")).unwrap();
    symlink("folder", test.path("a/folder")).unwrap();
    symlink("nowhere", test.path("a/lost.md")).unwrap();
    test.args(["check", "a"])
        .stdout("1 document checked: 0 errors, 0 warnings, 5 could not be checked\n")
        .stderr_contains("error: could not read `a/b/up`: this link leads back to a folder")
        .stderr_contains("error: could not read `a/first.md`: ")
        .stderr_contains("error: could not read `a/second.md`: ")
        .stderr_contains("error: could not read `a/folder`: ")
        .stderr_contains("error: could not read `a/lost.md`: ")
        .status(3)
        .run();
}
