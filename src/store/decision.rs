//! A person's decision about a quote or a bead, and the texts that they saw.

use super::decided_texts::DecidedTexts;
use super::verdict::Verdict;
use crate::id::{digest, is_bead, quote_id};
use crate::lang::Lang;
use crate::record::Record;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::Write;
use std::time::SystemTime;

/// One decision; one line of `NAME.decisions.jsonl`.
///
/// ```
/// use diglot::store::{Decision, Verdict};
///
/// let line = concat!(
///     r#"{"id":"0a1b2c3d4e5f.2","decision":"edit","target":"It is winter.","by":"anna","#,
///     r#""at":"2026-11-22T10:00:00.000Z","hash":"00f1e2d3c4b5a697","#,
///     r#""on":{"source":"Зима.","target":"Winter."}}"#,
/// );
/// let decision: Decision = serde_json::from_str(line).unwrap();
/// let target = Some("It is winter.".to_owned());
/// assert_eq!(decision.verdict, Verdict::Edit { source: None, target });
/// assert_eq!(serde_json::to_string(&decision).unwrap(), line);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Decision {
    /// The bead or quote that it is about.
    pub id: String,
    /// The verdict.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// Who decided.
    pub by: String,
    /// When, in UTC: RFC 3339, to the millisecond if this program wrote it.
    pub at: String,
    /// [`DecidedTexts::hash`] of what it was made on.
    pub hash: String,
    /// What it was made on, to find the place again when ids have changed.
    pub on: DecidedTexts,
    /// The operation that it is part of, if it was made together with others and is taken back together
    /// with them: see [`Decision::operation`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
}

impl Decision {
    /// A decision about a bead as it is shown, edited or not.
    ///
    /// ```
    /// use diglot::store::{Decision, Verdict};
    /// use std::time::{Duration, SystemTime};
    /// # let line = r#"{"document":"d","quote":"q","bead":"q.1","kind":"1-0","score":0.9,
    /// #     "status":"proposed","source":{"lang":"ru","text":"Зима.","spans":[]},"target":null}"#;
    /// # let record: diglot::record::Record = serde_json::from_str(line).unwrap();
    ///
    /// let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_764_000_000);
    /// let decision = Decision::on_bead(&record, Verdict::Accept, "anna", at);
    /// assert_eq!(decision.id, "q.1");
    /// assert_eq!(decision.at, "2025-11-24T16:00:00.000Z");
    /// assert_eq!(decision.on.source.as_deref(), Some("Зима."));
    /// ```
    pub fn on_bead(record: &Record, verdict: Verdict, by: &str, at: SystemTime) -> Self {
        Self::new(&record.bead, verdict, by, at, DecidedTexts::of_bead(record))
    }

    /// A decision about a quote, from all records of its document, in order.
    pub fn on_quote(
        records: &[Record],
        quote: &str,
        verdict: Verdict,
        by: &str,
        at: SystemTime,
    ) -> Self {
        let on = DecidedTexts::of_quote(records.iter().filter(|record| record.quote == quote));
        Self::new(quote, verdict, by, at, on)
    }

    /// A decision about the quote `id`, whose original is `original`.
    pub fn on_original(
        id: &str,
        original: &str,
        verdict: Verdict,
        by: &str,
        at: SystemTime,
    ) -> Self {
        let source = Some(original.to_owned());
        let on = DecidedTexts {
            source,
            target: None,
        };
        Self::new(id, verdict, by, at, on)
    }

    /// A decision about the bead `id` and those after it, whose texts are `on` together.
    pub fn on_texts(
        id: &str,
        on: DecidedTexts,
        verdict: Verdict,
        by: &str,
        at: SystemTime,
    ) -> Self {
        Self::new(id, verdict, by, at, on)
    }

    /// The decision that part of document `document` is an original, with `before` equal texts before it in
    /// the document, and `quotes` quotes with an equal original.
    pub fn new_quote(
        document: &str,
        (original, before, quotes): (&str, usize, usize),
        lang: Lang,
        by: &str,
        at: SystemTime,
    ) -> Self {
        let id = quote_id(document, original, quotes);
        Self::on_original(&id, original, Verdict::Quote { before, lang }, by, at)
    }

    /// Whether an `undo` like this one takes an earlier decision back: one of the same person, on the same
    /// bead or quote.
    pub fn can_take_back(&self, earlier: &Self) -> bool {
        self.by == earlier.by && self.id == earlier.id
    }

