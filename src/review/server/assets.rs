//! The page's files, compiled in: a table, one row a file.
//!
//! A path comes in, and if it is that of a row, its file goes out. There is no way from a path to any
//! other file, so there is none to be kept from.

use super::refusal::Refusal;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// What `/` shows.
const INDEX: &str = "index.html";

macro_rules! files {
    ($($name:literal $content_type:literal)*) => {
        [$(File {
            name: $name,
            content_type: $content_type,
            bytes: include_bytes!(concat!("../page/", $name)),
        }),*]
    };
}

/// Every file in `src/review/page/`.
static FILES: &[File] = &files! {
    "app.js" "text/javascript; charset=utf-8"
    "core/announce.js" "text/javascript; charset=utf-8"
    "core/api.js" "text/javascript; charset=utf-8"
    "core/commands.js" "text/javascript; charset=utf-8"
    "core/dom.js" "text/javascript; charset=utf-8"
    "core/here.js" "text/javascript; charset=utf-8"
    "core/i18n.js" "text/javascript; charset=utf-8"
    "core/keys.js" "text/javascript; charset=utf-8"
    "core/live.js" "text/javascript; charset=utf-8"
    "core/operations.js" "text/javascript; charset=utf-8"
    "core/router.js" "text/javascript; charset=utf-8"
    "core/settings.js" "text/javascript; charset=utf-8"
    "core/store.js" "text/javascript; charset=utf-8"
    "dialogs/bounds.js" "text/javascript; charset=utf-8"
    "dialogs/conflict.js" "text/javascript; charset=utf-8"
    "dialogs/dialog.js" "text/javascript; charset=utf-8"
    "dialogs/help.js" "text/javascript; charset=utf-8"
    "dialogs/questions.js" "text/javascript; charset=utf-8"
    "dialogs/replace-worker.js" "text/javascript; charset=utf-8"
    "dialogs/replace.js" "text/javascript; charset=utf-8"
    "dialogs/settings.js" "text/javascript; charset=utf-8"
    "grid/bead-grid.js" "text/javascript; charset=utf-8"
    "grid/bead-row.js" "text/javascript; charset=utf-8"
    "grid/editor.js" "text/javascript; charset=utf-8"
    "grid/heights.js" "text/javascript; charset=utf-8"
    "grid/menu.js" "text/javascript; charset=utf-8"
    "grid/split.js" "text/javascript; charset=utf-8"
    "grid/virtual-list.js" "text/javascript; charset=utf-8"
    "icon.svg" "image/svg+xml"
    "index.html" "text/html; charset=utf-8"
    "lang/en.js" "text/javascript; charset=utf-8"
    "lang/fr.js" "text/javascript; charset=utf-8"
    "lang/languages.js" "text/javascript; charset=utf-8"
    "lang/ru.js" "text/javascript; charset=utf-8"
    "panels/context.js" "text/javascript; charset=utf-8"
    "panels/history.js" "text/javascript; charset=utf-8"
    "panels/lost.js" "text/javascript; charset=utf-8"
    "panels/panel.js" "text/javascript; charset=utf-8"
    "style/base.css" "text/css; charset=utf-8"
    "style/frame.css" "text/css; charset=utf-8"
    "style/grid.css" "text/css; charset=utf-8"
    "style/panels.css" "text/css; charset=utf-8"
    "views/command-bar.js" "text/javascript; charset=utf-8"
    "views/document.js" "text/javascript; charset=utf-8"
    "views/filter.js" "text/javascript; charset=utf-8"
    "views/overview.js" "text/javascript; charset=utf-8"
    "views/queue.js" "text/javascript; charset=utf-8"
};

struct File {
    name: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
}

/// Of each file, in the table's order: what tells it from what it was in another version.
static TAGS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let tag = |file: &File| {
        let digest = Sha256::digest(file.bytes);
        let digits: String = digest[..16].iter().map(|b| format!("{b:02x}")).collect();
        format!("\"{digits}\"")
    };
    FILES.iter().map(tag).collect()
});

/// Answers a request for a file, and refuses all others.
pub(super) async fn file(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let name = match uri.path() {
        "/" => INDEX,
        path => path.strip_prefix('/').unwrap_or_default(),
    };
    let Some((file, tag)) = FILES.iter().zip(&*TAGS).find(|(file, _)| file.name == name) else {
        return Refusal::path().answer(&uri);
    };
    if method != Method::GET && method != Method::HEAD {
        let allowed = [(ALLOW, HeaderValue::from_static("GET, HEAD"))];
        return (allowed, Refusal::method().answer(&uri)).into_response();
    }
    let head = [
        // To be asked for each time: another version of the program may have other files.
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (CONTENT_TYPE, HeaderValue::from_static(file.content_type)),
    ];
    let head = (head, [(ETAG, tag.as_str())]);
    match is_known(&headers, tag) {
        true => (StatusCode::NOT_MODIFIED, head).into_response(),
        false => (head, file.bytes).into_response(),
    }
}

/// Whether the browser has the file with this tag.
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
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_file_of_the_page_is_in_the_table() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/review/page");
        let files: BTreeSet<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let rows: BTreeSet<String> = FILES.iter().map(|file| file.name.to_owned()).collect();
        assert_eq!(files, rows);
        assert_eq!(rows.len(), FILES.len(), "a file has two rows");
    }

    #[test]
    fn every_file_has_the_type_that_its_name_says() {
        for file in FILES {
            let (_, ending) = file.name.rsplit_once('.').unwrap();
            let expected = match ending {
                "html" => "text/html; charset=utf-8",
                "css" => "text/css; charset=utf-8",
                "js" => "text/javascript; charset=utf-8",
                "json" => "application/json",
                "svg" => "image/svg+xml",
                _ => panic!("which type has {}?", file.name),
            };
            assert_eq!(file.content_type, expected, "{}", file.name);
        }
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
