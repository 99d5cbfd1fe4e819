//! The contents of a request: its query, or the JSON of its body.
//!
//! Refuses what is malformed, too long or too slow.

use super::super::refusal::HttpRefusal;
use axum::body::HttpBody;
use axum::extract::{FromRequest, FromRequestParts, Json, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use std::time::Duration;
use tokio::time::timeout;

/// Longest body of a request, in bytes.
pub(super) const LONGEST_BODY: usize = 8 << 20;

/// Longest time in which a body must arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// The query of an address.
pub(super) struct QueryArguments<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for QueryArguments<T> {
    type Rejection = HttpRefusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, HttpRefusal> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(query)) => Ok(Self(query)),
            Err(rejection) => Err(usage(&rejection.body_text())),
        }
    }
}

/// The JSON of a body.
pub(super) struct JsonBody<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = HttpRefusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, HttpRefusal> {
        // Refused before it is read, if the length is known: the client need not send it all.
        if request.body().size_hint().lower() > LONGEST_BODY as u64 {
            return Err(too_long());
        }
        match timeout(BODY_TIMEOUT, Json::from_request(request, &())).await {
            Ok(Ok(Json(body))) => Ok(Self(body)),
            Ok(Err(rejection)) => match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => Err(too_long()),
                _ => Err(usage(&rejection.body_text())),
            },
            Err(_) => {
                let message = "the request did not arrive in time";
                Err(HttpRefusal::new(
                    StatusCode::REQUEST_TIMEOUT,
                    "slow",
                    message,
                ))
            }
        }
    }
}

fn too_long() -> HttpRefusal {
    let message = format!("a request has at most {LONGEST_BODY} bytes");
    HttpRefusal::new(StatusCode::PAYLOAD_TOO_LARGE, "size", message)
}

/// A malformed request: `why` says where.
fn usage(why: &str) -> HttpRefusal {
    HttpRefusal::new(StatusCode::BAD_REQUEST, "usage", why)
}
