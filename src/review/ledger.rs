//! Who did what and when, over all documents, from their journals: what undo takes back, what redo brings
//! back, and the history.

use super::table::is_deed;
use super::wire::Entry;
use crate::store::{Decision, Verdict};
use std::collections::{HashMap, HashSet};

/// At most so many characters of a text are shown.
const SHOWN: usize = 120;

/// One operation: decisions that were made together.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    /// Its document's id.
    pub document: String,
    /// Its decisions, in order.
    pub decisions: Vec<Decision>,
    /// Whether it has been taken back.
    pub undone: bool,
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
}

/// What a document's journal says was done, in its order. What takes back and brings back is no deed of
/// its own.
pub(super) fn deeds(document: &str, decisions: &[Decision]) -> Vec<Deed> {
    let mut deeds: Vec<Deed> = Vec::new();
    // Two people's journals that were merged line by line can have an operation in parts.
    let mut called: HashMap<String, Vec<usize>> = HashMap::new();
    let mut seen = HashSet::new();
    for decision in decisions.iter().filter(|decision| seen.insert(*decision)) {
        let (of, undone) = match &decision.verdict {
            Verdict::Undo { of: Some(of) } => (of, true),
            Verdict::Redo { of } => (of, false),
            Verdict::Undo { of: None } => {
                let own = deeds.iter_mut().rfind(|deed| {
                    let mut decisions = deed.decisions.iter();
                    !deed.undone
                        && decisions.any(|other| other.by == decision.by && other.id == decision.id)
                });
                if let Some(own) = own {
                    own.undone = true;
                }
                continue;
            }
            _ => {
                let together = |last: &&mut Deed| {
                    decision.operation.is_some() && last.first().operation == decision.operation
                };
                match deeds.last_mut().filter(together) {
                    Some(last) => last.decisions.push(decision.clone()),
                    None => {
                        let name = decision.operation().into_owned();
                        called.entry(name).or_default().push(deeds.len());
                        deeds.push(Deed {
                            document: document.to_owned(),
                            decisions: vec![decision.clone()],
                            undone: false,
                        });
                    }
                }
                continue;
            }
        };
        for &deed in called.get(of).into_iter().flatten() {
            deeds[deed].undone = undone;
        }
    }
    deeds
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
    /// From the journals of all documents.
    pub fn of<'a>(by: &str, journals: impl IntoIterator<Item = (&'a str, &'a [Decision])>) -> Self {
        let mut own: Vec<(&str, &Decision)> = Vec::new();
        for (document, decisions) in journals {
            let decisions = decisions.iter().filter(|decision| decision.by == by);
            own.extend(decisions.map(|decision| (document, decision)));
        }
        // Stable: of what was said at one time, the order of the lines counts.
        own.sort_by(|(_, a), (_, b)| a.at.cmp(&b.at));
        let mut steps = Self::default();
        for (document, decision) in own {
            let of = |operation: &str| (document.to_owned(), operation.to_owned());
            match &decision.verdict {
                Verdict::Undo { of: Some(name) } => steps.go(&of(name), true),
                Verdict::Redo { of: name } => steps.go(&of(name), false),
                _ if !is_deed(decision) => {}
                _ => {
                    let name = of(&decision.operation());
                    if steps.undo.last() != Some(&name) {
                        steps.undo.push(name);
                    }
                    steps.redo.clear();
                }
            }
        }
        steps
    }

    fn go(&mut self, name: &(String, String), back: bool) {
        let (from, to) = match back {
            true => (&mut self.undo, &mut self.redo),
            false => (&mut self.redo, &mut self.undo),
        };
        if let Some(at) = from.iter().rposition(|other| other == name) {
            let step = from.remove(at);
            to.push(step);
        } else if back {
            // Somebody else's: to bring that back is one's own next step, too.
            to.push(name.clone());
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
        undone: deed.undone,
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
