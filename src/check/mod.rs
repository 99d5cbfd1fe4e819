//! What is wrong with documents and their alignments, as data.
//!
//! Four steps, each a pure function of what the one before it leaves. [`observe`] has rules look at one
//! document. [`compare`] has the rules look that need all of them.
//! [`judge`] decides what the observations of a document amount to: how severe they are here, which
//! of them somebody accepts (with a comment in the document, a waiver or a baseline). [`report`]
//! writes down what is left. What a finding means for the exit code is the caller's.
//!
//! ```
//! use diglot::check::{Checked, Selection, JudgeContext, judge, observe};
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
//! let verdicts = JudgeContext { today: "2026-11-24", ..JudgeContext::default() };
//! let findings = judge("diary.md", &observed, &Selection::default(), &verdicts);
//! assert_eq!(findings[0].rule.code, "missing-translation");
//! assert_eq!(findings[0].spans[0].slice(text), "Снег выпал рано, и дорогу к станции замело на неделю.");
//! ```

mod allow;
mod baseline;
mod compare;
mod declared;
mod fix;
mod harmless;
mod judge;
mod numbers;
mod observe;
mod prose;
pub mod report;
mod rule;
mod rules;
mod selection;
mod trace;

pub use allow::Allowance;
pub use baseline::{Baseline, Outdated};
pub use compare::{ComparableQuote, ComparedQuote, compare};
pub use fix::{FixedText, fixed};
pub use judge::{Finding, JudgeContext, Suppression, judge};
pub use observe::{
    Checked, DocumentObservations, InProject, Observation, Related, TextEdit, observe,
};
pub use rule::{FindingSubject, Rule, Severity};
pub use rules::RULES;
pub use selection::{Demands, Selection};
