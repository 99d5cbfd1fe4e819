//! Which address asks a [`Session`] for what.
//!
//! Requests that may pass come in; the session's answers go out as JSON, its refusals with a status.
//! Refuses what is no JSON of the kind in [`wire`](crate::review::wire), too long, or too slow.

use super::assets;
use super::events::Events;
use super::guard::{self, Guard};
use super::refusal::{JSON, Refusal};
use crate::review::wire::{self, Again, Entry, Refused, Summary};
use crate::review::{Around, Session};
use axum::Router;
use axum::body::HttpBody;
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
    before: Option<usize>,
    after: Option<usize>,
    bead: Option<String>,
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
    answer(move || {
        let usual = Around::default();
        let around = Around {
            before: asked.before.unwrap_or(usual.before),
            after: asked.after.unwrap_or(usual.after),
            bead: asked.bead,
        };
        session.context(&asked.document, &asked.quote, &around)
    })
    .await
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
        // Said before it is read, where the length is known: who asks need not send it all.
        if request.body().size_hint().lower() > LONGEST as u64 {
            return Err(too_long());
        }
        match timeout(PATIENCE, Json::from_request(request, &())).await {
            Ok(Ok(Json(told))) => Ok(Self(told)),
            Ok(Err(rejection)) => match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => Err(too_long()),
                _ => Err(usage(&rejection.body_text())),
            },
            Err(_) => {
                let message = "the request did not arrive in time";
                Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "slow", message))
            }
        }
    }
}

fn too_long() -> Refusal {
    let message = format!("a request has at most {LONGEST} bytes");
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "size", message)
}

