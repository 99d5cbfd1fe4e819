use super::test::Test;
use diglot::export::{self, ExportFormat};
use diglot::output::Destination;
use diglot::text::repair::CLASSES;
use std::fs;
use std::path::Path;

/// A document with a translated original and an untranslated one.
pub const DIARY: &str = "\
# A stationmaster's diary

The stationmaster wrote that night:

Поезд пришёл в полночь. На станции его никто не ждал.

Translated: The train came at midnight. Nobody at the station was waiting for it.

The next entry is a month younger and nobody has published it in English yet.

Зима в этом году началась рано, и к ноябрю дорогу уже совсем замело снегом.

With these words the diary ends.
";

#[test]
fn a_document_without_a_quote_gives_an_empty_file() {
    Test::new()
        .file("plain.md", "An essay in English.\n")
        .args(["convert", "plain.md", "-o", "plain.jsonl"])
        .stderr("note: no quotes in `plain.md`\n")
        .run()
        .has("plain.jsonl", "")
        .args(["convert", "plain.md", "-o", "plain.jsonl", "--quiet"])
        .run();
}

#[test]
fn the_format_takes_precedence_over_the_extension() {
    let test = Test::new()
        .file("plain.md", "An essay.\n")
        .args([
            "convert",
            "plain.md",
            "-o",
            "out.jsonl",
            "--format",
            "csv",
            "-q",
        ])
        .run();
    assert!(test.read("out.jsonl").starts_with("document,quote,bead,"));
}

#[test]
fn standard_output_is_json_lines_by_default() {
    let test = || Test::new().stdin("An essay.\n");
    test().args(["convert", "-", "-o", "-", "-q"]).run();
    test()
        .args(["convert", "-", "-o", "-", "-q", "--format", "tmx"])
        .stdout_contains("<tmx version=\"1.4\">")
        .run();
}

#[test]
fn an_output_of_unknown_format_is_a_wrong_call() {
    let formats = export::FORMATS.names();
    Test::new()
        .file("plain.md", "An essay.\n")
        .args(["convert", "plain.md", "-o", "out.doc"])
        .stderr(&format!(
            "error: the extension of `out.doc` does not determine a format; add `--format` with one of \
             {formats}\n"
        ))
        .status(2)
        .run()
        .args(["convert", "plain.md", "-o", "out", "--format", "doc"])
        .stderr_contains(&format!("the formats are {formats}"))
        .status(2)
        .run()
        .args(["convert", "plain.md"])
        .stderr_contains("--output <OUT>")
        .status(2)
        .run();
}

#[test]
fn repairs_can_be_switched_off_one_by_one() {
    let document = "The stationmaster wrote:\n\nПoезд пришёл п о з д н о.¹ Никто c ним не ехал.\n\n\
        Translated: The train came late. Nobody went with it.\n";
    let test = || Test::new().file("a.md", document);
    test()
        .args(["convert", "a.md", "-o", "-", "-q"])
        .stdout_contains("\"Поезд пришёл поздно.\"")
        .stdout_contains("\"Никто с ним не ехал.\"")
        .run();
    test()
        .args(["convert", "a.md", "-o", "-", "-q"])
        .args(["--no-repair", "letter-spacing"])
        .args(["--no-repair", "look-alikes"])
        .stdout_contains("\"Пoезд пришёл п о з д н о.\"")
        .stdout_contains("\"Никто c ним не ехал.\"")
        .run();
    test()
        .args(["convert", "a.md", "-o", "-", "--no-repair", "looks"])
        .stderr_contains("the classes are `note-marks`, `markup`, `entities`, `look-alikes`, ")
        .status(2)
        .run();
}

#[test]
fn the_help_names_every_class_of_repairs() {
    let mut test = Test::new().args(["convert", "--help"]);
    for class in CLASSES {
        test = test.stdout_contains(class.name);
    }
    test.run();
}

#[test]
fn all_or_nothing() {
    Test::new()
        .file("good.md", "An essay.\n")
        .file("out.csv", "as before")
        .args(["convert", "good.md", "missing.md", "-o", "out.csv", "-q"])
        .stderr_contains("error: could not read `missing.md`: ")
        .status(3)
        .run()
        .has("out.csv", "as before");
}

#[test]
fn keep_going_writes_the_rest() {
    let test = Test::new()
        .file("good.md", "An essay.\n")
        .args([
            "convert",
            "missing.md",
            "good.md",
            "-o",
            "out.csv",
            "-q",
            "--keep-going",
        ])
        .stderr_contains("error: could not read `missing.md`: ")
        .stderr_contains("error: 1 of 2 documents failed; the others were processed\n")
        .status(3)
        .run();
    assert!(test.read("out.csv").starts_with("document,"));
    test.args(["convert", "missing.md", "-o", "none.csv", "--keep-going"])
        .stderr_contains("missing.md")
        .status(3)
        .run()
        .lacks("none.csv");
}

#[test]
fn an_output_that_cannot_be_written_exits_with_3() {
    Test::new()
        .file("plain.md", "An essay.\n")
        .folder("out.csv")
        .args(["convert", "plain.md", "-o", "out.csv", "-q"])
        .stderr("error: could not write `out.csv`: is a directory\n")
        .status(3)
        .run()
        .args(["convert", "plain.md", "-o", "nowhere/out.csv", "-q"])
        .stderr_contains("error: could not write `nowhere/out.csv`: ")
        .status(3)
        .run()
        .lacks("nowhere");
}

#[cfg(unix)]
#[test]
fn what_is_not_a_regular_file_is_written_directly() {
    Test::new()
        .file("plain.md", "An essay.\n")
        .args([
            "convert",
            "plain.md",
            "-o",
            "/dev/stdout",
            "--format",
            "csv",
            "-q",
        ])
        .stdout_contains("document,quote,bead,")
        .run()
        .args([
            "convert",
            "plain.md",
            "-o",
            "/dev/null",
            "--format",
            "csv",
            "-q",
        ])
        .run();
}

