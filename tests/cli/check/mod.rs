//! `diglot check`: what it prints and its exit code.

mod again;
mod baseline;
mod comments;
mod documents;
mod fix;
mod rules;
mod waivers;

use super::convert::DIARY;
use super::test::Test;
use std::process::Command;

/// A project with the diary, built, and the id of the quote in it that has no translation.
fn built() -> (Test, String) {
    let test = Test::project().file("corpus/diary.md", DIARY);
    let test = test.args(["build", "-q"]).run();
    let exported = test.read("dist/corpus.jsonl");
    let record: serde_json::Value = exported
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .find(|record: &serde_json::Value| record["status"] == "untranslated")
        .unwrap();
    (test, record["quote"].as_str().unwrap().to_owned())
}

const NOTHING: &str = "1 document checked: 0 errors, 0 warnings\n";
const ACCEPTED: &str = "1 document checked: 0 errors, 0 warnings, 1 accepted\n";
const SELECT: &str = "--select=missing-translation";

/// Two documents with the same quote.
fn twins() -> Test {
    let document =
        "title: T\nlicence: CC0-1.0\n---\n\n> Лодка стояла у берега, и вёсла лежали на песке.\n";
    Test::new()
        .file("diglot.toml", "")
        .file("corpus/one.md", format!("---\n{document}"))
        .file("corpus/two.md", format!("---\n{document}"))
}

#[test]
fn without_findings_the_check_exits_with_0() {
    Test::new()
        .file("plain.md", "An essay.\n")
        .args(["check", "plain.md"])
        .stdout("1 document checked: 0 errors, 0 warnings\n")
        .run()
        .args(["check", "plain.md", "--quiet"])
        .run();
}

#[test]
fn the_help_names_every_format_and_explain_every_rule() {
    let test = Test::new().args(["check", "--help"]);
    diglot::check::report::FORMATS
        .all()
        .iter()
        .fold(test, |test, format| test.stdout_contains(format.name))
        .run();
    let test = Test::new().args(["explain"]);
    diglot::check::RULES
        .iter()
        .fold(test, |test, rule| test.stdout_contains(rule.code))
        .run();
    Test::new()
        .args(["explain", "missing-translation"])
        .stdout_contains("# missing-translation\n\nError. ")
        .run();
    Test::new()
        .args(["explain", "missing-translator"])
        .stderr_contains("did you mean `missing-translation`?")
        .status(2)
        .run();
}

#[test]
fn a_missing_translation_is_shown_where_it_is() {
    Test::new()
        .file("diary.md", DIARY)
        .args(["check", "diary.md"])
        .stdout(
            "\
error[missing-translation]: this Russian original has no translation
  --> diary.md:11:1
   |
11 | Зима в этом году началась рано, и к ноябрю дорогу уже совсем замело снегом.
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = help: add one beside it

1 document checked: 1 error, 0 warnings
",
        )
        .status(1)
        .run()
        .args(["check", "diary.md", "--color", "always", "-q"])
        .stdout_contains("\u{1b}[1;31merror[missing-translation]\u{1b}[0m")
        .status(1)
        .run();
}

#[test]
fn a_mixed_word_in_a_quote_belongs_to_the_quote() {
    let line = |text: String| {
        Test::new()
            .file("diary.md", text)
            .args(["check", "diary.md", "--select", "mixed-scripts"])
            .args(["--format", "jsonl"])
            .output()
    };
    let quoted = line(DIARY.replace("никто", "никтo"));
    assert!(!quoted.contains(r#""quote":null"#), "{quoted}");
    assert!(quoted.contains(r#""quote":""#), "{quoted}");
    let own = line(DIARY.replace("With these", "With thesе"));
    assert!(!own.contains(r#""quote":""#), "{own}");
}

#[test]
fn a_report_spells_a_document_in_one_way_from_any_folder() {
    let test = Test::project()
        .file("corpus/a.md", DIARY)
        .file("corpus/b.md", DIARY)
        .folder("elsewhere");
    let paths = |folder: &str| {
        let args = ["check", "--format", "sarif", "--select=duplicate-quote"];
        let run = Command::new(env!("CARGO_BIN_EXE_diglot"))
            .args(args)
            .args(["../corpus/./b.md", "../corpus/a.md"])
            .current_dir(test.path(folder))
            .output()
            .unwrap();
        let log: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let uri = |location: &serde_json::Value| {
            let artifact = &location["physicalLocation"]["artifactLocation"];
            assert_eq!(artifact["uriBaseId"], "%SRCROOT%");
            artifact["uri"].as_str().unwrap().to_owned()
        };
        let mut own = Vec::new();
        let mut related = Vec::new();
        for result in results {
            own.push(uri(&result["locations"][0]));
            let others = result["relatedLocations"].as_array().unwrap().iter();
            related.extend(others.map(uri));
        }
        for paths in [&mut own, &mut related] {
            paths.sort();
            paths.dedup();
        }
        (own, related)
    };
    let beside = |(own, related): (Vec<String>, Vec<String>), a: &str, b: &str| {
        assert!(!own.is_empty() && !related.is_empty());
        let mut all = [own, related].concat();
        all.sort();
        all.dedup();
        assert_eq!(all, [a, b]);
    };
    beside(paths("elsewhere"), "../corpus/a.md", "../corpus/b.md");
    beside(paths("corpus"), "a.md", "b.md");
}

#[cfg(unix)]
#[test]
fn a_file_name_cannot_begin_a_line_of_a_log() {
    let name = "a\n::error::b\u{1b}c.md";
    for format in ["human", "concise", "github", "markdown"] {
        let test = Test::new().file(name, DIARY);
        let found = test
            .args(["check", name, "--format", format])
            .status(1)
            .output();
        assert!(!found.contains('\u{1b}'), "{format}: {found:?}");
        assert!(!found.contains("\n::error::b"), "{format}: {found:?}");
    }
    Test::new()
        .args(["check", name, "-q"])
        .stderr_contains("`a␊::error::b␛c.md`")
        .status(3)
        .run();
}

#[test]
fn a_report_does_not_overwrite_an_input() {
    Test::new()
        .file("plain.md", "An essay.\n")
        .args(["check", "plain.md", "--write-baseline", "-q"])
        .run()
        .args(["check", "plain.md", "-o", "diglot.baseline.jsonl"])
        .stderr_contains("`diglot.baseline.jsonl` is an input")
        .status(2)
        .run()
        .args([
            "check",
            "plain.md",
            "--require-reviewed",
            "--ignore",
            "unreviewed-bead",
        ])
        .stderr_contains("drop one of them")
        .status(2)
        .run();
}
