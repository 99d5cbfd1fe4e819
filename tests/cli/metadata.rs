use super::test::Test;

#[test]
fn the_file_beside_a_document_beats_its_front_matter() {
    let test = Test::project()
        .file(
            "corpus/a.md",
            "---\ntitle: Within\nauthor: Anna\n---\nNo quote.\n",
        )
        .file("corpus/a.toml", "title = \"Beside\"\n")
        .args(["build", "--quiet"])
        .run();
    let machine = test.read("alignments/a.jsonl");
    assert!(
        machine.contains(r#""title":"Beside","author":"Anna""#),
        "{machine}"
    );
}

#[test]
fn a_misspelt_key_is_reported_with_its_place() {
    Test::new()
        .file("a.md", "No quote.\n")
        .file("a.toml", "title = \"A\"\nlicense = \"CC0-1.0\"\n")
        .args(["convert", "a.md", "-o", "-"])
        .stderr("error: a.toml:2:1: unknown key `license`; did you mean `licence`?\n")
        .status(3)
        .run();
}

#[test]
fn a_metadata_file_beside_its_document_is_not_a_document() {
    let test = Test::new()
        .file("a.md", "No quote.\n")
        .file("a.toml", "title = \"A\"\n")
        .file("alone.toml", "title = \"Nobody's\"\n")
        .args(["convert", "a.md", "./a.toml", "-o", "out.jsonl"])
        .stderr(
            "note: `./a.toml` is the metadata of the document beside it\n\
             note: no quotes in `a.md`\n",
        )
        .run()
        .args(["check", "a.toml", "a.md"])
        .stdout("1 document checked: 0 errors, 0 warnings\n")
        .stderr("note: `a.toml` is the metadata of the document beside it\n")
        .run();
    test.args(["convert", "alone.toml", "a.md", "-o", "out.jsonl"])
        .stderr("note: no quotes in `alone.toml`\nnote: no quotes in `a.md`\n")
        .run();
}
