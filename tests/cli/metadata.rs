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
fn a_misspelt_key_is_told_with_its_place() {
    Test::new()
        .file("a.md", "No quote.\n")
        .file("a.toml", "title = \"A\"\nlicense = \"CC0-1.0\"\n")
        .args(["convert", "a.md", "-o", "-"])
        .stderr("error: a.toml:2:1: unknown key `license`; did you mean `licence`?\n")
        .status(3)
        .run();
}
