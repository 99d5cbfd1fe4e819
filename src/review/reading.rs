//! What the page shows: the project, its documents, the queue, the history, and the text around a quote.

use super::api::{
    ApiResult, BeadRow, DocumentSummary, DocumentView, HistoryEntry, ProjectInfo, QueuedBead,
    QuoteContext, ReviewQueue,
};
use super::context::{ContextWindow, marks};
use super::history::{history_entry, operations};
use super::lock::lock;
use super::operations::no_quote;
use super::session::Session;
use crate::check::{self, RULES, Rule};
use crate::input;
use crate::quote::DOUBTFUL_BELOW;

impl Session {
    /// See [`ProjectInfo`].
    pub fn about(&self) -> ProjectInfo {
        let options = self.project.extraction();
        let root = input::absolute(self.project.root()).unwrap_or_default();
        let name = root
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        ProjectInfo {
            project: name.unwrap_or_default(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            reviewer: self.reviewer.clone(),
            source_langs: options.source_langs,
            target_lang: options.target_lang,
            rules: waivable().map(|rule| rule.code.to_owned()).collect(),
            rule_summaries: RULES.iter().map(|rule| (rule.code, rule.summary)).collect(),
            doubtful_below: DOUBTFUL_BELOW,
        }
    }

    /// How far the review of each document is, by id.
    pub fn documents(&self) -> Vec<DocumentSummary> {
        let states = self.states();
        states.iter().map(|state| lock(state).summary()).collect()
    }

    /// A document, bead by bead.
    pub fn document(&self, id: &str) -> ApiResult<DocumentView> {
        let state = self.state(id)?;
        let mut state = lock(&state);
        self.refresh(&mut state);
        Ok(state.view())
    }

    /// The beads to review first: at most `limit`, the most doubtful first.
    pub fn queue(&self, limit: usize) -> ReviewQueue {
        let states = self.states();
        // Urgency, document and row: only the rows that are asked for are copied.
        let mut waiting: Vec<(f64, usize, usize)> = Vec::new();
        for (document, state) in states.iter().enumerate() {
            let state = lock(state);
            let rows = state.rows().iter().enumerate();
            let rows = rows.filter(|(_, row)| !row.reasons.is_empty());
            waiting.extend(rows.map(|(index, row)| (urgency(row), document, index)));
        }
        // Stable: equals stay in the order of the documents.
        waiting.sort_by(|(a, ..), (b, ..)| a.total_cmp(b));
        let items = waiting
            .iter()
            .take(limit)
            .filter_map(|&(_, document, index)| {
                let state = lock(&states[document]);
                Some(QueuedBead {
                    document: state.id().to_owned(),
                    title: state.title().to_owned(),
                    // Somebody may have changed it meanwhile.
                    row: state.rows().get(index)?.clone(),
                })
            });
        ReviewQueue {
            total: waiting.len(),
            checking: self.jobs.is_busy(),
            items: items.collect(),
        }
    }

    /// The history of a document, or of all, newest first: at most `limit` operations.
    pub fn history(&self, document: Option<&str>, limit: usize) -> ApiResult<Vec<HistoryEntry>> {
        let states = match document {
            Some(id) => vec![self.state(id)?],
            None => self.states(),
        };
        let mut entries: Vec<HistoryEntry> = Vec::new();
        for state in states {
            let mut state = lock(&state);
            self.refresh(&mut state);
            let operations = operations(state.id(), state.decisions());
            entries.extend(operations.iter().rev().take(limit).map(history_entry));
        }
        entries.sort_by(|a, b| b.at.cmp(&a.at));
        entries.truncate(limit);
        Ok(entries)
    }

    /// The document around a quote.
    pub fn context(
        &self,
        document: &str,
        quote: &str,
        window: &ContextWindow,
    ) -> ApiResult<QuoteContext> {
        let state = self.state(document)?;
        let mut state = lock(&state);
        self.refresh(&mut state);
        let text = self.text(&state)?;
        let marks = marks(state.records().0, quote);
        // Nobody has to wait for the rest.
        drop(state);
        text.context(&marks, window).ok_or_else(|| no_quote(quote))
    }
}

/// How soon somebody should look at a bead, 0 to 1, the smallest first: its score; at most 0.8 for a bead that
/// is not 1-1, at most 0.5 for one in which a rule finds something, and 0 for one that needs work.
fn urgency(row: &BeadRow) -> f64 {
    let limit = |reason: &String| match reason.as_str() {
        "needs-work" => 0.0,
        "score" => 1.0,
        "kind" => 0.8,
        _ => 0.5,
    };
    row.reasons.iter().map(limit).fold(row.score, f64::min)
}

/// The rules whose findings can be waived for a quote or bead.
fn waivable() -> impl Iterator<Item = &'static Rule> {
    RULES
        .iter()
        .filter(|rule| rule.about == check::FindingSubject::Quote)
}
