//! The web server of `diglot review`.
//!
//! Enters: a [`Session`]. It is shown and changed over HTTP until somebody presses Ctrl-C. Refuses everybody who
//! does not have the link ([`Token`]), and everything but the page that this server sends. It speaks HTTP/1.1
//! without encryption, so it is for one machine, or for a trusted network. Sockets wait in one thread; a
//! session works in others, since it may block.

mod accept;
mod assets;
mod events;
mod guard;
mod interrupts;
mod refusal;
mod routes;
mod token;

pub use token::Token;

use super::session::Session;
use crate::error::{Error, ErrorKind, Result};
use events::EventStreams;
use guard::Guard;
use interrupts::Interrupts;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::{self, Runtime};

/// Pause between two looks for what others have changed.
const LOOK_PAUSE: Duration = Duration::from_secs(1);

/// A server that has its address and serves nothing yet. Whoever asks it waits.
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    interrupts: Interrupts,
    guard: Guard,
    link: String,
    address: SocketAddr,
}

impl Server {
    /// Takes `port` at `host`, which is an IP address or a name of this machine; a free port if `port` is 0.
    /// From now on, Ctrl-C ends only [`Server::serve`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Listen`] if this machine has no such address, or another program has the port.
    pub fn bind(host: &str, port: u16, token: Token) -> Result<Self> {
        let host = host.trim_matches(['[', ']']);
        let bind = || {
            let runtime = runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            let (listener, interrupts) = runtime.block_on(async {
                let listener = TcpListener::bind((host, port)).await?;
                Ok::<_, io::Error>((listener, Interrupts::listen()?))
            })?;
            let address = listener.local_addr()?;
            let guard = Guard::new(host, address.port(), token);
            let link = format!("http://{}{}", shown(host, address), guard.entrance());
            Ok(Self {
                runtime,
                listener,
                interrupts,
                guard,
                link,
                address,
            })
        };
        bind().map_err(|source| {
            let address = match host.contains(':') {
                true => format!("[{host}]:{port}"),
                false => format!("{host}:{port}"),
            };
            Error::from(ErrorKind::Listen { address, source })
        })
    }

    /// The link that lets in whoever opens it, for a browser on this machine.
    pub fn link(&self) -> &str {
        &self.link
    }

    /// The address at which it can be reached.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until Ctrl-C or `kill`. Requests that have begun are answered before it returns, unless that takes
    /// long or somebody interrupts again. Errors that belong to no request are reported to `report`, each once.
    pub fn serve(self, session: Arc<Session>, report: impl Fn(&Error) + Send + 'static) {
        let events = EventStreams::new(session.events());
        let _looking = look(session.clone(), report);
        let router = routes::router(session, events.clone(), self.guard);
        let serving = accept::serve(self.listener, router, self.interrupts, &events);
        self.runtime.block_on(serving);
        // Otherwise it would wait for what is still being computed, which is written whole or not at all in any
        // case.
        self.runtime.shutdown_background();
    }
}

/// Has a session look for changes until the returned sender is dropped.
fn look(session: Arc<Session>, report: impl Fn(&Error) + Send + 'static) -> mpsc::Sender<()> {
    let (looking, end) = mpsc::channel();
    thread::spawn(move || {
        let mut reported = None;
        while end.recv_timeout(LOOK_PAUSE) == Err(RecvTimeoutError::Timeout) {
            // While a corpus cannot be listed, what is known of it stays. The same error is not reported each
            // second.
            let error = session.look().err();
            let message = error.as_ref().map(Error::to_string);
            if let Some(error) = error.filter(|_| message != reported) {
                report(&error);
            }
            reported = message;
        }
    });
    looking
}

/// Host and port with which a browser on this machine reaches the server.
fn shown(host: &str, address: SocketAddr) -> String {
    let port = address.port();
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    match host.parse::<IpAddr>() {
        Ok(_) => SocketAddr::new(ip, port).to_string(),
        Err(_) => format!("{host}:{port}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> Token {
        Token::chosen("0123456789abcdef".to_owned()).unwrap()
    }

    #[test]
    fn the_link_leads_to_where_the_server_is() {
        for (host, shown) in [
            ("127.0.0.1", "127.0.0.1"),
            ("0.0.0.0", "127.0.0.1"),
            ("localhost", "localhost"),
        ] {
            let server = Server::bind(host, 0, token()).unwrap();
            let port = server.address().port();
            assert_eq!(
                server.link(),
                format!("http://{shown}:{port}/?token=0123456789abcdef")
            );
        }
    }

    #[test]
    fn an_ipv6_address_is_in_brackets() {
        let v6: SocketAddr = "[::1]:8000".parse().unwrap();
        assert_eq!(shown("::1", v6), "[::1]:8000");
        assert_eq!(shown("::", "[::]:8000".parse().unwrap()), "[::1]:8000");
    }

    #[test]
    fn a_port_that_is_taken_is_an_error_that_says_what_to_do() {
        let first = Server::bind("127.0.0.1", 0, token()).unwrap();
        let error = Server::bind("127.0.0.1", first.address().port(), token());
        let error = error.err().unwrap();
        assert_eq!(error.exit_code(), 3);
        assert!(error.to_string().contains("choose another port"), "{error}");
    }
}
