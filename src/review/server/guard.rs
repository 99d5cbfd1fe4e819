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
    /// It comes with the token: the browser gets the cookie and goes on to `/`.
    Enter,
    /// The browser followed a link on another site and kept the cookie back, so it is to ask again.
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
        match token_in(uri).filter(|_| at_door) {
            Some(token) if same(token, self.token.in_link()) => Verdict::Enter,
            Some(_) => unknown(
                "this link is not valid, or no longer: use the one that `diglot review` shows in the \
                 terminal",
            ),
            None if self.has_cookie(headers) => match check_change(method, headers) {
                Ok(()) => Verdict::Pass,
                Err(refusal) => Verdict::Refuse(refusal),
            },
            None if at_door && is(headers, &SEC_FETCH_SITE, "cross-site") => Verdict::Again,
            None => unknown("use the link that `diglot review` shows in the terminal"),
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
        // No other site can have a number for its name, or this one.
        let is_number = name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
        let is_name = |own: &str| own.eq_ignore_ascii_case(name);
        authority.port_u16().unwrap_or(80) == self.port
            && !host.contains('@')
            && (is_number || is_name("localhost") || self.name.as_deref().is_some_and(is_name))
    }

    /// Gives the browser the cookie, and a way that does not hold the token: so it is neither in the
    /// address bar nor in the history.
    fn enter(&self) -> Response {
        let Self { cookie, secret, .. } = self;
        let cookie = format!("{cookie}={secret}; HttpOnly; SameSite=Strict; Path=/");
        let head = [(SET_COOKIE, cookie.as_str()), (LOCATION, "/")];
        (StatusCode::SEE_OTHER, head).into_response()
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
    let message = "only the page of this server may ask for this, and another site has";
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
