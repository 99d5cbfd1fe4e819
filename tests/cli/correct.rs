//! People's corrections of a document's structure, and their effect on a build.

use super::test::Test;

/// Lines 5 and 11 are originals; line 7 translates the first and line 13 the second.
const WELL: &str = "\
# The well

The schoolmaster described the day in two letters. In the first he wrote:

Колодец вырыли за три дня. Вода в нём была холодная и чистая. Соседи пришли посмотреть.

Translated: The well was dug in three days. The water in it was cold and clean. The neighbours came to look.

A month later he wrote again, and more gloomily, since the summer had been so dry:

Колодец высох в июле. Теперь мы снова ходим к реке.

The well dried up in July. Now we go to the river again.

With this the letters end, and nothing more is known of the well or of the school.
";

const ALIGNMENT: &str = "alignments/well.jsonl";

fn well() -> Test {
    built(Test::project().file("corpus/well.md", WELL))
}

fn built(test: Test) -> Test {
    test.args(["build", "-q"]).run()
}

fn decided<const N: usize>(test: Test, arguments: [&str; N]) -> Test {
    test.args(["decide", "-q"]).args(arguments).run()
}

/// Each quote: its id, language, original and translation.
fn quotes(test: &Test) -> Vec<[String; 4]> {
    let mut quotes: Vec<[String; 4]> = Vec::new();
    for line in test.read(ALIGNMENT).lines().skip(1) {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |side: &str| record[side]["text"].as_str().unwrap_or_default().to_owned();
        let id = record["quote"].as_str().unwrap().to_owned();
        match quotes.last_mut().filter(|last| last[0] == id) {
            Some(last) => {
                last[2] = format!("{} {}", last[2], text("source")).trim().to_owned();
                last[3] = format!("{} {}", last[3], text("target")).trim().to_owned();
            }
            None => {
                let lang = record["source"]["lang"].as_str().unwrap_or_default();
                quotes.push([id, lang.to_owned(), text("source"), text("target")]);
            }
        }
    }
    quotes
}

/// Takes everything back and checks that the alignment is as before.
fn restored(test: Test, id: &str, before: &str) {
    built(decided(test, [id, "undo"])).has(ALIGNMENT, before);
}

#[test]
fn a_text_that_is_not_a_quote_leaves_the_alignment_until_undo() {
    let test = well();
    let before = test.read(ALIGNMENT);
    let [first, second] = &quotes(&test)[..] else {
        panic!("{before}");
    };
    assert!(second[3].starts_with("The well dried up"), "{second:?}");
    let test = test
        .args(["decide", &first[0], "not-a-quote"])
        .stdout(&format!("{} in `well`: not a quote, says anna\n", first[0]))
        .stderr("note: the next `diglot build` applies this\n")
        .run()
        // Until then nothing changes.
        .has(ALIGNMENT, &before);
    let test = built(test);
    assert_eq!(quotes(&test), std::slice::from_ref(second));
    let test = test
        .args(["check"])
        .stdout_contains(" 0 errors, 0 warnings")
        .run();
    restored(test, &first[0], &before);
}

#[test]
fn decisions_on_a_quote_come_back_with_it() {
    let test = well();
    let first = quotes(&test)[0][0].clone();
    let test = decided(test, [&first, "accept"]);
    let test = decided(test, [&first, "not-a-quote"]);
    let test = built(test)
        .args(["check"])
        .stdout_contains(" 0 errors, 0 warnings")
        .run();
    let test = built(decided(test, [&first, "undo"]));
    let exported = test.args(["export", "-o", "-"]).output();
    assert!(exported.lines().next().unwrap().contains("accepted"));
}

#[test]
fn whoever_disagrees_can_say_so_and_the_last_decision_counts() {
    let test = well();
    let before = test.read(ALIGNMENT);
    let first = quotes(&test)[0][0].clone();
    let test = built(decided(test, [&first, "not-a-quote"]));
    let test = decided(test, ["well:5", "quote", "--lang", "ru", "--by", "boris"]);
    let test = built(test).has(ALIGNMENT, &before);
    let test = built(decided(test, [&first, "not-a-quote"]));
    assert_eq!(quotes(&test).len(), 1);
    restored(test, &first, &before);
}

