use super::test::Test;
use diglot::record::{BeadSide, Record};

const RU: &str = "Лёд вскрылся в мае 1902 г. Пароход ушёл. За ним ушла и баржа.\n";
const EN: &str = "The ice broke in May 1902. The steamer left, and the barge went after it.\n";
const CALL: [&str; 7] = [
    "align",
    "ru.txt",
    "en.txt",
    "--source-lang",
    "ru",
    "--target-lang",
    "en",
];

/// A folder with the two texts.
fn texts(source: impl AsRef<[u8]>, target: impl AsRef<[u8]>) -> Test {
    Test::new().file("ru.txt", source).file("en.txt", target)
}

/// The call's output as JSON Lines, without the field that only exports have.
fn records(test: &Test) -> Vec<Record> {
    test.output()
        .lines()
        .map(|line| {
            let mut record: serde_json::Value = serde_json::from_str(line).unwrap();
            record.as_object_mut().unwrap().remove("checksum").unwrap();
            serde_json::from_value(record).unwrap()
        })
        .collect()
}

fn text(side: Option<&BeadSide>) -> &str {
    side.map_or("", |side| side.text.as_str())
}

/// Takes the scores off lines of indices, after a look at their shape.
fn without_scores(indices: &str) -> Vec<String> {
    indices
        .lines()
        .map(|line| {
            let (beads, score) = line.rsplit_once(':').unwrap();
            assert!((0.0..=1.0).contains(&score.parse::<f64>().unwrap()));
            beads.to_owned()
        })
        .collect()
}

#[test]
fn sentences_are_found_and_paired_off() {
    let records = records(&texts(RU, EN).args(CALL));
    let shown: Vec<_> = records
        .iter()
        .map(|record| {
            let (source, target) = (record.source.as_ref(), record.target.as_ref());
            (record.kind.to_string(), text(source), text(target))
        })
        .collect();
    assert_eq!(
        shown,
        [
            (
                "1-1".to_owned(),
                "Лёд вскрылся в мае 1902 г.",
                "The ice broke in May 1902."
            ),
            (
                "2-1".to_owned(),
                "Пароход ушёл. За ним ушла и баржа.",
                "The steamer left, and the barge went after it."
            ),
        ]
    );
}

#[test]
fn lines_stay_as_they_are_when_they_are_the_segments() {
    let test = texts(
        "Лёд вскрылся. Это было в 1902 г.\nПароход ушёл.\n",
        "The ice broke.\nThat was in 1902.\nThe steamer left.\n",
    );
    let indices = test
        .args(CALL)
        .args(["--presegmented", "--format", "indices"])
        .output();
    assert_eq!(without_scores(&indices), ["[0]:[0, 1]", "[1]:[2]"]);
}

#[test]
fn every_format_is_written() {
    let test = ["jsonl", "tmx", "csv", "tsv", "indices"].into_iter().fold(
        texts(RU, EN),
        |test, format| {
            test.args(CALL)
                .args(["--format", format, "-o", format])
                .run()
        },
    );
    for format in ["jsonl", "tmx", "csv", "tsv"] {
        let written = test.read(format);
        assert!(written.contains("Пароход ушёл. За ним ушла и баржа."));
        assert!(written.contains("The ice broke in May 1902."), "{format}");
    }
    let indices = test.read("indices");
    assert_eq!(without_scores(&indices), ["[0]:[0]", "[1, 2]:[1]"]);
    let by_extension = test.args(CALL).args(["-o", "out.tmx"]).run();
    assert_eq!(by_extension.read("out.tmx"), by_extension.read("tmx"));
}

#[test]
fn a_side_without_text_leaves_the_other_without_partner() {
    for blank in ["", "\n\n"] {
        let indices = texts(blank, EN)
            .args(CALL)
            .args(["--format", "indices"])
            .output();
        assert_eq!(indices, "[]:[0]:1\n[]:[1]:1\n");
        let indices = texts(RU, blank)
            .args(CALL)
            .args(["--format", "indices"])
            .output();
        assert_eq!(indices, "[0]:[]:1\n[1]:[]:1\n[2]:[]:1\n");

        let only_target = records(&texts(blank, EN).args(CALL));
        assert_eq!(only_target.len(), 2);
        assert!(only_target.iter().all(|record| record.source.is_none()));
        let only_source = records(&texts(RU, blank).args(CALL));
        assert_eq!(only_source.len(), 1);
        assert_eq!(only_source[0].status.as_str(), "untranslated");
        assert_eq!(text(only_source[0].source.as_ref()), RU.trim());
    }
}

#[test]
fn nothing_and_nothing_make_nothing() {
    for blank in ["", "\n\n"] {
        texts(blank, blank).args(CALL).run();
        texts(blank, blank)
            .args(CALL)
            .args(["--presegmented"])
            .run();
        texts(blank, "").args(CALL).args(["-f", "indices"]).run();
        texts("", blank)
            .args(CALL)
            .args(["--format", "tmx"])
            .stdout_contains("<body>")
            .run();
    }
}

