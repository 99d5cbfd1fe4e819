//! Judges observations: which of them count in a project, how much, and which somebody accepts.

use super::allowance::Allowance;
use super::baseline::Baseline;
use super::finding::{Finding, Suppression};
use super::observation::{LONGEST_WORD, Observation, ordinals};
use super::observe::DocumentObservations;
use super::rule::{Look, Rule};
use super::rules::RULES;
use super::selection::Selection;
use crate::text::cut;
use std::collections::HashMap;

/// The criteria for findings, beyond the document and the rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct JudgeContext<'a> {
    /// The day, as RFC 3339 writes it: what a waiver's end is compared with.
    pub today: &'a str,
    /// Findings that were there before.
    pub baseline: Option<&'a Baseline>,
    /// Whether all documents of the project are checked, so that rules that compare them have seen all.
    pub whole: bool,
}

/// The findings in the document at `path` (relative, with `/` between folders), in the order of their
/// places, including those that somebody accepts.
pub fn judge(
    path: &str,
    observed: &DocumentObservations,
    selection: &Selection,
    context: &JudgeContext<'_>,
) -> Vec<Finding> {
    let observations = observed.observations.iter();
    let observations: Vec<(&'static Rule, &Observation)> = observations
        .filter_map(|(code, observation)| Some((Rule::find(code)?, observation)))
        .collect();
    let keys = observations
        .iter()
        .map(|(rule, observation)| (rule.code, observation.key.as_str()));
    let ordinals = ordinals(keys);
    let allowances = observed.allowances.iter();
    let mut used: Vec<Vec<bool>> = allowances.map(|a| vec![false; a.rules.len()]).collect();
    let originals: HashMap<&str, usize> = observed
        .quotes
        .iter()
        .filter_map(|quote| Some((quote.quote.as_str(), quote.spans.first()?.start)))
        .collect();
    let mut findings = Vec::new();
    for ((rule, observation), ordinal) in observations.into_iter().zip(ordinals) {
        let Some(severity) = selection.level(rule, path) else {
            continue;
        };
        let mut finding = Finding::new(rule, severity, observation.clone(), path, ordinal);
        let place = finding.spans.first().map(|span| span.start);
        // A finding in a translation is about the whole quote.
        let original = finding.quote.as_deref().and_then(|id| originals.get(id));
        for (allowance, used) in observed.allowances.iter().zip(&mut used) {
            let covers = |place| allowance.covers(rule.code, place);
            if covers(place) || original.is_some_and(|&original| covers(Some(original))) {
                for (code, used) in allowance.rules.iter().zip(used) {
                    *used |= code == rule.code;
                }
                let reason = allowance.reason.clone();
                finding.suppression = Some(Suppression::Comment { reason });
            }
        }
        waive(&mut finding, observed, context.today);
        findings.push(finding);
    }
    let comments = observed.allowances.iter().zip(&used);
    findings.extend(faulty_comments(path, comments, selection, context.whole));
    for finding in &mut findings {
        let is_known = |baseline: &Baseline| baseline.knows(&finding.fingerprint);
        if finding.suppression.is_none() && context.baseline.is_some_and(is_known) {
            finding.suppression = Some(Suppression::Baseline);
        }
    }
    findings.sort_by(|a, b| a.spans.first().cmp(&b.spans.first()));
    findings
}

/// Has a finding not count if somebody waived it, or adds that the waiver has ended.
fn waive(finding: &mut Finding, observed: &DocumentObservations, today: &str) {
    let about =
        |id: &str| finding.bead.as_deref() == Some(id) || finding.quote.as_deref() == Some(id);
    let waivers = observed.waivers.iter();
    let waivers = waivers.filter(|w| w.covers(finding.rule.code) && about(&w.id));
    let (holds, over): (Vec<_>, Vec<_>) = waivers.partition(|w| w.holds_on(today));
    if let Some(waiver) = holds.first() {
        finding.suppression.get_or_insert(Suppression::Waiver {
            by: waiver.by.clone(),
            reason: waiver.reason.clone(),
        });
    } else if let Some(waiver) = over.last() {
        let until = waiver.until.as_deref().unwrap_or_default();
        let by = cut(&waiver.by, LONGEST_WORD);
        let ended = format!("; the waiver by {by} ended on {until}");
        finding.message.push_str(&ended);
    }
}

/// What is wrong with the comments themselves. Each comes with which of its rules it was needed for.
fn faulty_comments<'a>(
    path: &str,
    comments: impl Iterator<Item = (&'a Allowance, &'a Vec<bool>)>,
    selection: &Selection,
    whole: bool,
) -> Vec<Finding> {
    let is_applied = |code: &str| {
        Rule::find(code).is_some_and(|rule| {
            (whole || !rule.compares()) && selection.level(rule, path).is_some()
        })
    };
    let mut found: Vec<(&'static Rule, Observation)> = Vec::new();
    for (allowance, used) in comments {
        // Where a rule is not applied nobody knows what it would have found.
        let rules = allowance.rules.iter().zip(used);
        let unused: Vec<&str> = rules
            .filter(|&(code, used)| !used && is_applied(code))
            .map(|(code, _)| code.as_str())
            .collect();
        found.extend(RULES.iter().filter_map(|rule| match rule.look {
            Look::Comment(look) => Some((rule, look(allowance, &unused)?.keyed(""))),
            _ => None,
        }));
    }
    let keys = found.iter().map(|(rule, o)| (rule.code, o.key.as_str()));
    let ordinals = ordinals(keys);
    found
        .into_iter()
        .zip(ordinals)
        .filter_map(|((rule, observation), ordinal)| {
            let severity = selection.level(rule, path)?;
            Some(Finding::new(rule, severity, observation, path, ordinal))
        })
        .collect()
}
