//! The answers, with their status and headers.

use super::super::events::EventStreams;
use super::super::guard::Guard;
use super::extract::LONGEST_BODY;
use super::router::router;
use crate::engine::Engine;
use crate::project::Project;
use crate::review::Session;
use crate::review::server::Token;
use axum::Router;
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
struct TestServer {
    router: Router,
    cookie: String,
    _folder: TempDir,
}

struct HttpAnswer {
    status: u16,
    headers: HeaderMap,
    body: String,
}

impl TestServer {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("corpus")).unwrap();
        fs::write(folder.path().join("diglot.toml"), "").unwrap();
        let project = Project::find(folder.path()).unwrap();
        let session = Session::open(project, "anna".to_owned(), Engine::without_encoder()).unwrap();
        let token = Token::chosen("0123456789abcdef".to_owned()).unwrap();
        let cookie = format!("diglot-8000={}", token.in_cookie());
        let events = EventStreams::new(mpsc::channel().1);
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

    fn get(&self, path: &str) -> HttpAnswer {
        self.answer(self.asked("GET", path).body(Body::empty()).unwrap())
    }

    fn post(&self, path: &str, body: impl Into<Body>) -> HttpAnswer {
        let request = self.asked("POST", path);
        let request = request.header("content-type", "application/json");
        self.answer(request.header("x-diglot", "1").body(body.into()).unwrap())
    }

    fn answer(&self, request: Request<Body>) -> HttpAnswer {
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.enable_all().build().unwrap();
        runtime.block_on(async {
            let answer = self.router.clone().oneshot(request).await.unwrap();
            let (head, body) = answer.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            HttpAnswer {
                status: head.status.as_u16(),
                headers: head.headers,
                body: String::from_utf8(body.into()).unwrap(),
            }
        })
    }
}

impl HttpAnswer {
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
    let server = TestServer::new();
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
    let server = TestServer::new();
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
    let server = TestServer::new();
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
fn unknown_paths_are_not_found_and_known_ones_have_their_methods() {
    let server = TestServer::new();
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
fn a_malformed_request_is_refused_with_the_place_of_the_error() {
    let server = TestServer::new();
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
    let server = TestServer::new();
    let long = vec![b' '; LONGEST_BODY + 1];
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
        .post("/api/do", vec![b' '; LONGEST_BODY])
        .refuses(400, "usage");
}
