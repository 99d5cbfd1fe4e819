//! Headers of requests, read strictly.

use axum::http::{HeaderMap, HeaderName};

/// The value of a header, if it is there exactly once.
pub(super) fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().filter(|_| values.next().is_none())?;
    value.to_str().ok()
}

/// Whether a header is there exactly once and has this value.
pub(super) fn is(headers: &HeaderMap, name: &HeaderName, value: &str) -> bool {
    only(headers, name).is_some_and(|found| found.eq_ignore_ascii_case(value))
}
