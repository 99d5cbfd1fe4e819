use super::decide::aligned;
use super::test::Test;

#[test]
fn writes_every_format() {
    let test = aligned();
    let csv = test.args(["export", "-o", "out.csv"]).run();
    assert_eq!(csv.read("out.csv").lines().count(), 4);
    let tmx = csv.args(["export", "--format", "tmx", "-o", "out"]).run();
    assert_eq!(tmx.read("out").matches("<tu ").count(), 2);
}

#[test]
fn rejected_beads_are_left_out_unless_asked_for() {
    aligned()
        .args(["decide", "aaaaaaaaaaaa.1", "reject", "-q"])
        .run()
        .args(["export", "-o", "-", "--format", "tsv", "--include-rejected"])
        .stdout_contains("Вот и зима.")
        .run()
        .args(["export", "-o", "without.tsv"])
        .run()
        .lacks_text("without.tsv", "Вот и зима.");
}

#[test]
fn a_broken_alignment_is_an_error_with_its_place_and_nothing_is_written() {
    aligned()
        .file("alignments/broken.jsonl", "hello\n")
        .args(["export", "-o", "out.csv"])
        .stderr_contains("error: alignments/broken.jsonl:1: is not an alignment file")
        .status(3)
        .run()
        .lacks("out.csv");
}

#[test]
fn a_project_that_was_never_built_exports_nothing() {
    Test::project()
        .args(["export", "-o", "-"])
        .stderr("note: the project has no alignments yet; run `diglot build`\n")
        .run();
}
