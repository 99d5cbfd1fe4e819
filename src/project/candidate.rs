//! A document on its way to be checked: as its file is now, not as it was when it was last built,
//! with what people decided on it in its project, if it has one.

use super::Project;
use crate::check::{Checked, Finding, check};
use crate::document::Document;
use crate::error::Result;
use crate::extract;
use crate::input::{self, Source};
use crate::pipeline::{self, Processed};
use crate::store::{self, Folded};
use std::path::PathBuf;
use std::slice;

/// A document to check, or why it cannot be had.
#[derive(Debug)]
pub struct Candidate {
    source: Result<Source>,
    project: Option<Project>,
}

impl Candidate {
    /// Every document of a project.
    pub fn all(project: &Project) -> Result<Vec<Self>> {
        let documents = project.documents()?.into_iter();
        Ok(documents
            .map(|source| Self {
                source,
                project: Some(project.clone()),
            })
            .collect())
    }

    /// Just these files, wherever they are.
    pub fn files(files: &[PathBuf]) -> Result<Vec<Self>> {
        let mut candidates = Vec::new();
        for file in files {
            // Each by itself: its id has to be the one that its own project knows.
            for source in input::sources(slice::from_ref(file))? {
                candidates.push(Self {
                    source: Ok(source),
                    project: Project::of(file)?,
                });
            }
        }
        Ok(candidates)
    }

    /// Reads it, finds its quotes and applies every rule.
    pub fn check(self) -> Result<(Document, Vec<Finding>)> {
        let project = self.project.as_ref();
        let options =
            project.map_or_else(extract::Options::default, |project| project.extraction());
        let Processed { document, records } = pipeline::process(&self.source?, &options)?;
        let Folded { records, conflicts } = match project {
            Some(project) => project.fold(&document, records)?,
            None => store::fold(records, &[]),
        };
        let findings = check(&Checked {
            document: &document,
            records: &records,
            conflicts: &conflicts,
            in_project: project.is_some(),
        });
        Ok((document, findings))
    }
}
