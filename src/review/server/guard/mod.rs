//! The guard of the server: it admits or refuses every request before anything else sees it.
//!
//! Enters: requests. Leaves: those that may pass, to the routes; answers to all others; and the headers that
//! say what a page may do in the browser.

mod admission;
mod headers;
mod watch;

pub(super) use admission::Guard;
pub(super) use watch::watch;

#[cfg(test)]
mod tests;
