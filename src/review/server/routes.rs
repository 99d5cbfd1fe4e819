//! Which address asks a [`Session`] for what.
//!
//! Requests that may pass come in; the session's answers go out as JSON, its refusals with a status.
//! Refuses what is no JSON of the kind in [`wire`](crate::review::wire), too long, or too slow.

use super::assets;
use super::events::Events;
use super::guard::{self, Guard};
use super::refusal::{JSON, Refusal};
use crate::review::Session;
use crate::review::wire::{self, Again, Entry, Refused, Summary};
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Json, Query, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// The longest body of a request, in bytes.
const LONGEST: usize = 8 << 20;

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many beads or operations are listed when nobody says how many.
const LISTED: usize = 100;

/// All that a server answers, behind its guard.
pub(super) fn router(session: Arc<Session>, events: Events, guard: Guard) -> Router {
    Router::new()
        .route("/api/about", get(about))
        .route("/api/documents", get(documents))
        .route("/api/document", get(document))
        .route("/api/queue", get(queue))
        .route("/api/context", get(context))
        .route("/api/history", get(history))
        .route("/api/do", post(perform))
        .route("/api/undo", post(undo))
        .route("/api/redo", post(redo))
        .with_state(session)
        .route("/api/events", get(async move || events.stream()))
        .fallback(assets::file)
        .method_not_allowed_fallback(async |uri: Uri| Refusal::method().answer(&uri))
        .layer(DefaultBodyLimit::max(LONGEST))
        .layer(from_fn_with_state(Arc::new(guard), guard::watch))
}

type Shared = State<Arc<Session>>;

#[derive(Serialize)]
struct Documents {
    documents: Vec<Summary>,
}

#[derive(Serialize)]
struct History {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct OneDocument {
    id: String,
}

#[derive(Deserialize)]
struct OneQuote {
    document: String,
    quote: String,
}

#[derive(Deserialize)]
struct Most {
    #[serde(default = "listed")]
    limit: usize,
}

#[derive(Deserialize)]
struct Past {
    document: Option<String>,
    #[serde(default = "listed")]
    limit: usize,
}

fn listed() -> usize {
    LISTED
}

async fn about(State(session): Shared) -> Response {
    answer(move || Ok(session.about())).await
}

async fn documents(State(session): Shared) -> Response {
    answer(move || {
        let documents = session.documents();
        Ok(Documents { documents })
    })
    .await
}

async fn document(State(session): Shared, Asked(asked): Asked<OneDocument>) -> Response {
    answer(move || session.document(&asked.id)).await
}

async fn queue(State(session): Shared, Asked(asked): Asked<Most>) -> Response {
    answer(move || Ok(session.queue(asked.limit))).await
}

async fn context(State(session): Shared, Asked(asked): Asked<OneQuote>) -> Response {
    answer(move || session.context(&asked.document, &asked.quote)).await
}

async fn history(State(session): Shared, Asked(asked): Asked<Past>) -> Response {
    answer(move || {
        let entries = session.history(asked.document.as_deref(), asked.limit)?;
        Ok(History { entries })
    })
    .await
}

async fn perform(State(session): Shared, Told(request): Told<wire::Request>) -> Response {
    answer(move || session.perform(&request)).await
}

async fn undo(State(session): Shared, Told(again): Told<Again>) -> Response {
    answer(move || session.undo(&again)).await
}

async fn redo(State(session): Shared, Told(again): Told<Again>) -> Response {
    answer(move || session.redo(&again)).await
}

/// Asks a session where it may block, and goes on to the end if nobody waits for the answer any more.
async fn answer<T: Serialize>(
    ask: impl FnOnce() -> Result<T, Refused> + Send + 'static,
) -> Response {
    let asked = spawn_blocking(move || ask().map(|said| serde_json::to_vec(&said)));
    match asked.await {
        Ok(Ok(Ok(body))) => ([(CONTENT_TYPE, JSON)], body).into_response(),
        Ok(Err(refused)) => refused.into_response(),
        Ok(Ok(Err(_))) | Err(_) => Refusal::internal().into_response(),
    }
}

/// What is asked in an address.
struct Asked<T>(T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(rejection) => Err(usage(&rejection.body_text())),
        }
    }
}

/// What is said in a body.
struct Told<T>(T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Told<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        match timeout(PATIENCE, Json::from_request(request, &())).await {
            Ok(Ok(Json(told))) => Ok(Self(told)),
            Ok(Err(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Refusal::new(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "size",
                    format!("a request has at most {LONGEST} bytes"),
                ))
            }
            Ok(Err(rejection)) => Err(usage(&rejection.body_text())),
            Err(_) => Err(Refusal::new(
                StatusCode::REQUEST_TIMEOUT,
                "slow",
                "the request did not arrive in time",
            )),
        }
    }
}

/// A request that does not read as one: `why` says where.
fn usage(why: &str) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "usage", why)
}
