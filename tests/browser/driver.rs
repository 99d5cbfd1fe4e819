//! chromedriver: one for all tests, reached by W3C WebDriver over HTTP.

use serde_json::{Value, json};
use std::env;
use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;
use ureq::Agent;

/// Starts chromedriver, and ends it when the standard input ends, as it does when the tests end in any way.
const START: &str = r#"chromedriver --port=0 & driver=$!; cat > /dev/null; kill "$driver"; wait"#;

/// Longest wait for an answer, also on a busy machine.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);

/// A running chromedriver.
pub struct Driver {
    /// As in `http://127.0.0.1:9515`.
    address: String,
    agent: Agent,
    /// Its standard input: chromedriver ends when this is dropped.
    _alive: ChildStdin,
}

/// WebDriver's answer when something fails.
#[derive(Debug)]
pub struct Failure {
    /// Its name in the standard, such as `stale element reference`.
    pub error: String,
    message: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.message)
    }
}

impl Driver {
    /// The tests' driver. Fails without a browser, and says how to install one.
    pub fn get() -> &'static Self {
        static DRIVER: LazyLock<Result<Driver, String>> = LazyLock::new(Driver::start);
        match &*DRIVER {
            Ok(driver) => driver,
            Err(why) => panic!("{why}; `tests/browser/install` installs what these tests need"),
        }
    }

    fn start() -> Result<Self, String> {
        for program in ["chromium", "chromedriver"] {
            if !is_installed(program) {
                return Err(format!("there is no `{program}`"));
            }
        }
        let mut child: Child = Command::new("sh")
            .args(["-c", START])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("`sh` does not start: {error}"))?;
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let port = loop {
            let mut line = String::new();
            if said.read_line(&mut line).unwrap() == 0 {
                return Err("`chromedriver` does not start".into());
            }
            // `ChromeDriver was started successfully on port 42511.`
            if let Some((_, port)) = line.trim_end().rsplit_once(" successfully on port ") {
                break port.trim_end_matches('.').to_owned();
            }
        };
        // Its further output must be read.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        let agent = Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .timeout_global(Some(ANSWER_TIMEOUT))
            .build();
        Ok(Self {
            address: format!("http://127.0.0.1:{port}"),
            agent: agent.into(),
            _alive: child.stdin.take().unwrap(),
        })
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        let request = self.agent.post(format!("{}{path}", self.address));
        let request = request.header("Content-Type", "application/json");
        self.value(path, request.send(body.to_string()))
    }

    pub fn get_value(&self, path: &str) -> Result<Value, Failure> {
        self.value(
            path,
            self.agent.get(format!("{}{path}", self.address)).call(),
        )
    }

    pub fn delete(&self, path: &str) -> Result<Value, Failure> {
        self.value(
            path,
            self.agent.delete(format!("{}{path}", self.address)).call(),
        )
    }

    fn value(
        &self,
        path: &str,
        answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<Value, Failure> {
        let mut answer = answer.unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut text = String::new();
        let body = answer.body_mut();
        body.as_reader().read_to_string(&mut text).unwrap();
        let mut answer: Value = serde_json::from_str(&text).unwrap_or_else(|_| json!({}));
        let value = answer["value"].take();
        match value["error"].as_str() {
            Some(error) => Err(Failure {
                error: error.to_owned(),
                message: value["message"].as_str().unwrap_or_default().to_owned(),
            }),
            None => Ok(value),
        }
    }
}

fn is_installed(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
