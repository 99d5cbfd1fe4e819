use super::convert::DIARY;
use super::test::Test;

#[test]
fn nothing_found_exits_with_0() {
    Test::new()
        .file("plain.md", "An essay.\n")
        .args(["check", "plain.md"])
        .stdout("1 document checked: 0 errors, 0 warnings\n")
        .run()
        .args(["check", "plain.md", "--quiet"])
        .run();
}

#[test]
fn the_help_names_every_rule() {
    let test = Test::new().args(["check", "--help"]);
    diglot::check::RULES
        .iter()
        .fold(test, |test, rule| test.stdout_contains(rule.code))
        .run();
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
fn what_cannot_be_read_exits_with_3_and_the_others_are_checked() {
    Test::new()
        .file("plain.md", "An essay.\n")
        .args(["check", "missing.md", "plain.md"])
        .stdout("1 document checked: 0 errors, 0 warnings\n")
        .stderr_contains("error: could not read `missing.md`: ")
        .status(3)
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
fn what_is_waived_is_not_missing() {
    let test = Test::project().file("corpus/diary.md", DIARY);
    let test = test.args(["build", "-q"]).run();
    let exported = test.read("dist/corpus.jsonl");
    let record: serde_json::Value = exported
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .find(|record: &serde_json::Value| record["status"] == "untranslated")
        .unwrap();
    let quote = record["quote"].as_str().unwrap();
    test.args(["check"])
        .stdout_contains("  --> corpus/diary.md:11:1\n")
        .stdout_contains(&format!("`diglot decide {quote}"))
        .status(1)
        .run()
        .args([
            "decide",
            quote,
            "waive",
            "--reason",
            "not mine to translate",
            "-q",
        ])
        .run()
        .args(["check"])
        .stdout("1 document checked: 0 errors, 0 warnings, 1 accepted\n")
        .run()
        .args(["check", "corpus/diary.md"])
        .stdout("1 document checked: 0 errors, 0 warnings, 1 accepted\n")
        .run();
}
