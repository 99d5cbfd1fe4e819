//! A document on the reviewer's table: its two files, read and folded, and the rows that the page shows.

use super::carry::carried;
use super::wire::{Cell, Lost, Patch, Row, Summary, View};
use crate::error::Result;
use crate::record::{BeadSide, Record, Status};
use crate::store::{self, Conflict, Decision, Folded, Store, fold_and_keep};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// A bead that is less sure than this should be looked at.
const DOUBTFUL: f64 = 0.7;

/// A document under review.
pub(super) struct Table {
    id: String,
    /// The document's own file.
    path: PathBuf,
    title: Option<String>,
    store: Store,
    /// What the machine says.
    machine: Vec<Record>,
    /// What people said, line by line.
    decisions: Vec<Decision>,
    /// What comes of both.
    fold: Fold,
    /// Decisions about structure that extraction could not obey.
    unobeyed: Vec<Conflict>,
    rows: Vec<Row>,
    /// The place of each bead among the rows.
    place: HashMap<String, usize>,
    version: u64,
    /// The codes of the rules that found something, by bead or quote.
    findings: BTreeMap<String, BTreeSet<&'static str>>,
    /// The checksum of the document that the machine's file was made from.
    checksum: Option<String>,
    /// How the two files were when they were read.
    files: [Stamp; 2],
    /// How the document was when it was looked at.
    document: Stamp,
    /// Whether the document has to be built anew: it has changed since, or what people say of its structure
    /// has, or it has never been built.
    outdated: bool,
    building: bool,
    /// Why one of the two files cannot be read, if it cannot: nothing can be decided then.
    broken: Option<String>,
    /// Why the document could not be built, and when.
    unbuilt: Option<(String, Instant)>,
}

/// A document that could not be built is tried again after as long.
const PATIENCE: Duration = Duration::from_secs(30);

/// What changes when a file does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
    /// Another file in the same place has another number.
    number: u64,
}

impl Stamp {
    fn of(path: &Path) -> Self {
        let Ok(file) = fs::metadata(path) else {
            return Self::default();
        };
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&file);
        #[cfg(not(unix))]
        let number = 0;
        Self {
            len: file.len(),
            modified: file.modified().ok(),
            number,
        }
    }
}

impl Table {
    /// Reads a document's two files.
    pub fn open(store: Store, id: &str, path: PathBuf) -> Self {
        let mut table = Self {
            id: id.to_owned(),
            path,
            title: None,
            store,
            machine: Vec::new(),
            decisions: Vec::new(),
            fold: Fold::default(),
            unobeyed: Vec::new(),
            rows: Vec::new(),
            place: HashMap::new(),
            version: 0,
            findings: BTreeMap::new(),
            checksum: None,
            files: Default::default(),
            document: Stamp::default(),
            outdated: false,
            building: false,
            broken: None,
            unbuilt: None,
        };
        table.document = Stamp::of(&table.path);
        table.read();
        table
    }

    fn stamps(&self) -> [Stamp; 2] {
        let own = [
            self.store.machine_path(&self.id).ok(),
            self.store.decisions_path(&self.id).ok(),
        ];
        own.map(|path| path.map_or_else(Stamp::default, |path| Stamp::of(&path)))
    }

    /// Reads both files, whatever was known of them.
    fn read(&mut self) -> Option<Patch> {
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
        let is_built = self.files[0] != Stamp::default();
        self.outdated |= !is_built || store::constraints(&self.decisions) != constraints;
        patch.or_else(|| (summary != self.summary()).then(|| self.unchanged()))
    }

    fn try_read(&mut self) -> Result<Option<Patch>> {
        let decisions = self.store.decisions(&self.id)?;
        if self.files[0] == Stamp::default() {
            (self.title, self.checksum) = (None, None);
            self.machine = Vec::new();
        } else {
            let (header, machine) = self.store.load_machine(&self.id)?;
            (self.title, self.checksum) = (header.metadata.title, Some(header.checksum));
            self.machine = machine;
        }
        let fold = Fold::of(&self.machine, &decisions);
        self.decisions = decisions;
        Ok(self.show(fold))
    }

    /// Takes what decisions come to, makes rows of what is new in it, and says what has changed.
    fn show(&mut self, fold: Fold) -> Option<Patch> {
        let old = std::mem::replace(&mut self.fold, fold);
        let same = |(old, new): &(_, _)| old == new;
        let new = &self.fold;
        let at = old.pairs().zip(new.pairs()).take_while(same).count();
        let left = old.len().min(new.len()) - at;
        let behind = old.pairs().rev().zip(new.pairs().rev()).take(left);
        let behind = behind.take_while(same).count();
        let rows: Vec<Row> = new
            .pairs()
            .take(new.len() - behind)
            .skip(at)
            .map(|(record, plain)| row(record, plain, &self.findings))
            .collect();
        self.put(at, old.len() - at - behind, rows)
    }

