//! Which address asks a [`Session`] for what.

use super::super::assets;
use super::super::events::EventStreams;
use super::super::guard::{self, Guard};
use super::super::refusal::{HttpRefusal, JSON};
use super::extract::{JsonBody, LONGEST_BODY, QueryArguments};
use crate::review::api::{ApiResult, DocumentSummary, HistoryEntry, OperationRequest, UndoRequest};
use crate::review::context::ContextWindow;
use crate::review::session::Session;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::Uri;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// Number of beads or operations that are listed unless a request sets a limit.
const USUAL_LIMIT: usize = 100;

/// All routes of a server, with its guard before them.
pub(crate) fn router(session: Arc<Session>, events: EventStreams, guard: Guard) -> Router {
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
        .method_not_allowed_fallback(async |uri: Uri| HttpRefusal::method().answer(&uri))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(from_fn_with_state(Arc::new(guard), guard::watch))
}

type SharedSession = State<Arc<Session>>;

#[derive(Serialize)]
struct DocumentsAnswer {
    documents: Vec<DocumentSummary>,
}

#[derive(Serialize)]
struct HistoryAnswer {
    entries: Vec<HistoryEntry>,
}

#[derive(Deserialize)]
struct DocumentQuery {
    id: String,
}

#[derive(Deserialize)]
struct ContextQuery {
    document: String,
    quote: String,
    before: Option<usize>,
    after: Option<usize>,
    bead: Option<String>,
}

#[derive(Deserialize)]
struct QueueQuery {
    #[serde(default = "usual_limit")]
    limit: usize,
}

#[derive(Deserialize)]
struct HistoryQuery {
    document: Option<String>,
    #[serde(default = "usual_limit")]
    limit: usize,
}

fn usual_limit() -> usize {
    USUAL_LIMIT
}

async fn about(State(session): SharedSession) -> Response {
    answer(move || Ok(session.about())).await
}

async fn documents(State(session): SharedSession) -> Response {
    answer(move || {
        let documents = session.documents();
        Ok(DocumentsAnswer { documents })
    })
    .await
}

async fn document(
    State(session): SharedSession,
    QueryArguments(query): QueryArguments<DocumentQuery>,
) -> Response {
    answer(move || session.document(&query.id)).await
}

async fn queue(
    State(session): SharedSession,
    QueryArguments(query): QueryArguments<QueueQuery>,
) -> Response {
    answer(move || Ok(session.queue(query.limit))).await
}

async fn context(
    State(session): SharedSession,
    QueryArguments(query): QueryArguments<ContextQuery>,
) -> Response {
    answer(move || {
        let usual = ContextWindow::default();
        let window = ContextWindow {
            before: query.before.unwrap_or(usual.before),
            after: query.after.unwrap_or(usual.after),
            bead: query.bead,
        };
        session.context(&query.document, &query.quote, &window)
    })
    .await
}

async fn history(
    State(session): SharedSession,
    QueryArguments(query): QueryArguments<HistoryQuery>,
) -> Response {
    answer(move || {
        let entries = session.history(query.document.as_deref(), query.limit)?;
        Ok(HistoryAnswer { entries })
    })
    .await
}

async fn perform(
    State(session): SharedSession,
    JsonBody(request): JsonBody<OperationRequest>,
) -> Response {
    answer(move || session.perform(&request)).await
}

async fn undo(State(session): SharedSession, JsonBody(request): JsonBody<UndoRequest>) -> Response {
    answer(move || session.undo(&request)).await
}

async fn redo(State(session): SharedSession, JsonBody(request): JsonBody<UndoRequest>) -> Response {
    answer(move || session.redo(&request)).await
}

/// Asks a session in a thread that may block. The work is finished even if nobody waits for the answer.
async fn answer<T: Serialize>(ask: impl FnOnce() -> ApiResult<T> + Send + 'static) -> Response {
    let asked = spawn_blocking(move || ask().map(|answer| serde_json::to_vec(&answer)));
    match asked.await {
        Ok(Ok(Ok(body))) => ([(CONTENT_TYPE, JSON)], body).into_response(),
        Ok(Err(refused)) => refused.into_response(),
        Ok(Ok(Err(_))) | Err(_) => HttpRefusal::internal().into_response(),
    }
}
