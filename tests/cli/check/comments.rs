//! Comments that allow findings.

use super::super::convert::DIARY;
use super::super::test::Test;
use super::ACCEPTED;

#[test]
fn a_comment_on_an_original_is_about_its_translation_too() {
    let comment = "<!-- diglot: allow numbers-differ -->\n\n";
    let text = DIARY
        .replace("Поезд", &format!("{comment}Поезд"))
        .replace("midnight", "midnight on 27 May 1907");
    Test::new()
        .file("diary.md", text.replace(comment, ""))
        .args(["check", "diary.md", "--select", "numbers-differ"])
        .stdout_contains("warning[numbers-differ]")
        .run()
        .file("diary.md", &text)
        .args(["check", "diary.md"])
        .args(["--select", "numbers-differ,unused-comment", "-q"])
        .run();
}

#[test]
fn a_comment_that_names_a_rule_too_many_is_reported() {
    let comment = "<!-- diglot: allow missing-translation, mixed-scripts -->\n\n";
    Test::new()
        .file("diary.md", DIARY.replace("Зима", &format!("{comment}Зима")))
        .args(["check", "diary.md", "--format", "concise"])
        .stdout_contains(
            "diary.md:11:1: warning[unused-comment]: not all rules in this comment are needed: no \
             finding of mixed-scripts\n",
        )
        .run();
}

#[test]
fn a_comment_allows_what_it_names() {
    let allowed = |comment: &str| {
        let (before, after) = DIARY.split_once("Зима").unwrap();
        Test::new().file("diary.md", format!("{before}{comment}Зима{after}"))
    };
    allowed("<!-- diglot: allow missing-translation -- known -->\n\n")
        .args(["check", "diary.md"])
        .stdout(ACCEPTED)
        .run()
        .args(["check", "diary.md", "--format", "jsonl"])
        .stdout_contains(r#""accepted":{"with":"comment","reason":"known"}"#)
        .run();
    allowed("<!-- diglot: allow missing-translation -->\n")
        .args(["check", "diary.md"])
        .stdout(ACCEPTED)
        .run();
    allowed("<!-- diglot: allow-file missing-translation -->\n\n")
        .args(["check", "diary.md"])
        .stdout(ACCEPTED)
        .run();
    allowed("<!-- diglot: allow stale-decision -->\n\n")
        .args(["check", "diary.md", "--format", "concise"])
        .stdout(
            "diary.md:11:1: warning[unused-comment]: this comment is not needed: no finding of \
             stale-decision\n\
             diary.md:13:1: error[missing-translation]: this Russian original has no translation\n\
             1 document checked: 1 error, 1 warning\n",
        )
        .status(1)
        .run();
}

#[test]
fn a_comment_changes_no_quote() {
    let test = Test::new().file("diary.md", DIARY);
    let quotes = |test: &Test| {
        let listed = test.output();
        let ids = listed.lines().map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            (
                line["bead"].clone(),
                line["source"]["text"].clone(),
                line["target"]["text"].clone(),
            )
        });
        ids.collect::<Vec<_>>()
    };
    let test = test.args(["convert", "diary.md", "-o", "-"]);
    let before = quotes(&test);
    let comment = "<!-- diglot: allow missing-translation -->";
    let with_comments = DIARY
        .replace("Translated:", &format!("{comment}\n\nTranslated:"))
        .replace("Поезд", &format!("{comment}\nПоезд"))
        .replace("На станции", &format!("{comment} На станции"));
    let test = Test::new().file("diary.md", with_comments);
    assert_eq!(
        quotes(&test.args(["convert", "diary.md", "-o", "-"])),
        before
    );
}
