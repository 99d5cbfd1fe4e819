//! The state of one document: what was read, what comes of it, and whether it has to be built.

use super::super::api::{BeadRow, DocumentPatch, DocumentSummary, DocumentView, LostDecision};
use super::file_stamp::FileStamp;
use super::fold::{FoldedDocument, TrialDecisions};
use super::rows::{RuleFindings, row};
use crate::error::Result;
use crate::record::{Record, Status};
use crate::store::{self, Conflict, Decision, Store};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Pause before a document that could not be built is tried again.
const BUILD_RETRY: Duration = Duration::from_secs(30);

/// A document under review.
pub(crate) struct DocumentState {
    id: String,
    /// The document's own file.
    path: PathBuf,
    title: Option<String>,
    store: Store,
    /// The machine's records.
    machine: Vec<Record>,
    /// People's decisions, line by line.
    decisions: Vec<Decision>,
    /// What both come to.
    fold: FoldedDocument,
    /// Decisions about structure that extraction could not obey.
    unobeyed: Vec<Conflict>,
    rows: Vec<BeadRow>,
    /// The index of each bead's row.
    row_of: HashMap<String, usize>,
    version: u64,
    findings: RuleFindings,
    /// The checksum of the document from which the machine's file was made.
    checksum: Option<String>,
    /// The machine's file and the decisions, as they were when they were read.
    files: [FileStamp; 2],
    /// The document's own file, as it was last seen.
    document: FileStamp,
    /// Whether the document has to be built: it has changed since, or people's decisions on its structure
    /// have, or it was never built.
    outdated: bool,
    building: bool,
    /// Why one of the two files cannot be read, if it cannot. Nothing can be decided then.
    broken: Option<String>,
    /// Why the document could not be built, and when that was.
    unbuilt: Option<(String, Instant)>,
}

impl DocumentState {
    /// Reads a document's two files.
    pub(crate) fn open(store: Store, id: &str, path: PathBuf) -> Self {
        let mut state = Self {
            id: id.to_owned(),
            path,
            title: None,
            store,
            machine: Vec::new(),
            decisions: Vec::new(),
            fold: FoldedDocument::default(),
            unobeyed: Vec::new(),
            rows: Vec::new(),
            row_of: HashMap::new(),
            version: 0,
            findings: RuleFindings::new(),
            checksum: None,
            files: Default::default(),
            document: FileStamp::default(),
            outdated: false,
            building: false,
            broken: None,
            unbuilt: None,
        };
        state.document = FileStamp::of(&state.path);
        state.read();
        state
    }

    /// The machine's file and the decisions, as they are now.
    fn stamps(&self) -> [FileStamp; 2] {
        let own = [
            self.store.machine_path(&self.id).ok(),
            self.store.decisions_path(&self.id).ok(),
        ];
        own.map(|path| path.map_or_else(FileStamp::default, |path| FileStamp::of(&path)))
    }

    /// Reads both files, whether they have changed or not.
    fn read(&mut self) -> Option<DocumentPatch> {
        self.files = self.stamps();
        let summary = self.summary();
        let constraints = store::constraints(&self.decisions);
        let patch = match self.try_read() {
            Ok(patch) => {
                self.broken = None;
                patch
            }
            Err(error) => {
                self.broken = Some(error.to_string());
                None
            }
        };
        let is_built = self.files[0].is_there();
        self.outdated |= !is_built || store::constraints(&self.decisions) != constraints;
        patch.or_else(|| (summary != self.summary()).then(|| self.unchanged()))
    }

    fn try_read(&mut self) -> Result<Option<DocumentPatch>> {
        let decisions = self.store.decisions(&self.id)?;
        if self.files[0].is_there() {
            let (header, machine) = self.store.load_machine(&self.id)?;
            (self.title, self.checksum) = (header.metadata.title, Some(header.checksum));
            self.machine = machine;
        } else {
            (self.title, self.checksum) = (None, None);
            self.machine = Vec::new();
        }
        let fold = FoldedDocument::of(&self.machine, &decisions);
        self.decisions = decisions;
        Ok(self.show(fold))
    }

