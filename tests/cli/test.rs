//! A folder with files, a call of `diglot` in it, and the expected result of the call.
//!
//! ```ignore
//! Test::new()
//!     .file("plain.md", "No quote.\n")
//!     .args(["convert", "plain.md", "-o", "-"])
//!     .stderr("note: no quotes in `plain.md`\n")
//!     .run();
//! ```
//!
//! Standard output and error must be exactly as expected; by default both must be empty. The exit code
//! must be 0 unless another is given. [`Test::run`] returns the test with its folder, ready for the next
//! call.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

/// The expected contents of a stream.
enum Text {
    Exactly(String),
    Containing(Vec<String>),
}

impl Text {
    #[track_caller]
    fn check(&self, name: &str, found: &str) {
        match self {
            Text::Exactly(expected) => assert_eq!(found, expected, "{name}"),
            Text::Containing(parts) => {
                for part in parts {
                    assert!(found.contains(part), "no `{part}` in {name}:\n{found}");
                }
            }
        }
    }

    fn add(&mut self, part: &str) {
        match self {
            Text::Containing(parts) => parts.push(part.to_owned()),
            Text::Exactly(_) => *self = Text::Containing(vec![part.to_owned()]),
        }
    }
}

/// The description of a call, and its folder.
pub struct Test {
    folder: Arc<TempDir>,
    /// The current folder of the call, inside the test's folder.
    inside: PathBuf,
    arguments: Vec<String>,
    /// The shell command that makes the call, if there is one.
    shell: Option<String>,
    environment: Vec<(String, String)>,
    stdin: Vec<u8>,
    stdout: Text,
    stderr: Text,
    status: i32,
}

impl Test {
    /// An empty folder.
    pub fn new() -> Self {
        Self::within(Arc::new(tempfile::tempdir().unwrap()))
    }

    /// A folder with a `diglot.toml` and a corpus; titles and licences are not required.
    pub fn project() -> Self {
        let config = "[check.rules]\nmissing-metadata = \"off\"\n";
        Self::new().file("diglot.toml", config).folder("corpus")
    }

    /// Another call, in the same folder.
    pub fn beside(&self) -> Self {
        Self::within(Arc::clone(&self.folder))
    }

    fn within(folder: Arc<TempDir>) -> Self {
        Self {
            folder,
            inside: PathBuf::new(),
            arguments: Vec::new(),
            shell: None,
            environment: Vec::new(),
            stdin: Vec::new(),
            stdout: Text::Exactly(String::new()),
            stderr: Text::Exactly(String::new()),
            status: 0,
        }
    }

