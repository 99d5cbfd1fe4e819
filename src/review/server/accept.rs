//! Connections, from the first to the last: how many, how slow, and how they end.
//!
//! `axum::serve` does the same without bounds: a client that sends half a request would be waited for
//! for ever. So the connections are hyper's own, with the time in which a request's head has to come.

use super::events::Events;
use super::interrupts::Interrupts;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::sleep;

/// How many connections may be open; others wait. A browser opens up to six.
const CONNECTIONS: u32 = 512;

/// How long the head of a request may take to arrive, and a connection may wait for its next request.
const HEAD: Duration = Duration::from_secs(30);

/// How long requests that have begun may take once the server ends.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long to wait when the system has no more sockets.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers what comes to `listener` until something asks the program to end.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    mut interrupts: Interrupts,
    events: &Events,
) {
    let places = Arc::new(Semaphore::new(CONNECTIONS as usize));
    let (ending, end) = watch::channel(());
    loop {
        let (stream, place) = tokio::select! {
            connection = next(&listener, &places) => connection,
            () = interrupts.next() => break,
        };
        tokio::spawn(connection(stream, router.clone(), end.clone(), place));
    }
    drop(listener);
    drop(ending);
    events.end();
    tokio::select! {
        // Each connection gives its place back when it ends.
        _ = places.acquire_many(CONNECTIONS) => {}
        () = sleep(PATIENCE) => {}
        () = interrupts.next() => {}
    }
}

/// The next connection, and a place for it.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, Option<OwnedSemaphorePermit>) {
    // Fails only for a semaphore that was closed, which this one never is.
    let place = places.clone().acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            // This client is gone, or there are too many files open.
            Err(_) => sleep(PAUSE).await,
        }
    }
}

/// Answers one client's requests until it goes, or until `end`'s sender does.
async fn connection(
    stream: TcpStream,
    router: Router,
    mut end: watch::Receiver<()>,
    _place: Option<OwnedSemaphorePermit>,
) {
    // Answers are short, and somebody waits for them.
    let _ = stream.set_nodelay(true);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut connection = pin!(connection);
    tokio::select! {
        // A client that sends no HTTP has been told, or is gone.
        _ = connection.as_mut() => return,
        _ = end.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
