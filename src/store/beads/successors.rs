//! What has become of beads that people changed.

use std::collections::HashMap;

/// What has become of each bead that is another one now, by id.
#[derive(Debug, Default)]
pub(in crate::store) struct Successors(pub(super) HashMap<String, Vec<Successor>>);

/// What a bead has become.
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
    /// What the bead `id` has become since line `number`; `None` if it is still itself.
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
