use super::convert::DIARY;
use super::test::Test;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

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
        .stdout("1 document checked: 0 errors, 0 warnings, 1 could not be checked\n")
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

#[test]
fn what_is_waived_does_not_count() {
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
        .stderr_contains("`2026-02-30` is no day like `2027-01-31`")
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
        .stderr_contains("`missing` is no rule")
        .status(2)
        .run()
        .args(["decide", &quote, "waive", "--reason", "r"])
        .args(["--rule", "outdated-alignment"])
        .stderr_contains("findings of `outdated-alignment` are not about a quote; accept them with")
        .status(2)
        .run();
}

#[test]
fn a_mixed_word_in_a_quote_is_the_quotes() {
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
fn a_comment_names_no_rule_more_than_it_needs() {
    let comment = "<!-- diglot: allow missing-translation, mixed-scripts -->\n\n";
    Test::new()
        .file("diary.md", DIARY.replace("Зима", &format!("{comment}Зима")))
        .args(["check", "diary.md", "--format", "concise"])
        .stdout_contains(
            "diary.md:11:1: warning[unused-comment]: nothing here needs all of this comment: no \
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
            "diary.md:11:1: warning[unused-comment]: nothing here needs this comment: no finding of \
             stale-decision\n\
             diary.md:13:1: error[missing-translation]: this Russian original has no translation\n\
             1 document checked: 1 error, 1 warning\n",
        )
        .status(1)
        .run();
}

#[test]
fn a_comment_changes_nothing_but_that() {
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

#[test]
fn a_baseline_lets_stand_what_was_there_and_nothing_new() {
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
    // Elsewhere in the document much may change.
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
fn a_baseline_shrinks_when_something_is_mended() {
    let mended = DIARY.replace(
        "Зима в",
        "<!-- diglot: allow-file missing-translation -->\n\nА в",
    );
    Test::new()
        .file("diary.md", DIARY)
        .file("other.md", "An essay.\n")
        .args(["check", "diary.md", "--write-baseline", "-q"])
        .stdout_contains("missing-translation")
        .run()
        // What is not checked is not mended.
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
        .file("diary.md", mended)
        .args(["check", "diary.md", "--format", "concise"])
        .stdout(
            "diglot.baseline.jsonl:2:1: warning[stale-baseline]: `diary.md` has this finding of \
             missing-translation no more: this Russian original has no translation\n\
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
fn a_baseline_that_does_not_read_stops_the_check() {
    let with = |baseline: &str| {
        Test::new()
            .file("plain.md", "An essay.\n")
            .file("b.jsonl", baseline)
            .args(["check", "plain.md", "--baseline", "b.jsonl", "-q"])
    };
    with("{\"diglot-baseline\":2}\n")
        .stderr(
            "error: b.jsonl:1: this is a baseline of version 2, and this program reads version 1; remove \
             the file and write it anew with `--write-baseline`\n",
        )
        .status(2)
        .run();
    with("{}\n")
        .stderr_contains("b.jsonl:1: this is no baseline: ")
        .status(2)
        .run();
    with("")
        .stderr_contains("b.jsonl:1: the baseline is empty; remove it")
        .status(2)
        .run();
    with("{\"diglot-baseline\":1}\n{\"path\":1}\n")
        .stderr(
            "error: b.jsonl:2:9: this is no entry of a baseline: invalid type: integer `1`, expected a \
             string; take it out\n",
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
        .stderr_contains("`mising-translation` is no rule; did you mean `missing-translation`?")
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
fn a_configuration_that_asks_for_what_is_not_there_is_told_with_its_place() {
    let with = |config: &str| {
        Test::new()
            .file("diglot.toml", config)
            .file("plain.md", "An essay.\n")
            .args(["check", "plain.md", "-q"])
            .status(2)
    };
    with("[check.rules]\nmissing-translaton = \"off\"\n")
        .stderr(
            "error: diglot.toml:2:1: `missing-translaton` is no rule; did you mean \
             `missing-translation`?\n",
        )
        .run();
    with("[check.rules]\nmissing-translation = \"fatal\"\n")
        .stderr_contains("diglot.toml:2:23: `fatal` is no severity; known are")
        .run();
    with("[check]\nfail-on = \"never\"\n")
        .stderr_contains("diglot.toml:2:11: `never` is no severity")
        .run();
    with("[check]\nfailon = \"error\"\n")
        .stderr_contains("diglot.toml:2:1: unknown key `failon`; did you mean `fail-on`?")
        .run();
    with("[[check.override]]\npaths = [\"a[\"]\nrules = {}\n")
        .stderr_contains("diglot.toml:2:10: `a[` is no pattern: ")
        .run();
}

#[test]
fn folders_patterns_and_lists_name_documents() {
    Test::new()
        .file("a/one.md", "An essay.\n")
        .file("a/b/two.txt", "An essay.\n")
        .file("a/b/three.rs", "An essay.\n")
        .args(["check", "a"])
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
fn that_no_document_matches_is_an_error() {
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
fn an_editor_checks_what_is_not_stored_yet() {
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
fn what_is_not_changed_is_not_computed_again() {
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
    // An entry that says otherwise shows that it is read.
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
    // It is in nobody's way.
    assert_eq!(test.read(".diglot/cache/.gitignore"), "*\n");
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_in_a_circle_stop_nobody() {
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

#[test]
fn what_is_no_text_stops_nobody() {
    Test::new()
        .file("binary.md", [0xff, 0xfe, 0, 1])
        .file("diary.md", DIARY)
        .args(["check", "binary.md", "diary.md", "--format", "concise"])
        .stdout_contains("diary.md:11:1: error[missing-translation]")
        .stderr_contains("error: `binary.md` is not UTF-8: byte 0 (line 1)")
        .status(3)
        .run();
}

#[test]
fn a_report_spells_a_document_in_one_way_from_wherever_it_is_called() {
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
fn a_name_begins_no_line_of_a_log() {
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
fn the_same_with_one_thread_and_two() {
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
    let mended = "1 document checked: 0 errors, 0 warnings";
    assert_eq!(next(), mended);
    let test = test.file("other.md", "An essay, too.\n");
    // What was looked at between the making of a file and its writing is looked at once more.
    let mut line = next();
    while line == mended {
        line = next();
    }
    assert_eq!(line, "2 documents checked: 0 errors, 0 warnings");
    child.kill().unwrap();
    child.wait().unwrap();
    drop(test);
}

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
fn what_is_not_checked_is_not_mended() {
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
    // The baseline of one is none for the other, though their documents have one name.
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

#[test]
fn a_baseline_accepts_comments_that_are_wrong() {
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
fn what_is_read_is_not_written_over() {
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
