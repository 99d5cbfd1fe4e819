//! The events of a session, as Server-Sent Events for every open window.
//!
//! One thread waits for the session's [`SessionEvent`]s and writes each as JSON once. They wait for the windows
//! in a queue of bounded length. A window that falls behind, or that comes back after its connection broke,
//! has missed something: its stream ends, the browser opens another, and the page then asks for everything
//! again. Refuses more than [`MOST_WINDOWS`] streams at once.

use super::refusal::HttpRefusal;
use crate::review::events::SessionEvent;
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

/// Most streams that may be open at once.
const MOST_WINDOWS: usize = 64;

/// Most events by which a window may fall behind.
const MOST_BEHIND: usize = 256;

/// Pause before a browser opens a stream again that ended.
const RETRY_PAUSE: Duration = Duration::from_secs(1);

/// Longest silence of a stream, so that a broken connection is noticed.
const LONGEST_SILENCE: Duration = Duration::from_secs(15);

/// Where windows subscribe. All clones are the same.
#[derive(Clone)]
pub(super) struct EventStreams {
    sender: Sender<StreamMessage>,
    places: Arc<Semaphore>,
}

#[derive(Clone)]
enum StreamMessage {
    /// An event as JSON.
    Event(Arc<str>),
    /// No more events will come.
    End,
}

impl EventStreams {
    /// Sends what comes from `events`.
    pub(super) fn new(events: Receiver<SessionEvent>) -> Self {
        let (sender, _) = broadcast::channel(MOST_BEHIND);
        let hub = sender.clone();
        thread::spawn(move || {
            for event in events {
                if let Ok(json) = serde_json::to_string(&event) {
                    // Perhaps nobody listens.
                    let _ = hub.send(StreamMessage::Event(json.into()));
                }
            }
        });
        Self {
            sender,
            places: Arc::new(Semaphore::new(MOST_WINDOWS)),
        }
    }

    /// Ends all streams.
    pub(super) fn end(&self) {
        let _ = self.sender.send(StreamMessage::End);
    }

    /// The events from now on, for one window.
    pub(super) fn stream(&self) -> Response {
        let Ok(place) = self.places.clone().try_acquire_owned() else {
            return HttpRefusal::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                format!("{MOST_WINDOWS} windows are open; close one of them"),
            )
            .into_response();
        };
        let first = stream::iter([Ok::<_, Infallible>(
            sse::Event::default().retry(RETRY_PAUSE),
        )]);
        let state = (self.sender.subscribe(), place);
        let events = stream::unfold(state, async |(mut events, place)| {
            match events.recv().await {
                // Its JSON says which event it is.
                Ok(StreamMessage::Event(json)) => {
                    let event = sse::Event::default().data(&*json);
                    Some((Ok(event), (events, place)))
                }
                // Or there were so many that this window has missed some.
                Ok(StreamMessage::End) | Err(_) => None,
            }
        });
        let stream = stream::StreamExt::chain(first, events);
        let alive = KeepAlive::new().interval(LONGEST_SILENCE);
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

    fn gone(id: &str) -> SessionEvent {
        SessionEvent::Gone { id: id.to_owned() }
    }

    /// The next thing that a window receives.
    async fn received(body: &mut Body) -> Option<String> {
        let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await?;
        let data = frame.unwrap().into_data().unwrap();
        Some(String::from_utf8(data.into()).unwrap())
    }

    #[tokio::test]
    async fn every_window_receives_every_event_until_the_end() {
        let (sender, receiver) = mpsc::channel();
        let events = EventStreams::new(receiver);
        let mut windows = [(); 2].map(|()| events.stream().into_body());
        sender.send(gone("a/b")).unwrap();
        sender.send(SessionEvent::Queue).unwrap();
        for window in &mut windows {
            assert_eq!(received(window).await.unwrap(), "retry: 1000\n\n");
            let expected = "data: {\"event\":\"gone\",\"id\":\"a/b\"}\n\n";
            assert_eq!(received(window).await.unwrap(), expected);
            let expected = "data: {\"event\":\"queue\"}\n\n";
            assert_eq!(received(window).await.unwrap(), expected);
        }
        events.end();
        for window in &mut windows {
            assert_eq!(received(window).await, None);
        }
    }

    #[tokio::test]
    async fn the_stream_of_a_window_that_falls_behind_ends() {
        let (sender, receiver) = mpsc::channel();
        let events = EventStreams::new(receiver);
        let mut slow = events.stream().into_body();
        let mut quick = events.stream().into_body();
        received(&mut slow).await.unwrap();
        received(&mut quick).await.unwrap();
        for n in 0..2 * MOST_BEHIND {
            sender.send(gone(&n.to_string())).unwrap();
            assert!(
                received(&mut quick)
                    .await
                    .unwrap()
                    .contains(&format!("\"{n}\""))
            );
        }
        assert_eq!(received(&mut slow).await, None);
    }

    #[tokio::test]
    async fn a_window_that_is_closed_makes_room_for_another() {
        let events = EventStreams::new(mpsc::channel().1);
        let windows: Vec<Response> = (0..MOST_WINDOWS).map(|_| events.stream()).collect();
        assert!(windows.iter().all(|window| window.status() == 200));
        assert_eq!(events.stream().status(), 503);
        drop(windows);
        assert_eq!(events.stream().status(), 200);
    }
}
