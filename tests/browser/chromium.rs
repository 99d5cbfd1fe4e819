//! A browser for one test: opening, clicking, typing, waiting, looking.

use super::driver::{Driver, Failure};
use crate::cli::server::Review;
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longest wait for something to be shown, also on a busy machine.
const SHOW_WAIT: Duration = Duration::from_secs(30);
/// Pause between two looks for it.
const LOOK_PAUSE: Duration = Duration::from_millis(20);

/// Key of an element's id in WebDriver's answers.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys that do not type a sign, as WebDriver writes them.
pub mod key {
    pub const BACKSPACE: &str = "\u{e003}";
    pub const TAB: &str = "\u{e004}";
    pub const ENTER: &str = "\u{e007}";
    pub const SHIFT: &str = "\u{e008}";
    pub const CONTROL: &str = "\u{e009}";
    pub const ESCAPE: &str = "\u{e00c}";
    pub const END: &str = "\u{e010}";
    pub const HOME: &str = "\u{e011}";
    pub const LEFT: &str = "\u{e012}";
    pub const RIGHT: &str = "\u{e014}";
    pub const DOWN: &str = "\u{e015}";
}

/// How a browser is set up.
pub struct Look<'a> {
    /// In CSS pixels.
    pub width: u32,
    pub height: u32,
    /// The language that the user prefers.
    pub lang: &'a str,
    pub dark: bool,
}

impl Default for Look<'_> {
    fn default() -> Self {
        Self {
            width: 1280,
            height: 800,
            lang: "en",
            dark: false,
        }
    }
}

/// A bead's row as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub bead: String,
    pub status: String,
    pub source: String,
    pub target: String,
    /// Whether its status is not on the disk yet.
    pub is_saving: bool,
}

/// A browser with its own profile. [`Browser::to`] chooses one of its windows.
pub struct Browser {
    driver: &'static Driver,
    /// `/session/ID`
    session: String,
    _profile: TempDir,
}

