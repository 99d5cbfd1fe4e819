//! Who may ask for what: every request passes here before anything else sees it.
//!
//! A request's method, address and headers come in; that it may pass, or what to answer in its place,
//! goes out. What each check is against is in `docs/review.md`.

use super::refusal::{self, Refusal, is_api};
use super::token::{Token, same};
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN,
    REFERRER_POLICY, SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::sync::Arc;

/// What the page may do: use what this server sends, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'";

/// Goes with every answer.
static HEADERS: [(HeaderName, HeaderValue); 5] = [
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
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

static SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
static SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
static X_DIGLOT: HeaderName = HeaderName::from_static("x-diglot");

/// The query of the address that the browser goes on to once it has the cookie.
const INSIDE: &str = "in";

/// What a server lets in.
pub(super) struct Guard {
    /// The port that it has.
    port: u16,
    /// The name that it was bound to, if it was one.
    name: Option<String>,
    token: Token,
    /// The cookie's name, which says the port: browsers do not tell ports apart by themselves.
    cookie: String,
    /// Its value.
    secret: String,
}

/// What becomes of a request.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// It is answered.
    Pass,
    /// It comes with the token: the browser gets the cookie, and goes on without the token.
    Enter,
    /// It has the cookie by now, and goes on to the page.
    Home,
    /// Another site has led the browser here, so it keeps the cookie back. It does not when a page of
    /// this server has it ask for `/`.
    Again,
    /// It is not answered.
    Refuse(Refusal),
}

impl Guard {
    /// For a server that was bound to `host`, an address or a name, and has `port`.
    pub fn new(host: &str, port: u16, token: Token) -> Self {
        Self {
            port,
            name: host.parse::<IpAddr>().is_err().then(|| host.to_owned()),
            secret: token.in_cookie(),
            token,
            cookie: format!("diglot-{port}"),
        }
    }

    /// The path that lets whoever has it in.
    pub fn way_in(&self) -> String {
        format!("/?token={}", self.token.in_link())
    }

    fn judge(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Verdict {
        let checked = self
            .check_host(headers)
            .and_then(|host| check_origin(headers, host))
            .and_then(|()| check_site(uri, headers));
        if let Err(refusal) = checked {
            return Verdict::Refuse(refusal);
        }
        let unknown =
            |message| Verdict::Refuse(Refusal::new(StatusCode::UNAUTHORIZED, "token", message));
        let at_door = method == Method::GET && uri.path() == "/";
        let is_inside = at_door && uri.query() == Some(INSIDE);
        let is_linked = at_door && is(headers, &SEC_FETCH_SITE, "cross-site");
        match (token_in(uri).filter(|_| at_door), self.has_cookie(headers)) {
            (Some(token), _) if same(token, self.token.in_link()) => Verdict::Enter,
            (Some(_), _) => unknown(
                "this link is not valid, or no longer: use the one that `diglot review` shows in the \
                 terminal",
            ),
            (None, true) if is_inside => Verdict::Home,
            (None, true) => match check_change(method, headers) {
                Ok(()) => Verdict::Pass,
                Err(refusal) => Verdict::Refuse(refusal),
            },
            (None, false) if is_inside || is_linked => Verdict::Again,
            (None, false) => unknown("use the link that `diglot review` shows in the terminal"),
        }
    }

    /// Returns `Host` if it is a name of this server. Another site that has its own name lead here could
    /// otherwise read everything as its own.
    fn check_host<'a>(&self, headers: &'a HeaderMap) -> Result<&'a str, Refusal> {
        only(headers, &HOST)
            .filter(|host| self.is_own(host))
            .ok_or_else(|| {
                Refusal::new(
                    StatusCode::FORBIDDEN,
                    "origin",
                    format!(
                        "this server does not go by that name: use its IP address or `localhost`, and \
                         port {}; `diglot review --bind NAME` gives it a name",
                        self.port
                    ),
                )
            })
    }

    /// Whether `host`, as in `127.0.0.1:8000`, stands for this server.
    fn is_own(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else {
            return false;
        };
        let name = authority.host();
        // A site that leads its name here has a name: not a number, and none that means this machine.
        let is_number = name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
        let is_name = |own: &str| own.eq_ignore_ascii_case(name);
        authority.port_u16().unwrap_or(80) == self.port
            && !host.contains('@')
            && (is_number || is_name("localhost") || self.name.as_deref().is_some_and(is_name))
    }

    /// Gives the browser the cookie, and an address that does not hold the token: so it is neither in
    /// the address bar nor in the history.
    fn enter(&self) -> Response {
        let Self { cookie, secret, .. } = self;
        let cookie = format!("{cookie}={secret}; HttpOnly; SameSite=Strict; Path=/");
        let inside = format!("/?{INSIDE}");
        (
            StatusCode::SEE_OTHER,
            [(SET_COOKIE, cookie), (LOCATION, inside)],
        )
            .into_response()
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(COOKIE).iter();
        cookies
            .filter_map(|cookies| cookies.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .any(|(name, value)| name == self.cookie && same(value, &self.secret))
    }
}

/// Lets a request pass, or answers it; and arms the answer.
pub(super) async fn watch(
    State(guard): State<Arc<Guard>>,
    request: Request,
    next: Next,
) -> Response {
    let uri = request.uri().clone();
    let mut answer = match guard.judge(request.method(), &uri, request.headers()) {
        Verdict::Pass => next.run(request).await,
        Verdict::Enter => guard.enter(),
        Verdict::Home => (StatusCode::SEE_OTHER, [(LOCATION, "/")]).into_response(),
        Verdict::Again => refusal::again(),
        Verdict::Refuse(refusal) => refusal.answer(&uri),
    };
    let headers = answer.headers_mut();
    headers.extend(HEADERS.clone());
    if is_api(&uri) || !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    answer
}