    /// Puts rows in the place of others.
    fn put(&mut self, at: usize, remove: usize, rows: Vec<Row>) -> Option<Patch> {
        if self.rows[at..at + remove] == rows {
            return None;
        }
        let ids = |rows: &[Row]| rows.iter().map(|row| row.bead.clone()).collect::<Vec<_>>();
        let moved = ids(&self.rows[at..at + remove]) != ids(&rows);
        self.rows.splice(at..at + remove, rows.iter().cloned());
        if moved {
            let places = self.rows.iter().enumerate();
            self.place = places.map(|(i, row)| (row.bead.clone(), i)).collect();
        }
        self.version += 1;
        Some(Patch {
            at,
            remove,
            rows,
            before: self.version - 1,
            ..self.unchanged()
        })
    }

    /// Reads again what others have written, if they have.
    pub fn refresh(&mut self) -> Option<Patch> {
        let document = Stamp::of(&self.path);
        if document != self.document {
            self.document = document;
            self.outdate();
        }
        if self.stamps() == self.files {
            return None;
        }
        // Whatever it was that failed may be mended.
        self.unbuilt = None;
        self.read()
    }

    /// Says that the document has to be built anew.
    pub fn outdate(&mut self) {
        self.outdated = true;
        self.unbuilt = None;
    }

    /// Says where the document is.
    pub fn set_path(&mut self, path: &Path) {
        if self.path != path {
            self.path = path.to_owned();
            self.outdate();
        }
    }

    /// Whether the document should be built, and nobody has begun with that. What failed is tried again
    /// after a while.
    pub fn should_be_built(&self) -> bool {
        let failed = self
            .unbuilt
            .as_ref()
            .is_some_and(|(_, at)| at.elapsed() < PATIENCE);
        self.outdated && !self.building && !failed && self.broken.is_none()
    }

    /// How the document is, to be compared with how it will be.
    pub fn document(&self) -> Stamp {
        self.document
    }

    /// Reads again what has been built, and takes note of what could not be obeyed.
    pub fn built(&mut self, unobeyed: Vec<Conflict>) -> Option<Patch> {
        self.unobeyed = unobeyed;
        self.building = false;
        self.unbuilt = None;
        let patch = self.read();
        self.outdated = false;
        patch
    }

    /// Whether what the machine says is not of the document with this checksum, or may not obey what people
    /// say of its structure.
    pub fn may_be_outdated(&self, checksum: &str) -> bool {
        !self.is_of(checksum) || !store::constraints(&self.decisions).is_empty()
    }

    /// Whether what the machine says is of the document with this checksum.
    pub fn is_of(&self, checksum: &str) -> bool {
        self.checksum.as_deref() == Some(checksum)
    }

    /// What would come of decisions, before they are made: an error if one of them has no place.
    pub fn try_out(&self, decisions: Vec<Decision>) -> std::result::Result<Trial, String> {
        let all = [&self.decisions[..], &decisions].concat();
        let fold = Fold::of(&self.machine, &all);
        let conflicts = &fold.folded.conflicts;
        let lost = conflicts
            .iter()
            .find(|conflict| decisions.contains(&conflict.decision));
        match lost {
            Some(conflict) => Err(format!(
                "it cannot be done to `{}`: {}; look at its beads again",
                conflict.decision.id, conflict.why
            )),
            None => Ok(Trial { decisions, fold }),
        }
    }

    /// Adds decisions that have been tried out; they are on the disk when this returns.
    pub fn add(&mut self, trial: Trial) -> Result<Patch> {
        let before = self.files[1];
        self.store.append_decisions(&self.id, &trial.decisions)?;
        let after = self.stamps()[1];
        // As in an array, each has one character more, and the array one.
        let lines = serde_json::to_vec(&trial.decisions).map_or(0, |bytes| bytes.len() as u64 - 1);
        let is_ours = before == Stamp::default() || after.number == before.number;
        let patch = match is_ours && after.len == before.len + lines {
            true => {
                self.files[1] = after;
                self.decisions.extend(trial.decisions);
                self.show(trial.fold)
            }
            // Somebody else has added some, too, or an unfinished line was ended.
            false => self.read(),
        };
        Ok(patch.unwrap_or_else(|| self.unchanged()))
    }

    /// Takes note of what was found by rules, by bead or quote.
    pub fn set_findings(
        &mut self,
        findings: BTreeMap<String, BTreeSet<&'static str>>,
    ) -> Option<Patch> {
        self.findings = findings;
        let rows: Vec<Row> = self
            .fold
            .pairs()
            .map(|(record, plain)| row(record, plain, &self.findings))
            .collect();
        self.put(0, self.rows.len(), rows)
    }

    /// Takes note of whether it is being built.
    pub fn set_building(&mut self, building: bool) {
        self.building = building;
    }

    /// Takes note of why it could not be built.
    pub fn set_unbuilt(&mut self, error: String) {
        self.building = false;
        self.unbuilt = Some((error, Instant::now()));
    }

    pub fn is_building(&self) -> bool {
        self.building
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.id)
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row of a bead.
    pub fn row(&self, bead: &str) -> Option<&Row> {
        self.place.get(bead).map(|&place| &self.rows[place])
    }

