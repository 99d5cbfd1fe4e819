//! Which requests are let in.
//!
//! Enters: a request's method, address and headers. Leaves: whether it may pass, or what to answer instead.
//! `docs/review.md` says what each check is against.

use super::super::refusal::{HttpRefusal, is_api};
use super::super::token::{Token, is_same};
use super::headers::{is, only};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;

static SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
static SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
static X_DIGLOT: HeaderName = HeaderName::from_static("x-diglot");

/// Query of the address to which the browser goes once it has the cookie.
const HAS_COOKIE: &str = "in";

/// Knows who may use a server.
pub(crate) struct Guard {
    /// The server's port.
    port: u16,
    /// The name to which the server was bound, if it was bound to a name.
    name: Option<String>,
    token: Token,
    /// The cookie's name. It contains the port, since browsers send cookies of one host to all its ports.
    cookie: String,
    /// The cookie's value.
    secret: String,
}

/// The decision about a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    /// It goes on to the routes.
    Pass,
    /// It has the token: the browser gets the cookie, and goes on to an address without the token.
    SetCookie,
    /// It has the cookie by now, and goes on to the page.
    ToPage,
    /// A link on another site has led the browser here, so it does not send the cookie. It does when a page
    /// of this server has it ask for `/`.
    Retry,
    /// It is refused.
    Refuse(HttpRefusal),
}

impl Guard {
    /// Guards a server that was bound to `host`, an address or a name, and has `port`.
    pub(crate) fn new(host: &str, port: u16, token: Token) -> Self {
        Self {
            port,
            name: host.parse::<IpAddr>().is_err().then(|| host.to_owned()),
            secret: token.in_cookie(),
            token,
            cookie: format!("diglot-{port}"),
        }
    }

    /// The path that lets in whoever knows it.
    pub(crate) fn entrance(&self) -> String {
        format!("/?token={}", self.token.in_link())
    }

    /// The decision about a request.
    pub(crate) fn admit(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Admission {
        let checked = self
            .check_host(headers)
            .and_then(|host| check_origin(headers, host))
            .and_then(|()| check_site(uri, headers));
        if let Err(refusal) = checked {
            return Admission::Refuse(refusal);
        }
        let unknown = |message| {
            Admission::Refuse(HttpRefusal::new(StatusCode::UNAUTHORIZED, "token", message))
        };
        let at_door = method == Method::GET && uri.path() == "/";
        let is_inside = at_door && uri.query() == Some(HAS_COOKIE);
        let is_linked = at_door && is(headers, &SEC_FETCH_SITE, "cross-site");
        match (token_in(uri).filter(|_| at_door), self.has_cookie(headers)) {
            (Some(token), _) if is_same(token, self.token.in_link()) => Admission::SetCookie,
            (Some(_), _) => unknown(
                "this link is not valid, or not any longer: use the link that `diglot review` shows in the \
                 terminal",
            ),
            (None, true) if is_inside => Admission::ToPage,
            (None, true) => match check_change(method, headers) {
                Ok(()) => Admission::Pass,
                Err(refusal) => Admission::Refuse(refusal),
            },
            (None, false) if is_inside || is_linked => Admission::Retry,
            (None, false) => unknown("use the link that `diglot review` shows in the terminal"),
        }
    }

    /// Returns `Host` if it is a name of this server. Otherwise a site whose own name leads here could read
    /// everything as its own.
    fn check_host<'a>(&self, headers: &'a HeaderMap) -> Result<&'a str, HttpRefusal> {
        only(headers, &HOST)
            .filter(|host| self.is_own(host))
            .ok_or_else(|| {
                HttpRefusal::new(
                    StatusCode::FORBIDDEN,
                    "origin",
                    format!(
                        "this server does not have that name: use its IP address or `localhost`, and port \
                         {}; `diglot review --bind NAME` gives it a name",
                        self.port
                    ),
                )
            })
    }

    /// Whether `host`, as in `127.0.0.1:8000`, is a name of this server.
    fn is_own(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else {
            return false;
        };
        let name = authority.host();
        // A site whose name leads here has a name that is neither a number nor one of this machine's.
        let is_number = name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
        let is_name = |own: &str| own.eq_ignore_ascii_case(name);
        authority.port_u16().unwrap_or(80) == self.port
            && !host.contains('@')
            && (is_number || is_name("localhost") || self.name.as_deref().is_some_and(is_name))
    }

    /// Gives the browser the cookie, and an address without the token: so the token is neither in the address
    /// bar nor in the history.
    pub(crate) fn set_cookie(&self) -> Response {
        let Self { cookie, secret, .. } = self;
        let cookie = format!("{cookie}={secret}; HttpOnly; SameSite=Strict; Path=/");
        let inside = format!("/?{HAS_COOKIE}");
        (
            StatusCode::SEE_OTHER,
            [(SET_COOKIE, cookie), (LOCATION, inside)],
        )
            .into_response()
    }

    /// Whether a request has this server's cookie.
    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(COOKIE).iter();
        cookies
            .filter_map(|cookies| cookies.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .any(|(name, value)| name == self.cookie && is_same(value, &self.secret))
    }
}

/// `Origin`, which browsers send with every request that can change something, must be this server's.
fn check_origin(headers: &HeaderMap, host: &str) -> Result<(), HttpRefusal> {
    let own = format!("http://{host}");
    match headers.contains_key(ORIGIN) {
        true if !is(headers, &ORIGIN, &own) => Err(elsewhere()),
        _ => Ok(()),
    }
}

/// Browsers report which site makes a request. The page itself may ask for everything; a person who types an
/// address or follows a link from a terminal, for everything but the API; and a link on another site may
/// lead to `/`.
fn check_site(uri: &Uri, headers: &HeaderMap) -> Result<(), HttpRefusal> {
    let says = |value| is(headers, &SEC_FETCH_SITE, value);
    let is_link = || is(headers, &SEC_FETCH_MODE, "navigate") && uri.path() == "/";
    let is_welcome = !headers.contains_key(&SEC_FETCH_SITE)
        || says("same-origin")
        || says("none") && !is_api(uri)
        || (says("same-site") || says("cross-site")) && is_link();
    is_welcome.then_some(()).ok_or_else(elsewhere)
}

/// A change must come with headers that no form can send, and no script of another site without permission.
fn check_change(method: &Method, headers: &HeaderMap) -> Result<(), HttpRefusal> {
    if *method != Method::POST {
        return Ok(());
    }
    if !is(headers, &X_DIGLOT, "1") {
        let message = "a change must have the header `X-Diglot: 1`";
        return Err(HttpRefusal::new(StatusCode::FORBIDDEN, "origin", message));
    }
    let content_type = only(headers, &CONTENT_TYPE).unwrap_or_default();
    let (content_type, _) = content_type.split_once(';').unwrap_or((content_type, ""));
    match content_type.trim().eq_ignore_ascii_case("application/json") {
        true => Ok(()),
        false => Err(HttpRefusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "type",
            "a change must be `application/json`",
        )),
    }
}

fn elsewhere() -> HttpRefusal {
    let message = "only this server's own page may request this";
    HttpRefusal::new(StatusCode::FORBIDDEN, "origin", message)
}

/// The token in an address, if there is one.
fn token_in(uri: &Uri) -> Option<&str> {
    let mut pairs = uri.query()?.split('&');
    pairs.find_map(|pair| pair.strip_prefix("token="))
}
