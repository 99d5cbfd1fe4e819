//! The documents in `corpus/`, as the program reads and aligns them.

use diglot::Engine;
use diglot::Processed;
use diglot::config::Config;
use diglot::{extract, input};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every document of the corpus, aligned, by id.
pub fn aligned() -> Vec<Processed> {
    let extensions = Config::default().project.extensions;
    let (engine, options) = (Engine::new(), extract::ExtractOptions::default());
    let sources = input::corpus(&repository().join("corpus"), &extensions).unwrap();
    sources
        .documents
        .into_iter()
        .map(|source| engine.process(input::read(&source.unwrap()).unwrap(), &options))
        .collect()
}

/// The kinds of files that tests compare with, and where those files are.
const KINDS: [(&str, &str); 4] = [
    ("alignments", "alignments/"),
    ("docs", ""),
    ("golden", "tests/golden/"),
    ("layouts", "tests/layouts/"),
];

/// Whether the file `name` of the repository is to be written rather than compared: `UPDATE` names its kind.
/// One kind at a time, so that a difference in one is not accepted with that in another.
pub fn updating(name: &str) -> bool {
    let Some(asked) = env::var_os("UPDATE").filter(|value| !value.is_empty()) else {
        return false;
    };
    let known = KINDS.iter().find(|(kind, _)| asked == **kind);
    let names = KINDS.map(|(kind, _)| kind).join(", ");
    let (asked, _) = known.unwrap_or_else(|| panic!("UPDATE is one of {names}, not {asked:?}"));
    *asked == kind_of(name)
}

/// The kind of a file: the one with the longest path that its own begins with.
fn kind_of(name: &str) -> &'static str {
    let kinds = KINDS.iter().filter(|(_, folder)| name.starts_with(folder));
    let (kind, _) = kinds.max_by_key(|(_, folder)| folder.len()).unwrap();
    kind
}

/// Compares `found` with the file `name` of the repository, or writes it there.
#[track_caller]
pub fn is_file(name: &str, found: &str) {
    let path: PathBuf = repository().join(name);
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if updating(name) {
        if expected != found {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, found).unwrap();
        }
        return;
    }
    let lines = expected.lines().zip(found.lines());
    let first = lines.take_while(|(expected, found)| expected == found);
    let first = first.count();
    assert!(
        expected == found,
        "{name}:{}: expected `{}`, found `{}`; `UPDATE={} cargo test` writes the file again",
        first + 1,
        expected.lines().nth(first).unwrap_or("the end"),
        found.lines().nth(first).unwrap_or("the end"),
        kind_of(name),
    );
}
