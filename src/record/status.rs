//! The status of a bead.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The status of a bead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The machine proposes it; nobody has looked at it yet.
    Proposed,
    /// A reviewer says that it needs work.
    NeedsWork,
    /// A reviewer says that it is right.
    Accepted,
    /// A reviewer has changed its text.
    Edited,
    /// A reviewer says that it is wrong; left out of exports unless asked for.
    Rejected,
    /// A quote that a reviewer accepts without translation.
    Waived,
    /// A quote for which the document gives no translation.
    Untranslated,
}

impl Status {
    /// Every status, in the order in which tables show them.
    pub const ALL: [Status; 7] = [
        Status::Proposed,
        Status::NeedsWork,
        Status::Accepted,
        Status::Edited,
        Status::Rejected,
        Status::Waived,
        Status::Untranslated,
    ];

    /// Whether a bead of this status still needs a decision.
    pub fn is_open(self) -> bool {
        matches!(self, Status::Proposed | Status::NeedsWork)
    }

    /// Whether a reviewer has settled it: nothing is left to do.
    pub fn is_settled(self) -> bool {
        match self {
            Status::Accepted | Status::Edited | Status::Rejected | Status::Waived => true,
            Status::Proposed | Status::NeedsWork | Status::Untranslated => false,
        }
    }

    /// The word that records and tables use.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Proposed => "proposed",
            Status::NeedsWork => "needs-work",
            Status::Accepted => "accepted",
            Status::Edited => "edited",
            Status::Rejected => "rejected",
            Status::Waived => "waived",
            Status::Untranslated => "untranslated",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