#[test]
fn an_original_is_shortened_and_decisions_on_its_old_form_come_back() {
    let test = well();
    let before = test.read(ALIGNMENT);
    let old = quotes(&test)[0][0].clone();
    let test = decided(test, [&old, "note", "compare the diary"])
        .args(["decide", &old, "source", "5:28-5:61"])
        .stdout(&format!(
            "{old} in `well`: original set by anna: Вода в нём была холодная и чистая.\n"
        ))
        .stderr("note: the next `diglot build` applies this\n")
        .run();
    let test = built(test);
    let new = quotes(&test)[0].clone();
    assert_ne!(new[0], old);
    assert_eq!(new[2], "Вода в нём была холодная и чистая.");
    // Nothing is in conflict: decisions on the old form no longer count.
    let test = test
        .args(["check"])
        .stdout_contains(" 0 errors, 0 warnings")
        .run();
    let test = built(decided(test, [&new[0], "accept"]));
    let test = test.args(["export", "-o", "accepted.jsonl"]).run();
    assert!(test.read("accepted.jsonl").contains("accepted"));
    // First the decision on the new quote is taken back, then the decision that made the quote.
    let test = decided(test, [&new[0], "undo"]);
    let test = built(decided(test, [&new[0], "undo"])).has(ALIGNMENT, &before);
    let exported = test.args(["export", "-o", "-"]).output();
    assert!(exported.contains("compare the diary"), "{exported}");
}

#[test]
fn an_original_is_extended_over_its_neighbour() {
    let text = "The clerk copied two entries, one below the other:\n\n«Лёд тронулся ночью.»\n\n\
                «Утром мост был уже под водой.»\n\nTranslated: The ice began to move in the night. \
                In the morning the bridge was already under water.\n";
    let test = built(Test::project().file("corpus/well.md", text));
    let before = test.read(ALIGNMENT);
    let [first, _] = &quotes(&test)[..] else {
        panic!("{before}");
    };
    let test = built(decided(test, [&first[0], "source", "3-5"]));
    let all = quotes(&test);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(
        all[0][2],
        "«Лёд тронулся ночью.» «Утром мост был уже под водой.»"
    );
    assert!(all[0][3].ends_with("under water."), "{all:?}");
    restored(test, &first[0], &before);
}

#[test]
fn a_quote_is_in_another_language() {
    let test = well();
    let before = test.read(ALIGNMENT);
    let second = quotes(&test)[1].clone();
    let test = built(decided(test, [&second[0], "language", "fr"]));
    let after = quotes(&test);
    assert_eq!(after[1][0], second[0]);
    assert_eq!(after[1][1], "fr");
    // The last one counts.
    let test = built(decided(test, [&second[0], "language", "ru"]));
    assert_eq!(quotes(&test)[1][1], "ru");
    let test = decided(test, [&second[0], "undo"]);
    restored(test, &second[0], &before);
}

#[test]
fn a_translation_is_set_and_wins_over_the_machines_link() {
    let test = well();
    let before = test.read(ALIGNMENT);
    let [first, second] = &quotes(&test)[..] else {
        panic!("{before}");
    };
    // Half of the machine's translation of the second quote.
    let test = test
        .args(["decide", &first[0], "target", "13:1-13:26"])
        .stdout(&format!(
            "{} in `well`: translation set by anna: The well dried up in July.\n",
            first[0]
        ))
        .stderr("note: the next `diglot build` applies this\n")
        .run();
    let test = built(test);
    let after = quotes(&test);
    assert_eq!(after[0][..3], first[..3]);
    assert_eq!(after[0][3], "The well dried up in July.");
    assert_eq!(after[1][0], second[0]);
    assert!(!after[1][3].contains("July"), "{after:?}");
    restored(test, &first[0], &before);
}

#[test]
fn a_translation_over_several_paragraphs_leaves_out_its_cue() {
    let test = well();
    let second = quotes(&test)[1][0].clone();
    let test = built(decided(test, [&second, "target", "7-8"]));
    let target = &quotes(&test)[1][3];
    assert!(target.starts_with("The well was dug"), "{target}");
    assert!(target.ends_with("came to look."), "{target}");
}

