//! The folder `alignments/` of a project: which documents have files in it, and what the files say.
//!
//! An id that leads out of the folder is refused.

use super::conflict::Conflict;
use super::decision::Decision;
use super::fold::{Folded, fold};
use super::{journal, machine};
use crate::document::DocumentInfo;
use crate::error::{Error, Result};
use crate::output;
use crate::record::Record;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Component, Path, PathBuf};

const MACHINE: &str = ".jsonl";
/// Longest header of the machine's file, in bytes.
const LONGEST_HEADER: u64 = 1 << 20;
const DECISIONS: &str = ".decisions.jsonl";

/// The folder `alignments/` of a project.
///
/// ```
/// use diglot::document::{DocumentInfo, Metadata};
/// use diglot::store::{Decision, Store, Verdict};
/// use std::time::SystemTime;
/// # let line = r#"{"document":"gogol/overcoat","quote":"0a1b2c3d4e5f","bead":"0a1b2c3d4e5f.1",
/// #     "kind":"1-0","score":0.9,"status":"untranslated",
/// #     "source":{"lang":"ru","text":"Зима.","spans":[[0,9]]},"target":null}"#;
/// # let record: diglot::record::Record = serde_json::from_str(line).unwrap();
///
/// let folder = tempfile::tempdir().unwrap();
/// let store = Store::new(folder.path().join("alignments"));
/// let document = DocumentInfo {
///     id: "gogol/overcoat".into(),
///     checksum: "ab".repeat(32),
///     metadata: Metadata::default(),
/// };
/// store.write_machine(&document, &[record.clone()])?;
/// let waive = Verdict::Waive { reason: "a title".into(), rules: vec![], until: None };
/// let decision = Decision::on_bead(&record, waive, "anna", SystemTime::now());
/// store.append_decision("gogol/overcoat", &decision)?;
///
/// assert_eq!(store.documents()?, ["gogol/overcoat"]);
/// let loaded = store.load("gogol/overcoat")?;
/// assert_eq!(loaded.records[0].status.as_str(), "waived");
/// assert_eq!(store.find("0a1b")?.document, "gogol/overcoat");
/// # Ok::<(), diglot::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
}

/// A document's two files, read and folded.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The document that the machine's file was made from.
    pub header: DocumentInfo,
    /// The machine's records with the decisions folded in.
    pub records: Vec<Record>,
    /// Decisions that have lost their place.
    pub conflicts: Vec<Conflict>,
    /// Every decision, in the order of the lines.
    pub decisions: Vec<Decision>,
    /// Lines of the decisions' file, from 1, that a crash left unfinished: worth a report, nothing more.
    pub unfinished: Vec<usize>,
}

impl Store {
    /// The store in `root`, which need not exist yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the machine's file of a document is, or would be.
    ///
    /// # Errors
    ///
    /// A usage error for an id that a document cannot have: one that leads out of the folder, or whose file
    /// would be another document's decisions.
    pub fn machine_path(&self, id: &str) -> Result<PathBuf> {
        self.path(id, MACHINE)
    }

    /// Where the decisions about a document are, or would be.
    ///
    /// # Errors
    ///
    /// As for [`Store::machine_path`].
    pub fn decisions_path(&self, id: &str) -> Result<PathBuf> {
        self.path(id, DECISIONS)
    }

    fn path(&self, id: &str, ending: &str) -> Result<PathBuf> {
        let plain = id.split('/').all(|part| !matches!(part, "" | "." | ".."))
            && !id.contains('\0')
            && Path::new(id)
                .components()
                .all(|part| matches!(part, Component::Normal(_)));
        if !plain {
            return Err(Error::usage(format!(
                "`{id}` is not a document id: a path below the corpus, without extension"
            )));
        }
        // `a.decisions.jsonl` can only be one of two things.
        if id.ends_with(".decisions") {
            return Err(Error::usage(format!(
                "a document cannot be called `{id}`: its file would be the decisions about \
                 another one; rename it"
            )));
        }
        Ok(self.root.join(format!("{id}{ending}")))
    }

    /// The ids of the documents that have a machine's file, sorted. Other files, and links to folders, are
    /// passed over.
    pub fn documents(&self) -> Result<Vec<String>> {
        Ok(self.ids()?.0.into_iter().collect())
    }

    /// The ids of documents with decisions and without a machine's file, sorted: people's work
    /// that nothing shows until the document is built again.
    pub fn orphans(&self) -> Result<Vec<String>> {
        let (machine, decisions) = self.ids()?;
        Ok(decisions.difference(&machine).cloned().collect())
    }

