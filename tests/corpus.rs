//! The documents in `corpus/`, as the program reads and aligns them.

use diglot::Engine;
use diglot::config::Config;
use diglot::pipeline::Processed;
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
        .into_iter()
        .map(|source| engine.process(&source.unwrap(), &options).unwrap())
        .collect()
}

/// Whether expected texts are to be written rather than compared.
pub fn updating() -> bool {
    env::var_os("UPDATE").is_some_and(|value| !value.is_empty())
}

/// Compares `found` with the file `name` of the repository, or writes it there.
#[track_caller]
pub fn is_file(name: &str, found: &str) {
    let path: PathBuf = repository().join(name);
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if updating() {
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
        "{name}:{}: expected `{}`, found `{}`; `UPDATE=1 cargo test` writes the file anew",
        first + 1,
        expected.lines().nth(first).unwrap_or("the end"),
        found.lines().nth(first).unwrap_or("the end"),
    );
}
