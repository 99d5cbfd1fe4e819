use super::test::Test;

const CHECKSUM: &str = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// A project whose alignment has two beads of one quote and one quote without translation.
pub fn aligned() -> Test {
    let header = format!(
        r#"{{"diglot":1,"document":"diary","checksum":"{CHECKSUM}","metadata":{{"title":"Diary"}}}}"#
    );
    let bead = |quote: &str, n: usize, status: &str, source: &str, target: &str| {
        let side = |lang: &str, text: &str| match text {
            "" => "null".to_owned(),
            _ => format!(r#"{{"lang":"{lang}","text":"{text}","spans":[[0,9]]}}"#),
        };
        let kind = if target.is_empty() { "1-0" } else { "1-1" };
        format!(
            r#"{{"document":"diary","quote":"{quote}","bead":"{quote}.{n}","kind":"{kind}","score":0.9,"status":"{status}","source":{},"target":{}}}"#,
            side("ru", source),
            side("en", target)
        )
    };
    let lines = [
        header,
        bead(
            "aaaaaaaaaaaa",
            1,
            "proposed",
            "Вот и зима.",
            "Winter is here.",
        ),
        bead("aaaaaaaaaaaa", 2, "proposed", "Холодно.", "It is cold."),
        bead("bbbbbbbbbbbb", 1, "untranslated", "Темнеет.", ""),
    ];
    Test::project().file("alignments/diary.jsonl", lines.join("\n") + "\n")
}

#[test]
fn decisions_are_reported_kept_and_exported() {
    let test = aligned()
        .args(["decide", "aaaaaaaaaaaa.1", "accept"])
        .stdout("aaaaaaaaaaaa.1 in `diary`: accepted by anna\n")
        .run()
        .args([
            "decide",
            "aaaa.2",
            "edit",
            "--target",
            "How cold it is!",
            "--by",
            "boris",
        ])
        .stdout("aaaaaaaaaaaa.2 in `diary`: edited by boris\n")
        .run()
        .args(["decide", "aaaa.2", "note", "compare p. 12"])
        .stdout("aaaaaaaaaaaa.2 in `diary`: noted by anna: compare p. 12\n")
        .run()
        .args([
            "decide",
            "bbbbbbbbbbbb",
            "waive",
            "--reason",
            "clear from the text",
        ])
        .stdout("bbbbbbbbbbbb in `diary`: waived by anna: clear from the text\n")
        .run();
    assert_eq!(
        test.read("alignments/diary.decisions.jsonl")
            .lines()
            .count(),
        4
    );
    let exported = test.args(["export", "-o", "-"]);
    let lines = exported.output();
    let lines: Vec<&str> = lines.lines().collect();
    assert!(lines[0].contains(r#""status":"accepted""#));
    assert!(lines[1].contains(r#""text":"How cold it is!""#));
    assert!(lines[1].contains(r#""status":"edited""#));
    assert!(lines[1].contains(r#""notes":["compare p. 12"]"#));
    assert!(lines[2].contains(r#""status":"waived""#));
}

#[test]
fn a_decision_can_be_taken_back() {
    let test = aligned()
        .args(["decide", "aaaaaaaaaaaa", "reject", "-q"])
        .run()
        .args(["export", "-o", "before.jsonl"])
        .run()
        .args(["decide", "aaaaaaaaaaaa", "undo"])
        .stdout("aaaaaaaaaaaa in `diary`: undone by anna\n")
        .run()
        .args(["export", "-o", "after.jsonl"])
        .run();
    assert_eq!(test.read("before.jsonl").lines().count(), 1);
    assert_eq!(test.read("after.jsonl").lines().count(), 3);
    test.args(["decide", "bbbbbbbbbbbb", "undo"])
        .stderr("error: there is no decision of `anna` on `bbbbbbbbbbbb` to take back\n")
        .status(2)
        .run();
}

#[test]
fn only_ones_own_decision_can_be_taken_back_and_only_once() {
    let undo = |test: Test, by| test.args(["decide", "aaaa.1", "undo", "-q", "--by", by]);
    let test = aligned()
        .args(["decide", "aaaa.1", "accept", "-q", "--by", "anna"])
        .run();
    let test = undo(test, "boris")
        .stderr_contains("no decision of `boris`")
        .status(2)
        .run();
    let test = undo(test, "anna").run();
    undo(test, "anna")
        .stderr_contains("no decision of `anna`")
        .status(2)
        .run();
}

#[test]
fn git_says_who_the_reviewer_is() {
    aligned()
        .env("GIT_AUTHOR_NAME", "Wera")
        .args(["decide", "aaaa.1", "reject"])
        .stdout("aaaaaaaaaaaa.1 in `diary`: rejected by Wera\n")
        .run();
}

#[test]
fn impossible_decisions_are_refused() {
    let refused = |arguments: [&str; 3], told: &str| {
        aligned()
            .args(["decide"])
            .args(arguments)
            .stderr_contains(told)
            .status(2)
            .run()
            .lacks("alignments/diary.decisions.jsonl");
    };
    refused(
        ["cccccccccccc", "accept", "-q"],
        "no quote or bead begins with `cccccccccccc`",
    );
    refused(
        ["aaaaaaaaaaaa.1", "edit", "-q"],
        "<--source <TEXT>|--target <TEXT>>",
    );
    refused(["aaaaaaaaaaaa.1", "waive", "-q"], "--reason <TEXT>");
    refused(["aaaaaaaaaaaa.1", "note", " "], "error: the note is empty");
    refused(
        ["aaaaaaaaaaaa", "edit", "--target=x"],
        "an edit needs a single bead",
    );
    refused(["aaaaaaaaaaaa", "waive", "--reason=x"], "has a translation");
    refused(
        ["bbbbbbbbbbbb.1", "edit", "--target=x"],
        "a side that it has",
    );
}
