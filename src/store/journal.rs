//! `NAME.decisions.jsonl`: what people decided about one document, one decision on a line.
//!
//! Lines are only ever added. A crash can cost the line that was being written and nothing else: it leaves
//! the beginning of a line, which is reported and skipped, wherever it is among later lines. Any other line
//! that cannot be read is an error with its place, because it is somebody's work.
//!
//! Two reviewers' files merge by union, as `*.decisions.jsonl merge=union` in `.gitattributes` says to git; a
//! line that is there twice counts once.

use super::decision::Decision;
use super::machine::{is_header, later_version, malformed};
use crate::error::{Error, Result};
use crate::output::sync_folder;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Most attempts to add to a file that others replace meanwhile.
const ATTEMPTS: usize = 8;

/// The contents of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Journal {
    /// The decisions, in the order of the lines.
    pub decisions: Vec<Decision>,
    /// Lines, from 1, that a crash left unfinished.
    pub unfinished: Vec<usize>,
}

/// Reads the file; a file that does not exist has no decisions.
pub(super) fn read(path: &Path) -> Result<Journal> {
    match fs::read(path) {
        Ok(bytes) => parse(path, &bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Journal::default()),
        Err(error) => Err(Error::io("read", path, error)),
    }
}

/// Reads the file's bytes; `path` is for messages.
pub(super) fn parse(path: &Path, bytes: &[u8]) -> Result<Journal> {
    let mut journal = Journal::default();
    for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        if let Some(error) = later_version(path, number, line) {
            return Err(error);
        }
        match serde_json::from_slice::<Decision>(line) {
            Ok(decision) => {
                if let Some(fault) = decision.fault() {
                    return Err(malformed(path, number, fault));
                }
                journal.decisions.push(decision);
            }
            // The beginning of an object is never an object, so this cannot take a whole line for an
            // unfinished one.
            Err(error) if error.is_eof() => journal.unfinished.push(number),
            Err(_) if is_header(line) => {}
            Err(_) if is_conflict_marker(line) => {
                let message = "is a merge conflict of git: keep the lines of both sides and \
                               remove the marker";
                return Err(malformed(path, number, message.into()));
            }
            Err(error) => return Err(Error::json(path, number, line, &error)),
        }
    }
    Ok(journal)
}

