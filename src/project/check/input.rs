//! A document to check: as its file is now, not as it was when it was last built, with what its project
//! says about rules and what people decided on it.

use super::root::{CheckRoot, seen_from};
use crate::cache::Key;
use crate::check::{Checked, Demands, DocumentObservations, InProject, RULES, Rule, observe};
use crate::config;
use crate::document::{Document, DocumentInfo};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::extract;
use crate::input::{self, DocumentFile, STDIN};
use crate::lang::Lang;
use crate::pipeline::{self, Processed};
use crate::project::folder::Project;
use crate::similarity::Similarity;
use crate::store::{self, Decision, Folded};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::slice;
use std::sync::Arc;

/// A document to check.
#[derive(Clone, Debug)]
pub struct CheckInput {
    file: DocumentFile,
    /// The bytes to check instead of its file.
    given: Option<Vec<u8>>,
    root: Arc<CheckRoot>,
    /// Whether it is in its project's corpus, so that people can decide on it.
    in_corpus: bool,
    /// Its path relative to `root`.
    path_in_root: String,
}

impl AsRef<Path> for CheckInput {
    fn as_ref(&self) -> &Path {
        &self.file.path
    }
}

/// All that is needed to judge a document.
pub(super) struct ObservedDocument {
    pub input: CheckInput,
    pub observed: DocumentObservations,
    pub version: CheckedVersion,
}

/// The state of a document when it was checked.
#[derive(Debug)]
pub(super) struct CheckedVersion {
    /// The checksum of its bytes.
    pub checksum: String,
    /// Its text, if it cannot be read again.
    pub text: Option<String>,
    /// Whether its file is its text, so that the file can be fixed by writing the text.
    pub is_verbatim: bool,
}

impl CheckInput {
    /// Every document of a project (see [`Project::documents`]), with an error for each that cannot be read.
    /// `baseline` is another place for the baseline than the project names.
    ///
    /// # Errors
    ///
    /// A baseline that does not read, or the current folder is gone.
    pub fn all(
        project: Project,
        documents: Vec<Result<DocumentFile>>,
        baseline: Option<&Path>,
    ) -> Result<Vec<Result<Self>>> {
        let root = Arc::new(CheckRoot::of_project(project, baseline, true)?);
        let check_input = |file: DocumentFile| {
            Ok(Self {
                path_in_root: input::relative(&root.folder, &file.path)?,
                file,
                given: None,
                root: Arc::clone(&root),
                in_corpus: true,
            })
        };
        let documents = documents.into_iter();
        Ok(documents.map(|file| check_input(file?)).collect())
    }

    /// These files, wherever they are, each once; `given` is read in place of a file that an editor holds.
    /// Errors stand for those that cannot be read, one for all documents of a project whose
    /// configuration or baseline does not read.
    ///
    /// # Errors
    ///
    /// The current folder is gone.
    pub fn files(
        files: &[PathBuf],
        given: Option<&[u8]>,
        baseline: Option<&Path>,
    ) -> Result<Vec<Result<Self>>> {
        let here = input::absolute(Path::new("."))?;
        let mut roots: HashMap<PathBuf, Option<Arc<CheckRoot>>> = HashMap::new();
        let mut known = HashSet::new();
        let mut inputs = Vec::new();
        for path in files {
            let absolute = input::absolute(path)?;
            if !known.insert(absolute.clone()) {
                continue;
            }
            let is_stdin = path.as_os_str() == STDIN;
            let project = match is_stdin {
                true => None,
                false => absolute.parent().and_then(config::find_root),
            };
            let folder = project.unwrap_or(&here);
            if !roots.contains_key(folder) {
                let root = match project {
                    Some(folder) => Project::open(seen_from(&here, folder))
                        .and_then(|project| CheckRoot::of_project(project, baseline, false)),
                    None => CheckRoot::of_none(here.clone(), baseline),
                };
                let root = match root {
                    Ok(root) => Some(Arc::new(root)),
                    Err(error) => {
                        inputs.push(Err(error));
                        None
                    }
                };
                roots.insert(folder.to_owned(), root);
            }
            let Some(Some(root)) = roots.get(folder) else {
                continue;
            };
            let in_corpus = |project: &Project| !is_stdin && project.has(&absolute);
            // Each by itself, as its own project must know its id.
            for file in input::document_files(slice::from_ref(path))? {
                inputs.push(Ok(Self {
                    path_in_root: input::relative(&root.folder, &file.path)?,
                    file,
                    given: given.map(<[u8]>::to_owned),
                    root: Arc::clone(root),
                    in_corpus: root.project.as_ref().is_some_and(in_corpus),
                }));
            }
        }
        Ok(inputs)
    }

    /// The folder that its findings' paths start from: that of its project, or else the current one.
    pub fn folder(&self) -> &Path {
        &self.root.folder
    }

    /// The file of the findings that its project accepts, whether it is there or not.
    pub fn baseline(&self) -> &Path {
        &self.root.baseline_path
    }

