//! Which rules are applied, and how severe their findings are.

use super::super::convert::DIARY;
use super::super::test::Test;
use super::{NOTHING, SELECT};

#[test]
fn rules_are_selected_ignored_and_given_other_severities() {
    let test = Test::new()
        .file("diary.md", DIARY)
        .args(["check", "diary.md", "--ignore", "missing-translation"])
        .stdout(NOTHING)
        .run()
        .args(["check", "diary.md", "--select", "stale-decision"])
        .stdout(NOTHING)
        .run()
        .args(["check", "diary.md", "--select", "mising-translation"])
        .stderr_contains("`mising-translation` is not a rule; did you mean `missing-translation`?")
        .status(2)
        .run()
        .args(["check", "diary.md", "--no-fail"])
        .stdout_contains("1 error, 0 warnings\n")
        .run();
    test.file(
        "diglot.toml",
        "[check]\nfail-on = \"warning\"\n[check.rules]\nmissing-translation = \"warning\"\n\
         [[check.override]]\npaths = [\"drafts/*.md\"]\nrules = { missing-translation = \"off\" }\n",
    )
    .file("drafts/diary.md", DIARY)
    .file("drafts/more/diary.md", DIARY)
    .args(["check", "diary.md", "drafts", "--ignore=duplicate-quote"])
    .stdout_contains("warning[missing-translation]")
    .stdout_contains("3 documents checked: 0 errors, 2 warnings\n")
    .status(1)
    .run()
    .args(["check", "drafts/diary.md"])
    .stdout(NOTHING)
    .run()
    .args(["check", "diary.md", "-q", "--fail-on", "error"])
    .stdout_contains("warning[missing-translation]")
    .run();
}

#[test]
fn an_unknown_word_in_the_configuration_is_reported_with_its_place() {
    let with = |config: &str| {
        Test::new()
            .file("diglot.toml", config)
            .file("plain.md", "An essay.\n")
            .args(["check", "plain.md", "-q"])
            .status(2)
    };
    with("[check.rules]\nmissing-translaton = \"off\"\n")
        .stderr(
            "error: diglot.toml:2:1: `missing-translaton` is not a rule; did you mean \
             `missing-translation`?\n",
        )
        .run();
    with("[check.rules]\nmissing-translation = \"fatal\"\n")
        .stderr_contains("diglot.toml:2:23: `fatal` is not a severity; the severities are")
        .run();
    with("[check]\nfail-on = \"never\"\n")
        .stderr_contains("diglot.toml:2:11: `never` is not a severity")
        .run();
    with("[check]\nfailon = \"error\"\n")
        .stderr_contains("diglot.toml:2:1: unknown key `failon`; did you mean `fail-on`?")
        .run();
    with("[[check.override]]\npaths = [\"a[\"]\nrules = {}\n")
        .stderr_contains("diglot.toml:2:10: `a[` is not a valid pattern: ")
        .run();
}

#[test]
fn each_document_is_judged_by_its_own_project() {
    let test = Test::new()
        .file("a/diglot.toml", "[check]\nfail-on = \"warning\"\n")
        .file(
            "a/one.md",
            format!("<!-- diglot: allow mixed-scripts -->\n\n{DIARY}"),
        )
        .file("b/diglot.toml", "")
        .file("b/one.md", DIARY);
    test.args([
        "check",
        "a/one.md",
        "--select",
        "unused-comment,mixed-scripts",
    ])
    .stdout_contains("unused-comment")
    .status(1)
    .run()
    // The baseline of one project does not count for the other, though their documents have the same name.
    .args(["check", "a/one.md", "--write-baseline", "-q"])
    .stdout_contains("missing-translation")
    .run()
    .args(["check", "a/one.md", "b/one.md", "-f", "concise", SELECT])
    .stdout_contains("b/one.md:11:1: error[missing-translation]")
    .stdout_contains("1 error, 0 warnings, 1 accepted")
    .status(1)
    .run()
    .args([
        "check",
        "a/one.md",
        "b/one.md",
        "--baseline",
        "known.jsonl",
        "--write-baseline",
    ])
    .stderr_contains("these documents belong to several projects")
    .status(2)
    .run()
    .file("b/diglot.toml", "[chek]\n")
    .args(["check", "a/one.md", "b/one.md", "-q", SELECT])
    .stderr("error: b/diglot.toml:1:2: unknown key `chek`; did you mean `check`?\n")
    .status(2)
    .run();
}
