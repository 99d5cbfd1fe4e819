//! The structure that `docs/design.md` promises: a module uses those before it in the table of layers, and
//! no two types have one name.

use super::corpus::repository;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Names that several types may have: each command has its arguments, each set of a CPU's instructions its
/// vectors.
const SHARED_NAMES: [&str; 4] = ["Arguments", "Pair", "Pairs", "Sums"];

#[test]
fn a_module_uses_only_those_before_it_in_the_table_of_layers() {
    let layers = layers();
    let rank = |module: &str| layers.iter().position(|known| known == module);
    let mut wrong = Vec::new();
    for path in sources() {
        let module = module_of(&path);
        if ["lib", "main", "cli", "sample"].contains(&&module[..]) {
            continue;
        }
        let own = rank(&module).unwrap_or_else(|| panic!("`{module}` is in no layer"));
        for used in modules_used(&code(&path)) {
            // An item that is not a module belongs to the library's face, which only tests use.
            if rank(&used).is_some_and(|other| other > own) {
                wrong.push(format!("{}: `{module}` uses `{used}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_of_the_table_is_there() {
    let found: Vec<String> = sources().iter().map(|path| module_of(path)).collect();
    for module in layers() {
        assert!(found.contains(&module), "no module `{module}`");
    }
}

#[test]
fn no_two_types_have_one_name() {
    let mut types: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in sources() {
        for name in types_of(&code(&path)) {
            types.entry(name).or_default().push(module_path(&path));
        }
    }
    types.retain(|name, places| places.len() > 1 && !SHARED_NAMES.contains(&&name[..]));
    assert!(types.is_empty(), "{types:#?}");
}

/// The modules in the table of layers, from the lowest to the highest.
fn layers() -> Vec<String> {
    let page = fs::read_to_string(repository().join("docs/design.md")).unwrap();
    let rows = page
        .lines()
        .skip_while(|line| *line != "| layer | modules |");
    let rows = rows.skip(2).take_while(|line| line.starts_with('|'));
    let cells = rows.filter_map(|row| row.split('|').nth(2));
    let code = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    // `diglot.toml` is a file.
    let modules = code.filter(|code| !code.contains('.'));
    modules.map(str::to_owned).collect()
}

/// Every source file of the library and the program.
fn sources() -> Vec<PathBuf> {
    let mut folders = vec![repository().join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|ending| ending == "rs") => files.push(path),
                false => {}
            }
        }
    }
    files.sort();
    files
}

/// The path of a file below `src/`, with `/` between folders.
fn module_path(path: &Path) -> String {
    let within = path.strip_prefix(repository().join("src")).unwrap();
    within.to_str().unwrap().replace('\\', "/")
}

/// The module below the crate's root that a file belongs to.
fn module_of(path: &Path) -> String {
    let within = module_path(path);
    let first = within.split('/').next().unwrap_or_default();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file, without comments and tests.
fn code(path: &Path) -> String {
    if module_path(path).contains("tests") {
        return String::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let tests = text.find("#[cfg(test)]\nmod tests {");
    let lines = text[..tests.unwrap_or(text.len())].lines();
    let code = lines.filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// The modules of the crate that some code names: `crate::lang::Lang`, `crate::{input, output}`.
fn modules_used(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => used.extend(heads(group)),
            None => used.push(word(rest).to_owned()),
        }
    }
    used
}

/// The first words of the paths in a group of a `use`: `text::{Span, cut}, lang` has `text` and `lang`.
fn heads(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut heads = Vec::new();
    let mut begins = true;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' => begins = depth == 0,
            _ if begins && depth == 0 && c.is_alphabetic() => {
                heads.push(word(&group[at..]).to_owned());
                begins = false;
            }
            _ => {}
        }
    }
    heads
}

/// The names of the types that some code defines. Those of a trait's implementation are the trait's.
fn types_of(code: &str) -> Vec<String> {
    let kinds = ["struct ", "enum ", "trait ", "type "];
    let defined = code.lines().filter_map(|line| {
        line.strip_prefix("pub ").or_else(|| {
            let rest = line.strip_prefix("pub(")?;
            Some(rest.split_once(") ")?.1)
        })
    });
    let private = code.lines();
    let names = defined.chain(private).filter_map(|line| {
        let rest = kinds.iter().find_map(|kind| line.strip_prefix(kind))?;
        Some(word(rest).to_owned())
    });
    names.collect()
}

/// The word that a text begins with.
fn word(text: &str) -> &str {
    let ends = |c: char| !c.is_alphanumeric() && c != '_';
    &text[..text.find(ends).unwrap_or(text.len())]
}