    /// The files that its findings depend on, whether they are there or not.
    pub fn depends_on(&self) -> Vec<PathBuf> {
        let document = &self.file.path;
        let mut files = vec![document.clone(), document.with_extension("toml")];
        files.push(self.root.folder.join(config::FILE_NAME));
        files.push(self.root.baseline_path.clone());
        if let Some(project) = self.project() {
            let store = project.store();
            files.extend(store.decisions_path(&self.file.id).ok());
            files.extend(store.machine_path(&self.file.id).ok());
        }
        files
    }

    /// The languages of its originals and of their translations.
    pub fn langs(&self) -> Vec<Lang> {
        self.root.options.langs()
    }

    /// The options of the search in it.
    pub(super) fn options(&self) -> &extract::ExtractOptions {
        &self.root.options
    }

    /// The folder that its findings' paths start from, and what applies there.
    pub(super) fn root(&self) -> &Arc<CheckRoot> {
        &self.root
    }

    /// Its path relative to that folder, with `/` between folders.
    pub(super) fn path_in_root(&self) -> &str {
        &self.path_in_root
    }

    /// The project in which people decide on it.
    fn project(&self) -> Option<&Project> {
        self.root.project.as_ref().filter(|_| self.in_corpus)
    }

    fn read(&self) -> Result<Document> {
        match &self.given {
            Some(bytes) => input::parse(&self.file, bytes.clone()),
            None => input::read(&self.file),
        }
    }

    /// Its text as it was checked, to show places in it; empty if it is gone by now or has changed.
    pub(super) fn text(&self, version: &CheckedVersion) -> String {
        if let Some(text) = &version.text {
            return text.clone();
        }
        let document = input::read(&self.file).ok();
        let same = document.filter(|document| document.checksum() == version.checksum);
        same.map_or_else(String::new, Document::into_text)
    }

    /// Reads it, finds its quotes and has the rules look that `demands` may want, unless the cache has
    /// their observations.
    pub(super) fn observe(self, engine: &Engine, demands: &Demands) -> Result<ObservedDocument> {
        let document = self.read()?;
        let (decisions, stored) = match self.project() {
            Some(project) => {
                let store = project.store();
                let id = &self.file.id;
                (store.decisions(id)?, store.made_from(id))
            }
            None => (Vec::new(), None),
        };
        let selection = self.root.selection(demands);
        let wanted = |rule: &Rule| selection.wants(rule);
        let checksum = document.checksum().to_owned();
        let key = self.key(&document, &decisions, stored.as_ref(), engine, &wanted)?;
        let is_file = self.given.is_none() && self.file.path.as_os_str() != STDIN;
        let is_verbatim = document.is_verbatim();
        let (observed, text) = match engine.cache().get(&key) {
            Some(observed) => (observed, document.into_text()),
            None => {
                let similarity = engine.similarity();
                let (observed, text) =
                    self.look(document, &decisions, stored.as_ref(), similarity, &wanted);
                engine.cache().put(&key, &observed);
                (observed, text)
            }
        };
        Ok(ObservedDocument {
            input: self,
            observed,
            version: CheckedVersion {
                checksum,
                text: (!is_file).then_some(text),
                is_verbatim,
            },
        })
    }

    /// The key of its observations in the cache: all that they depend on.
    fn key(
        &self,
        document: &Document,
        decisions: &[Decision],
        stored: Option<&DocumentInfo>,
        engine: &Engine,
        wanted: &dyn Fn(&Rule) -> bool,
    ) -> Result<Key> {
        let failed = |error: serde_json::Error| Error::io("compare", &self.file.path, error.into());
        let rules = RULES.iter().filter(|rule| wanted(rule));
        let rules: Vec<&str> = rules.map(|rule| rule.code).collect();
        Ok(engine.cache().key(
            "observed",
            &[
                document.id(),
                document.checksum(),
                &serde_json::to_string(document.metadata()).map_err(failed)?,
                &serde_json::to_string(decisions).map_err(failed)?,
                stored.map_or("", |stored| &stored.checksum),
                if self.project().is_some() {
                    "project"
                } else {
                    ""
                },
                &format!("{:?}", self.root.options),
                engine.identity(),
                &rules.join(" "),
            ],
        ))
    }

    fn look(
        &self,
        document: Document,
        decisions: &[Decision],
        stored: Option<&DocumentInfo>,
        similarity: &dyn Similarity,
        wanted: &dyn Fn(&Rule) -> bool,
    ) -> (DocumentObservations, String) {
        let options = &self.root.options;
        let Processed {
            document,
            extraction,
            records,
        } = pipeline::process_read(
            document,
            options,
            &store::constraints(decisions),
            similarity,
        );
        let unobeyed = store::unobeyed(decisions, &extraction.unmet, &records);
        let Folded {
            records,
            mut conflicts,
            waivers,
        } = store::fold(records, decisions);
        conflicts.extend(unobeyed);
        let project = self.project().map(|_| InProject {
            conflicts: &conflicts,
            waivers: &waivers,
            stored,
        });
        let checked = Checked {
            document: &document,
            extraction: &extraction,
            records: &records,
            options,
            project,
        };
        let observed = observe(&checked, wanted);
        (observed, document.into_text())
    }
}
