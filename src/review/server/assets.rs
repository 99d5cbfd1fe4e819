//! The page's files over HTTP.
//!
//! Enters: a path. Leaves: the file with this path in the [table](crate::review::page). No path leads to any
//! other file.

use super::refusal::HttpRefusal;
use crate::review::page::PageFile;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// Answers a request for a file, and refuses all others.
pub(super) async fn file(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let Some(file) = PageFile::at(uri.path()) else {
        return HttpRefusal::path().answer(&uri);
    };
    if method != Method::GET && method != Method::HEAD {
        let allowed = [(ALLOW, HeaderValue::from_static("GET, HEAD"))];
        return (allowed, HttpRefusal::method().answer(&uri)).into_response();
    }
    let tag = tag(file);
    let head = [
        // The browser asks each time: another version of the program may have other files.
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (CONTENT_TYPE, HeaderValue::from_static(file.kind)),
    ];
    let head = (head, [(ETAG, tag.as_str())]);
    match is_known(&headers, &tag) {
        true => (StatusCode::NOT_MODIFIED, head).into_response(),
        false => (head, file.bytes).into_response(),
    }
}

/// A digest of a file, which differs between versions.
fn tag(file: &PageFile) -> String {
    let digest = Sha256::digest(file.bytes);
    let digits: String = digest[..16].iter().map(|b| format!("{b:02x}")).collect();
    format!("\"{digits}\"")
}

/// Whether the browser has the file with this tag already.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let tags = headers.get_all(IF_NONE_MATCH).iter();
    tags.filter_map(|tags| tags.to_str().ok())
        .flat_map(|tags| tags.split(','))
        .map(|known| known.trim().trim_start_matches("W/"))
        .any(|known| known == tag || known == "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changes_changes_its_tag() {
        let [one, other] = ["/", "/app.js"].map(|path| PageFile::at(path).unwrap());
        let changed = PageFile {
            bytes: b"changed",
            ..*one
        };
        assert_eq!(tag(one), tag(&{ *one }));
        assert_ne!(tag(one), tag(&changed));
        assert_ne!(tag(one), tag(other));
    }

    #[test]
    fn a_browser_says_which_files_it_has() {
        let known = |tags: &'static str| {
            let headers = HeaderMap::from_iter([(IF_NONE_MATCH, HeaderValue::from_static(tags))]);
            is_known(&headers, "\"abc\"")
        };
        for tags in ["\"abc\"", "\"x\", W/\"abc\"", "*"] {
            assert!(known(tags), "{tags}");
        }
        for tags in ["\"abd\"", "abc", ""] {
            assert!(!known(tags), "{tags}");
        }
    }
}
