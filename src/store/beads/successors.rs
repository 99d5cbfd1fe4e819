//! The successors of beads that people changed.

use std::collections::HashMap;

/// The successor of each bead that people changed, by id.
#[derive(Debug, Default)]
pub(in crate::store) struct Successors(pub(super) HashMap<String, Vec<Successor>>);

/// The successor of a bead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Successor {
    /// The line that did it.
    pub(super) number: usize,
    /// The bead that begins where it began.
    pub bead: String,
    /// Whether a person changed it, and not only the machine around a person's change.
    pub by_person: bool,
}

impl Successors {
    /// The successor of the bead `id` since line `number`; `None` if the bead has not changed.
    pub(crate) fn of(&self, id: &str, number: usize) -> Option<Successor> {
        let mut now: Option<Successor> = None;
        loop {
            let (number, id) = now
                .as_ref()
                .map_or((number, id), |now| (now.number, &now.bead));
            let next = self.0.get(id).into_iter().flatten();
            match { next }.find(|next| next.number > number) {
                Some(next) => {
                    let by_person = next.by_person || now.is_some_and(|now| now.by_person);
                    now = Some(Successor {
                        by_person,
                        ..next.clone()
                    });
                }
                None => return now,
            }
        }
    }
}
