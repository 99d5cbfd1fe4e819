//! What happens in a session, told to every open window as Server-Sent Events.
//!
//! One thread waits for the session's [`Event`]s and writes each as JSON once; every window has a place
//! in a queue of bounded length. A window that falls behind, or that comes back after its connection
//! broke, has missed something: its stream ends, the browser opens another, and the page asks for
//! everything again when that opens. Refuses more than [`WINDOWS`] streams at once.

use super::refusal::Refusal;
use crate::review::Event;
use axum::http::StatusCode;
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::sync::broadcast::{self, Sender};

/// How many streams may be open at once.
const WINDOWS: usize = 64;

/// How many events a window may fall behind.
const BEHIND: usize = 256;

/// How soon a browser opens a stream that ended.
const RETRY: Duration = Duration::from_secs(1);

/// How long a stream may be silent, so that a connection that is gone is noticed.
const SILENCE: Duration = Duration::from_secs(15);

/// Where windows subscribe. Its clones are one.
#[derive(Clone)]
pub(super) struct Events {
    sender: Sender<Message>,
    places: Arc<Semaphore>,
}

#[derive(Clone)]
enum Message {
    /// An event as JSON.
    Event(Arc<str>),
    /// There will be no more.
    End,
}

impl Events {
    /// Tells what comes from `events`, as long as anything can.
    pub fn new(events: Receiver<Event>) -> Self {
        let (sender, _) = broadcast::channel(BEHIND);
        let hub = sender.clone();
        thread::spawn(move || {
            for event in events {
                if let Ok(json) = serde_json::to_string(&event) {
                    // Nobody may be listening.
                    let _ = hub.send(Message::Event(json.into()));
                }
            }
        });
        Self {
            sender,
            places: Arc::new(Semaphore::new(WINDOWS)),
        }
    }

    /// Ends all streams.
    pub fn end(&self) {
        let _ = self.sender.send(Message::End);
    }

    /// What happens from now on, for one window.
    pub fn stream(&self) -> Response {
        let Ok(place) = self.places.clone().try_acquire_owned() else {
            return Refusal::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                format!("{WINDOWS} windows are open; close one of them"),
            )
            .into_response();
        };
        let first = stream::iter([Ok::<_, Infallible>(sse::Event::default().retry(RETRY))]);
        let state = (self.sender.subscribe(), place);
        let events = stream::unfold(state, async |(mut events, place)| {
            match events.recv().await {
                // Its JSON says which it is.
                Ok(Message::Event(json)) => {
                    let event = sse::Event::default().data(&*json);
                    Some((Ok(event), (events, place)))
                }
                // Or so many that this window has missed some.
                Ok(Message::End) | Err(_) => None,
            }
        });
        let stream = stream::StreamExt::chain(first, events);
        let alive = KeepAlive::new().interval(SILENCE);
        Sse::new(stream).keep_alive(alive).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, HttpBody};
    use std::future::poll_fn;
    use std::pin::Pin;
    use std::sync::mpsc;

    fn gone(id: &str) -> Event {
        Event::Gone { id: id.to_owned() }
    }

    /// The next thing that a window hears.
    async fn heard(body: &mut Body) -> Option<String> {
        let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await?;
        let data = frame.unwrap().into_data().unwrap();
        Some(String::from_utf8(data.into()).unwrap())
    }

    #[tokio::test]
    async fn every_window_hears_of_every_event_until_the_end() {
        let (sender, receiver) = mpsc::channel();
        let events = Events::new(receiver);
        let mut windows = [(); 2].map(|()| events.stream().into_body());
        sender.send(gone("a/b")).unwrap();
        sender.send(Event::Queue).unwrap();
        for window in &mut windows {
            assert_eq!(heard(window).await.unwrap(), "retry: 1000\n\n");
            let expected = "data: {\"event\":\"gone\",\"id\":\"a/b\"}\n\n";
            assert_eq!(heard(window).await.unwrap(), expected);
            let expected = "data: {\"event\":\"queue\"}\n\n";
            assert_eq!(heard(window).await.unwrap(), expected);
        }
        events.end();
        for window in &mut windows {
            assert_eq!(heard(window).await, None);
        }
    }

    #[tokio::test]
    async fn a_window_that_falls_behind_has_to_begin_again() {
        let (sender, receiver) = mpsc::channel();
        let events = Events::new(receiver);
        let mut slow = events.stream().into_body();
        let mut quick = events.stream().into_body();
        heard(&mut slow).await.unwrap();
        heard(&mut quick).await.unwrap();
        for n in 0..2 * BEHIND {
            sender.send(gone(&n.to_string())).unwrap();
            assert!(
                heard(&mut quick)
                    .await
                    .unwrap()
                    .contains(&format!("\"{n}\""))
            );
        }
        assert_eq!(heard(&mut slow).await, None);
    }

    #[tokio::test]
    async fn a_window_that_is_closed_makes_place_for_another() {
        let events = Events::new(mpsc::channel().1);
        let windows: Vec<Response> = (0..WINDOWS).map(|_| events.stream()).collect();
        assert!(windows.iter().all(|window| window.status() == 200));
        assert_eq!(events.stream().status(), 503);
        drop(windows);
        assert_eq!(events.stream().status(), 200);
    }
}