    /// Why nothing can be decided at present, if nothing can.
    pub fn broken(&self) -> Option<&str> {
        self.broken.as_deref()
    }

    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Records without edits of their texts, and with them.
    pub fn records(&self) -> (&[Record], &[Record]) {
        (&self.fold.arranged, &self.fold.folded.records)
    }

    /// Its rows for the page.
    pub fn view(&self) -> View {
        View {
            summary: self.summary(),
            version: self.version,
            rows: self.rows.clone(),
            conflicts: self.conflicts(),
        }
    }

    /// How far it is.
    pub fn summary(&self) -> Summary {
        let records = || self.fold.folded.records.iter();
        let quotes: HashSet<&str> = records().map(|record| record.quote.as_str()).collect();
        let with = |status: Status| records().filter(|record| record.status == status).count();
        Summary {
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
    pub fn conflicts(&self) -> Vec<Lost> {
        let conflicts = self.fold.folded.conflicts.iter().chain(&self.unobeyed);
        conflicts
            .map(
                |Conflict {
                     decision,
                     nearest,
                     why,
                 }| Lost {
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
    pub fn unchanged(&self) -> Patch {
        Patch {
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

/// Decisions that can be made, and what comes of them.
pub(super) struct Trial {
    decisions: Vec<Decision>,
    fold: Fold,
}

impl Trial {
    /// The beads that would be there, without edits of their texts.
    pub fn records(&self) -> &[Record] {
        &self.fold.arranged
    }
}

/// What a document's two files come to.
#[derive(Default)]
struct Fold {
    /// The machine's records with the beads that people made, and with nothing else.
    arranged: Vec<Record>,
    folded: Folded,
}

impl Fold {
    fn of(machine: &[Record], decisions: &[Decision]) -> Self {
        let (arranged, folded) = fold_and_keep(machine.to_vec(), decisions);
        Self { arranged, folded }
    }

    fn len(&self) -> usize {
        self.arranged.len()
    }

    /// Each record as it is shown, and without edits.
    fn pairs(&self) -> impl DoubleEndedIterator<Item = (&Record, &Record)> + ExactSizeIterator {
        self.folded.records.iter().zip(&self.arranged)
    }
}

/// A record as the page shows it; `plain` is the same without edits.
fn row(
    record: &Record,
    plain: &Record,
    findings: &BTreeMap<String, BTreeSet<&'static str>>,
) -> Row {
    let mut row = Row {
        bead: record.bead.clone(),
        quote: record.quote.clone(),
        kind: record.kind.to_string(),
        score: record.score,
        status: record.status.as_str().to_owned(),
        source: record
            .source
            .as_ref()
            .map(|side| cell(side, plain.source.as_ref())),
        target: record
            .target
            .as_ref()
            .map(|side| cell(side, plain.target.as_ref())),
        notes: record.notes.clone(),
        reasons: reasons(record, findings),
        rev: String::new(),
    };
    let mut hasher = DefaultHasher::new();
    (&row.bead, &row.status, &row.notes).hash(&mut hasher);
    for cell in [&row.source, &row.target] {
        cell.as_ref()
            .map(|cell| (&cell.text, &cell.unedited))
            .hash(&mut hasher);
    }
    row.rev = format!("{:016x}", hasher.finish());
    row
}

fn cell(side: &BeadSide, plain: Option<&BeadSide>) -> Cell {
    let unedited = plain.map(|plain| plain.text.as_str());
    let edited = unedited.filter(|text| *text != side.text);
    let cuts = side.cuts.iter().map(|cut| {
        let at = edited.map_or(cut.text, |from| carried(from, &side.text, cut.text));
        units_of_utf16(&side.text, at)
    });
    Cell {
        lang: side.lang,
        cuts: cuts.collect(),
        unedited: edited.map(str::to_owned),
        text: side.text.clone(),
    }
}

/// A place in a text in UTF-16 code units, from one in bytes.
fn units_of_utf16(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or(text);
    before.encode_utf16().count()
}

/// A place in a text in bytes, from one in UTF-16 code units.
pub(super) fn bytes_of_utf16(text: &str, units: usize) -> usize {
    let mut passed = 0;
    for (at, c) in text.char_indices() {
        if passed >= units {
            return at;
        }
        passed += c.len_utf16();
    }
    text.len()
}

/// Why somebody should look at a bead: see [`Row::reasons`].
fn reasons(record: &Record, findings: &BTreeMap<String, BTreeSet<&'static str>>) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    if record.status == Status::NeedsWork {
        reasons.push("needs-work".to_owned());
    } else if record.status.is_settled() {
        return reasons;
    }
    let untranslated = record.status == Status::Untranslated;
    if untranslated {
        reasons.push("untranslated".to_owned());
    } else if record.score < DOUBTFUL {
        reasons.push("score".to_owned());
    }
    if !untranslated && (record.kind.source, record.kind.target) != (1, 1) {
        reasons.push("kind".to_owned());
    }
    let found = [&record.bead, &record.quote]
        .into_iter()
        .filter_map(|id| findings.get(id));
    reasons.extend(found.flatten().map(|code| (*code).to_owned()));
    reasons
}
