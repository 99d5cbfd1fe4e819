//! What is wrong with a document is told; nothing panics and nothing is half written.

use super::test::Test;
use std::time::{Duration, Instant};

/// A folder with the document `bad.md`, and the call to convert it.
fn convert(content: impl AsRef<[u8]>) -> Test {
    Test::new()
        .file("bad.md", content)
        .args(["convert", "bad.md", "-o", "out.jsonl"])
}

#[test]
fn a_missing_file() {
    Test::new()
        .args(["convert", "missing.md", "-o", "out.jsonl"])
        .stderr("error: could not read `missing.md`: No such file or directory (os error 2)\n")
        .status(3)
        .run()
        .lacks("out.jsonl");
}

#[test]
fn a_folder() {
    Test::new()
        .folder("essays.md")
        .args(["convert", "essays.md", "-o", "out.jsonl"])
        .stderr("error: `essays.md` is a folder; name the documents in it\n")
        .status(3)
        .run()
        .lacks("out.jsonl");
}

#[test]
fn invalid_utf8_is_told_with_its_byte_and_line() {
    convert(b"One\nTwo \xcf\xf0\xe8\xe2\xe5\xf2\n")
        .stderr(
            "error: `bad.md` is not UTF-8: byte 8 (line 2) begins no character; convert it, for \
             example with `iconv -t UTF-8`\n",
        )
        .status(3)
        .run()
        .lacks("out.jsonl");
}

#[test]
fn an_empty_document() {
    convert("")
        .stderr("note: no quotes in `bad.md`\n")
        .run()
        .has("out.jsonl", "");
}

#[test]
fn only_a_byte_order_mark() {
    convert("\u{feff}")
        .stderr("note: no quotes in `bad.md`\n")
        .run()
        .has("out.jsonl", "");
}

#[test]
fn nul_bytes_are_characters() {
    convert("One\0two\0\n\n\0\0\0\n")
        .stderr("note: no quotes in `bad.md`\n")
        .run()
        .has("out.jsonl", "");
}

#[test]
fn a_tag_that_ends_lines_below() {
    convert("<a\nThe engineer arrived.\n<b>\n")
        .stderr("note: no quotes in `bad.md`\n")
        .run();
}

#[test]
fn a_long_single_line_is_done_in_time() {
    let started = Instant::now();
    let line = "The station, the train and the snow are described at length. ".repeat(80_000);
    let test = convert(line).args(["--quiet"]).run();
    assert_eq!(test.read("out.jsonl"), "");
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_long_single_line_of_both_languages_is_done_in_time() {
    let started = Instant::now();
    let line = "He said: «Поезд пришёл в полночь, и никто его не ждал». Nobody came. ";
    convert(line.repeat(40_000)).args(["--quiet"]).run();
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_letter_with_very_many_accents_is_done_in_time() {
    let started = Instant::now();
    convert(format!("e{}\n", "&#769;".repeat(400_000)))
        .args(["--quiet"])
        .run();
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_project_goes_on_without_the_bad_documents() {
    let test = Test::project()
        .file("corpus/a.md", "An essay.\n")
        .file("corpus/bad.md", b"\xff")
        .file("corpus/z.md", "An essay.\n")
        .args(["build"])
        .stdout_contains("2 documents, 0 quotes")
        .stderr_contains("error: `corpus/bad.md` is not UTF-8: byte 0 (line 1)")
        .stderr_contains("error: 1 of 3 documents failed; the others are done\n")
        .status(3)
        .run();
    assert_eq!(test.list("alignments"), ["a.jsonl", "z.jsonl"]);
    test.args(["check"])
        .stdout("2 documents checked: 0 errors, 0 warnings, 1 could not be checked\n")
        .stderr_contains("error: `corpus/bad.md` is not UTF-8")
        .status(3)
        .run();
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    let test = Test::new().file("secret.md", "An essay.\n");
    let path = test.path("secret.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read everything.
    if fs::read(&path).is_err() {
        test.args(["convert", "secret.md", "-o", "-"])
            .stderr_contains("error: could not read `secret.md`: Permission denied")
            .status(3)
            .run();
    }
}
