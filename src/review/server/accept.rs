//! Connections: how many, how slow, and how they end.
//!
//! `axum::serve` does the same without limits: it would wait for ever for a client that sends half a request.
//! So the connections are hyper's own, with a limit for the time in which a request's head must arrive.

use super::events::EventStreams;
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

/// Most connections that may be open; others wait. A browser opens up to six.
const MOST_CONNECTIONS: u32 = 512;

/// Longest time in which the head of a request must arrive, and in which a connection may wait for its next
/// request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// Longest time for which the server, once it ends, waits for requests that have begun.
const SHUTDOWN_WAIT: Duration = Duration::from_secs(5);

/// Pause before the next attempt when the system has no more sockets.
const SOCKET_PAUSE: Duration = Duration::from_millis(100);

/// Answers the connections of `listener` until the program is asked to end.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    mut interrupts: Interrupts,
    events: &EventStreams,
) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS as usize));
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
        _ = places.acquire_many(MOST_CONNECTIONS) => {}
        () = sleep(SHUTDOWN_WAIT) => {}
        () = interrupts.next() => {}
    }
}

/// The next connection, and a place for it.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, Option<OwnedSemaphorePermit>) {
    // Fails only for a closed semaphore, and nobody closes this one.
    let place = places.clone().acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            // This client is gone, or there are too many files open.
            Err(_) => sleep(SOCKET_PAUSE).await,
        }
    }
}

/// Answers one client's requests until it leaves, or until the sender of `end` is dropped.
async fn connection(
    stream: TcpStream,
    router: Router,
    mut end: watch::Receiver<()>,
    _place: Option<OwnedSemaphorePermit>,
) {
    // Answers are short and must arrive at once.
    let _ = stream.set_nodelay(true);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut connection = pin!(connection);
    tokio::select! {
        // A client that does not send HTTP has been answered, or is gone.
        _ = connection.as_mut() => return,
        _ = end.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
