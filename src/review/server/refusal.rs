//! Answers to requests that are refused: a status and a [`RefusedRequest`], as JSON for scripts and as a small
//! page for people.

use crate::review::api::RefusedRequest;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

/// Content type of everything that scripts read.
pub(super) const JSON: HeaderValue = HeaderValue::from_static("application/json");

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// Why the server itself refuses a request, before any session sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HttpRefusal {
    pub status: StatusCode,
    pub code: &'static str,
    pub message: String,
}

impl HttpRefusal {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
        }
    }

    /// There is nothing at this address.
    pub(super) fn path() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "path",
            "there is nothing at this address",
        )
    }

    /// There is something at this address, but not for this method.
    pub(super) fn method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method",
            "this address does not accept requests of this method",
        )
    }

    /// The program has a bug.
    pub(super) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "this request revealed a bug in diglot; the terminal shows more, please report it",
        )
    }

    /// The answer to a request for `uri`.
    pub(super) fn answer(self, uri: &Uri) -> Response {
        if is_api(uri) {
            return self.into_response();
        }
        let page = page(&self.message, "");
        (self.status, [(CONTENT_TYPE, HTML)], page).into_response()
    }
}

/// As JSON.
impl IntoResponse for HttpRefusal {
    fn into_response(self) -> Response {
        let refused = RefusedRequest {
            error: self.message,
            code: self.code,
            now: Vec::new(),
        };
        json(self.status, &refused)
    }
}

impl IntoResponse for RefusedRequest {
    fn into_response(self) -> Response {
        json(status(self.code), &self)
    }
}

/// Whether scripts ask for this address, and not people.
pub(super) fn is_api(uri: &Uri) -> bool {
    uri.path().starts_with("/api/")
}

/// A page with one message. `head` is HTML, `message` is plain text.
pub(super) fn page(message: &str, head: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">{head}\n<title>diglot review</title>\n\
         <p>{message}</p>\n"
    )
}

/// The page that has the browser ask for `/`.
pub(super) fn retry() -> Response {
    let page = page(
        "One moment.",
        "\n<meta http-equiv=\"refresh\" content=\"0; url=/\">",
    );
    ([(CONTENT_TYPE, HTML)], page).into_response()
}

/// The status for a session's code.
fn status(code: &str) -> StatusCode {
    match code {
        "stale" | "nothing" => StatusCode::CONFLICT,
        "usage" => StatusCode::BAD_REQUEST,
        "disk" => StatusCode::INSUFFICIENT_STORAGE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn json(status: StatusCode, refused: &RefusedRequest) -> Response {
    // Texts and numbers always become JSON.
    let body = serde_json::to_vec(refused).unwrap_or_default();
    (status, [(CONTENT_TYPE, JSON)], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_a_session_has_its_status() {
        for (code, expected) in [
            ("stale", 409),
            ("nothing", 409),
            ("usage", 400),
            ("disk", 507),
            ("unreadable", 500),
        ] {
            let refused = RefusedRequest {
                error: "no".to_owned(),
                code,
                now: Vec::new(),
            };
            assert_eq!(refused.into_response().status(), expected, "{code}");
        }
    }

    #[test]
    fn scripts_get_json_and_people_a_page() {
        for (path, expected) in [("/api/about", JSON), ("/", HTML), ("/api", HTML)] {
            let answer = HttpRefusal::path().answer(&Uri::from_static(path));
            assert_eq!(answer.status(), 404);
            assert_eq!(answer.headers()[CONTENT_TYPE], expected, "{path}");
        }
    }
}
