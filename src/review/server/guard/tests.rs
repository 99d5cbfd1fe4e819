//! The decisions of the guard, request by request.

use super::super::token::Token;
use super::admission::{Admission, Guard};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, Method, Uri};

const SECRET: &str = "0123456789abcdef";

fn guard() -> Guard {
    bound_to("127.0.0.1", 8000)
}

/// The name and the value of the cookie.
fn cookie() -> (String, String) {
    let answer = guard().set_cookie();
    let cookie = answer.headers()[SET_COOKIE].to_str().unwrap();
    let (cookie, _) = cookie.split_once(';').unwrap();
    let (name, value) = cookie.split_once('=').unwrap();
    (name.to_owned(), value.to_owned())
}

fn bound_to(host: &str, port: u16) -> Guard {
    Guard::new(host, port, Token::chosen(SECRET.to_owned()).unwrap())
}

/// A request under construction: at first, one that the page itself sends.
struct TestRequest {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
}

fn get(uri: &'static str) -> TestRequest {
    let mut request = TestRequest {
        method: Method::GET,
        uri: Uri::from_static(uri),
        headers: HeaderMap::new(),
    };
    let (cookie, secret) = cookie();
    request.set("host", "127.0.0.1:8000");
    request.set("cookie", &format!("theme=dark; {cookie}={secret}"));
    request
}

fn post(uri: &'static str) -> TestRequest {
    let request = get(uri);
    let request = request.with("origin", "http://127.0.0.1:8000");
    let request = request.with("sec-fetch-site", "same-origin");
    let request = request.with("content-type", "application/json");
    TestRequest {
        method: Method::POST,
        ..request.with("x-diglot", "1")
    }
}