/// `Origin`, which browsers send with all that can change something, must be this server's.
fn check_origin(headers: &HeaderMap, host: &str) -> Result<(), Refusal> {
    let own = format!("http://{host}");
    match headers.contains_key(ORIGIN) {
        true if !is(headers, &ORIGIN, &own) => Err(elsewhere()),
        _ => Ok(()),
    }
}

/// Browsers say who has a page ask. The page itself may ask for everything, a person who types an address
/// or follows a link from a terminal for what is no script's business, and a link on another site may
/// lead to `/`.
fn check_site(uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
    let says = |value| is(headers, &SEC_FETCH_SITE, value);
    let is_link = || is(headers, &SEC_FETCH_MODE, "navigate") && uri.path() == "/";
    let is_welcome = !headers.contains_key(&SEC_FETCH_SITE)
        || says("same-origin")
        || says("none") && !is_api(uri)
        || (says("same-site") || says("cross-site")) && is_link();
    is_welcome.then_some(()).ok_or_else(elsewhere)
}

/// What changes something must come with headers that no form can send, and no script of another site
/// without asking first.
fn check_change(method: &Method, headers: &HeaderMap) -> Result<(), Refusal> {
    if *method != Method::POST {
        return Ok(());
    }
    if !is(headers, &X_DIGLOT, "1") {
        let message = "a change has to come with the header `X-Diglot: 1`";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "origin", message));
    }
    let content_type = only(headers, &CONTENT_TYPE).unwrap_or_default();
    let (content_type, _) = content_type.split_once(';').unwrap_or((content_type, ""));
    match content_type.trim().eq_ignore_ascii_case("application/json") {
        true => Ok(()),
        false => Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "type",
            "a change has to be `application/json`",
        )),
    }
}

fn elsewhere() -> Refusal {
    let message = "only this server's own page may ask for this";
    Refusal::new(StatusCode::FORBIDDEN, "origin", message)
}

/// The token in an address.
fn token_in(uri: &Uri) -> Option<&str> {
    let mut pairs = uri.query()?.split('&');
    pairs.find_map(|pair| pair.strip_prefix("token="))
}

/// The value of a header that is there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().filter(|_| values.next().is_none())?;
    value.to_str().ok()
}

/// Whether a header is there once and says this.
fn is(headers: &HeaderMap, name: &HeaderName, value: &str) -> bool {
    only(headers, name).is_some_and(|found| found.eq_ignore_ascii_case(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "0123456789abcdef";

    fn guard() -> Guard {
        bound_to("127.0.0.1", 8000)
    }

    fn bound_to(host: &str, port: u16) -> Guard {
        Guard::new(host, port, Token::chosen(SECRET.to_owned()).unwrap())
    }

    /// A request that is being described: at first, what the page itself asks for.
    struct Asks {
        method: Method,
        uri: Uri,
        headers: HeaderMap,
    }

    fn get(uri: &'static str) -> Asks {
        let mut asks = Asks {
            method: Method::GET,
            uri: Uri::from_static(uri),
            headers: HeaderMap::new(),
        };
        let Guard { cookie, secret, .. } = guard();
        asks.set("host", "127.0.0.1:8000");
        asks.set("cookie", &format!("theme=dark; {cookie}={secret}"));
        asks
    }

    fn post(uri: &'static str) -> Asks {
        let asks = get(uri);
        let asks = asks.with("origin", "http://127.0.0.1:8000");
        let asks = asks.with("sec-fetch-site", "same-origin");
        let asks = asks.with("content-type", "application/json");
        Asks {
            method: Method::POST,
            ..asks.with("x-diglot", "1")
        }
    }

    impl Asks {
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

        fn of(&self, guard: &Guard) -> Verdict {
            guard.judge(&self.method, &self.uri, &self.headers)
        }

        #[track_caller]
        fn passes(self) {
            assert_eq!(self.of(&guard()), Verdict::Pass);
        }

        #[track_caller]
        fn refused(self, status: u16, code: &str) {
            match self.of(&guard()) {
                Verdict::Refuse(refusal) => {
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
        let Guard { cookie, secret, .. } = guard();
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
        let enters = |asks: Asks| asks.without("cookie").of(&guard()) == Verdict::Enter;
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
        assert_eq!(get("/?in").of(&guard()), Verdict::Home);
        // Where another site has the link, and where the server's address is no safe one to a browser,
        // so that it says nothing of sites.
        let kept_back = get("/?in").without("cookie");
        assert_eq!(kept_back.of(&guard()), Verdict::Again);
        get("/").without("cookie").refused(401, "token");
        get("/api/about?in").without("cookie").refused(401, "token");
    }

    #[test]
    fn a_link_on_another_site_leads_in_by_a_detour() {
        let link = |path| {
            let asks = get(path).without("cookie");
            let asks = asks.with("sec-fetch-site", "cross-site");
            asks.with("sec-fetch-mode", "navigate")
        };
        assert_eq!(link("/").of(&guard()), Verdict::Again);
        link("/review.js").refused(403, "origin");
        link("/api/documents").refused(403, "origin");
        link("/")
            .with("sec-fetch-mode", "no-cors")
            .refused(403, "origin");
    }

    #[test]
    fn a_name_that_was_made_to_lead_here_refused() {
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
        let asks = |host| get("/").with("host", host).of(&named);
        assert_eq!(asks("Scriptorium.example:8000"), Verdict::Pass);
        assert_ne!(asks("evil.example:8000"), Verdict::Pass);
        let at_80 = bound_to("127.0.0.1", 80);
        let asks = get("/?token=0123456789abcdef");
        assert_eq!(asks.with("host", "localhost").of(&at_80), Verdict::Enter);
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
        let answer = guard().enter();
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
}
