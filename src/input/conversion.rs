//! Commands that convert a file, as a person can type them.

use super::paths::STDIN;
use std::path::{Path, PathBuf};

/// The command that converts a text into UTF-8, in a new file beside it.
pub(super) fn iconv(encoding: &str, path: &Path) -> String {
    let command = format!("iconv -f {encoding} -t UTF-8");
    if path.as_os_str() == STDIN {
        return command;
    }
    let extension = path.extension().map(|name| name.to_string_lossy());
    let converted = match extension {
        Some(extension) => format!("utf8.{extension}"),
        None => "utf8".to_owned(),
    };
    let converted = new_file(path, &converted);
    format!("{command} {} > {}", argument(path), argument(&converted))
}

/// A command on a file: in `template`, `IN` is the file and `OUT.md` a new file beside it.
pub(super) fn command(template: &str, path: &Path) -> String {
    let words = template.split(' ').map(|word| match word {
        "IN" => argument(path),
        word => match word.strip_prefix("OUT.") {
            Some(extension) => argument(&new_file(path, extension)),
            None => word.to_owned(),
        },
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A name for a new file: `a.md` for `a.docx`; `a.docx.md` if there is an `a.md`.
fn new_file(path: &Path, extension: &str) -> PathBuf {
    let short = path.with_extension(extension);
    if !short.exists() {
        return short;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

/// A path as an argument in a shell.
fn argument(path: &Path) -> String {
    let path = path.to_string_lossy();
    let path = match path.starts_with('-') {
        true => format!("./{path}"),
        false => path.into_owned(),
    };
    let is_safe = |c: char| c.is_alphanumeric() || "/._-+=:,@%".contains(c);
    match path.chars().all(is_safe) {
        true => path,
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_converted_beside_itself() {
        let converted = |path| iconv("KOI8-R", Path::new(path));
        assert_eq!(
            converted("letters/a.txt"),
            "iconv -f KOI8-R -t UTF-8 letters/a.txt > letters/a.utf8.txt"
        );
        assert_eq!(converted("a"), "iconv -f KOI8-R -t UTF-8 a > a.utf8");
        assert_eq!(converted("-"), "iconv -f KOI8-R -t UTF-8");
    }

    #[test]
    fn names_are_quoted_where_a_shell_would_read_them_otherwise() {
        for (name, quoted) in [
            ("Письмо.docx", "Письмо.docx"),
            ("my letters.docx", "'my letters.docx'"),
            ("l'hiver.docx", r"'l'\''hiver.docx'"),
            ("-o.docx", "./-o.docx"),
            ("$(x).docx", "'$(x).docx'"),
        ] {
            assert_eq!(command("cat IN", Path::new(name)), format!("cat {quoted}"));
        }
    }

    #[test]
    fn no_existing_file_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.docx");
        let named = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        assert_eq!(command("OUT.md", &path), named("a.md"));
        std::fs::write(folder.path().join("a.md"), "Mine.\n").unwrap();
        assert_eq!(command("OUT.md", &path), named("a.docx.md"));

        let path = folder.path().join("a.txt");
        let converted = |name: &str| format!("> {}", named(name));
        assert!(iconv("KOI8-R", &path).ends_with(&converted("a.utf8.txt")));
        std::fs::write(folder.path().join("a.utf8.txt"), "Mine.\n").unwrap();
        assert!(iconv("KOI8-R", &path).ends_with(&converted("a.txt.utf8.txt")));
    }
}
