use super::convert::DIARY;
use super::test::Test;

#[test]
fn a_project_adds_its_own_cues_and_abbreviations() {
    let document = "The stationmaster wrote:\n\nПоезд пришёл в полночь. На станции ждал \
        путейск. Лоу.\n\nEnglished thus:\n\nMidnight. At the station Lowe.\n\nThe next entry \
        is a month younger and says little.\n";
    let test = Test::project()
        .file("corpus/a.md", document)
        .args(["build", "-q"])
        .run();
    let alignment = test.read("alignments/a.jsonl");
    assert!(
        alignment.contains("\"Englished thus: Midnight.\""),
        "{alignment}"
    );
    // Two sentences.
    assert!(alignment.contains("[[69,113],[114,121]]"), "{alignment}");
    let configuration = "[language.en]\ncues = [\"Englished thus:\"]\n\
        [language.ru]\nabbreviations = [\"путейск.\"]\n";
    let test = test
        .file("diglot.toml", configuration)
        .args(["build", "-q"])
        .run();
    let alignment = test.read("alignments/a.jsonl");
    assert!(alignment.contains("\"Midnight.\""), "{alignment}");
    assert!(!alignment.contains("Englished"), "{alignment}");
    assert!(alignment.contains("[[69,121]]"), "{alignment}");
    test.file("diglot.toml", "[language.ru]\nabreviations = []\n")
        .args(["build"])
        .stderr(
            "error: diglot.toml:2:1: unknown key `abreviations`; did you mean `abbreviations`?\n",
        )
        .status(2)
        .run();
}

#[test]
fn documents_are_all_files_of_the_right_extension() {
    let test = Test::project()
        .file("diglot.toml", "export = []\n")
        .file("corpus/b.txt", "An essay.\n")
        .file("corpus/deep/er/c.MD", "An essay.\n")
        .file("corpus/a.toml", "title = \"no document\"\n")
        .file("corpus/.hidden.md", "An essay.\n")
        .file("corpus/image.png", b"\x89PNG")
        .args(["build", "-q"])
        .run();
    assert_eq!(test.list("alignments"), ["b.jsonl", "deep"]);
    assert_eq!(test.list("alignments/deep/er"), ["c.jsonl"]);
    test.lacks("dist");
}

/// A project with files beside its documents that no reader takes, and the summary of them.
fn with_other_files() -> (Test, &'static str) {
    let word = b"PK\x03\x04 word/document.xml";
    let test = Test::project()
        .file(
            "diglot.toml",
            "export = []\n[project]\nextensions = [\"md\", \"docx\"]\n",
        )
        .file("corpus/a.md", "An essay.\n")
        .file("corpus/a.toml", "title = \"Metadata\"\n")
        .file("corpus/a.docx", word)
        .file("corpus/b.docx", word)
        .file(
            "corpus/b.toml",
            "title = \"Metadata of what is not read\"\n",
        )
        .file("corpus/c/d.docx", word)
        .file("corpus/c/e.docx", word)
        .file("corpus/c/map.png", b"\x89PNG")
        .file("corpus/c/notes.rst", "Notes.\n")
        .file("corpus/c/data", b"\xff\0\x01\x02")
        .file("corpus/.hidden.docx", word);
    (
        test,
        "7 files in corpus/ were not read: 4 Word documents (`a.docx`, `b.docx`, `c/d.docx`, …), a file of an \
         unknown format (`c/data`), an image (`c/map.png`), a text file that `extensions` in `diglot.toml` \
         does not name (`c/notes.rst`)",
    )
}

#[test]
fn files_that_are_not_read_are_named_and_claim_no_id() {
    let (test, summary) = with_other_files();
    let note = format!("note: {summary}\n");
    let test = test
        .args(["build"])
        .stdout("1 document, 0 quotes, 0 of them without a translation\n")
        .stderr(&format!("note: no quotes in `corpus/a.md`\n{note}"))
        .run();
    assert_eq!(test.list("alignments"), ["a.jsonl"]);
    test.args(["check"])
        .stdout_contains("1 document checked")
        .stderr(&note)
        .run()
        .args(["check", "corpus"])
        .stdout_contains("1 document checked")
        .stderr(&note)
        .run()
        .args(["stats"])
        .stdout_contains("documents")
        .stderr(&note)
        .run()
        .args(["stats", "--quiet"])
        .stdout_contains("documents")
        .stderr("")
        .run();
}

#[test]
fn a_corpus_in_which_nothing_is_read_is_worth_a_warning() {
    let warning = "warning: 1 file in corpus/ was not read: a Word document (`a.docx`); there is nothing that \
        diglot reads (Markdown, plain text); save it as plain text in UTF-8, or convert it: `pandoc -f docx \
        corpus/a.docx -t markdown -o corpus/a.md`\n";
    Test::project()
        .file("diglot.toml", "export = []\n")
        .file("corpus/a.docx", b"PK\x03\x04 word/document.xml")
        .args(["build"])
        .stdout("0 documents, 0 quotes, 0 of them without a translation\n")
        .stderr(warning)
        .run()
        .args(["check"])
        .stderr(&format!(
            "{warning}error: the project's corpus has no document to check\n"
        ))
        .status(2)
        .run();
}

