//! Findings that a baseline accepts.

use super::super::convert::DIARY;
use super::super::test::Test;
use super::{ACCEPTED, NOTHING, SELECT, twins};

#[test]
fn a_baseline_accepts_earlier_findings_and_no_new_ones() {
    let test = Test::new()
        .file("diary.md", DIARY)
        .args(["check", "diary.md", "--write-baseline", "-q"])
        .stdout_contains("error[missing-translation]")
        .run()
        .args(["check", "diary.md"])
        .stdout(ACCEPTED)
        .run();
    let baseline = test.read("diglot.baseline.jsonl");
    assert!(baseline.starts_with("{\"diglot-baseline\":1}\n{\"path\":\"diary.md\","));
    // The rest of the document may change.
    let moved = format!("An essay.\n\n{}", DIARY.replace("at midnight", "at noon"));
    let more = format!("{moved}\n> Лодка стояла у берега, и вёсла лежали на песке.\n");
    test.file("diary.md", moved)
        .args(["check", "diary.md"])
        .stdout(ACCEPTED)
        .run()
        .file("diary.md", more)
        .args(["check", "diary.md", SELECT])
        .stdout_contains("Лодка стояла")
        .stdout_contains("1 document checked: 1 error, 0 warnings, 1 accepted\n")
        .status(1)
        .run()
        // It does not grow.
        .args(["check", "diary.md", "--write-baseline"])
        .stdout_contains("1 error, 0 warnings, 1 accepted\n")
        .stderr_contains("it never grows")
        .status(1)
        .run()
        .has("diglot.baseline.jsonl", &baseline);
}

#[test]
fn a_baseline_shrinks_when_a_finding_is_fixed() {
    let fixed = DIARY.replace(
        "Зима в",
        "<!-- diglot: allow-file missing-translation -->\n\nА в",
    );
    Test::new()
        .file("diary.md", DIARY)
        .file("other.md", "An essay.\n")
        .args(["check", "diary.md", "--write-baseline", "-q"])
        .stdout_contains("missing-translation")
        .run()
        // The finding of an unchecked document is not fixed.
        .args(["check", "other.md"])
        .stdout(NOTHING)
        .run()
        .args([
            "check",
            "diary.md",
            "--select",
            "unused-comment,stale-baseline",
        ])
        .stdout(NOTHING)
        .run()
        .file("diary.md", fixed)
        .args(["check", "diary.md", "--format", "concise"])
        .stdout(
            "diglot.baseline.jsonl:2:1: warning[stale-baseline]: `diary.md` no longer has this \
             finding of missing-translation: this Russian original has no translation\n\
             1 document checked: 0 errors, 1 warning, 1 accepted\n",
        )
        .run()
        .args(["check", "diary.md", "--write-baseline", "-q"])
        .stdout_contains("stale-baseline")
        .run()
        .has("diglot.baseline.jsonl", "{\"diglot-baseline\":1}\n")
        .args(["check", "diary.md"])
        .stdout(ACCEPTED)
        .run();
}

#[test]
fn an_unchecked_document_does_not_shrink_the_baseline() {
    let test = twins()
        .file("diglot.toml", "[check]\nbaseline = \"ci/known.jsonl\"\n")
        .folder("ci")
        .args(["check", "--write-baseline", "-q"])
        .stdout_contains("duplicate-quote")
        .run();
    let baseline = test.read("ci/known.jsonl");
    assert_eq!(baseline.lines().count(), 6, "{baseline}");
    let mut test = test;
    for part in ["corpus/one.md", "corpus/two.md"] {
        test = test
            .args(["check", part, "--fail-on", "info", "-f", "concise"])
            .stdout_contains("1 document checked: 0 errors, 0 warnings, ")
            .run()
            .args(["check", part, "--write-baseline", "-q"])
            .run();
    }
    test.has("ci/known.jsonl", &baseline);
}

#[test]
fn a_baseline_accepts_invalid_comments() {
    Test::new()
        .file(
            "plain.md",
            "<!-- diglot: allow missing-translaton -->\n\nAn essay.\n",
        )
        .args(["check", "plain.md", "--write-baseline", "-q"])
        .stdout_contains("invalid-comment")
        .run()
        .args(["check", "plain.md"])
        .stdout(ACCEPTED)
        .run();
}

#[test]
fn a_baseline_that_does_not_read_stops_the_check() {
    let with = |baseline: &str| {
        Test::new()
            .file("plain.md", "An essay.\n")
            .file("b.jsonl", baseline)
            .args(["check", "plain.md", "--baseline", "b.jsonl", "-q"])
    };
    with("{\"diglot-baseline\":2}\n")
        .stderr(
            "error: b.jsonl:1: this is a baseline of version 2, but this program reads version 1; remove \
             the file and write it again with `--write-baseline`\n",
        )
        .status(2)
        .run();
    with("{}\n")
        .stderr_contains("b.jsonl:1: this is not a baseline: ")
        .status(2)
        .run();
    with("")
        .stderr_contains("b.jsonl:1: the baseline is empty; remove it")
        .status(2)
        .run();
    with("{\"diglot-baseline\":1}\n{\"path\":1}\n")
        .stderr(
            "error: b.jsonl:2:9: this is not an entry of a baseline: invalid type: integer `1`, expected a \
             string; remove it\n",
        )
        .status(2)
        .run();
    Test::new()
        .file("plain.md", "An essay.\n")
        .args(["check", "plain.md", "--baseline", "b.jsonl"])
        .stderr_contains("error: could not read `b.jsonl`: ")
        .status(3)
        .run();
}
