//! The programs in `examples/`, as newcomers run them.

use super::corpus::repository;
use std::fs;
use std::process::Command;

/// The output of an example.
fn printed(example: &str, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--locked", "--example", example, "--"])
        .args(arguments)
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_document_is_extracted() {
    let found = printed("extract_document", &["corpus/chess-letters.md"]);
    let of_two = found.lines().filter(|line| line.split('\t').count() == 2);
    assert!(of_two.count() > 10, "{found}");
    assert!(found.contains("Votre coup du 3 mars"));
}

#[test]
fn two_texts_are_aligned() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let russian = write("ru.txt", "Лёд вскрылся в мае 1902 г. Пароход ушёл.\n");
    let english = write("en.txt", "The ice broke in May 1902. The steamer left.\n");
    assert_eq!(
        printed("align_texts", &[&russian, &english]),
        "Лёд вскрылся в мае 1902 г.\tThe ice broke in May 1902.\nПароход ушёл.\tThe steamer left.\n"
    );
}