    /// The path of `name` in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    pub fn folder(self, name: &str) -> Self {
        fs::create_dir_all(self.path(name)).unwrap();
        self
    }

    /// Calls the program in this subfolder of the test's folder.
    pub fn inside(mut self, name: &str) -> Self {
        self.inside = name.into();
        self
    }

    pub fn args<const N: usize>(mut self, arguments: [&str; N]) -> Self {
        self.arguments.extend(arguments.map(str::to_owned));
        self
    }

    pub fn env(mut self, key: &str, value: &str) -> Self {
        self.environment.push((key.to_owned(), value.to_owned()));
        self
    }

    /// Has the shell make the call: in the shell command, `"$0" "$@"` is the call.
    pub fn through(mut self, shell: &str) -> Self {
        self.shell = Some(shell.to_owned());
        self
    }

    pub fn stdin(mut self, content: impl AsRef<[u8]>) -> Self {
        self.stdin = content.as_ref().to_owned();
        self
    }

    pub fn stdout(mut self, expected: &str) -> Self {
        self.stdout = Text::Exactly(expected.to_owned());
        self
    }

    pub fn stdout_contains(mut self, part: &str) -> Self {
        self.stdout.add(part);
        self
    }

    pub fn stderr(mut self, expected: &str) -> Self {
        self.stderr = Text::Exactly(expected.to_owned());
        self
    }

    pub fn stderr_contains(mut self, part: &str) -> Self {
        self.stderr.add(part);
        self
    }

    pub fn status(mut self, expected: i32) -> Self {
        self.status = expected;
        self
    }

    /// Calls the program and compares. In its output `FOLDER` replaces the folder's own path.
    #[track_caller]
    pub fn run(self) -> Self {
        let (status, stdout, stderr) = self.call();
        self.stderr.check("standard error", &stderr);
        self.stdout.check("standard output", &stdout);
        assert_eq!(status, Some(self.status), "exit code; {stderr}");
        Self::within(self.folder)
    }

    /// Calls the program and returns its standard output.
    #[track_caller]
    pub fn output(&self) -> String {
        let (status, stdout, stderr) = self.call();
        assert_eq!(status, Some(self.status), "exit code; {stderr}");
        stdout
    }

    /// Starts the call, for programs that do not end by themselves. Its streams are pipes.
    pub fn spawn(&self) -> Child {
        self.spawn_with(&[])
    }

    /// The same with more arguments.
    pub fn spawn_with(&self, more: &[&str]) -> Child {
        self.command(&self.arguments)
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// A call with these arguments, in the folder.
    pub fn command(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let program = env!("CARGO_BIN_EXE_diglot");
        let mut command = match &self.shell {
            None => Command::new(program),
            Some(shell) => {
                let mut command = Command::new("sh");
                command.args(["-c", shell, program]);
                command
            }
        };
        command
            .args(arguments)
            .current_dir(self.folder.path().join(&self.inside))
            .env_remove("NO_COLOR")
            .env_remove("GIT_AUTHOR_NAME")
            .env_remove("DIGLOT_TOKEN")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("USER", "anna")
            .envs(self.environment.iter().cloned());
        command
    }

    fn call(&self) -> (Option<i32>, String, String) {
        let mut child = self.spawn();
        // A program that reads nothing may have ended already.
        let _ = child.stdin.take().unwrap().write_all(&self.stdin);
        let output = child.wait_with_output().unwrap();
        let folder = self.folder.path().canonicalize().unwrap();
        let text = |bytes| {
            let text = String::from_utf8(bytes).unwrap();
            text.replace(folder.to_str().unwrap(), "FOLDER")
        };
        (
            output.status.code(),
            text(output.stdout),
            text(output.stderr),
        )
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// All files and folders in a folder, sorted.
    pub fn list(&self, name: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path(name))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The files of all entries in the cache.
    pub fn cached(&self) -> Vec<PathBuf> {
        let parts = fs::read_dir(self.path(".diglot/cache")).unwrap();
        let parts = parts.map(|part| part.unwrap().path());
        let entries = parts
            .filter(|part| part.is_dir())
            .flat_map(|part| fs::read_dir(part).unwrap());
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    /// Changes an entry of the cache, with a correct checksum.
    pub fn forge(entry: &Path, old: &str, new: &str) {
        let text = fs::read_to_string(entry).unwrap();
        let (_, body) = text.split_once('\n').unwrap();
        assert!(body.contains(old), "{body}");
        let body = body.replace(old, new);
        let sum = crc32fast::hash(body.as_bytes());
        fs::write(entry, format!("diglot-cache-1 {sum:08x}\n{body}")).unwrap();
    }

    #[track_caller]
    pub fn has(self, name: &str, content: &str) -> Self {
        assert_eq!(self.read(name), content, "{name}");
        self
    }

    #[track_caller]
    pub fn lacks_text(self, name: &str, text: &str) -> Self {
        assert!(!self.read(name).contains(text), "`{text}` is in {name}");
        self
    }

    #[track_caller]
    pub fn lacks(self, name: &str) -> Self {
        assert!(!Path::new(&self.path(name)).exists(), "{name} is there");
        self
    }
}