    /// The decision that takes this one back, or dismisses it when it is in conflict.
    pub fn undo(&self, by: &str, at: SystemTime) -> Self {
        let undo = Verdict::Undo { of: None };
        Self::new(&self.id, undo, by, at, self.on.clone())
    }

    /// The decision that takes back the operation that this one is part of, with all its decisions.
    pub fn undo_operation(&self, by: &str, at: SystemTime) -> Self {
        let undo = Verdict::Undo {
            of: Some(self.operation().into_owned()),
        };
        Self::new(&self.id, undo, by, at, self.on.clone())
    }

    /// The decision that brings back the operation that this one is part of.
    pub fn redo_operation(&self, by: &str, at: SystemTime) -> Self {
        let redo = Verdict::Redo {
            of: self.operation().into_owned(),
        };
        Self::new(&self.id, redo, by, at, self.on.clone())
    }

    /// Decisions that count as one: they are taken back together. Who made them and when distinguishes them
    /// from all others.
    pub fn together(mut decisions: Vec<Self>) -> Vec<Self> {
        let name = decisions.first().map(Self::own_name);
        for decision in &mut decisions {
            decision.operation = name.clone();
        }
        decisions
    }

    /// The name of the operation that it is part of; alone, it is an operation of its own.
    pub fn operation(&self) -> Cow<'_, str> {
        match &self.operation {
            Some(operation) => Cow::Borrowed(operation),
            None => Cow::Owned(self.own_name()),
        }
    }

    /// 12 hexadecimal digits for a decision, without its operation.
    fn own_name(&self) -> String {
        let verdict = serde_json::to_string(&self.verdict).unwrap_or_default();
        let parts = [&self.id, &verdict, &self.by, &self.at, &self.hash];
        digest("operation", &parts.map(|part| Some(&part[..])), 6)
    }

    fn new(id: &str, verdict: Verdict, by: &str, at: SystemTime, on: DecidedTexts) -> Self {
        let mut timestamp = String::new();
        // To the millisecond, because equal lines count as one: to accept, undo and accept again within a
        // second is three decisions. A clock set before 1970, or after 9999, has no such form.
        let at = at.max(SystemTime::UNIX_EPOCH);
        if write!(timestamp, "{}", humantime::format_rfc3339_millis(at)).is_err() {
            timestamp = "1970-01-01T00:00:00.000Z".into();
        }
        Self {
            id: id.into(),
            verdict,
            by: by.into(),
            at: timestamp,
            hash: on.hash(),
            on,
            operation: None,
        }
    }

    /// Whether it is about structure and makes this original.
    pub(super) fn makes(&self, original: Option<&str>) -> bool {
        original.is_some()
            && match &self.verdict {
                Verdict::Source { source, .. } => Some(source.as_str()) == original,
                Verdict::Quote { .. } => self.on.source.as_deref() == original,
                _ => false,
            }
    }

    /// The fault in the decision itself, if it has one.
    pub(super) fn fault(&self) -> Option<String> {
        let blank = |text: &Option<String>| text.as_ref().is_some_and(|t| t.trim().is_empty());
        match &self.verdict {
            Verdict::Edit {
                source: None,
                target: None,
            } => Some("an edit must have a new `source` or `target`".into()),
            Verdict::Edit { source, target } if blank(source) || blank(target) => {
                Some("an edit cannot leave a side empty; reject the bead instead".into())
            }
            Verdict::Note { text } if text.trim().is_empty() => Some("the note is empty".into()),
            Verdict::Source { source: text, .. } | Verdict::Target { target: text, .. }
                if text.trim().is_empty() =>
            {
                Some("it has no text".into())
            }
            Verdict::Waive {
                until: Some(until), ..
            } if humantime::parse_rfc3339(&format!("{until}T00:00:00Z")).is_err() => {
                Some(format!("`{until}` is not a day such as `2027-01-31`"))
            }
            structural if structural.is_structural() && is_bead(&self.id) => Some(format!(
                "`{}` applies to a quote, but `{}` is a bead",
                structural.as_str(),
                self.id
            )),
            structural if structural.is_structural() && self.on.source.is_none() => {
                Some("it does not have the original that it was made on".into())
            }
            Verdict::Beads { beads, .. }
                if beads.is_empty() || beads.iter().any(|b| b.source == 0 && b.target == 0) =>
            {
                Some("it has no beads, or a bead without text".into())
            }
            Verdict::Beads { beads, .. }
                if { beads.iter() }.any(|b| b.score.is_some_and(|s| !(0.0..=1.0).contains(&s))) =>
            {
                Some("a score of its beads is not between 0 and 1".into())
            }
            Verdict::Beads { .. } | Verdict::Swap if !is_bead(&self.id) => Some(format!(
                "`{}` applies to a bead, but `{}` is a quote",
                self.verdict.as_str(),
                self.id
            )),
            _ if self.id.is_empty() => Some("a decision needs the `id` of a bead or quote".into()),
            _ if humantime::parse_rfc3339(&self.at).is_err() => Some(format!(
                "`{}` is not a time in UTC such as `2026-11-22T10:00:00Z`",
                self.at
            )),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::bead;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn a_quote_is_known_by_its_original_alone() {
        let mut records = [
            bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter."),
            bead("gogol", "aaaaaaaaaaaa.t2", "", "Indeed."),
            bead("gogol", "aaaaaaaaaaaa.2", "Холодно.", ""),
            bead("gogol", "bbbbbbbbbbbb.1", "Весна.", "Spring."),
        ];
        let decide = |records: &[Record]| {
            Decision::on_quote(records, "aaaaaaaaaaaa", Verdict::Accept, "anna", UNIX_EPOCH)
        };
        let before = decide(&records);
        assert_eq!(before.on.source.as_deref(), Some("Зима. Холодно."));
        assert_eq!(before.on.target, None);
        records[0].target = None;
        assert_eq!(decide(&records), before);
    }

    #[test]
    fn a_wrong_clock_stops_nobody() {
        let record = bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter.");
        let at = UNIX_EPOCH - Duration::from_secs(1);
        let decision = Decision::on_bead(&record, Verdict::Accept, "anna", at);
        assert_eq!(decision.fault(), None);
    }

    #[test]
    fn each_verdict_has_its_own_form() {
        let record = bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter.");
        let form = |verdict| {
            let decision = Decision::on_bead(&record, verdict, "anna", UNIX_EPOCH);
            let line = serde_json::to_string(&decision).unwrap();
            assert_eq!(serde_json::from_str::<Decision>(&line).unwrap(), decision);
            assert!(line.contains(decision.verdict.as_str()));
            let (_, rest) = line.split_once(r#""decision":"#).unwrap();
            rest.split_once(r#","by""#).unwrap().0.to_owned()
        };
        let edit = |source: Option<&str>, target: Option<&str>| Verdict::Edit {
            source: source.map(Into::into),
            target: target.map(Into::into),
        };
        let text = |text: &str| text.to_owned();
        assert_eq!(form(Verdict::Accept), r#""accept""#);
        assert_eq!(form(Verdict::Reject), r#""reject""#);
        assert_eq!(form(edit(None, Some("W"))), r#""edit","target":"W""#);
        assert_eq!(form(edit(Some("З"), None)), r#""edit","source":"З""#);
        assert_eq!(
            form(Verdict::Note { text: text("n") }),
            r#""note","text":"n""#
        );
        let waive = |rules: &[&str], until: Option<&str>| Verdict::Waive {
            reason: text("r"),
            rules: rules.iter().map(|rule| text(rule)).collect(),
            until: until.map(text),
        };
        assert_eq!(form(waive(&[], None)), r#""waive","reason":"r""#);
        assert_eq!(
            form(waive(&["length-ratio"], Some("2027-01-31"))),
            r#""waive","reason":"r","rules":["length-ratio"],"until":"2027-01-31""#
        );
        assert_eq!(form(Verdict::Undo { of: None }), r#""undo""#);
        assert_eq!(form(Verdict::NotAQuote), r#""not-a-quote""#);
        assert_eq!(form(Verdict::Untranslated), r#""untranslated""#);
        let lang = Lang::FR;
        assert_eq!(
            form(Verdict::Language { lang }),
            r#""language","lang":"fr""#
        );
        let before = 0;
        assert_eq!(
            form(Verdict::Quote { before, lang }),
            r#""quote","lang":"fr""#
        );
        let (source, target) = (text("s"), text("t"));
        assert_eq!(
            form(Verdict::Source {
                source,
                before,
                lang
            }),
            r#""source","source":"s","lang":"fr""#
        );
        let before = 1;
        assert_eq!(
            form(Verdict::Target { target, before }),
            r#""target","target":"t","before":1"#
        );
    }
}
