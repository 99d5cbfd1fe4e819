//! Faults of a document are reported; nothing panics, and no file is half written.

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
fn invalid_utf8_is_reported_with_its_byte_its_line_and_the_command_that_converts_it() {
    let test = convert(b"One\nTwo \xcf\xf0\xe8\xe2\xe5\xf2\n")
        .stderr(
            "error: `bad.md` is not UTF-8: byte 8 (line 2) does not begin a character; it looks like Windows-1251; \
             convert it: `iconv -f WINDOWS-1251 -t UTF-8 bad.md > bad.utf8.md`\n",
        )
        .status(3)
        .run()
        .lacks("out.jsonl");
    #[cfg(unix)]
    {
        let command = "iconv -f WINDOWS-1251 -t UTF-8 bad.md > bad.utf8.md";
        let shell = std::process::Command::new("sh")
            .args(["-c", command])
            .current_dir(test.path(""))
            .status();
        if shell.is_ok_and(|status| status.success()) {
            test.has("bad.utf8.md", "One\nTwo Привет\n");
        }
    }
}

#[test]
fn damaged_utf8_is_not_taken_for_another_encoding() {
    convert([&b"\xff "[..], "Поезд пришёл.\n".as_bytes()].concat())
        .stderr(
            "error: `bad.md` is not UTF-8: byte 0 (line 1) does not begin a character; correct it there: most \
             of the file is UTF-8\n",
        )
        .status(3)
        .run();
}

#[test]
fn a_file_that_is_no_text_is_refused_with_what_it_is_and_what_to_do() {
    for (name, content, error) in [
        (
            "a b.docx",
            &b"PK\x03\x04 word/document.xml"[..],
            "`a b.docx` is a Word document, which diglot does not read; save it as plain text in UTF-8, or \
             convert it: `pandoc -f docx 'a b.docx' -t markdown -o 'a b.md'`",
        ),
        (
            "a.md",
            b"%PDF-1.7\n",
            "`a.md` is a PDF file, which diglot does not read; extract its text: `pdftotext -enc \
             UTF-8 a.md a.txt`",
        ),
        (
            "a.bin",
            b"\x7fELF\x01\x02\xff\x01",
            "`a.bin` is a file of an unknown format, which diglot does not read; save it as plain text in \
             UTF-8",
        ),
    ] {
        Test::new()
            .file(name, content)
            .args(["convert", name, "-o", "out.jsonl"])
            .stderr(&format!("error: {error}\n"))
            .status(3)
            .run()
            .lacks("out.jsonl")
            .args(["check", name])
            .stdout("0 documents checked: 0 errors, 0 warnings, 1 could not be checked\n")
            .stderr(&format!("error: {error}\n"))
            .status(3)
            .run();
    }
}

#[test]
fn a_text_with_another_extension_is_read() {
    Test::new()
        .file("essay.text", "An essay.\n")
        .args(["convert", "essay.text", "-o", "out.jsonl"])
        .stderr("note: no quotes in `essay.text`\n")
        .run();
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
        .stderr_contains("error: 1 of 3 documents failed; the others were processed\n")
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
    // The superuser can read everything.
    if fs::read(&path).is_err() {
        test.args(["convert", "secret.md", "-o", "-"])
            .stderr_contains("error: could not read `secret.md`: Permission denied")
            .status(3)
            .run();
    }
}
