//! The guard before the routes.

use super::super::refusal::{self, is_api};
use super::admission::{Admission, Guard};
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The page's permissions: it may load and run only what this server sends.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'";

/// The headers that go with every answer.
static ANSWER_HEADERS: [(HeaderName, HeaderValue); 5] = [
    (
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CONTENT_POLICY),
    ),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// Lets a request pass or answers it, and adds the headers that go with every answer.
pub(crate) async fn watch(
    State(guard): State<Arc<Guard>>,
    request: Request,
    next: Next,
) -> Response {
    let uri = request.uri().clone();
    let mut answer = match guard.admit(request.method(), &uri, request.headers()) {
        Admission::Pass => next.run(request).await,
        Admission::SetCookie => guard.set_cookie(),
        Admission::ToPage => (StatusCode::SEE_OTHER, [(LOCATION, "/")]).into_response(),
        Admission::Retry => refusal::retry(),
        Admission::Refuse(refusal) => refusal.answer(&uri),
    };
    let headers = answer.headers_mut();
    headers.extend(ANSWER_HEADERS.clone());
    if is_api(&uri) || !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    answer
}
