//! Markdown, for the summary of a job (`$GITHUB_STEP_SUMMARY`) or a comment: a headline, a table of
//! the documents with findings, and below it the findings of each.
//!
//! Text from documents is shown unchanged: every character that could be markup in GitHub Flavored
//! Markdown or HTML is escaped, and what would move or reorder text is replaced, as on a terminal.
//! (Addresses that begin with `www.` or have an `@` still become links to themselves.)
//! GitHub refuses a summary of more than 1 MiB. What does not fit is left out and counted.

use super::format::{ReportFormat, ReportOptions, ReportWriter};
use super::reported::{CheckReport, ReportedFile, ReportedFinding};
use crate::check::Severity;
use crate::text::{counted, printable};
use std::io::{self, Write};

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "markdown",
    extensions: &["md", "markdown"],
    description: "Markdown, for the summary of a job or a comment",
    action: ReportWriter {
        shows_lines: true,
        write,
    },
};

/// Longest page, in bytes. GitHub accepts 1 MiB per step, and other tools write to the same file.
const LIMIT: usize = 1_000_000;
/// Bytes that are kept free for the end of the page.
const RESERVE: usize = 1_000;
/// Most findings that are shown at once; if there are more, readers open the documents one by one.
const OPEN: usize = 20;

fn write(report: &CheckReport, _: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(page(report, LIMIT).as_bytes())
}

/// The page, with at most `limit` bytes, which must be some thousands.
fn page(report: &CheckReport, limit: usize) -> String {
    let mut page = SummaryPage {
        text: format!("### diglot: {}\n", report.summary()),
        room: limit.saturating_sub(RESERVE),
        left_out: 0,
    };
    if !report.failures.is_empty() {
        page.push("\n**Could not be checked:**\n\n");
        for failure in &report.failures {
            page.push_counted(&format!("- {}\n", escaped(&failure.message)));
        }
    }
    let files: Vec<&ReportedFile> = report
        .files
        .iter()
        .filter(|file| !file.findings.is_empty())
        .collect();
    if !files.is_empty() {
        page.push("\n| document | errors | warnings | information | accepted |\n");
        page.push("|---|--:|--:|--:|--:|\n");
        for file in &files {
            page.push_counted(&row(file));
        }
    }
    let counting = files.iter().map(|file| file.counting().count());
    let open = counting.sum::<usize>() <= OPEN;
    for file in files {
        page.findings(file, open);
    }
    page.finished()
}

/// A page of limited length.
struct SummaryPage {
    text: String,
    room: usize,
    /// Number of findings and documents that had no room.
    left_out: usize,
}

impl SummaryPage {
    /// Appends a piece if there is room for it, and says whether there was.
    fn push(&mut self, piece: &str) -> bool {
        let fits = self.text.len() + piece.len() <= self.room;
        if fits {
            self.text += piece;
        }
        fits
    }

    /// Appends a piece if there is room for it, and counts it otherwise.
    fn push_counted(&mut self, piece: &str) {
        if !self.push(piece) {
            self.left_out += 1;
        }
    }

    fn findings(&mut self, file: &ReportedFile, open: bool) {
        let count = file.counting().count();
        if count == 0 {
            return;
        }
        let open = if open { " open" } else { "" };
        let path = as_html(&file.relative);
        // After the blank line it is Markdown again.
        let head = format!("\n<details{open}><summary>{path} ({count})</summary>\n\n");
        if !self.push(&head) {
            self.left_out += count;
            return;
        }
        for reported in file.counting() {
            self.push_counted(&point(reported));
        }
        // The reserve has room for this line.
        self.text += "\n</details>\n";
    }

    fn finished(mut self) -> String {
        if self.left_out > 0 {
            let left_out = counted(self.left_out, "line");
            self.text += &format!("\n{left_out} did not fit here.\n");
        }
        self.text
    }
}

fn row(file: &ReportedFile) -> String {
    let of = |severity| {
        let counting = file.counting();
        counting.filter(|s| s.finding.severity == severity).count()
    };
    format!(
        "| {} | {} | {} | {} | {} |\n",
        escaped(&file.relative),
        of(Severity::Error),
        of(Severity::Warning),
        of(Severity::Info),
        file.findings.len() - file.counting().count()
    )
}