    /// The ids with a machine's file, and those with decisions.
    fn ids(&self) -> Result<(BTreeSet<String>, BTreeSet<String>)> {
        let (mut machine, mut decisions) = (BTreeSet::new(), BTreeSet::new());
        let mut folders = vec![(self.root.clone(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            let failed = |error| Error::io("read", &folder, error);
            let entries = match fs::read_dir(&folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                entries => entries.map_err(failed)?,
            };
            for entry in entries {
                let entry = entry.map_err(failed)?;
                let name = entry.file_name();
                let Some(name) = name.to_str() else { continue };
                if entry.file_type().map_err(failed)?.is_dir() {
                    folders.push((entry.path(), format!("{prefix}{name}/")));
                } else if let Some(name) = name.strip_suffix(DECISIONS) {
                    decisions.insert(format!("{prefix}{name}"));
                } else if let Some(name) = name.strip_suffix(MACHINE) {
                    machine.insert(format!("{prefix}{name}"));
                }
            }
        }
        Ok((machine, decisions))
    }

    /// Reads both files of a document and folds them.
    ///
    /// # Errors
    ///
    /// The machine's file does not exist or cannot be read, or a line of either file cannot be read; with
    /// the line.
    pub fn load(&self, id: &str) -> Result<Loaded> {
        let (header, records) = self.load_machine(id)?;
        let journal = journal::read(&self.decisions_path(id)?)?;
        let Folded {
            records, conflicts, ..
        } = fold(records, &journal.decisions);
        Ok(Loaded {
            header,
            records,
            conflicts,
            decisions: journal.decisions,
            unfinished: journal.unfinished,
        })
    }

    /// Reads what the machine alone says about a document.
    ///
    /// # Errors
    ///
    /// As for [`Store::load`].
    pub fn load_machine(&self, id: &str) -> Result<(DocumentInfo, Vec<Record>)> {
        let path = self.machine_path(id)?;
        let bytes = fs::read(&path).map_err(|error| Error::io("read", &path, error))?;
        let (header, records) = machine::parse(&path, &bytes)?;
        // A file that was copied or renamed by hand would put the other document in twice.
        if header.id != id {
            let message = format!(
                "belongs to document `{}`; rename the file back, or remove it",
                header.id
            );
            return Err(machine::malformed(&path, 1, message));
        }
        Ok((header, records))
    }

    /// Which document, in which version, the machine's file was made from; `None` if there is no such file,
    /// or no readable header in it.
    pub fn made_from(&self, id: &str) -> Option<DocumentInfo> {
        let file = fs::File::open(self.machine_path(id).ok()?).ok()?;
        let mut line = Vec::new();
        // A header is short; anything longer is not a header.
        let mut start = BufReader::new(file).take(LONGEST_HEADER);
        start.read_until(b'\n', &mut line).ok()?;
        machine::header(&line)
    }

    /// Every decision about a document, in the order of the lines; none if there is no file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or a line of it cannot; with the line.
    pub fn decisions(&self, id: &str) -> Result<Vec<Decision>> {
        Ok(journal::read(&self.decisions_path(id)?)?.decisions)
    }

    /// Writes what the machine says about a document: `records` as [`crate::record::records`] makes them,
    /// not folded. Returns whether anything has changed; if nothing has, the file is not touched.
    ///
    /// # Errors
    ///
    /// What the system reports; the file is then as it was.
    pub fn write_machine(&self, document: &DocumentInfo, records: &[Record]) -> Result<bool> {
        let path = self.machine_path(&document.id)?;
        let bytes = machine::to_bytes(document, records)
            .map_err(|error| Error::io("write", &path, error.into()))?;
        if fs::read(&path).is_ok_and(|old| old == bytes) {
            return Ok(false);
        }
        make_folder_of(&path)?;
        output::replace(&path, |out| out.write_all(&bytes))?;
        Ok(true)
    }

    /// Removes the machine's file of a document that has left the corpus, so that no export has it any
    /// more. What people decided about it stays, and counts again when the document comes back.
    ///
    /// # Errors
    ///
    /// What the system reports.
    pub fn remove_machine(&self, id: &str) -> Result<()> {
        let path = self.machine_path(id)?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Error::io("remove", &path, error))
            }
            _ => Ok(()),
        }
    }

    /// Adds a decision about document `id`, on the disk when this returns.
    ///
    /// # Errors
    ///
    /// As for [`Store::append_decisions`].
    pub fn append_decision(&self, id: &str, decision: &Decision) -> Result<()> {
        self.append_decisions(id, std::slice::from_ref(decision))
    }

    /// Adds decisions about document `id`, on the disk when this returns: all of them, or none if it
    /// fails.
    ///
    /// # Errors
    ///
    /// A usage error for a decision that says nothing, such as an empty note; what the system reports.
    pub fn append_decisions(&self, id: &str, decisions: &[Decision]) -> Result<()> {
        let path = self.decisions_path(id)?;
        make_folder_of(&path)?;
        journal::append(&path, decisions)
    }
}

fn make_folder_of(path: &Path) -> Result<()> {
    match path.parent() {
        Some(folder) => {
            fs::create_dir_all(folder).map_err(|error| Error::io("make the folder of", path, error))
        }
        None => Ok(()),
    }
}
