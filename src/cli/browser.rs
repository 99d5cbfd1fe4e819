//! Opening a link in the user's browser.

use std::io;
use std::process::{Command, Stdio};

/// Opens `link` and waits for the program that opens it, which may be the browser itself. The link has no
/// character with a meaning for a shell; the program does not get the environment variable `kept_back`.
pub(super) fn open(link: &str, kept_back: &str) -> io::Result<()> {
    let mut command = opener();
    command
        .arg(link)
        .env_remove(kept_back)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // Ctrl-C in this terminal is not meant for the browser.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    match command.status()? {
        status if status.success() => Ok(()),
        status => Err(io::Error::other(format!(
            "{}: {status}",
            command.get_program().display()
        ))),
    }
}

fn opener() -> Command {
    if cfg!(windows) {
        let mut command = Command::new("cmd");
        // Without this, the first argument in quotation marks would be the window's title.
        command.args(["/c", "start", ""]);
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    }
}
