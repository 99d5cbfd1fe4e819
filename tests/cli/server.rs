//! The program while it serves a project, and requests to it over HTTP.

use super::test::Test;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;
#[cfg(unix)]
use std::process::Command;
use std::time::Duration;

/// The program while it serves a project.
pub struct Review {
    pub child: Child,
    /// Host and port, such as `127.0.0.1:8000`.
    pub host: String,
    pub token: String,
    pub test: Test,
}

impl Drop for Review {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer of the server.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

impl Review {
    pub fn of(test: Test) -> Self {
        Self::started(test.spawn(), test)
    }

    fn started(mut child: Child, test: Test) -> Self {
        let link = link_of(&mut child);
        let (host, token) = link.split_once("/?token=").unwrap();
        Self {
            child,
            host: host.trim_start_matches("http://").to_owned(),
            token: token.to_owned(),
            test,
        }
    }

    /// The link that `diglot review` prints.
    pub fn link(&self) -> String {
        format!("http://{}/?token={}", self.host, self.token)
    }

    /// Kills the server.
    pub fn crash(&mut self) {
        let _ = self.child.kill();
        self.child.wait().unwrap();
    }

    /// Returns what kills the server from another thread.
    #[cfg(unix)]
    pub fn killer(&self) -> impl FnOnce() + Send + use<> {
        let id = self.child.id().to_string();
        move || {
            let sent = Command::new("kill").args(["-KILL", &id]).status().unwrap();
            assert!(sent.success());
        }
    }

    /// Starts another server on the same project, at the same port.
    pub fn start_again(&mut self) {
        let port = self.host.rsplit(':').next().unwrap();
        self.child = self.test.spawn_with(&["--port", port]);
        assert_eq!(link_of(&mut self.child), self.link());
    }

    pub fn new() -> Self {
        Self::of(Test::project().args(["review"]))
    }

    /// A review of a project that has a quote with one bead and has been built.
    pub fn of_a_diary() -> Self {
        let test = Test::project().file(
            "corpus/diary.md",
            "He wrote:\n\n«Зима пришла рано, и дороги замело снегом.»\n\n\
             \"Winter came early, and the roads were covered with snow.\"\n",
        );
        let test = test.args(["build", "-q", "--no-encoder"]).run();
        Self::of(test.args(["review", "--no-encoder", "--by", "anna"]))
    }

    /// A connection after this has been sent over it.
    pub fn send(&self, request: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let patience = Some(Duration::from_secs(20));
        stream.set_read_timeout(patience).unwrap();
        // The server may close the connection before everything is sent.
        let _ = stream.write_all(request);
        stream
    }

    pub fn answer(&self, request: &[u8]) -> Answer {
        let mut text = String::new();
        // The same.
        let _ = self.send(request).read_to_string(&mut text);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    /// The head of a request with these headers and `Connection`.
    pub fn bare(&self, line: &str, headers: &[(&str, &str)]) -> String {
        let headers: String = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        format!("{line} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n")
    }

    /// Sends a request as a browser without a cookie would.
    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let headers = [&[("Host", self.host.as_str())], headers].concat();
        self.answer(self.bare(&format!("GET {path}"), &headers).as_bytes())
    }

    /// The cookie that the link gives.
    pub fn cookie(&self) -> String {
        let answer = self.get(&format!("/?token={}", self.token), &[]);
        assert_eq!(answer.status, 303, "{answer:?}");
        let cookie = answer.header("set-cookie").unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// Sends a request as the page does, with these headers instead of the usual ones.
    pub fn post(&self, path: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
        let (cookie, length) = (self.cookie(), body.len().to_string());
        let usual = [
            ("Host", self.host.as_str()),
            ("Cookie", &cookie),
            ("Content-Type", "application/json"),
            ("Content-Length", &length),
            ("X-Diglot", "1"),
        ];
        let usual = usual
            .iter()
            .filter(|(name, _)| headers.iter().all(|(other, _)| other != name));
        let headers: Vec<_> = usual
            .chain(headers)
            .copied()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let request = self.bare(&format!("POST {path}"), &headers) + body;
        self.answer(request.as_bytes())
    }

    /// Sends a request with the cookie, and returns the JSON of the answer.
    pub fn ask(&self, path: &str) -> Value {
        let answer = self.get(path, &[("Cookie", &self.cookie())]);
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        serde_json::from_str(&answer.body).unwrap()
    }

    /// A window that receives the events from now on.
    pub fn window(&self) -> BufReader<TcpStream> {
        let cookie = self.cookie();
        let headers = [("Host", self.host.as_str()), ("Cookie", &cookie)];
        let request = self.bare("GET /api/events", &headers);
        let mut window = BufReader::new(self.send(request.as_bytes()));
        assert!(hears(&mut window, "retry: ").is_some());
        window
    }

    /// Sends a signal, and returns the exit code and standard error.
    #[cfg(unix)]
    pub fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success());
        let status = self.child.wait().unwrap();
        let mut text = String::new();
        let stderr = self.child.stderr.as_mut().unwrap();
        stderr.read_to_string(&mut text).unwrap();
        (status.code(), text)
    }
}

/// The next line in a window's stream with this beginning.
pub fn hears(window: &mut impl BufRead, beginning: &str) -> Option<String> {
    let mut lines = window.lines().map(Result::unwrap);
    lines.find(|line| line.starts_with(beginning))
}

/// The link that a server prints when it is ready.
fn link_of(child: &mut Child) -> String {
    let mut link = String::new();
    let mut stdout = BufReader::new(child.stdout.as_mut().unwrap());
    stdout.read_line(&mut link).unwrap();
    link.trim_end().to_owned()
}