    /// Shows another fold: makes rows of what is new in it, and returns what has changed.
    fn show(&mut self, fold: FoldedDocument) -> Option<DocumentPatch> {
        let old = std::mem::replace(&mut self.fold, fold);
        let same = |(old, new): &(_, _)| old == new;
        let new = &self.fold;
        let at = old.pairs().zip(new.pairs()).take_while(same).count();
        let left = old.len().min(new.len()) - at;
        let after = old.pairs().rev().zip(new.pairs().rev()).take(left);
        let after = after.take_while(same).count();
        let rows: Vec<BeadRow> = new
            .pairs()
            .take(new.len() - after)
            .skip(at)
            .map(|(record, plain)| row(record, plain, &self.findings))
            .collect();
        self.put(at, old.len() - at - after, rows)
    }

    /// Replaces some rows by others; `None` if they are the same.
    fn put(&mut self, at: usize, remove: usize, rows: Vec<BeadRow>) -> Option<DocumentPatch> {
        if self.rows[at..at + remove] == rows {
            return None;
        }
        let ids = |rows: &[BeadRow]| rows.iter().map(|row| row.bead.clone()).collect::<Vec<_>>();
        let moved = ids(&self.rows[at..at + remove]) != ids(&rows);
        self.rows.splice(at..at + remove, rows.iter().cloned());
        if moved {
            let rows = self.rows.iter().enumerate();
            self.row_of = rows.map(|(i, row)| (row.bead.clone(), i)).collect();
        }
        self.version += 1;
        Some(DocumentPatch {
            at,
            remove,
            rows,
            before: self.version - 1,
            ..self.unchanged()
        })
    }

    /// Reads the files again if others have written them.
    pub(crate) fn refresh(&mut self) -> Option<DocumentPatch> {
        let document = FileStamp::of(&self.path);
        if document != self.document {
            self.document = document;
            self.outdate();
        }
        if self.stamps() == self.files {
            return None;
        }
        // Whatever made the build fail may be fixed.
        self.unbuilt = None;
        self.read()
    }

    /// Notes that the document has to be built again.
    pub(crate) fn outdate(&mut self) {
        self.outdated = true;
        self.unbuilt = None;
    }

    /// Notes where the document's file is.
    pub(crate) fn set_path(&mut self, path: &Path) {
        if self.path != path {
            self.path = path.to_owned();
            self.outdate();
        }
    }

    /// Whether the document should be built and is not being built. After a failure it waits for a while.
    pub(crate) fn should_be_built(&self) -> bool {
        let failed = self
            .unbuilt
            .as_ref()
            .is_some_and(|(_, at)| at.elapsed() < BUILD_RETRY);
        self.outdated && !self.building && !failed && self.broken.is_none()
    }

    /// The document's own file as it was last seen, to be compared later.
    pub(crate) fn document(&self) -> FileStamp {
        self.document
    }

    /// Reads what has been built. `unobeyed` holds the decisions that the build could not obey.
    pub(crate) fn built(&mut self, unobeyed: Vec<Conflict>) -> Option<DocumentPatch> {
        self.unobeyed = unobeyed;
        self.building = false;
        self.unbuilt = None;
        let patch = self.read();
        self.outdated = false;
        patch
    }

    /// Whether the machine's file was made from a document with another checksum, or may not obey people's
    /// decisions on its structure.
    pub(crate) fn may_be_outdated(&self, checksum: &str) -> bool {
        !self.is_of(checksum) || !store::constraints(&self.decisions).is_empty()
    }

    /// Whether the machine's file was made from the document with this checksum.
    pub(crate) fn is_of(&self, checksum: &str) -> bool {
        self.checksum.as_deref() == Some(checksum)
    }

    /// Folds decisions in without making them. Fails with the reason if one of them has no place.
    pub(crate) fn try_out(
        &self,
        decisions: Vec<Decision>,
    ) -> std::result::Result<TrialDecisions, String> {
        let all = [&self.decisions[..], &decisions].concat();
        let fold = FoldedDocument::of(&self.machine, &all);
        let conflicts = &fold.folded.conflicts;
        let lost = conflicts
            .iter()
            .find(|conflict| decisions.contains(&conflict.decision));
        match lost {
            Some(conflict) => Err(format!(
                "it cannot be applied to `{}`: {}; look at its beads again",
                conflict.decision.id, conflict.why
            )),
            None => Ok(TrialDecisions { decisions, fold }),
        }
    }

