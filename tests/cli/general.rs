use super::test::Test;

#[test]
fn help_documents_every_command_and_exit_code() {
    let mut help = Test::new().args(["--help"]);
    for word in [
        "convert",
        "extract",
        "align",
        "init",
        "build",
        "export",
        "check",
        "stats",
        "decide",
        "review",
        "Exit codes:",
        "--quiet",
    ] {
        help = help.stdout_contains(word);
    }
    help.run();
}

#[test]
fn the_version_in_full_says_whose_the_model_is() {
    let version = concat!("diglot ", env!("CARGO_PKG_VERSION"), "\n");
    Test::new().args(["-V"]).stdout(version).run();
    Test::new()
        .args(["--version"])
        .stdout_contains(&format!("{version}\n"))
        .stdout_contains("Licence: Apache-2.0\n")
        .stdout_contains("Google's Universal Sentence Encoder")
        .run();
}

#[test]
fn every_command_has_an_example_in_its_help() {
    for command in [
        "convert", "extract", "align", "init", "build", "export", "check", "stats", "decide",
        "review",
    ] {
        Test::new()
            .args([command, "--help"])
            .stdout_contains("Example")
            .stdout_contains(&format!("diglot {command}"))
            .run();
    }
}

#[test]
fn the_number_of_threads_may_be_before_or_after_the_command() {
    for args in [["-q", "--jobs", "2", "init"], ["init", "-q", "--jobs", "2"]] {
        Test::new().args(args).run();
    }
}

#[test]
fn a_wrong_call_exits_with_2() {
    Test::new()
        .args([])
        .stderr_contains("Usage: diglot")
        .status(2)
        .run();
    Test::new()
        .args(["converts"])
        .stderr_contains("a similar subcommand exists: 'convert'")
        .status(2)
        .run();
    Test::new()
        .args(["build", "--jobs", "0"])
        .stderr_contains("--jobs")
        .status(2)
        .run();
}

#[test]
fn without_a_project_the_error_says_how_to_make_one() {
    for arguments in [["build", "-q"], ["check", "-q"], ["stats", "-q"]] {
        Test::new()
            .args(arguments)
            .stderr(
                "error: no `diglot.toml` in `FOLDER` or above it; `diglot init` makes a project \
                 here\n",
            )
            .status(2)
            .run();
    }
}

#[test]
fn a_mistake_in_the_configuration_is_reported_with_its_place() {
    for command in ["build", "check", "stats"] {
        Test::new()
            .file("diglot.toml", "[project]\ncorpsu = \"texts\"\n")
            .args([command])
            .stderr("error: diglot.toml:2:1: unknown key `corpsu`; did you mean `corpus`?\n")
            .status(2)
            .run();
    }
}

#[test]
fn a_language_that_diglot_does_not_know_is_a_mistake_in_the_configuration() {
    for command in ["build", "check", "stats"] {
        Test::new()
            .file("diglot.toml", "[languages]\nsource = [\"ru\", \"xx\"]\n")
            .args([command])
            .stderr(
                "error: diglot.toml:2:17: diglot does not know the language `xx`; it knows `en` \
                 (English), `fr` (French), `ru` (Russian)\n",
            )
            .status(2)
            .run();
    }
}

#[test]
fn a_project_is_found_from_below() {
    Test::project()
        .file("corpus/letters/first.md", "No quote.\n")
        .inside("corpus/letters")
        .args(["build"])
        .stdout(
            "1 document, 0 quotes, 0 of them without a translation\n\
             wrote ../../dist/corpus.tmx\n\
             wrote ../../dist/corpus.csv\n\
             wrote ../../dist/corpus.jsonl\n",
        )
        .stderr("note: no quotes in `../../corpus/letters/first.md`\n")
        .run();
}
