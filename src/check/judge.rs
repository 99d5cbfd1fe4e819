//! What observations amount to: which of them count here, how much, and which somebody accepts.

use super::baseline::Baseline;
use super::observe::{DocumentObservations, Observation, Related, TextEdit, key, ordinals};
use super::rule::{LONGEST_WORD, Rule, Severity};
use super::rules::{invalid_comment, unused_comment};
use super::selection::Selection;
use crate::id::digest;
use crate::text::{Span, cut};
use std::collections::HashMap;

/// One thing that is wrong with a document.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// Where, in the document's text, in order; empty when it is about the whole document.
    pub spans: Vec<Span>,
    /// What is wrong: one line, lower case, no final stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The quote that it is about.
    pub quote: Option<String>,
    /// The bead that it is about.
    pub bead: Option<String>,
    /// 16 hexadecimal digits that stay the same when the document changes elsewhere.
    pub fingerprint: String,
    /// What would mend it without doubt, in order, not overlapping.
    pub edits: Vec<TextEdit>,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
    /// Why it does not count, if it does not.
    pub suppression: Option<Suppression>,
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suppression {
    /// A comment in the document allows it.
    Comment {
        /// Why, if it says so.
        reason: Option<String>,
    },
    /// Somebody waived it.
    Waiver {
        /// Who.
        by: String,
        /// Why.
        reason: String,
    },
    /// It was there before: the baseline has it.
    Baseline,
}

/// By what findings are judged, beyond the document and the rules.
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
/// places, accepted ones included.
pub fn judge(
    path: &str,
    observed: &DocumentObservations,
    selection: &Selection,
    verdicts: &JudgeContext<'_>,
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
        let mut finding = finding(rule, severity, observation.clone(), path, ordinal);
        let place = finding.spans.first().map(|span| span.start);
        // What is found in a translation is about the whole quote.
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
        waive(&mut finding, observed, verdicts.today);
        findings.push(finding);
    }
    findings.extend(comments(path, observed, selection, &used, verdicts.whole));
    for finding in &mut findings {
        let is_known = |baseline: &Baseline| baseline.knows(&finding.fingerprint);
        if finding.suppression.is_none() && verdicts.baseline.is_some_and(is_known) {
            finding.suppression = Some(Suppression::Baseline);
        }
    }
    findings.sort_by(|a, b| a.spans.first().cmp(&b.spans.first()));
    findings
}

/// What an observation in the document at `path` is as a finding; `ordinal` is its number among those
/// of the rule with the same key.
pub(super) fn finding(
    rule: &'static Rule,
    severity: Severity,
    observation: Observation,
    path: &str,
    ordinal: usize,
) -> Finding {
    let ordinal = ordinal.to_string();
    let identity = [rule.code, path, &observation.key, &ordinal].map(Some);
    Finding {
        rule,
        severity,
        fingerprint: digest("finding", &identity, 8),
        spans: observation.spans,
        message: observation.message,
        help: observation.help,
        quote: observation.quote,
        bead: observation.bead,
        edits: observation.edits,
        related: observation.related,
        suppression: None,
    }
}

/// Has a finding not count if somebody waived it, or says that this is over.
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

/// What is wrong with the comments themselves.
fn comments(
    path: &str,
    observed: &DocumentObservations,
    selection: &Selection,
    used: &[Vec<bool>],
    whole: bool,
) -> Vec<Finding> {
    let mut found: Vec<(&'static Rule, Observation)> = Vec::new();
    for (allowance, used) in observed.allowances.iter().zip(used) {
        let is_applied = |code: &String| {
            Rule::find(code).is_some_and(|rule| {
                (whole || !rule.compares()) && selection.level(rule, path).is_some()
            })
        };
        if let Some(fault) = &allowance.fault {
            found.push((
                &invalid_comment::RULE,
                invalid_comment::observation(allowance, fault),
            ));
            continue;
        }
        // Where a rule is not applied nobody knows what it would have found.
        let rules = allowance.rules.iter().zip(used);
        let unused: Vec<&str> = rules
            .filter(|&(code, used)| !used && is_applied(code))
            .map(|(code, _)| code.as_str())
            .collect();
        if !unused.is_empty() {
            found.push((
                &unused_comment::RULE,
                unused_comment::observation(allowance, &unused),
            ));
        }
    }
    for (_, observation) in &mut found {
        observation.key = key(observation, "");
    }
    let keys = found.iter().map(|(rule, o)| (rule.code, o.key.as_str()));
    let ordinals = ordinals(keys);
    found
        .into_iter()
        .zip(ordinals)
        .filter_map(|((rule, observation), ordinal)| {
            let severity = selection.level(rule, path)?;
            Some(finding(rule, severity, observation, path, ordinal))
        })
        .collect()
}
