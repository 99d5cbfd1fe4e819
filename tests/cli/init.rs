use super::test::Test;

#[test]
fn makes_a_project_that_builds() {
    let test = Test::new()
        .args(["init"])
        .stdout(
            "wrote corpus/\nwrote alignments/\nwrote diglot.toml\n\
             put documents into corpus/, then run `diglot build`\n",
        )
        .run()
        .lacks(".gitignore");
    assert!(test.read("diglot.toml").contains("[[export]]"));
    test.args(["build", "--quiet"])
        .run()
        .args(["check"])
        .stderr("error: the project's corpus has no document to check\n")
        .status(2)
        .run();
}

#[test]
fn an_existing_project_is_left_alone() {
    Test::new()
        .file("diglot.toml", "# mine\n")
        .args(["init"])
        .stderr("error: there is already a `diglot.toml` here; nothing was changed\n")
        .status(2)
        .run()
        .has("diglot.toml", "# mine\n")
        .lacks("corpus");
}

#[test]
fn exports_and_cache_are_kept_out_of_git() {
    Test::new()
        .file(".gitignore", "*.bak\ndist")
        .folder(".git")
        .args(["init", "--quiet"])
        .run()
        .has(".gitignore", "*.bak\ndist\n/.diglot/\n")
        .has(
            ".gitattributes",
            "/alignments/**/*.decisions.jsonl merge=union\n",
        );
}