    /// Makes decisions that have been tried out. They are on the disk when this returns.
    pub(crate) fn add(&mut self, trial: TrialDecisions) -> Result<DocumentPatch> {
        let before = self.files[1];
        self.store.append_decisions(&self.id, &trial.decisions)?;
        let after = self.stamps()[1];
        // In an array, each has one character more, and so has the array.
        let lines = serde_json::to_vec(&trial.decisions).map_or(0, |bytes| bytes.len() as u64 - 1);
        let patch = match after.has_grown_by(lines, &before) {
            true => {
                self.files[1] = after;
                self.decisions.extend(trial.decisions);
                self.show(trial.fold)
            }
            // Somebody else has added some, too, or an unfinished line was completed.
            false => self.read(),
        };
        Ok(patch.unwrap_or_else(|| self.unchanged()))
    }

    /// Notes what rules found.
    pub(crate) fn set_findings(&mut self, findings: RuleFindings) -> Option<DocumentPatch> {
        self.findings = findings;
        let rows: Vec<BeadRow> = self
            .fold
            .pairs()
            .map(|(record, plain)| row(record, plain, &self.findings))
            .collect();
        self.put(0, self.rows.len(), rows)
    }

    /// Notes whether it is being built.
    pub(crate) fn set_building(&mut self, building: bool) {
        self.building = building;
    }

    /// Notes why it could not be built.
    pub(crate) fn set_unbuilt(&mut self, error: String) {
        self.building = false;
        self.unbuilt = Some((error, Instant::now()));
    }

    /// Whether it is being built.
    pub(crate) fn is_building(&self) -> bool {
        self.building
    }

    /// Its id.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Where its file is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Its title, or its id.
    pub(crate) fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.id)
    }

    /// A row for each bead, in order.
    pub(crate) fn rows(&self) -> &[BeadRow] {
        &self.rows
    }

    /// The row of a bead.
    pub(crate) fn row(&self, bead: &str) -> Option<&BeadRow> {
        self.row_of.get(bead).map(|&index| &self.rows[index])
    }

    /// Why nothing can be decided at present, if nothing can.
    pub(crate) fn broken(&self) -> Option<&str> {
        self.broken.as_deref()
    }

    /// All decisions, line by line.
    pub(crate) fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// The records without edits of their texts, and with them.
    pub(crate) fn records(&self) -> (&[Record], &[Record]) {
        (&self.fold.arranged, &self.fold.folded.records)
    }

    /// The document as the page shows it.
    pub(crate) fn view(&self) -> DocumentView {
        DocumentView {
            summary: self.summary(),
            version: self.version,
            rows: self.rows.clone(),
            conflicts: self.conflicts(),
        }
    }

    /// How far its review is.
    pub(crate) fn summary(&self) -> DocumentSummary {
        let records = || self.fold.folded.records.iter();
        let quotes: HashSet<&str> = records().map(|record| record.quote.as_str()).collect();
        let with = |status: Status| records().filter(|record| record.status == status).count();
        DocumentSummary {
            id: self.id.clone(),
            title: self.title().to_owned(),
            path: self.path.display().to_string(),
            quotes: quotes.len(),
            beads: self.rows.len(),
            reviewed: records()
                .filter(|record| record.status.is_settled())
                .count(),
            doubtful: self
                .rows
                .iter()
                .filter(|row| !row.reasons.is_empty())
                .count(),
            untranslated: with(Status::Untranslated),
            needs_work: with(Status::NeedsWork),
            conflicts: self.fold.folded.conflicts.len() + self.unobeyed.len(),
            building: self.building,
            error: self.broken.clone().or_else(|| {
                let unbuilt = self.unbuilt.as_ref();
                unbuilt.map(|(error, _)| error.clone())
            }),
        }
    }

    /// Decisions that have lost their place.
    pub(crate) fn conflicts(&self) -> Vec<LostDecision> {
        let conflicts = self.fold.folded.conflicts.iter().chain(&self.unobeyed);
        conflicts
            .map(
                |Conflict {
                     decision,
                     nearest,
                     why,
                 }| LostDecision {
                    id: decision.id.clone(),
                    operation: decision.operation().into_owned(),
                    decision: decision.verdict.as_str().to_owned(),
                    by: decision.by.clone(),
                    at: decision.at.clone(),
                    why: why.to_string(),
                    nearest: nearest.clone(),
                    source: decision.on.source.clone(),
                    target: decision.on.target.clone(),
                },
            )
            .collect()
    }

    /// A patch that changes nothing but the summary.
    pub(crate) fn unchanged(&self) -> DocumentPatch {
        DocumentPatch {
            document: self.id.clone(),
            before: self.version,
            version: self.version,
            at: 0,
            remove: 0,
            rows: Vec::new(),
            summary: self.summary(),
            conflicts: self.conflicts(),
        }
    }
}
