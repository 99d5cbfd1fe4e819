//! Findings that people waived.

use super::{ACCEPTED, SELECT, built};

#[test]
fn a_waived_finding_does_not_count() {
    let (test, quote) = built();
    test.args(["check", SELECT])
        .stdout_contains("  --> corpus/diary.md:11:1\n")
        .stdout_contains(&format!("`diglot decide {quote}"))
        .status(1)
        .run()
        .args(["decide", &quote, "waive", "-q"])
        .args(["--reason", "not mine to translate"])
        .run()
        .args(["check", SELECT])
        .stdout(ACCEPTED)
        .run()
        .args(["check", SELECT, "corpus/diary.md", "--format", "jsonl"])
        .stdout_contains(
            r#""accepted":{"with":"waiver","by":"anna","reason":"not mine to translate"}"#,
        )
        .run();
}

#[test]
fn a_waiver_ends_with_its_day() {
    let (test, quote) = built();
    test.args(["decide", &quote, "waive", "-q", "--reason", "r"])
        .args(["--until", "2026-02-30"])
        .stderr_contains("`2026-02-30` is not a day such as `2027-01-31`")
        .status(2)
        .run()
        .args(["decide", &quote, "waive", "-q", "--reason", "r"])
        .args(["--until", "2999-12-31"])
        .run()
        .args(["check", SELECT])
        .stdout(ACCEPTED)
        .run()
        .args(["decide", &quote, "undo", "-q"])
        .run()
        .args(["decide", &quote, "waive", "-q", "--reason", "r"])
        .args(["--until", "2026-01-31"])
        .run()
        .args(["check", SELECT])
        .stdout_contains("has no translation; the waiver by anna ended on 2026-01-31\n")
        .status(1)
        .run();
}

#[test]
fn a_waiver_is_for_the_rules_that_it_names() {
    let (test, quote) = built();
    test.args(["decide", &quote, "waive", "-q", "--reason", "r"])
        .args(["--rule", "length-ratio"])
        .run()
        .args(["check", SELECT, "-q"])
        .stdout_contains("error[missing-translation]")
        .status(1)
        .run()
        .args(["decide", &quote, "waive", "--reason", "r"])
        .args(["--rule", "missing"])
        .stderr_contains("`missing` is not a rule")
        .status(2)
        .run()
        .args(["decide", &quote, "waive", "--reason", "r"])
        .args(["--rule", "outdated-alignment"])
        .stderr_contains("findings of `outdated-alignment` are not about a quote; accept them with")
        .status(2)
        .run();
}
