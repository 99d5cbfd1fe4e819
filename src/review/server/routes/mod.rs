//! The answers of a server.
//!
//! Enters: requests that may pass. Leaves: the session's answers as JSON, its refusals with a status, and the
//! files of the page. Refuses what is not JSON of the kind in [`api`](crate::review::api), too long, or too
//! slow.

mod extract;
mod router;

pub(super) use router::router;

#[cfg(test)]
mod tests;