#[test]
fn either_text_can_come_from_standard_input_but_not_both() {
    let languages = ["--source-lang", "ru", "--target-lang", "en", "-f", "tsv"];
    let expected = "The steamer left, and the barge went after it.";
    texts(RU, EN)
        .stdin(RU)
        .args(["align", "-", "en.txt"])
        .args(languages)
        .stdout_contains(expected)
        .run()
        .stdin(EN)
        .args(["align", "ru.txt", "-"])
        .args(languages)
        .stdout_contains(expected)
        .run()
        .args(["align", "-", "-"])
        .args(languages)
        .stderr("error: only one of SOURCE and TARGET can be standard input\n")
        .status(2)
        .run();
}

#[test]
fn a_missing_file_exits_with_3_and_writes_nothing() {
    Test::new()
        .file("ru.txt", RU)
        .args(CALL)
        .args(["-o", "out.tmx"])
        .stderr_contains("error: could not read `en.txt`: ")
        .status(3)
        .run()
        .lacks("out.tmx");
}

#[test]
fn an_invalid_language_tag_is_a_usage_error() {
    texts(RU, EN)
        .args(["align", "ru.txt", "en.txt", "--source-lang", "Russian!"])
        .args(["--target-lang", "en"])
        .stderr_contains("`Russian!` is not a language tag")
        .status(2)
        .run();
}

#[test]
fn a_text_in_another_language_than_the_option_is_reported() {
    let call = |source: &'static str, target: &'static str| {
        texts(RU, EN)
            .args(["align", "ru.txt", "en.txt", "-o", "out.tsv"])
            .args(["--source-lang", source, "--target-lang", target])
    };
    call("fr", "en")
        .stderr("warning: `ru.txt` looks like Russian, not French (`--source-lang fr`)\n")
        .run();
    call("en", "ru")
        .stderr(
            "warning: `ru.txt` looks like Russian, not English (`--source-lang en`)\n\
             warning: `en.txt` looks like English, not Russian (`--target-lang ru`)\n",
        )
        .run();
    call("fr", "en").args(["--quiet"]).run();
    call("ru-RU", "en-GB").run();
}

#[test]
fn a_language_that_the_model_does_not_cover_is_reported() {
    let call = |source: &'static str, target: &'static str| {
        texts(RU, EN)
            .args(["align", "ru.txt", "en.txt", "-o", "out.tsv"])
            .args(["--source-lang", source, "--target-lang", target])
    };
    let warning = "warning: the compiled-in model does not cover `de`: such texts and their \
                   translations are compared without the encoder, only by names, numbers, cognates and \
                   lengths; use `--model` with a model that covers it (docs/model.md says how to make \
                   one)\n";
    call("de", "en").stderr_contains(warning).run();
    call("uk", "cy")
        .stderr_contains("does not cover `uk`: such texts")
        .stderr_contains("does not cover `cy`: such texts")
        .run();
    for (source, target) in [("de", "de"), ("de", "de-AT")] {
        call(source, target).stderr(warning).run();
    }
    call("uk", "cy").args(["--quiet"]).run();
    call("uk", "cy").args(["--no-encoder"]).run();
}

#[test]
fn without_the_encoder_the_rest_of_the_evidence_aligns() {
    fn indices<const N: usize>(more: [&str; N]) -> String {
        let call = texts(RU, EN).args(CALL).args(more);
        call.args(["--format", "indices", "-o", "out"])
            .run()
            .read("out")
    }
    let (with, without) = (indices([]), indices(["--no-encoder"]));
    assert_eq!(without_scores(&with), without_scores(&without));
    assert_ne!(with, without, "the scores are those of other evidence");
    let model = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/models/en-fr-ru/en-fr-ru.model"
    );
    assert_eq!(indices(["--model", model]), with);
}

#[test]
fn an_unusable_model_is_reported() {
    let call = |model: &'static str| {
        texts(RU, EN)
            .file("no.model", "An essay.\n")
            .file("later.model", b"diglotSE\x09\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")
            .file(
                "longer.model",
                b"diglotSE\x01\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0{}and more",
            )
            .args(CALL)
            .args(["--model", model])
            .status(3)
    };
    call("gone.model")
        .stderr_contains("error: could not read the model `gone.model`: ")
        .run();
    call("no.model")
        .stderr("error: `no.model` is not a model of diglot's sentence encoder\n")
        .run();
    call("later.model")
        .stderr_contains(
            "`later.model` is a model in format 9, but this diglot reads formats up to 1",
        )
        .run();
    call("longer.model")
        .stderr(
            "error: `longer.model` is a model with bytes after its end: more than 26 bytes; copy \
             or download it again\n",
        )
        .run();
    call("no.model")
        .args(["--no-encoder"])
        .stderr_contains("cannot be used with")
        .status(2)
        .run();
}