impl Browser {
    /// Opens a browser.
    pub fn open(look: &Look) -> Self {
        let driver = Driver::get();
        let profile = tempfile::tempdir().unwrap();
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // In tests, a window behind another belongs to another person.
            "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows",
            "--disable-renderer-backgrounding",
            &format!("--user-data-dir={}", profile.path().display()),
            &format!("--accept-lang={}", look.lang),
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {
                "args": arguments,
                "prefs": {"intl.accept_languages": look.lang},
            },
        }}});
        let made = driver.post("/session", &wanted);
        let made = made.unwrap_or_else(|error| panic!("no browser: {error}"));
        let browser = Self {
            driver,
            session: format!("/session/{}", made["sessionId"].as_str().unwrap()),
            _profile: profile,
        };
        browser.resize(look.width, look.height);
        let scheme = if look.dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        browser.devtools("Emulation.setEmulatedMedia", json!({"features": features}));
        browser
    }

    /// A browser that has followed the link of a review.
    pub fn at(review: &Review) -> Self {
        Self::looking(review, &Look::default())
    }

    /// The same with another setup.
    pub fn looking(review: &Review, look: &Look) -> Self {
        let browser = Self::open(look);
        browser.go(&review.link());
        browser
    }

    // Commands

    #[track_caller]
    fn command(&self, path: &str, body: &Value) -> Value {
        self.try_command(path, body)
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn try_command(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        self.driver.post(&format!("{}{path}", self.session), body)
    }

    /// A command of Chromium's own protocol.
    #[track_caller]
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({"cmd": command, "params": parameters});
        self.command("/goog/cdp/execute", &body)
    }

    /// Sets the size of the page.
    pub fn resize(&self, width: u32, height: u32) {
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics);
    }

    #[track_caller]
    pub fn go(&self, address: &str) {
        self.command("/url", &json!({"url": address}));
    }

    /// Opens another window beside this one, goes there, and returns its handle.
    pub fn another_window(&self) -> String {
        self.another("window")
    }

    /// Opens another tab, which hides this one, goes there, and returns its handle.
    pub fn another_tab(&self) -> String {
        self.another("tab")
    }

    fn another(&self, kind: &str) -> String {
        let made = self.command("/window/new", &json!({"type": kind}));
        let window = made["handle"].as_str().unwrap().to_owned();
        self.to(&window);
        self.resize(Look::default().width, Look::default().height);
        window
    }

    /// The handle of the current window.
    pub fn window(&self) -> String {
        let path = format!("{}/window", self.session);
        let window = self.driver.get_value(&path).unwrap();
        window.as_str().unwrap().to_owned()
    }

    pub fn to(&self, window: &str) {
        self.command("/window", &json!({"handle": window}));
    }

    /// Runs a function's body in the page and returns what it returns.
    #[track_caller]
    pub fn script(&self, body: &str, arguments: &[&str]) -> Value {
        self.command("/execute/sync", &json!({"script": body, "args": arguments}))
    }

    /// The same for a function that passes its result to its last argument, a callback.
    #[track_caller]
    pub fn script_that_answers(&self, body: &str, arguments: &[&str]) -> Value {
        self.command(
            "/execute/async",
            &json!({"script": body, "args": arguments}),
        )
    }

    // Waiting

    /// Waits until `there` returns something.
    #[track_caller]
    pub fn until<T>(&self, what: &str, mut there: impl FnMut(&Self) -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = there(self) {
                return found;
            }
            assert!(
                begun.elapsed() < SHOW_WAIT,
                "not within {SHOW_WAIT:?}: {what}"
            );
            sleep(LOOK_PAUSE);
        }
    }

    /// Waits until the page has an element that can be seen.
    #[track_caller]
    pub fn see(&self, css: &str) {
        self.until(css, |browser| browser.sees(css).then_some(()));
    }

    /// Waits until the page has no such element.
    #[track_caller]
    pub fn see_no(&self, css: &str) {
        let what = format!("no {css}");
        self.until(&what, |browser| (!browser.sees(css)).then_some(()));
    }

    /// Whether the page has an element that can be seen.
    pub fn sees(&self, css: &str) -> bool {
        let body = "return [...document.querySelectorAll(arguments[0])].some((one) => one.checkVisibility())";
        self.script(body, &[css]) == true
    }

    /// Waits until an element's text, with the values of fields, contains this.
    #[track_caller]
    pub fn read(&self, css: &str, text: &str) {
        let mut last = String::new();
        let begun = Instant::now();
        while begun.elapsed() < SHOW_WAIT {
            last = self.text(css);
            if last.contains(text) {
                return;
            }
            sleep(LOOK_PAUSE);
        }
        panic!("no `{text}` in {css}, which reads: {last}");
    }

    /// The text of all elements, with the values of fields.
    pub fn text(&self, css: &str) -> String {
        let body = "
            return [...document.querySelectorAll(arguments[0])].map((one) =>
                [one.textContent, ...[one, ...one.querySelectorAll('input, textarea')].map((field) => field.value ?? '')].join(' ')).join('\\n')";
        self.script(body, &[css]).as_str().unwrap().to_owned()
    }

    /// The rows of the page, from the top.
    pub fn rows(&self) -> Vec<Row> {
        let body = "
            const text = (row, side) => {
                const cell = row.querySelector(`[data-side=${side}]`)
                return cell.querySelector('textarea')?.value ?? (cell.querySelector('.nothing') ? '' : cell.textContent)
            }
            return [...document.querySelectorAll('main .row[data-bead]')]
                .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
                .map((row) => [row.dataset.bead, row.dataset.status, text(row, 'source'), text(row, 'target'), 'saving' in row.dataset])";
        let rows = self.script(body, &[]);
        let rows = rows.as_array().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        rows.map(|row| Row {
            bead: text(&row[0]),
            status: text(&row[1]),
            source: text(&row[2]),
            target: text(&row[3]),
            is_saving: row[4] == true,
        })
        .collect()
    }

    /// Waits until the rows are as they should be, and returns them.
    #[track_caller]
    pub fn until_rows(&self, what: &str, are: impl Fn(&[Row]) -> bool) -> Vec<Row> {
        let begun = Instant::now();
        loop {
            let rows = self.rows();
            if are(&rows) {
                return rows;
            }
            assert!(
                begun.elapsed() < SHOW_WAIT,
                "not within {SHOW_WAIT:?}: {what}: {rows:#?}"
            );
            sleep(LOOK_PAUSE);
        }
    }

    /// Waits until all changes are on the disk.
    #[track_caller]
    pub fn until_saved(&self) {
        self.see("#saved[data-state]:not([data-state=saving])");
        self.until_rows("saved", |rows| rows.iter().all(|row| !row.is_saving));
    }

    // Hands

    /// Clicks on an element as soon as that is possible.
    #[track_caller]
    pub fn click(&self, css: &str) {
        let mut last = String::new();
        let begun = Instant::now();
        while begun.elapsed() < SHOW_WAIT {
            match self.try_click(css) {
                Ok(()) => return,
                Err(failure) => last = failure.to_string(),
            }
            sleep(LOOK_PAUSE);
        }
        panic!("cannot click on {css}: {last}");
    }

    fn try_click(&self, css: &str) -> Result<(), Failure> {
        let wanted = json!({"using": "css selector", "value": css});
        let found = self.try_command("/element", &wanted)?;
        let element = found[ELEMENT].as_str().unwrap();
        self.try_command(&format!("/element/{element}/click"), &json!({}))?;
        Ok(())
    }

    /// Presses keys one after the other, wherever the focus is; each character of the text is a key.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|key| {
            [
                json!({"type": "keyDown", "value": key.to_string()}),
                json!({"type": "keyUp", "value": key.to_string()}),
            ]
        });
        self.strokes(strokes.collect());
    }

    /// Presses a key while others are held down.
    #[track_caller]
    pub fn chord(&self, held: &str, key: &str) {
        let down = |key: char| json!({"type": "keyDown", "value": key.to_string()});
        let up = |key: char| json!({"type": "keyUp", "value": key.to_string()});
        let keys = || held.chars().chain(key.chars());
        let strokes = keys().map(down).chain(keys().map(up));
        self.strokes(strokes.collect());
    }

    #[track_caller]
    fn strokes(&self, strokes: Vec<Value>) {
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": strokes});
        self.command("/actions", &json!({"actions": [keyboard]}));
    }

    // Looking

    /// Unexpected messages of the page's console: errors of scripts, and violations of the page's policy. That the
    /// server refuses a request, or cannot be reached, is expected.
    pub fn complaints(&self) -> Vec<String> {
        let entries = self.command("/se/log", &json!({"type": "browser"}));
        let entries = entries.as_array().unwrap().iter();
        entries
            .filter(|entry| entry["level"] == "SEVERE" && entry["source"] != "network")
            .map(Value::to_string)
            .collect()
    }

    /// Checks that the console has no unexpected message.
    #[track_caller]
    pub fn is_content(&self) {
        let complaints = self.complaints();
        assert!(complaints.is_empty(), "{complaints:#?}");
    }

    /// Saves a picture of the window in `target/browser`, as PNG.
    pub fn picture(&self, name: &str) -> PathBuf {
        let taken = self.devtools("Page.captureScreenshot", json!({}));
        let path = artifacts().join(format!("{name}.png"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, from_base64(taken["data"].as_str().unwrap())).unwrap();
        path
    }

    /// Saves a picture and the console of each window.
    fn leave_evidence(&self) -> Result<(), Failure> {
        let thread = std::thread::current();
        let name = thread.name().unwrap_or("test").replace("::", ".");
        let windows = format!("{}/window/handles", self.session);
        let windows = self.driver.get_value(&windows)?;
        for (n, window) in (1..).zip(windows.as_array().unwrap()) {
            self.try_command("/window", &json!({"handle": window}))?;
            let path = self.picture(&format!("failures/{name}.{n}"));
            let console = self.try_command("/se/log", &json!({"type": "browser"}))?;
            let console = serde_json::to_string_pretty(&console).unwrap();
            fs::write(path.with_extension("console.json"), console).unwrap();
            let said = format!("what the browser showed: {}\n", path.display());
            std::io::stderr().write_all(said.as_bytes()).unwrap();
        }
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // A browser that has crashed has nothing to show.
            let _ = self.leave_evidence();
        }
        let _ = self.driver.delete(&self.session);
    }
}

/// The folder for pictures.
pub fn artifacts() -> PathBuf {
    let tmp = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    tmp.parent().unwrap().join("browser")
}

fn from_base64(text: &str) -> Vec<u8> {
    let value = |sign: u8| match sign {
        b'A'..=b'Z' => sign - b'A',
        b'a'..=b'z' => sign - b'a' + 26,
        b'0'..=b'9' => sign - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let signs: Vec<u8> = text.bytes().filter(|&sign| sign != b'=').collect();
    let groups = signs.chunks(4);
    groups
        .flat_map(|group| {
            let bits = group
                .iter()
                .fold(0u32, |bits, &sign| bits << 6 | u32::from(value(sign)));
            let bits = bits << (6 * (4 - group.len()));
            bits.to_be_bytes()[1..group.len()].to_vec()
        })
        .collect()
}
