//! A document on its way to be checked: as its file is now, not as it was when it was last built,
//! with what people decided on it in its project, if it has one.

use super::Project;
use crate::check::{Checked, Finding, check};
use crate::document::Document;
use crate::error::Result;
use crate::extract;
use crate::input::{self, Source};
use crate::lang::Lang;
use crate::pipeline::{self, Processed};
use crate::similarity::Similarity;
use crate::store::{self, Folded};
use std::path::{Path, PathBuf};
use std::slice;

/// A document to check.
#[derive(Clone, Debug)]
pub struct Candidate {
    source: Source,
    project: Option<Project>,
}

impl AsRef<Path> for Candidate {
    fn as_ref(&self) -> &Path {
        &self.source.path
    }
}

impl Candidate {
    /// Every document of a project; errors stand for those that cannot be had.
    pub fn all(project: &Project) -> Result<Vec<Result<Self>>> {
        let candidate = |source| Self {
            source,
            project: Some(project.clone()),
        };
        let documents = project.documents()?.into_iter();
        Ok(documents.map(|source| source.map(candidate)).collect())
    }

    /// Just these files, wherever they are.
    pub fn files(files: &[PathBuf]) -> Result<Vec<Result<Self>>> {
        let mut candidates = Vec::new();
        for file in files {
            // Each by itself: its id has to be the one that its own project knows.
            for source in input::sources(slice::from_ref(file))? {
                let project = Project::of(file)?;
                candidates.push(Ok(Self { source, project }));
            }
        }
        Ok(candidates)
    }

    /// What is looked for in it.
    fn extraction(&self) -> extract::Options {
        let project = self.project.as_ref();
        project.map_or_else(extract::Options::default, |project| project.extraction())
    }

    /// The languages of its originals and of their translations.
    pub fn langs(&self) -> Vec<Lang> {
        self.extraction().langs()
    }

    /// Reads it, finds its quotes and applies every rule.
    pub fn check(self, similarity: &dyn Similarity) -> Result<(Document, Vec<Finding>)> {
        let project = self.project.as_ref();
        let options = self.extraction();
        let decisions = match project {
            Some(project) => project.store().decisions(&self.source.id)?,
            None => Vec::new(),
        };
        let pins = store::pins(&decisions);
        let Processed {
            document,
            records,
            unmet,
        } = pipeline::process(&self.source, &options, &pins, similarity)?;
        let unobeyed = store::unobeyed(&decisions, &unmet, &records);
        let Folded {
            records,
            mut conflicts,
        } = store::fold(records, &decisions);
        conflicts.extend(unobeyed);
        let findings = check(&Checked {
            document: &document,
            records: &records,
            conflicts: &conflicts,
            in_project: project.is_some(),
        });
        Ok((document, findings))
    }
}
