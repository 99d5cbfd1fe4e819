//! A project with a document of letters, under review.

use super::super::api::{
    Acknowledgement, ApiResult, BeadCell, BeadRow, BeadTexts, Operation, OperationRequest,
    ReviewStatus, UndoRequest,
};
use super::super::session::Session;
use crate::engine::Engine;
use crate::project::Project;
use crate::record::Record;
use crate::store::Store;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

pub(super) const LETTERS: &str = "\
The keeper of the lighthouse wrote to the harbour every week.

«Зима пришла рано. В 1902 году море замёрзло в ноябре. Пароход «Аврора» ушёл 3 декабря. Мы остались \
одни. Соль кончилась, мука есть. Иван чинит сеть.»

Winter came early. In 1902 the sea froze in November. The steamer Aurora left on 3 December, and we \
were left alone. The salt is gone, there is flour. Ivan mends the net.

His neighbour kept bees, and wrote in French.

« Les abeilles dorment depuis le 5 octobre. Henri a fermé les ruches. »

The bees have been asleep since 5 October. Henri has closed the hives.

A third line has no translation at all.

«Писем больше не будет до самой весны, пока не откроется вода.»
";

pub(super) const ID: &str = "letters";

/// A project with one document, built and under review.
pub(super) struct ReviewedLetters {
    pub folder: tempfile::TempDir,
    pub session: Arc<Session>,
}

impl ReviewedLetters {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("corpus")).unwrap();
        fs::write(folder.path().join("diglot.toml"), "").unwrap();
        fs::write(folder.path().join("corpus/letters.md"), LETTERS).unwrap();
        let session = Self::open(folder.path());
        let review = Self { folder, session };
        review.wait();
        review
    }

    pub(super) fn open(folder: &Path) -> Arc<Session> {
        let project = Project::open(folder).unwrap();
        Session::open(project, "anna".into(), Engine::without_encoder()).unwrap()
    }

    /// Another session on the same project, as after a restart.
    pub(super) fn again(self) -> Self {
        let session = Self::open(self.folder.path());
        let review = Self {
            folder: self.folder,
            session,
        };
        review.wait();
        review
    }

    /// Waits until nothing is being built.
    pub(super) fn wait(&self) {
        for _ in 0..1000 {
            if !self.session.queue(0).checking {
                return;
            }
            sleep(Duration::from_millis(5));
        }
        panic!("the build never ends");
    }

    pub(super) fn store(&self) -> Store {
        self.session.project.store()
    }

    /// The fold of the files on the disk.
    pub(super) fn folded(&self) -> Vec<Record> {
        self.store().load(ID).unwrap().records
    }

    pub(super) fn rows(&self) -> Vec<BeadRow> {
        self.session.document(ID).unwrap().rows
    }

    /// The same as JSON.
    pub(super) fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(&self.folded()).unwrap()
    }

    pub(super) fn perform(&self, operation: Operation) -> ApiResult<Acknowledgement> {
        self.session.perform(&OperationRequest {
            document: ID.into(),
            by: None,
            operation,
            seen: vec![],
        })
    }

    /// Does an operation that must succeed.
    pub(super) fn done(&self, operation: Operation) -> Acknowledgement {
        self.perform(operation).unwrap()
    }

    /// The bead with this text.
    pub(super) fn bead(&self, text: &str) -> BeadRow {
        let has = |cell: &Option<BeadCell>| cell.as_ref().is_some_and(|c| c.text.contains(text));
        let rows = self.rows();
        let row = rows.iter().find(|row| has(&row.source) || has(&row.target));
        row.unwrap_or_else(|| panic!("no bead has {text}")).clone()
    }

    pub(super) fn undo(&self) -> ApiResult<Acknowledgement> {
        self.session.undo(&UndoRequest::default())
    }

    pub(super) fn redo(&self) -> ApiResult<Acknowledgement> {
        self.session.redo(&UndoRequest::default())
    }

    /// The beads of the first quote, a line each.
    pub(super) fn beads(&self) -> Vec<String> {
        let rows = self.rows();
        let text = |cell: &Option<BeadCell>| cell.as_ref().map_or("-".into(), |c| c.text.clone());
        let quote = rows[0].quote.clone();
        rows.iter()
            .filter(|row| row.quote == quote)
            .map(|row| format!("{} | {}", text(&row.source), text(&row.target)))
            .collect()
    }
}

/// Accepts beads.
pub(super) fn accept(beads: &[&BeadRow]) -> Operation {
    Operation::Status {
        beads: beads.iter().map(|row| row.bead.clone()).collect(),
        status: ReviewStatus::Accepted,
    }
}

/// Edits the translation of a bead.
pub(super) fn edit(row: &BeadRow, target: &str) -> Operation {
    Operation::Edit {
        edits: vec![BeadTexts {
            bead: row.bead.clone(),
            source: None,
            target: Some(target.into()),
        }],
    }
}
