//! Records as rows of the page.

use super::super::api::{BeadCell, BeadRow};
use super::super::text_versions::place_in_version;
use super::super::utf16::units_from_bytes;
use crate::quote::is_doubtful;
use crate::record::{BeadSide, Record, Status};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The codes of the rules that found something, by bead or quote.
pub(crate) type RuleFindings = BTreeMap<String, BTreeSet<&'static str>>;

/// A record as the page shows it; `plain` is the same record without edits.
pub(super) fn row(record: &Record, plain: &Record, findings: &RuleFindings) -> BeadRow {
    let mut row = BeadRow {
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

fn cell(side: &BeadSide, plain: Option<&BeadSide>) -> BeadCell {
    let unedited = plain.map(|plain| plain.text.as_str());
    let edited = unedited.filter(|text| *text != side.text);
    let cuts = side.cuts.iter().map(|cut| {
        let at = edited.map_or(cut.text, |from| {
            place_in_version(from, &side.text, cut.text)
        });
        units_from_bytes(&side.text, at)
    });
    BeadCell {
        lang: side.lang,
        cuts: cuts.collect(),
        unedited: edited.map(str::to_owned),
        text: side.text.clone(),
    }
}

/// Why somebody should look at a bead: see [`BeadRow::reasons`].
fn reasons(record: &Record, findings: &RuleFindings) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    if record.status == Status::NeedsWork {
        reasons.push("needs-work".to_owned());
    } else if record.status.is_settled() {
        return reasons;
    }
    let untranslated = record.status == Status::Untranslated;
    if untranslated {
        reasons.push("untranslated".to_owned());
    } else if is_doubtful(record.score) {
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