/// A finding in the list of its document.
fn point(reported: &ReportedFinding) -> String {
    let finding = &reported.finding;
    let place = match reported.region {
        Some(region) => format!(" line {}", region.start.line),
        None => String::new(),
    };
    let mut point = format!(
        "- **{}** `{}`{place}: {}\n",
        finding.severity,
        finding.rule.code,
        escaped(&finding.message)
    );
    if let Some(excerpt) = &reported.excerpt {
        point += &format!("  <br>{}\n", escaped(excerpt.line.trim()));
    }
    for related in &finding.related {
        let path = escaped(&related.path.to_string_lossy());
        let line = related.place.line;
        point += &format!(
            "  <br>see {path} line {line}: {}\n",
            escaped(&related.message)
        );
    }
    if let Some(help) = &finding.help {
        point += &format!("  <br>help: {}\n", escaped(help));
    }
    point
}

/// Text as Markdown that shows it unchanged. A backslash before ASCII punctuation removes its meaning
/// (GFM 2.4); markup of HTML becomes an entity.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            // A `:` or `@` would make links of addresses; `$` begins mathematics.
            '\\' | '`' | '*' | '_' | '~' | '[' | ']' | '|' | '!' | '#' | ':' | '@' | '$' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Text as HTML that shows it unchanged: GitHub reads a line that begins with a tag as HTML only.
fn as_html(text: &str) -> String {
    printable(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{file, finding, sample, written};
    use super::*;
    use crate::text::LineIndex;

    #[test]
    fn a_table_of_documents_then_their_findings() {
        assert_eq!(
            written(&FORMAT, &sample()),
            r#"### diglot: 3 documents checked: 1 error, 1 warning, 1 for information, 3 accepted, 1 could not be checked

**Could not be checked:**

- could not read \`lost.md\`\: no such file

| document | errors | warnings | information | accepted |
|---|--:|--:|--:|--:|
| письма/my diary.md | 1 | 0 | 1 | 3 |
| /srv/a&amp;b.md | 0 | 1 | 0 | 0 |

<details open><summary>письма/my diary.md (2)</summary>

- **error** `missing-translation` line 3: this Russian original has no translation
  <br>Снег выпал рано,
  <br>help: add one beside it, or waive it\: \`diglot decide 61add008f77f waive --reason "..."\`
- **info** `missing-inline-translation` line 6: 50% of a \| b, &lt;i&gt;c&lt;/i&gt;\: d
  <br>Then «other» text.
  <br>see letters.md line 7: here it is «another»

</details>

<details open><summary>/srv/a&amp;b.md (1)</summary>

- **warning** `outdated-alignment`: the alignment file is of another version

</details>
"#
        );
    }

    #[test]
    fn nothing_wrong_is_a_headline() {
        assert_eq!(
            written(&FORMAT, &CheckReport::default()),
            "### diglot: 0 documents checked: 0 errors, 0 warnings\n"
        );
    }

    /// A report with this many findings in one document.
    fn many(count: usize) -> CheckReport {
        let reported = |number: usize| {
            let message = format!("number {number}");
            let finding = finding("missing-translation", &message, "e1");
            ReportedFinding::new(finding, "", &LineIndex::new(""))
        };
        CheckReport {
            files: vec![file("a.md", (0..count).map(reported).collect())],
            ..CheckReport::default()
        }
    }

    #[test]
    fn many_findings_are_folded_away() {
        assert!(page(&many(OPEN), LIMIT).contains("<details open>"));
        assert!(page(&many(OPEN + 1), LIMIT).contains("<details>"));
    }

    #[test]
    fn what_has_no_room_is_counted() {
        let report = many(40_000);
        let page = written(&FORMAT, &report);
        assert!(page.len() <= LIMIT);
        let reported = page.lines().filter(|line| line.starts_with("- ")).count();
        let end = format!(
            "\n</details>\n\n{} lines did not fit here.\n",
            40_000 - reported
        );
        assert!(page.ends_with(&end), "{}", &page[page.len() - 200..]);
    }

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(
            escaped("<img src=x> & `a|b` [c](d) **e** https://f \u{202e}@g"),
            r"&lt;img src=x&gt; &amp; \`a\|b\` \[c\](d) \*\*e\*\* https\://f �\@g"
        );
        assert_eq!(escaped("a\r\n\n- b"), "a␍␊␊- b");
        assert_eq!(as_html("</summary>\n\n*a*"), "&lt;/summary&gt;␊␊*a*");
    }
}