#[test]
fn a_quote_has_no_translation() {
    let test = well();
    let before = test.read(ALIGNMENT);
    let second = quotes(&test)[1][0].clone();
    let test = test
        .args(["decide", &second, "untranslated"])
        .stdout_contains("untranslated, says anna")
        .stderr_contains("the next `diglot build` applies this")
        .run();
    let test = built(test);
    assert_eq!(quotes(&test)[1][3], "");
    assert!(
        test.read(ALIGNMENT)
            .contains(r#""score":1.0,"status":"untranslated""#)
    );
    let test = test
        .args(["check"])
        .stdout_contains("this Russian original has no translation")
        .status(1)
        .run();
    restored(test, &second, &before);
}

#[test]
fn a_quote_is_made_where_none_was_found_and_can_be_given_its_translation_at_once() {
    let text = format!("{WELL}\nHe signed it Ваш учитель, your teacher, as he always did.\n");
    let test = built(Test::project().file("corpus/deep/well.md", text));
    let alignment = "alignments/deep/well.jsonl";
    let before = test.read(alignment);
    let test = test
        .args(["decide", "deep/well:17:14-17:24", "quote", "--lang", "ru"])
        .stdout_contains("in `deep/well`: made a quote by anna: Ваш учитель\n")
        .stderr_contains("the next `diglot build` applies this")
        .run();
    let line = test.read("alignments/deep/well.decisions.jsonl");
    let id = line.split('"').nth(3).unwrap().to_owned();
    let test = built(decided(test, [&id, "target", "17:27-17:38"]));
    let after = test.read(alignment);
    let made: Vec<&str> = after.lines().filter(|line| line.contains(&id)).collect();
    assert_eq!(made.len(), 1, "{after}");
    assert!(made[0].contains("Ваш учитель") && made[0].contains("your teacher"));
    let test = test
        .args([
            "decide",
            "corpus/deep/well.md:17:14-17:24",
            "quote",
            "--lang",
            "ru",
        ])
        .stderr(&format!("error: that is a quote already: `{id}`\n"))
        .status(2)
        .run();
    let test = decided(decided(test, [&id, "undo"]), [&id, "undo"]);
    built(test).has(alignment, &before);
}

#[test]
fn corrections_outlive_edits_elsewhere_in_the_document() {
    let test = well();
    let [first, second] = &quotes(&test)[..] else {
        panic!();
    };
    let test = decided(test, [&first[0], "target", "13:1-13:26"]);
    let test = decided(test, [&second[0], "untranslated"]);
    let test = built(decided(test, [&second[0], "source", "11:1-11:21"]));
    let before = quotes(&test);
    assert_eq!(before[1][2], "Колодец высох в июле.");
    let edited = WELL
        .replace(
            "# The well\n",
            "# The well\n\nA new beginning, with nothing quoted in it.\n",
        )
        .replace("With this", "* * *\n\nWith this");
    let test = built(test.file("corpus/well.md", edited));
    assert_eq!(quotes(&test), before);
}

#[test]
fn a_correction_whose_text_is_gone_is_kept_and_reported() {
    let test = well();
    let [first, _] = &quotes(&test)[..] else {
        panic!();
    };
    let test = built(decided(test, [&first[0], "target", "13:1-13:26"]));
    let decisions = test.read("alignments/well.decisions.jsonl");
    let test = test
        .file(
            "corpus/well.md",
            WELL.replace("dried up in July", "was dry by July"),
        )
        .args(["build"])
        .stdout_contains("1 document, 2 quotes")
        .stderr("note: 1 decision no longer fits the text; `diglot check` reports it\n")
        .run();
    let after = quotes(&test);
    assert_eq!(after[0], *first, "the machine decides again");
    let test = test
        .args(["check"])
        .stdout_contains(&format!(
            "`target` by anna on {} no longer applies: the text is no longer in the document",
            first[0]
        ))
        .run()
        .has("alignments/well.decisions.jsonl", &decisions);
    // Anybody may remove a decision in conflict, and nobody any other.
    let undo = |test: Test| test.args(["decide", &first[0], "undo", "--by", "boris", "-q"]);
    let test = undo(test.file("corpus/well.md", WELL))
        .stderr_contains("there is no decision of `boris`")
        .status(2)
        .run();
    let test = test.file(
        "corpus/well.md",
        WELL.replace("dried up in July", "was dry by July"),
    );
    undo(test)
        .run()
        .args(["check"])
        .stdout_contains(" 0 errors, 0 warnings")
        .run();
}

#[test]
fn the_right_one_of_two_equal_originals_is_corrected() {
    let twice = "He wrote it twice. First in spring:\n\nКолодец снова полон воды до краёв.\n\n\
                 Translated: The well is full of water to the brim again.\n\n\
                 And then a second time, when the autumn rains had come at last:\n\n\
                 Колодец снова полон воды до краёв.\n\n\
                 Translated: Once more the well is full of water up to the brim.\n";
    let test = built(Test::project().file("corpus/well.md", twice));
    let before = test.read(ALIGNMENT);
    let both = quotes(&test);
    assert_eq!(both.len(), 2, "{before}");
    for (drop, keep) in [(0, 1), (1, 0)] {
        let test = built(Test::project().file("corpus/well.md", twice));
        let test = built(decided(test, [&both[drop][0], "not-a-quote"]));
        assert_eq!(quotes(&test), [both[keep].clone()]);
        // The remaining quote keeps its id, and decisions on it are about it alone.
        let test = built(decided(test, [&both[keep][0], "untranslated"]));
        assert_eq!(quotes(&test)[0][3], "");
        let test = decided(test, [&both[keep][0], "undo"]);
        restored(test, &both[drop][0], &before);
    }
    // A decision can mean either of two equal translations.
    let text = twice.replace(
        "Once more the well is full of water up to",
        "The well is full of water to",
    );
    let text = text.replace("to the brim.", "to the brim again.");
    let test = built(Test::project().file("corpus/well.md", text));
    let spans = |test: &Test| {
        let line = test.read(ALIGNMENT).lines().nth(1).unwrap().to_owned();
        line.rsplit_once("\"spans\":").unwrap().1.to_owned()
    };
    let at_first = spans(&test);
    let test = built(decided(test, [&both[0][0], "target", "11:13-11:60"]));
    assert_ne!(spans(&test), at_first);
    let test = built(decided(test, [&both[0][0], "target", "5:13-5:60"]));
    assert_eq!(spans(&test), at_first);
}

#[test]
fn impossible_corrections_are_refused() {
    let test = well();
    let first = quotes(&test)[0][0].clone();
    let bead = format!("{first}.1");
    let cases: [(&[&str], &str); 11] = [
        (&[&bead, "not-a-quote"], "applies only to a quote"),
        (
            &[&first, "language", "de"],
            "this project does not look for originals in `de`",
        ),
        (&[&first, "source", "9"], "is in line 9;"),
        (&[&first, "source", "2"], "there is no text in line 2"),
        (&[&first, "source", "99"], "there is no text in line 99"),
        (&[&first, "target", "4-7"], "it cannot translate itself"),
        (&[&first, "target", "7-4"], "is not a range of lines"),
        (&[&first, "target", "7:0"], "is not a range of lines"),
        (
            &[&first, "quote", "--lang", "ru"],
            "is not a place in the corpus",
        ),
        (
            &["nowhere:3", "quote", "--lang", "ru"],
            "is not a place in the corpus",
        ),
        (
            &["well:5", "quote", "--lang", "ru"],
            "that is a quote already",
        ),
    ];
    let mut test = test;
    for (arguments, told) in cases {
        test = test.args(["decide", "-q"]);
        for argument in arguments {
            test = test.args([argument]);
        }
        test = test.stderr_contains(told).status(2).run();
    }
    test.lacks("alignments/well.decisions.jsonl");
}

#[test]
fn a_document_whose_decisions_cannot_be_read_stays_as_it_was() {
    let test = well().file("alignments/well.decisions.jsonl", "nonsense\n");
    let before = test.read(ALIGNMENT);
    test.file("corpus/well.md", "No quotes.\n")
        .args(["build", "-q"])
        .stderr(
            "error: alignments/well.decisions.jsonl:1:2: expected ident\n\
             error: 1 of 1 documents failed; the others were processed\n",
        )
        .status(3)
        .run()
        .has(ALIGNMENT, &before);
}