impl TestRequest {
    fn set(&mut self, name: &'static str, value: &str) {
        let name = HeaderName::from_static(name);
        self.headers.insert(name, value.parse().unwrap());
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    fn once_more(mut self, name: &'static str, value: &str) -> Self {
        self.headers.append(name, value.parse().unwrap());
        self
    }

    fn without(mut self, name: &'static str) -> Self {
        self.headers.remove(name);
        self
    }

    fn of(&self, guard: &Guard) -> Admission {
        guard.admit(&self.method, &self.uri, &self.headers)
    }

    #[track_caller]
    fn passes(self) {
        assert_eq!(self.of(&guard()), Admission::Pass);
    }

    #[track_caller]
    fn refused(self, status: u16, code: &str) {
        match self.of(&guard()) {
            Admission::Refuse(refusal) => {
                assert_eq!((refusal.status.as_u16(), refusal.code), (status, code));
            }
            verdict => panic!("{verdict:?}"),
        }
    }
}

#[test]
fn the_page_may_ask_for_everything() {
    for path in ["/", "/review.js", "/api/about", "/api/events"] {
        get(path).passes();
        get(path).with("sec-fetch-site", "same-origin").passes();
    }
    for path in ["/api/do", "/api/undo", "/api/redo"] {
        post(path).passes();
    }
}

#[test]
fn without_the_cookie_nothing_is_shown() {
    for path in ["/", "/review.js", "/api/about", "/api/events", "/nothing"] {
        get(path).without("cookie").refused(401, "token");
    }
    post("/api/do").without("cookie").refused(401, "token");
}

#[test]
fn only_the_cookie_of_this_server_counts() {
    let (cookie, secret) = cookie();
    let right = format!("{cookie}={secret}");
    for wrong in [
        String::new(),
        right[..right.len() - 1].to_owned(),
        format!("{right}0"),
        format!("{cookie}={SECRET}"),
        format!("diglot-8001={secret}"),
        format!("{cookie}="),
        secret.clone(),
    ] {
        get("/").with("cookie", &wrong).refused(401, "token");
    }
    get("/")
        .with("cookie", "diglot-8001=1;a")
        .once_more("cookie", &right)
        .passes();
}

#[test]
fn the_token_opens_the_door_and_only_there() {
    let enters =
        |request: TestRequest| request.without("cookie").of(&guard()) == Admission::SetCookie;
    assert!(enters(get("/?token=0123456789abcdef")));
    assert!(enters(get("/?from=chat&token=0123456789abcdef")));
    let linked = get("/?token=0123456789abcdef").with("sec-fetch-site", "cross-site");
    assert!(enters(linked.with("sec-fetch-mode", "navigate")));
    let opened = get("/?token=0123456789abcdef").with("sec-fetch-site", "none");
    assert!(enters(opened.with("sec-fetch-mode", "navigate")));
    for elsewhere in [
        "/api/about?token=0123456789abcdef",
        "/index.html?token=0123456789abcdef",
        "/?Token=0123456789abcdef",
    ] {
        get(elsewhere).without("cookie").refused(401, "token");
    }
    for wrong in [
        "/?token=",
        "/?token=0123456789abcdeF",
        "/?token=0123456789abcdef0",
    ] {
        get(wrong).refused(401, "token");
    }
}

#[test]
fn whoever_is_in_goes_on_to_the_page() {
    assert_eq!(get("/?in").of(&guard()), Admission::ToPage);
    // After a link on another site, and where the browser does not take the server's address for a safe
    // one, so that it sends nothing about sites.
    let kept_back = get("/?in").without("cookie");
    assert_eq!(kept_back.of(&guard()), Admission::Retry);
    get("/").without("cookie").refused(401, "token");
    get("/api/about?in").without("cookie").refused(401, "token");
}

#[test]
fn a_link_on_another_site_leads_in_by_a_detour() {
    let link = |path| {
        let request = get(path).without("cookie");
        let request = request.with("sec-fetch-site", "cross-site");
        request.with("sec-fetch-mode", "navigate")
    };
    assert_eq!(link("/").of(&guard()), Admission::Retry);
    link("/review.js").refused(403, "origin");
    link("/api/documents").refused(403, "origin");
    link("/")
        .with("sec-fetch-mode", "no-cors")
        .refused(403, "origin");
}

#[test]
fn a_name_that_was_made_to_lead_here_is_refused() {
    for host in [
        "evil.example:8000",
        "127.0.0.1.evil.example:8000",
        "localhost.evil.example:8000",
        "evil.example",
        "localhost",
        "localhost:8001",
        "127.0.0.1",
        "user@localhost:8000",
        "localhost:8000/",
        "localhost:80000",
        "",
        ":8000",
    ] {
        get("/").with("host", host).refused(403, "origin");
    }
    get("/").without("host").refused(403, "origin");
    get("/")
        .once_more("host", "127.0.0.1:8000")
        .refused(403, "origin");
}

#[test]
fn numbers_and_names_of_this_machine_are_known() {
    for host in [
        "localhost:8000",
        "LocalHost:8000",
        "[::1]:8000",
        "192.0.2.7:8000",
    ] {
        get("/").with("host", host).passes();
    }
    let named = bound_to("scriptorium.example", 8000);
    let request = |host| get("/").with("host", host).of(&named);
    assert_eq!(request("Scriptorium.example:8000"), Admission::Pass);
    assert_ne!(request("evil.example:8000"), Admission::Pass);
    let at_80 = bound_to("127.0.0.1", 80);
    let request = get("/?token=0123456789abcdef");
    assert_eq!(
        request.with("host", "localhost").of(&at_80),
        Admission::SetCookie
    );
}

#[test]
fn no_other_origin_may_ask() {
    for origin in [
        "http://evil.example",
        "null",
        "http://127.0.0.1",
        "http://127.0.0.1:8001",
        "http://localhost:8000",
        "https://127.0.0.1:8000",
        "http://127.0.0.1:8000.evil.example",
    ] {
        post("/api/do")
            .with("origin", origin)
            .refused(403, "origin");
        get("/api/about")
            .with("origin", origin)
            .refused(403, "origin");
    }
    let twice = post("/api/do").once_more("origin", "http://127.0.0.1:8000");
    twice.refused(403, "origin");
}

#[test]
fn no_other_site_may_have_the_browser_ask() {
    for site in ["cross-site", "same-site", "none", "unheard-of"] {
        post("/api/do")
            .with("sec-fetch-site", site)
            .refused(403, "origin");
        get("/api/events")
            .with("sec-fetch-site", site)
            .refused(403, "origin");
    }
    for site in ["cross-site", "same-site"] {
        get("/review.js")
            .with("sec-fetch-site", site)
            .refused(403, "origin");
        get("/").with("sec-fetch-site", site).refused(403, "origin");
    }
    get("/").with("sec-fetch-site", "none").passes();
}

#[test]
fn no_form_can_change_anything() {
    post("/api/do").without("x-diglot").refused(403, "origin");
    post("/api/do").with("x-diglot", "0").refused(403, "origin");
    for form in [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "text/plain; application/json",
        "application/jsonp",
    ] {
        post("/api/do")
            .with("content-type", form)
            .refused(415, "type");
    }
    post("/api/do").without("content-type").refused(415, "type");
    let utf8 = "application/json; charset=utf-8";
    post("/api/do").with("content-type", utf8).passes();
}

#[test]
fn the_cookie_is_for_this_server_and_no_script() {
    let answer = guard().set_cookie();
    assert_eq!(answer.status(), 303);
    assert_eq!(answer.headers()[LOCATION], "/?in");
    let cookie = answer.headers()[SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("diglot-8000="), "{cookie}");
    assert!(
        cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/"),
        "{cookie}"
    );
    assert!(!cookie.contains(SECRET), "{cookie}");
}
