//! Faults of documents and their alignments, as data.
//!
//! Four steps, each a pure function of what the step before it leaves. [`observe`] has the rules look at one
//! document. [`compare`] has the rules look that need all documents. [`judge`] decides what the observations of a
//! document amount to: how severe they are here, and which of them somebody accepts (with a comment in
//! the document, a waiver or a baseline). [`report`] writes the findings. What a finding means for the exit
//! code is for the caller to say. [`fixed`] makes the edits that findings ask for.
//!
//! ```
//! use diglot::check::{Checked, JudgeContext, Selection, judge, observe};
//! use diglot::Document;
//! use diglot::extract::{ExtractOptions, extract};
//! use diglot::record::records;
//! use diglot::internal::Lexical;
//!
//! let text = "He wrote in his diary:\n\nСнег выпал рано, и дорогу к станции замело на неделю.\n";
//! let document = Document::from_text("diary", text);
//! let options = ExtractOptions::default();
//! let extraction = extract(&document, &options, &[], &Lexical);
//! let records = records(&document, &extraction.quotes);
//! let checked = Checked {
//!     document: &document,
//!     extraction: &extraction,
//!     records: &records,
//!     options: &options,
//!     project: None,
//! };
//! let observed = observe(&checked, |rule| rule.on);
//! let context = JudgeContext { today: "2026-11-24", ..JudgeContext::default() };
//! let findings = judge("diary.md", &observed, &Selection::default(), &context);
//! assert_eq!(findings[0].rule.code, "missing-translation");
//! assert_eq!(findings[0].spans[0].slice(text), "Снег выпал рано, и дорогу к станции замело на неделю.");
//! ```

mod allow;
mod allowance;
mod baseline;
mod checked;
mod comparable;
mod compare;
mod declared;
mod finding;
mod fix;
mod judge;
mod numbers;
mod observation;
mod observe;
mod registry;
pub mod report;
mod rule;
mod rules;
mod selection;
mod severity;
mod trace;

pub use allowance::Allowance;
pub use baseline::{Baseline, Outdated};
pub use checked::{Checked, InProject};
pub use comparable::{ComparableQuote, ComparedQuote};
pub use compare::compare;
pub use finding::{Finding, Suppression};
pub use fix::{FixedText, fixed};
pub use judge::{JudgeContext, judge};
pub use observation::{Observation, Related, TextEdit};
pub use observe::{DocumentObservations, observe};
pub use rule::{FindingSubject, Rule};
pub use rules::RULES;
pub use selection::{Demands, Selection};
pub use severity::Severity;