#[test]
fn spans_are_of_the_files_as_they_are() {
    let source = RU.replace(". ", ".\r\n\r\n");
    let target = EN.replace(". ", ".\r\n").replace(", and", ",\r\nand");
    for presegmented in [false, true] {
        let mut test = texts(&source, &target).args(CALL);
        if presegmented {
            test = test.args(["--presegmented"]);
        }
        let records = records(&test);
        assert!(!records.is_empty());
        for record in records {
            for (side, file) in [(&record.source, &source), (&record.target, &target)] {
                let Some(side) = side else { continue };
                let slices: Vec<&str> = side.spans.iter().map(|span| span.slice(file)).collect();
                let words = |text: &str| -> Vec<String> {
                    text.split_whitespace().map(str::to_owned).collect()
                };
                assert_eq!(words(&slices.join(" ")), words(&side.text));
                assert!(!side.text.contains('\r'), "{side:?}");
            }
        }
    }
}

#[test]
fn empty_lines_keep_their_numbers_and_stand_alone() {
    let indices = texts(
        "Пароход ушёл.\n\nЗа ним ушла\nи баржа.\n",
        "\nThe steamer left.\nThe barge went after it.\n\n",
    )
    .args(CALL)
    .args(["--presegmented", "--format", "indices"])
    .output();
    let beads = without_scores(&indices);
    assert_eq!(
        beads,
        ["[]:[0]", "[0]:[1]", "[1]:[]", "[2, 3]:[2]", "[]:[3]"]
    );
}

#[test]
fn a_bead_is_explained() {
    let explanation = texts(RU, EN).args(CALL).args(["--explain", "3"]).output();
    let lines: Vec<&str> = explanation.lines().collect();
    assert!(lines[0].starts_with("bead 2-1, score 0."), "{explanation}");
    assert_eq!(lines[1], "  source     2  Пароход ушёл.");
    assert_eq!(lines[2], "  source     3  За ним ушла и баржа.");
    assert!(explanation.contains("meaning: how alike the sides are, beyond chance\n"));
    // The weights of the features add up to the total, to the rounding of each line.
    let nats = |line: &&str| -> Option<f64> { line.trim_start().split(' ').next()?.parse().ok() };
    let listed: Vec<f64> = lines[6..]
        .iter()
        .map_while(|line| match line.is_empty() {
            true => None,
            false => Some(nats(line)),
        })
        .flatten()
        .collect();
    let (total, terms) = listed.split_last().unwrap();
    assert!(
        (terms.iter().sum::<f64>() - total).abs() < 0.2,
        "{explanation}"
    );
}

#[test]
fn a_segment_that_cannot_be_explained_is_a_usage_error() {
    texts(RU, EN)
        .args(CALL)
        .args(["--explain", "4"])
        .stderr("error: `--explain 4`: the source has no segment 4 with text\n")
        .status(2)
        .run();
    texts(RU, EN)
        .args(CALL)
        .args(["--explain", "0"])
        .stderr_contains("invalid value '0' for '--explain <N>'")
        .status(2)
        .run();
}

#[test]
fn an_alignment_is_drawn() {
    let test = texts(RU, EN)
        .args(CALL)
        .args(["--plot", "plot.svg", "-o", "out.tsv"])
        .run();
    let plot = test.read("plot.svg");
    assert!(plot.contains("<title>Alignment of ru.txt and en.txt</title>"));
    assert!(plot.contains("3 source and 2 target segments, 2 beads"));
    let mut reader = quick_xml::Reader::from_str(&plot);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    let test = test
        .args(CALL)
        .args(["--plot", "new.svg", "-o", "new.svg", "-f", "tsv"])
        .stderr("error: `--plot` and `--output` both name `new.svg`: choose two different files\n")
        .status(2)
        .run()
        .args(CALL)
        .args(["--plot", "-"])
        .stderr("error: `--plot` and `--output` both name `-`: choose two different files\n")
        .status(2)
        .run();
    test.args(CALL)
        .args(["--plot", "en.txt"])
        .stderr_contains("`en.txt` is an input")
        .status(2)
        .run();
}

#[test]
fn texts_that_are_not_translations_of_each_other_are_reported() {
    let source = RU.repeat(3);
    let target = "Chess clubs met on Thursdays. The rules were printed on yellow paper. Members \
                  paid a fee of two francs. Smoking was forbidden in theory. The champion was a \
                  dentist. He never lost with black. His openings were copied by everyone. The \
                  tournament ended in a quarrel. Nobody was sorry.\n";
    texts(source, target)
        .args(CALL)
        .args(["-o", "out.tsv"])
        .stderr_contains("the two texts hardly look like translations of each other (")
        .run();
}