fn is_conflict_marker(line: &[u8]) -> bool {
    [b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||"]
        .iter()
        .any(|marker| line.starts_with(*marker))
}

/// Adds decisions, each on a line of its own, and returns when they are on the disk: all or none.
pub(super) fn append(path: &Path, decisions: &[Decision]) -> Result<()> {
    let failed = |error| Error::io("write", path, error);
    let mut lines = Vec::new();
    for decision in decisions {
        if let Some(fault) = decision.fault() {
            return Err(Error::usage(fault));
        }
        serde_json::to_writer(&mut lines, decision).map_err(|error| failed(error.into()))?;
        lines.push(b'\n');
    }
    for _ in 0..ATTEMPTS {
        let is_new = !path.exists();
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(path)
            .map_err(failed)?;
        // Others may add lines, too. In a file system without locks, one write at the end must do.
        let alone = file.lock().is_ok();
        add(&mut file, &lines, alone).map_err(failed)?;
        if let (true, Some(folder)) = (is_new, path.parent()) {
            sync_folder(folder);
        }
        // Whoever replaces the file, as git does, may have done so meanwhile.
        if is_at(&file, path) {
            return Ok(());
        }
    }
    let error = io::Error::other("another program replaces the file again and again");
    Err(failed(error))
}

/// Adds whole lines to an open file. If the disk is full, the file keeps what it had, provided that nobody
/// else can have added to it meanwhile.
fn add(file: &mut File, lines: &[u8], alone: bool) -> io::Result<()> {
    let end = file.seek(SeekFrom::End(0))?;
    let mut bytes = Vec::with_capacity(lines.len() + 1);
    if ends_within_a_line(file)? {
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(lines);
    // In one write: two windows that add at the same time must not mix their lines.
    let written = file.write_all(&bytes).and_then(|()| file.sync_all());
    if written.is_err() && alone {
        // What has been written so far was never acknowledged. If this fails, too, it is an unfinished
        // line.
        let _ = file.set_len(end);
    }
    written
}

/// Whether an open file is still the one at `path`; assumed if that cannot be known.
fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let Ok(own) = file.metadata() else {
            return true;
        };
        fs::metadata(path).is_ok_and(|there| (there.dev(), there.ino()) == (own.dev(), own.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = (file, path);
        true
    }
}

fn ends_within_a_line(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::bead;
    use crate::store::Verdict;
    use proptest::prelude::*;
    use std::time::{Duration, UNIX_EPOCH};

    fn decision(by: &str, n: u64) -> Decision {
        let record = bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter.");
        let text = format!("заметка {n} «№»");
        let at = UNIX_EPOCH + Duration::from_secs(n);
        Decision::on_bead(&record, Verdict::Note { text }, by, at)
    }

    fn line(n: u64) -> Vec<u8> {
        let mut line = serde_json::to_vec(&decision("anna", n)).unwrap();
        line.push(b'\n');
        line
    }

    fn error_of(bytes: &[u8]) -> String {
        parse(Path::new("gogol.decisions.jsonl"), bytes)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_crash_costs_at_most_the_line_being_written() {
        let whole = line(2);
        // Every place at which the write can have stopped, including inside a character.
        for cut in 1..whole.len() - 1 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("gogol.decisions.jsonl");
            fs::write(&path, [&line(1), &whole[..cut]].concat()).unwrap();

            let journal = read(&path).unwrap();
            assert_eq!(journal.decisions, [decision("anna", 1)]);
            assert_eq!(journal.unfinished, [2]);

            append(&path, &[decision("anna", 3)]).unwrap();
            let journal = read(&path).unwrap();
            assert_eq!(
                journal.decisions,
                [decision("anna", 1), decision("anna", 3)]
            );
            assert_eq!(journal.unfinished, [2], "still reported, without harm");
        }
    }

    #[test]
    fn a_last_line_without_line_feed_is_whole_and_stays_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gogol.decisions.jsonl");
        fs::write(&path, line(1).trim_ascii_end()).unwrap();
        append(&path, &[decision("anna", 2)]).unwrap();
        assert_eq!(fs::read(&path).unwrap(), [line(1), line(2)].concat());
    }

    #[test]
    fn two_windows_may_add_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gogol.decisions.jsonl");
        std::thread::scope(|scope| {
            for by in ["anna", "boris"] {
                let path = &path;
                scope.spawn(move || {
                    for n in 0..50 {
                        append(path, &[decision(by, n)]).unwrap();
                    }
                });
            }
        });
        let journal = read(&path).unwrap();
        assert!(journal.unfinished.is_empty());
        for by in ["anna", "boris"] {
            let theirs = journal
                .decisions
                .iter()
                .filter(|decision| decision.by == by);
            let expected: Vec<Decision> = (0..50).map(|n| decision(by, n)).collect();
            assert_eq!(theirs.cloned().collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_is_reported_with_its_place() {
        let bad = "{\"id\":\"зима\" x}\n".as_bytes();
        assert_eq!(
            error_of(&[&line(1), bad, &line(2)].concat()),
            "gogol.decisions.jsonl:2:14: expected `,` or `}`"
        );
        let marker = b"<<<<<<< HEAD\n".as_slice();
        assert!(error_of(&[&line(1), marker].concat()).contains(":2: is a merge conflict"));
        let unknown = String::from_utf8(line(1)).unwrap().replace("note", "nota");
        assert!(error_of(unknown.as_bytes()).contains("unknown variant `nota`"));
    }

    #[test]
    fn a_decision_that_says_nothing_is_refused_in_both_directions() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gogol.decisions.jsonl");
        let mut nothing = decision("anna", 1);
        let (source, target) = (None, Some(" ".into()));
        nothing.verdict = Verdict::Edit { source, target };
        let refused = append(&path, std::slice::from_ref(&nothing)).unwrap_err();
        assert_eq!(refused.exit_code(), 2);
        assert!(!path.exists());
        assert_eq!(
            error_of(&serde_json::to_vec(&nothing).unwrap()),
            "gogol.decisions.jsonl:1: an edit cannot leave a side empty; reject the bead instead"
        );
    }

    #[test]
    fn a_journal_of_a_later_format_is_named_as_such() {
        let journal = parse(
            Path::new("x"),
            &[b"{\"diglot\":1}\n".to_vec(), line(1)].concat(),
        );
        assert_eq!(journal.unwrap().decisions.len(), 1);
        assert!(error_of(b"{\"diglot\":2}\n").contains(":1: is in format 2"));
    }

    proptest! {
        #[test]
        fn what_is_added_is_what_is_read(texts in prop::collection::vec(any::<String>(), 1..5)) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("gogol.decisions.jsonl");
            let mut expected = Vec::new();
            for text in texts.into_iter().filter(|text| !text.trim().is_empty()) {
                let mut decision = decision("anna", 1);
                decision.verdict = Verdict::Note { text };
                append(&path, std::slice::from_ref(&decision)).unwrap();
                expected.push(decision);
            }
            prop_assert_eq!(read(&path).unwrap().decisions, expected);
        }
    }
}