#[test]
fn two_documents_with_one_id_are_reported() {
    Test::project()
        .file("corpus/a.md", "An essay.\n")
        .file("corpus/a.txt", "Another.\n")
        .args(["build", "-q"])
        .stderr(
            "error: `corpus/a.txt` and `corpus/a.md` would both be document `a`; rename one \
             of them\nerror: 1 of 2 documents failed; the others were processed\n",
        )
        .status(3)
        .run();
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_circles_are_survived() {
    let test = Test::project().file("corpus/a/b.md", "An essay.\n");
    std::os::unix::fs::symlink("..", test.path("corpus/a/up")).unwrap();
    std::os::unix::fs::symlink("nowhere.md", test.path("corpus/dead.md")).unwrap();
    test.args(["build", "-q"])
        .stderr_contains("error: could not read `corpus/dead.md`: ")
        .status(3)
        .run();
}

#[test]
fn a_project_without_its_corpus_is_an_error() {
    Test::new()
        .file("diglot.toml", "")
        .args(["build"])
        .stderr_contains("error: could not read the corpus folder `corpus`: ")
        .status(3)
        .run();
}

#[test]
fn exports_are_those_of_the_configuration() {
    let test = Test::project()
        .file(
            "diglot.toml",
            "[project]\ncorpus = \"texts\"\ndist = \"out\"\n\n[[export]]\nfile = \"x/all.txt\"\n\
             format = \"tsv\"\n",
        )
        .file("texts/a.md", "An essay.\n")
        .args(["build"])
        .stdout("1 document, 0 quotes, 0 of them without a translation\nwrote out/x/all.txt\n")
        .stderr("note: no quotes in `texts/a.md`\n")
        .run()
        .lacks("dist");
    assert!(test.read("out/x/all.txt").starts_with("document\tquote\t"));
}

#[test]
fn the_alignment_of_a_removed_document_goes_with_it() {
    let test = Test::project()
        .file("corpus/a.md", "An essay.\n")
        .file("corpus/b.md", "An essay.\n")
        .args(["build", "-q"])
        .run();
    std::fs::remove_file(test.path("corpus/a.md")).unwrap();
    test.args(["build"])
        .stdout_contains("1 document, ")
        .stderr_contains("note: document `a` is gone; its alignment was removed\n")
        .run()
        .lacks("alignments/a.jsonl");
}

#[test]
fn building_again_changes_nothing() {
    let test = Test::project()
        .file("corpus/diary.md", DIARY)
        .args(["build"])
        .stdout_contains("1 document, 2 quotes, 1 of them without a translation\n")
        .run();
    let before = [
        "alignments/diary.jsonl",
        "dist/corpus.tmx",
        "dist/corpus.csv",
    ]
    .map(|name| (name, test.read(name)));
    let mut test = test.args(["build", "-q", "--jobs", "1"]).run();
    for (name, content) in before {
        test = test.has(name, &content);
    }
}

#[test]
fn a_decision_that_a_crash_left_incomplete_is_reported() {
    super::decide::aligned()
        .file("corpus/diary.md", "An essay.\n")
        .file("alignments/diary.decisions.jsonl", "{\"id\":\"aaaa")
        .args(["build"])
        .stdout_contains("1 document")
        .stderr_contains(
            "note: alignments/diary.decisions.jsonl:1: this decision is incomplete and does not count\n",
        )
        .run();
}

#[test]
fn decisions_outlive_the_document() {
    super::decide::aligned()
        .args(["decide", "aaaaaaaaaaaa.1", "accept", "-q"])
        .run()
        .args(["build"])
        .stdout_contains("0 documents, 0 quotes")
        .stderr("note: document `diary` is gone; its alignment was removed, people's decisions on it are kept\n")
        .run();
}

#[test]
fn decisions_survive_a_change_of_the_whole_document() {
    super::decide::aligned()
        .file("corpus/diary.md", "Nothing is quoted any more.\n")
        .args(["decide", "aaaaaaaaaaaa.1", "accept", "-q"])
        .run()
        .args(["build"])
        .stdout_contains("1 document, 0 quotes")
        .stderr_contains("note: 1 decision no longer fits the text; `diglot check` reports it\n")
        .run()
        .args(["check"])
        .stdout(
            "\
warning[stale-decision]: `accept` by anna on aaaaaaaaaaaa.1 no longer applies: the text is no longer in the document
 --> corpus/diary.md
  = help: remove it with `diglot decide aaaaaaaaaaaa.1 undo`

1 document checked: 0 errors, 1 warning
",
        )
        .run()
        .args(["decide", "aaaaaaaaaaaa.1", "undo", "-q"])
        .run()
        .args(["check"])
        .stdout("1 document checked: 0 errors, 0 warnings\n")
        .run();
}

#[test]
fn unchanged_documents_are_not_aligned_again() {
    let test = Test::project().file("corpus/diary.md", DIARY);
    let test = test.args(["build", "-q"]).run();
    let aligned = test.read("alignments/diary.jsonl");
    let [entry] = &test.cached()[..] else {
        panic!("not one entry")
    };
    // A changed entry shows that the cache is read.
    Test::forge(entry, "at midnight", "at noon");
    let test = test.args(["build", "-q"]).run();
    assert!(test.read("alignments/diary.jsonl").contains("at noon"));
    let test = test.args(["build", "-q", "--no-cache"]).run();
    test.has("alignments/diary.jsonl", &aligned);
}
