//! The changes of a file, in the format of `git apply` and `patch -p1`.

use diglot::text::{Painter, Style};
use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};
use std::io::{self, Write};

/// Unchanged lines that are shown before and after changed ones.
const CONTEXT: usize = 3;

/// Writes the changes of the file `path` (with `/` between folders) as a unified diff.
pub(super) fn write(
    path: &str,
    (old, new): (&str, &str),
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let painter = Painter::new(color);
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    for head in [
        format!("--- {}", name("a", path)),
        format!("+++ {}", name("b", path)),
    ] {
        writeln!(out, "{}", painter.paint(Style::Bold, head))?;
    }
    for hunk in group_diff_ops(operations(&old, &new), CONTEXT) {
        let header = UnifiedHunkHeader::new(&hunk).to_string();
        writeln!(out, "{}", painter.paint(Style::Cyan, header))?;
        for operation in hunk {
            let (before, after) = (&old[operation.old_range()], &new[operation.new_range()]);
            let lines: &[(&str, Option<Style>, &[&str])] = match operation.tag() {
                DiffTag::Equal => &[(" ", None, before)],
                _ => &[
                    ("-", Some(Style::Red), before),
                    ("+", Some(Style::Green), after),
                ],
            };
            for (sign, style, lines) in lines {
                for line in *lines {
                    let bare = line.strip_suffix('\n');
                    let shown = format!("{sign}{}", bare.unwrap_or(line));
                    match style {
                        None => writeln!(out, "{shown}")?,
                        Some(style) => writeln!(out, "{}", painter.paint(*style, shown))?,
                    }
                    if bare.is_none() {
                        writeln!(out, "\\ No newline at end of file")?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// The changes of the lines. If their number stays the same, each line is compared with the one at the
/// same place: a diff of long texts that differ everywhere takes long to find.
fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    if old.len() != new.len() {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    let changes: Vec<bool> = old.iter().zip(new).map(|(old, new)| old != new).collect();
    let mut at = 0;
    changes
        .chunk_by(|a, b| a == b)
        .map(|run| {
            let (index, len) = (at, run.len());
            at += len;
            match run[0] {
                false => DiffOp::Equal {
                    old_index: index,
                    new_index: index,
                    len,
                },
                true => DiffOp::Replace {
                    old_index: index,
                    old_len: len,
                    new_index: index,
                    new_len: len,
                },
            }
        })
        .collect()
}

/// A path as a diff names it: in quotation marks if a program could misread it, with a tab after it if it
/// would end too early.
fn name(side: &str, path: &str) -> String {
    if path.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) {
        return format!("\"{side}/{}\"", escaped(path));
    }
    let end = if path.contains(' ') { "\t" } else { "" };
    format!("{side}/{path}{end}")
}

fn escaped(path: &str) -> String {
    path.chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => {
                let mut bytes = [0; 4];
                let bytes = c.encode_utf8(&mut bytes).bytes();
                bytes.map(|byte| format!("\\{byte:03o}")).collect()
            }
            c => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(old: &str, new: &str) -> String {
        let mut out = Vec::new();
        write("a.md", (old, new), false, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn changed_lines_have_context() {
        assert_eq!(
            diff(
                "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
                "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"
            ),
            "--- a/a.md\n+++ b/a.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        );
    }

    #[test]
    fn a_text_without_a_last_line_end_and_other_line_ends_are_kept() {
        assert_eq!(
            diff("1\r\n2\r3", "1\r\n2\r4"),
            "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n 1\r\n-2\r3\n\\ No newline at end of file\n\
             +2\r4\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn lines_may_come_and_go() {
        assert_eq!(
            diff("1\n2\n", "1\n1a\n2\n"),
            "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,3 @@\n 1\n+1a\n 2\n"
        );
    }

    #[test]
    fn odd_paths_are_quoted() {
        assert_eq!(name("a", "my ferry.md"), "a/my ferry.md\t");
        assert_eq!(name("b", "a\"\n.md"), "\"b/a\\\"\\012.md\"");
        assert_eq!(name("b", "лёд.md"), "b/лёд.md");
    }
}
