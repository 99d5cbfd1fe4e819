//! `diglot check --fix`.

use super::super::test::Test;
use std::fs;
use std::process::Command;

/// A quote with a Latin C and a decomposed й, with the line ends of Windows, a byte order mark, and no line end
/// at the end.
const FERRY: &str = "\u{feff}The ferryman wrote in his diary:\r\n\r\n\
                     > Сегодня лёд встал у Cамого берега, и больши\u{306}е лодки вытащили на песок.\r\n\r\n\
                     \"Today the ice set close to the bank, and the big boats were hauled onto the sand.\"";
fn fixed() -> String {
    FERRY.replace("Cамого", "Самого").replace("и\u{306}", "й")
}

fn diff() -> String {
    let [before, old, after] = ["\u{feff}", "> ", "\""].map(|head| {
        let line = FERRY.split('\n').find(|line| line.starts_with(head));
        line.unwrap().to_owned()
    });
    let new = fixed();
    let new = new.split('\n').find(|line| line.starts_with('>')).unwrap();
    format!(
        "--- a/ferry.md\n+++ b/ferry.md\n@@ -1,5 +1,5 @@\n {before}\n \r\n-{old}\n+{new}\n \r\n {after}\n\
         \\ No newline at end of file\n"
    )
}

#[test]
fn a_diff_shows_the_fixes_and_nothing_is_written() {
    Test::new()
        .file("ferry.md", FERRY)
        .args(["check", "ferry.md", "--fix"])
        .stdout(&diff())
        .status(1)
        .run()
        .has("ferry.md", FERRY)
        .args(["check", "ferry.md", "--fix", "--no-fail"])
        .stdout(&diff())
        .run();
}

#[test]
fn patch_and_git_take_the_diff() {
    for program in [
        &["git", "apply"][..],
        &["patch", "-s", "-p1", "--binary", "-i"],
    ] {
        let test = Test::new()
            .file("ferry.md", FERRY)
            .file("my ferry.md", FERRY)
            .args([
                "check",
                "ferry.md",
                "my ferry.md",
                "--fix",
                "-o",
                "fix.diff",
            ])
            .status(1)
            .run();
        let (name, arguments) = program.split_first().unwrap();
        let status = Command::new(name)
            .args(arguments)
            .arg("fix.diff")
            .current_dir(test.path(""))
            .status();
        // Not every system has both.
        let Ok(status) = status else { continue };
        assert!(status.success(), "{name}");
        test.has("ferry.md", &fixed()).has("my ferry.md", &fixed());
    }
}

#[test]
fn with_write_the_documents_are_fixed_and_the_rest_is_reported() {
    Test::new()
        .file("ferry.md", FERRY)
        .file("plain.md", "An essay.\n")
        .args(["check", "ferry.md", "plain.md", "--fix", "--write"])
        .stdout("2 documents checked: 0 errors, 0 warnings\n")
        .stderr("note: fixed 2 places in 1 file\n")
        .run()
        .has("ferry.md", &fixed())
        .has("plain.md", "An essay.\n")
        .args(["check", "ferry.md", "--fix"])
        .run()
        .args(["check", "ferry.md", "--fix", "--write"])
        .stdout("1 document checked: 0 errors, 0 warnings\n")
        .stderr("note: there is nothing to fix\n")
        .run();
}

#[test]
fn an_unfixed_finding_still_fails_the_check() {
    Test::new()
        .file("ferry.md", "The mаrk and слово Wордь.\n")
        .args([
            "check",
            "ferry.md",
            "--fix",
            "--write",
            "--fail-on",
            "warning",
            "-f",
            "concise",
        ])
        .stdout_contains("ferry.md:1:20: warning[mixed-scripts]: ")
        .stderr("note: fixed 1 place in 1 file\n")
        .status(1)
        .run()
        .has("ferry.md", "The mark and слово Wордь.\n");
}

#[test]
fn accepted_and_unselected_findings_are_not_fixed() {
    let allowed = "<!-- diglot: allow mixed-scripts -- a riddle -->\nThe mаrk.\n\nThe mаrk.\n";
    Test::new()
        .file("ferry.md", allowed)
        .args(["check", "ferry.md", "--fix", "--select", "not-normalised"])
        .run()
        .args(["check", "ferry.md", "--fix", "--write", "-q"])
        .run()
        .has(
            "ferry.md",
            "<!-- diglot: allow mixed-scripts -- a riddle -->\nThe mаrk.\n\nThe mark.\n",
        );
}

#[test]
fn standard_input_is_shown_and_never_written() {
    let test = Test::new()
        .stdin("The mаrk.\n")
        .args(["check", "-", "--fix"])
        .stdout("--- a/-\n+++ b/-\n@@ -1 +1 @@\n-The mаrk.\n+The mark.\n")
        .status(1)
        .run();
    test.stdin("The mаrk.\n")
        .args(["check", "--stdin", "--stdin-filename", "ferry.md", "--fix"])
        .stdout_contains("--- a/ferry.md\n")
        .status(1)
        .run()
        .args(["check", "-", "--fix", "--write"])
        .stderr_contains("--write cannot write into standard input")
        .status(2)
        .run()
        .args(["check", "ferry.md", "--write"])
        .stderr_contains("--fix")
        .status(2)
        .run();
}

#[test]
fn an_unreadable_file_exits_with_3_and_the_others_are_fixed() {
    Test::new()
        .file("ferry.md", "The mаrk.\n")
        .args(["check", "missing.md", "ferry.md", "--fix"])
        .stdout_contains("+The mark.\n")
        .stderr_contains("could not read `missing.md`")
        .status(3)
        .run()
        .args(["check", "missing.md", "ferry.md", "--fix", "--write", "-q"])
        .stderr_contains("could not read `missing.md`")
        .status(3)
        .run()
        .has("ferry.md", "The mark.\n");
}

#[test]
fn a_diff_is_coloured_on_demand() {
    Test::new()
        .file("ferry.md", "The mаrk.\n")
        .args(["check", "ferry.md", "--fix", "--color", "always"])
        .stdout_contains("\u{1b}[31m-The mаrk.\u{1b}[0m\n\u{1b}[32m+The mark.\u{1b}[0m\n")
        .status(1)
        .run();
}

#[cfg(unix)]
#[test]
fn permissions_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    let test = Test::new().file("ferry.md", "The mаrk.\n");
    let path = test.path("ferry.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let test = test
        .args(["check", "ferry.md", "--fix", "--write", "-q"])
        .run()
        .has("ferry.md", "The mark.\n");
    let mode = fs::metadata(test.path("ferry.md")).unwrap().permissions();
    assert_eq!(mode.mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn a_link_and_its_file_are_fixed_once() {
    let test = Test::new().file("a.md", "> Cегодня лёд встал у самого берега.\n");
    std::os::unix::fs::symlink("a.md", test.path("link.md")).unwrap();
    let diff = test.args(["check", ".", "--fix"]).status(1).output();
    assert_eq!(diff.matches("\n+++ ").count(), 1, "{diff}");
}

#[test]
fn a_diff_that_cannot_be_applied_is_not_shown() {
    Test::new()
        .file("a.md", "> Cегодня лёд встал у самого берега.\n")
        .folder("sub")
        .inside("sub")
        .args(["check", "../a.md", "--fix"])
        .stderr_contains("is not below the current folder")
        .status(2)
        .run()
        .args(["check", "a.md", "--fix", "--format", "sarif"])
        .stderr_contains("--fix shows a diff")
        .status(2)
        .run();
}