/// A request that does not read as one: `why` says where.
fn usage(why: &str) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "usage", why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::project::Project;
    use crate::review::server::Token;
    use axum::body::{Body, to_bytes};
    use axum::http::request::Builder;
    use axum::http::{HeaderMap, Request};
    use futures_util::stream;
    use std::convert::Infallible;
    use std::fs;
    use std::sync::mpsc;
    use tempfile::TempDir;
    use tower::ServiceExt;

    /// A server without a socket, and its project.
    struct Server {
        router: Router,
        cookie: String,
        _folder: TempDir,
    }

    struct Answer {
        status: u16,
        headers: HeaderMap,
        body: String,
    }

    impl Server {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("corpus")).unwrap();
            fs::write(folder.path().join("diglot.toml"), "").unwrap();
            let project = Project::find(folder.path()).unwrap();
            let session =
                Session::open(project, "anna".to_owned(), Engine::without_encoder()).unwrap();
            let token = Token::chosen("0123456789abcdef".to_owned()).unwrap();
            let cookie = format!("diglot-8000={}", token.in_cookie());
            let events = Events::new(mpsc::channel().1);
            let guard = Guard::new("127.0.0.1", 8000, token);
            Self {
                router: router(session, events, guard),
                cookie,
                _folder: folder,
            }
        }

        fn asked(&self, method: &str, path: &str) -> Builder {
            Request::builder()
                .method(method)
                .uri(path)
                .header("host", "127.0.0.1:8000")
                .header("cookie", &self.cookie)
        }

        fn get(&self, path: &str) -> Answer {
            self.answer(self.asked("GET", path).body(Body::empty()).unwrap())
        }

        fn post(&self, path: &str, body: impl Into<Body>) -> Answer {
            let request = self.asked("POST", path);
            let request = request.header("content-type", "application/json");
            self.answer(request.header("x-diglot", "1").body(body.into()).unwrap())
        }

        fn answer(&self, request: Request<Body>) -> Answer {
            let runtime = tokio::runtime::Builder::new_current_thread();
            let runtime = { runtime }.enable_all().build().unwrap();
            runtime.block_on(async {
                let answer = self.router.clone().oneshot(request).await.unwrap();
                let (head, body) = answer.into_parts();
                let body = to_bytes(body, usize::MAX).await.unwrap();
                Answer {
                    status: head.status.as_u16(),
                    headers: head.headers,
                    body: String::from_utf8(body.into()).unwrap(),
                }
            })
        }
    }

    impl Answer {
        #[track_caller]
        fn refuses(&self, status: u16, code: &str) {
            assert_eq!(self.status, status, "{}", self.body);
            let refused: serde_json::Value = serde_json::from_str(&self.body).unwrap();
            assert_eq!(refused["code"], code, "{refused}");
            assert!(refused["now"].as_array().unwrap().is_empty());
        }
    }

    #[test]
    fn the_page_is_kept_and_asked_for_again() {
        let server = Server::new();
        let page = server.get("/");
        assert_eq!(page.status, 200);
        assert!(page.body.starts_with("<!doctype html>"));
        assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
        assert_eq!(page.headers["cache-control"], "no-cache");
        let request = server.asked("GET", "/index.html");
        let request = request.header("if-none-match", &page.headers["etag"]);
        let again = server.answer(request.body(Body::empty()).unwrap());
        assert_eq!((again.status, again.body.as_str()), (304, ""));
        assert_eq!(again.headers["etag"], page.headers["etag"]);
    }

    #[test]
    fn every_answer_says_what_a_page_may_do() {
        let server = Server::new();
        let stranger = Request::builder().uri("/").header("host", "evil.example");
        for answer in [
            server.get("/"),
            server.get("/nothing"),
            server.get("/api/nothing"),
            server.get("/?token=0123456789abcdef"),
            server.get("/?token=wrong"),
            server.post("/api/do", "{"),
            server.answer(stranger.body(Body::empty()).unwrap()),
        ] {
            let policy = answer.headers["content-security-policy"].to_str().unwrap();
            for part in [
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; ",
                "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; ",
                "frame-ancestors 'none'; require-trusted-types-for 'script'",
            ] {
                assert!(policy.contains(part), "{policy}");
            }
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "no-referrer"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(answer.headers[name], value);
            }
            assert!(answer.headers.contains_key("cache-control"));
        }
        assert_eq!(
            server.get("/api/nothing").headers["cache-control"],
            "no-store"
        );
    }

    #[test]
    fn no_path_leads_out_of_the_table() {
        let server = Server::new();
        for path in [
            "/../Cargo.toml",
            "/../../etc/passwd",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "/..%5cCargo.toml",
            "//index.html",
            "//etc/passwd",
            "/./index.html",
            "/index.html/",
            "/index.html%00",
            "/%00",
            "/index%2ehtml",
            "/diglot.toml",
            "/corpus/",
        ] {
            assert_eq!(server.get(path).status, 404, "{path}");
        }
        server.get("/api/../index.html").refuses(404, "path");
    }

    #[test]
    fn what_is_not_there_is_not_found_and_what_is_has_its_methods() {
        let server = Server::new();
        for path in ["/api/", "/api/nothing", "/api/about/", "/api/Do"] {
            server.get(path).refuses(404, "path");
        }
        let posted = server.post("/api/about", "{}");
        posted.refuses(405, "method");
        assert_eq!(posted.headers["allow"], "GET,HEAD");
        for path in ["/api/do", "/api/undo", "/api/redo"] {
            server.get(path).refuses(405, "method");
        }
        for method in ["OPTIONS", "PUT", "DELETE", "TRACE"] {
            let request = server.asked(method, "/").body(Body::empty()).unwrap();
            assert_eq!(server.answer(request).status, 405, "{method}");
        }
    }

    #[test]
    fn what_does_not_read_as_a_request_is_told_with_its_place() {
        let server = Server::new();
        for (body, place) in [
            ("{\n  \"document\": a}", "line 2 column 15"),
            ("", "line 1 column 0"),
            (r#"{"document":"a"}"#, "`operation`"),
            (r#"{"document":"a","operation":{"do":"dance"}}"#, "`dance`"),
            (
                r#"{"document":"a","operation":{"do":"swap","bead":7}}"#,
                "operation",
            ),
            (
                r#"{"document":"a","operation":{"do":"swap","bead":"q.1"}} x"#,
                "column 57",
            ),
        ] {
            let answer = server.post("/api/do", body);
            answer.refuses(400, "usage");
            assert!(answer.body.contains(place), "{}", answer.body);
        }
        server
            .post("/api/undo", r#"{"Operation":"x"}"#)
            .refuses(400, "usage");
        server
            .post("/api/redo", vec![b'"', 0xff])
            .refuses(400, "usage");
        server
            .post("/api/do", "[".repeat(100_000))
            .refuses(400, "usage");
        for path in [
            "/api/document",
            "/api/context?document=a",
            "/api/queue?limit=all",
            "/api/queue?limit=-1",
            "/api/history?limit=99999999999999999999",
        ] {
            server.get(path).refuses(400, "usage");
        }
    }

    #[test]
    fn a_request_that_is_too_long_is_not_read_to_its_end() {
        let server = Server::new();
        let long = vec![b' '; LONGEST + 1];
        server.post("/api/do", long.clone()).refuses(413, "size");
        // The length of a stream is not known before its end.
        let parts = stream::iter(
            long.chunks(1 << 20)
                .map(|part| Ok::<_, Infallible>(part.to_vec()))
                .collect::<Vec<_>>(),
        );
        server
            .post("/api/do", Body::from_stream(parts))
            .refuses(413, "size");
        server
            .post("/api/do", vec![b' '; LONGEST])
            .refuses(400, "usage");
    }
}
