//! A document on its way to be checked: as its file is now, not as it was when it was last built,
//! with what its project says of rules and what people decided on it.

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
    source: DocumentFile,
    /// What to read in place of its file.
    given: Option<Vec<u8>>,
    home: Arc<CheckRoot>,
    /// Whether it lies in its project's corpus, so that people can decide on it.
    member: bool,
    /// Its path seen from `home`.
    within: String,
}

impl AsRef<Path> for CheckInput {
    fn as_ref(&self) -> &Path {
        &self.source.path
    }
}

/// What is to be known of a document to judge it.
pub(super) struct ObservedDocument {
    pub candidate: CheckInput,
    pub observed: DocumentObservations,
    /// Of its bytes, as they were when they were looked at.
    pub checksum: String,
    /// Its text, if it cannot be read again.
    pub text: Option<String>,
}

impl CheckInput {
    /// Every document of a project; errors stand for those that cannot be had. `baseline` is another place
    /// for the baseline than the project says.
    ///
    /// # Errors
    ///
    /// There is no corpus to read, a baseline that does not read, or the current folder is gone.
    pub fn all(project: Project, baseline: Option<&Path>) -> Result<Vec<Result<Self>>> {
        let documents = project.documents()?.into_iter();
        let home = Arc::new(CheckRoot::of_project(project, baseline, true)?);
        let candidate = |source: DocumentFile| {
            Ok(Self {
                within: input::relative(&home.folder, &source.path)?,
                source,
                given: None,
                home: Arc::clone(&home),
                member: true,
            })
        };
        Ok(documents.map(|source| candidate(source?)).collect())
    }

    /// Just these files, wherever they are, each once; `given` is read in place of those that are not
    /// files but what an editor holds of them. Errors stand for those that cannot be had, one for all
    /// documents of a project whose configuration or baseline does not read.
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
        let mut homes: HashMap<PathBuf, Option<Arc<CheckRoot>>> = HashMap::new();
        let mut seen = HashSet::new();
        let mut candidates = Vec::new();
        for file in files {
            let absolute = input::absolute(file)?;
            if !seen.insert(absolute.clone()) {
                continue;
            }
            let is_stdin = file.as_os_str() == STDIN;
            let root = match is_stdin {
                true => None,
                false => absolute.parent().and_then(config::find_root),
            };
            let folder = root.unwrap_or(&here);
            if !homes.contains_key(folder) {
                let home = match root {
                    Some(root) => Project::open(seen_from(&here, root))
                        .and_then(|project| CheckRoot::of_project(project, baseline, false)),
                    None => CheckRoot::of_none(here.clone(), baseline),
                };
                let home = match home {
                    Ok(home) => Some(Arc::new(home)),
                    Err(error) => {
                        candidates.push(Err(error));
                        None
                    }
                };
                homes.insert(folder.to_owned(), home);
            }
            let Some(Some(home)) = homes.get(folder) else {
                continue;
            };
            let member = |project: &Project| !is_stdin && project.has(&absolute);
            // Each by itself: its id has to be the one that its own project knows.
            for source in input::document_files(slice::from_ref(file))? {
                candidates.push(Ok(Self {
                    within: input::relative(&home.folder, &source.path)?,
                    source,
                    given: given.map(<[u8]>::to_owned),
                    home: Arc::clone(home),
                    member: home.project.as_ref().is_some_and(member),
                }));
            }
        }
        Ok(candidates)
    }

    /// The folder that it is named in: that of its project, or else the current one.
    pub fn folder(&self) -> &Path {
        &self.home.folder
    }

    /// Where the findings are that its project lets stand, if they are anywhere.
    pub fn baseline(&self) -> &Path {
        &self.home.baseline_path
    }

    /// The files that what is found in it depends on, whether they are there or not.
    pub fn depends_on(&self) -> Vec<PathBuf> {
        let document = &self.source.path;
        let mut files = vec![document.clone(), document.with_extension("toml")];
        files.push(self.home.folder.join(config::FILE_NAME));
        files.push(self.home.baseline_path.clone());
        if let Some(project) = self.project() {
            let store = project.store();
            files.extend(store.decisions_path(&self.source.id).ok());
            files.extend(store.machine_path(&self.source.id).ok());
        }
        files
    }

    /// The languages of its originals and of their translations.
    pub fn langs(&self) -> Vec<Lang> {
        self.home.options.langs()
    }

    /// What is looked for in it.
    pub(super) fn options(&self) -> &extract::ExtractOptions {
        &self.home.options
    }

    /// The folder that it is named in, and what holds there.
    pub(super) fn home(&self) -> &Arc<CheckRoot> {
        &self.home
    }

    /// Its path seen from the folder that it is named in, with `/` between folders.
    pub(super) fn within(&self) -> &str {
        &self.within
    }

    /// The project that people decide on it in.
    fn project(&self) -> Option<&Project> {
        self.home.project.as_ref().filter(|_| self.member)
    }

    fn read(&self) -> Result<Document> {
        match &self.given {
            Some(bytes) => input::parse(&self.source, bytes.clone()),
            None => input::read(&self.source),
        }
    }

    /// Its text once more, to show what is wrong in it; empty when it is gone by now, or is not the one
    /// with this checksum any more.
    pub(super) fn text_again(&self, checksum: &str) -> String {
        let document = input::read(&self.source).ok();
        let same = document.filter(|document| document.checksum() == checksum);
        same.map_or_else(String::new, Document::into_text)
    }

    /// Reads it, finds its quotes and has the rules look that `demands` may want, unless the cache knows
    /// what comes of that.
    pub(super) fn observe(self, engine: &Engine, demands: &Demands) -> Result<ObservedDocument> {
        let document = self.read()?;
        let (decisions, stored) = match self.project() {
            Some(project) => {
                let store = project.store();
                let id = &self.source.id;
                (store.decisions(id)?, store.made_from(id))
            }
            None => (Vec::new(), None),
        };
        let selection = self.home.selection(demands);
        let wanted = |rule: &Rule| selection.wants(rule);
        let checksum = document.checksum().to_owned();
        let key = self.key(&document, &decisions, stored.as_ref(), engine, &wanted)?;
        let is_file = self.given.is_none() && self.source.path.as_os_str() != STDIN;
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
            candidate: self,
            observed,
            checksum,
            text: (!is_file).then_some(text),
        })
    }

    /// All that observations depend on.
    fn key(
        &self,
        document: &Document,
        decisions: &[Decision],
        stored: Option<&DocumentInfo>,
        engine: &Engine,
        wanted: &dyn Fn(&Rule) -> bool,
    ) -> Result<Key> {
        let failed =
            |error: serde_json::Error| Error::io("compare", &self.source.path, error.into());
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
                &format!("{:?}", self.home.options),
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
        let options = &self.home.options;
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
