//! Who did what and when, over all documents, from their journals: what undo takes back, what redo brings
//! back, and the history.

use super::wire::Entry;
use crate::store::{Decision, Verdict};
use std::collections::{HashMap, HashSet};
use std::time::SystemTime;

/// At most so many characters of a text are shown.
const SHOWN: usize = 120;

/// One operation: decisions that were made together.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    /// Its document's id.
    pub document: String,
    /// Its decisions, in order.
    pub decisions: Vec<Decision>,
    /// Whether all of it has been taken back at once.
    undone: bool,
    /// How many of its decisions have been taken back one by one, as `diglot decide` does.
    taken_back: usize,
}

impl Deed {
    /// What it is called.
    pub fn name(&self) -> String {
        self.first().operation().into_owned()
    }

    /// The first of its decisions.
    pub fn first(&self) -> &Decision {
        &self.decisions[0]
    }

    /// Whether nothing of it counts any more.
    pub fn undone(&self) -> bool {
        self.undone || self.taken_back == self.decisions.len()
    }
}

/// What a document's journal says was done, in its order. What takes back and brings back is no deed of
/// its own.
pub(super) fn deeds(document: &str, decisions: &[Decision]) -> Vec<Deed> {
    let mut deeds: Vec<Deed> = Vec::new();
    // Two people's journals that were merged line by line can have an operation in parts.
    let mut called: HashMap<String, Vec<usize>> = HashMap::new();
    // Which deed each decision is of, unless it has been taken back alone.
    let mut standing: Vec<(&Decision, usize)> = Vec::new();
    let mut seen = HashSet::new();
    for decision in decisions.iter().filter(|decision| seen.insert(*decision)) {
        match &decision.verdict {
            Verdict::Undo { of: None } => {
                let is_own = |(other, deed): &(&Decision, usize)| {
                    !deeds[*deed].undone && other.by == decision.by && other.id == decision.id
                };
                if let Some(at) = standing.iter().rposition(is_own) {
                    let (_, deed) = standing.remove(at);
                    deeds[deed].taken_back += 1;
                }
            }
            Verdict::Undo { of: Some(of) } | Verdict::Redo { of } => {
                for &deed in called.get(of).into_iter().flatten() {
                    deeds[deed].undone = matches!(decision.verdict, Verdict::Undo { .. });
                }
            }
            _ => {
                let operation = &decision.operation;
                let goes_on = { deeds.last() }.is_some_and(|last: &Deed| {
                    operation.is_some() && last.first().operation == *operation
                });
                if !goes_on {
                    let name = decision.operation().into_owned();
                    called.entry(name).or_default().push(deeds.len());
                    deeds.push(Deed {
                        document: document.to_owned(),
                        decisions: Vec::new(),
                        undone: false,
                        taken_back: 0,
                    });
                }
                let last = deeds.len() - 1;
                deeds[last].decisions.push(decision.clone());
                standing.push((decision, last));
            }
        }
    }
    deeds
}

/// What one person did in one document.
#[derive(Clone, Debug)]
pub(super) struct Own {
    at: SystemTime,
    /// The document's id and the operation.
    what: (String, String),
    how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Done,
    TakenBack,
    BroughtBack,
}

/// What a person did in a document, in the order of the lines. A time that is earlier than that of a line
/// before counts as that: clocks go wrong.
pub(super) fn own(document: &str, decisions: &[Decision], by: &str) -> Vec<Own> {
    let mut clock = SystemTime::UNIX_EPOCH;
    let decisions = decisions.iter().filter(|decision| decision.by == by);
    let own = decisions.filter_map(|decision| {
        clock = humantime::parse_rfc3339(&decision.at).map_or(clock, |at| clock.max(at));
        let (name, how) = match &decision.verdict {
            Verdict::Undo { of: Some(of) } => (of.clone(), How::TakenBack),
            Verdict::Redo { of } => (of.clone(), How::BroughtBack),
            Verdict::Undo { of: None } => return None,
            _ => (decision.operation().into_owned(), How::Done),
        };
        Some(Own {
            at: clock,
            what: (document.to_owned(), name),
            how,
        })
    });
    own.collect()
}

/// What a person can take back and bring back, the last at the end of each, by document and operation:
/// as in any editor, what was taken back can be brought back until something else is done.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Steps {
    /// Their operations that stand.
    pub undo: Vec<(String, String)>,
    /// Their operations that they took back.
    pub redo: Vec<(String, String)>,
}

impl Steps {
    /// From what they did in all documents.
    pub fn of(mut own: Vec<Own>) -> Self {
        // Stable: of what was said at one time, the order of the lines counts.
        own.sort_by_key(|own| own.at);
        let mut steps = Self::default();
        for Own { what, how, .. } in own {
            match how {
                How::TakenBack => steps.go(&what, true),
                How::BroughtBack => steps.go(&what, false),
                How::Done => {
                    if steps.undo.last() != Some(&what) {
                        steps.undo.push(what);
                    }
                    steps.redo.clear();
                }
            }
        }
        steps
    }

    fn go(&mut self, what: &(String, String), back: bool) {
        let (from, to) = match back {
            true => (&mut self.undo, &mut self.redo),
            false => (&mut self.redo, &mut self.undo),
        };
        if let Some(at) = from.iter().rposition(|other| other == what) {
            let step = from.remove(at);
            to.push(step);
        } else if back {
            // Somebody else's: to bring that back is one's own next step, too.
            to.push(what.clone());
        }
    }
}

/// An operation as the page shows it.
pub(super) fn entry(deed: &Deed) -> Entry {
    let first = deed.first();
    Entry {
        operation: deed.name(),
        document: deed.document.clone(),
        by: first.by.clone(),
        at: first.at.clone(),
        what: first.verdict.as_str().to_owned(),
        count: deed.decisions.len(),
        id: first.id.clone(),
        source: first.on.source.as_deref().map(shortened),
        target: first.on.target.as_deref().map(shortened),
        detail: detail(&first.verdict),
        undone: deed.undone(),
    }
}

fn detail(verdict: &Verdict) -> Option<String> {
    let text = match verdict {
        Verdict::Edit { source, target } => {
            let sides: Vec<&str> = [source, target]
                .into_iter()
                .flatten()
                .map(|s| &s[..])
                .collect();
            sides.join(" · ")
        }
        Verdict::Note { text } => text.clone(),
        Verdict::Waive { reason, rules, .. } => match rules.is_empty() {
            true => reason.clone(),
            false => format!("{}: {reason}", rules.join(", ")),
        },
        Verdict::Language { lang } => lang.to_string(),
        Verdict::Source { source: text, .. } | Verdict::Target { target: text, .. } => text.clone(),
        Verdict::Beads { beads, .. } => {
            // How many beads a person made, and of how many in all.
            let own = beads.iter().filter(|bead| bead.score.is_none()).count();
            format!("{own}/{}", beads.len())
        }
        _ => return None,
    };
    Some(shortened(&text))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