#[test]
fn a_quote_and_its_translation_become_beads() {
    let test = Test::new().file("diary.md", DIARY);
    let lines = test.args(["convert", "diary.md", "-o", "-"]).output();
    let records: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let shown: Vec<_> = records
        .iter()
        .map(|record| {
            let text = |side: &str| record[side]["text"].as_str().unwrap_or("-").to_owned();
            let status = record["status"].as_str().unwrap();
            (text("source"), text("target"), status)
        })
        .collect();
    let expected = [
        (
            "Поезд пришёл в полночь.",
            "The train came at midnight.",
            "proposed",
        ),
        (
            "На станции его никто не ждал.",
            "Nobody at the station was waiting for it.",
            "proposed",
        ),
        (
            "Зима в этом году началась рано, и к ноябрю дорогу уже совсем замело снегом.",
            "-",
            "untranslated",
        ),
    ];
    let expected = expected.map(|(a, b, status)| (a.to_owned(), b.to_owned(), status));
    assert_eq!(shown, expected);
    let spans = &records[0]["source"]["spans"][0];
    let span = spans[0].as_u64().unwrap() as usize..spans[1].as_u64().unwrap() as usize;
    assert_eq!(&DIARY[span], "Поезд пришёл в полночь.");
}

#[test]
fn the_same_bytes_with_any_number_of_threads() {
    let mut test = Test::new();
    for name in ["a", "b", "c", "d", "e"] {
        test = test.file(&format!("{name}.md"), DIARY.replace("снегом", name));
    }
    let is_file = |format: &&ExportFormat| {
        matches!(format.destination(Path::new("out")), Destination::File(_))
    };
    for format in export::FORMATS.all().iter().filter(is_file) {
        let arguments = [
            "convert", "a.md", "b.md", "c.md", "d.md", "e.md", "-o", "out",
        ];
        let call = |jobs, test: Test| {
            let test = test
                .args(arguments)
                .args(["--format", format.name, "--jobs", jobs])
                .run();
            (fs::read(test.path("out")).unwrap(), test)
        };
        let (one, same) = call("1", test);
        let (many, same) = call("7", same);
        assert!(one.split(|&byte| byte == b'\n').count() >= 10);
        assert_eq!(one, many);
        test = same;
    }
}

#[test]
fn a_document_of_a_project_has_the_ids_that_build_gives_it() {
    let test = Test::project()
        .file("corpus/letters/diary.md", DIARY)
        .args(["build", "--quiet"])
        .run();
    let built = test.read("dist/corpus.jsonl");
    assert!(built.contains(r#""document":"letters/diary""#));
    test.inside("corpus")
        .args(["convert", "letters/diary.md", "-o", "-"])
        .stdout(&built)
        .run();
}

#[test]
fn documents_of_two_projects_are_distinguished() {
    let test = Test::new();
    let test = ["p", "q"].iter().fold(test, |test, project| {
        test.file(&format!("{project}/diglot.toml"), "")
            .file(&format!("{project}/corpus/a.md"), "An essay.\n")
    });
    test.args(["convert", "p/corpus/a.md", "q/corpus/a.md", "-o", "-", "-q"])
        .run();
}

#[test]
fn a_reader_that_closes_the_pipe_is_not_an_error() {
    let test = Test::new().file("plain.md", "An essay.\n");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_diglot"))
        .args(["convert", "plain.md", "-o", "-", "--format", "csv", "-q"])
        .current_dir(test.path(""))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn an_output_never_replaces_an_input_or_a_project_file() {
    Test::new()
        .file("diary.md", DIARY)
        .args(["convert", "diary.md", "--format", "csv", "-o", "diary.md"])
        .stderr_contains("`diary.md` is an input")
        .status(2)
        .run()
        .has("diary.md", DIARY);
    for folder in ["corpus", "alignments"] {
        Test::project()
            .file(&format!("{folder}/kept.txt"), "An essay.\n")
            .file("diary.md", DIARY)
            .args(["convert", "diary.md", "--format", "csv", "-o"])
            .args([format!("{folder}/kept.txt").as_str()])
            .stderr_contains("which is not for exports")
            .status(2)
            .run();
    }
}

#[test]
fn narrow_prose_is_not_verse_and_its_hyphens_are_repaired() {
    Test::new()
        .file(
            "letter.md",
            "He wrote:\n\nЗавтра я уеду в Париж, а потом вер-\nнусь в Москву и буду жить на Тверской.\n\n\
             Translated:\n\nTomorrow I shall leave for Paris, and\nthen return to Mos-\ncow and live on Tverskaya.\n",
        )
        .args(["convert", "letter.md", "--format", "tsv", "-o", "-"])
        .stdout_contains("а потом вернусь в Москву")
        .stdout_contains("return to Moscow and live")
        .run();
}

#[test]
fn a_gloss_may_be_in_quotation_marks_inside_brackets() {
    for gloss in [
        "(“We left in the morning, and came back in the evening.”)",
        "(We left in the morning, and came back in the evening.)",
    ] {
        let essay = format!(
            "He noted «Мы ушли утром, а вернулись вечером» {gloss} in his book, and the book was lost for years afterwards.\n"
        );
        Test::new()
            .file("essay.md", &essay)
            .args(["convert", "essay.md", "--format", "tsv", "-o", "-"])
            .stdout_contains("\ttrue\tru\tМы ушли утром, а вернулись вечером\ten\tWe left in the morning, and came back in the evening.\t")
            .run();
    }
}
