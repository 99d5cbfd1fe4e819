//! `diglot review`: serves the project's alignments as a local web page, for review.

use super::browser;
use super::caching::Caching;
use super::encoder::Encoding;
use super::project;
use super::reviewer::reviewer;
use super::ui::{self, Ui};
use diglot::error::{Error, Result};
use diglot::review::Session;
use diglot::review::server::{Server, Token};
use std::env;
use std::process::ExitCode;
use std::thread;

/// The environment variable with a team's token.
const TOKEN: &str = "DIGLOT_TOKEN";

const AFTER_HELP: &str = "\
The link is printed to standard output. It contains a token: only people with the link can review.
The token is new each time. If a team wants to keep one link, set the token in the environment variable
DIGLOT_TOKEN (at least 16 characters).

Exit codes:
  0  the user ended the review with Ctrl-C
  2  wrong usage or configuration
  3  the port is in use, or a file could not be read or written

Examples:
  diglot review --open
  diglot review --port 8000 --by \"Anna Petrova\"
  diglot review --bind 192.0.2.7 --port 8000    for others in a network that you trust";

/// Review alignments in the browser: accept, correct, merge and split them
///
/// Your decisions are on the disk at once, beside the alignments, as with `diglot decide`.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The port of the server [default: a free port]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,

    /// Open the page in the browser
    #[arg(long)]
    open: bool,

    /// Address or name of this machine to serve at; 0.0.0.0 means all its addresses
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    bind: String,

    /// Name of the person who decides; the page can change it [default: git's user.name, or else the
    /// user's name]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    #[command(flatten)]
    caching: Caching,

    #[command(flatten)]
    encoder: Encoding,
}

pub(super) fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    let project = project::here()?;
    let langs = project.extraction().langs();
    let cache = arguments.caching.cache(project.root());
    let engine = arguments.encoder.engine(ui, langs, cache)?;
    // Bind before reading the project, which may take a while: a wrong address is reported at once.
    let server = Server::bind(&arguments.bind, arguments.port, token()?)?;
    project::tell_not_read(&project.files_not_read(), ui);
    let session = Session::open(project, arguments.by.unwrap_or_else(reviewer), engine)?;
    if !server.address().ip().is_loopback() {
        warn(&server, ui);
    }
    ui::print(server.link())?;
    ui.note("Ctrl-C ends the review; all decisions are on the disk");
    if arguments.open {
        open(server.link().to_owned(), ui.clone());
    }
    let reporter = ui.clone();
    server.serve(session, move |error| reporter.error(error));
    Ok(ExitCode::SUCCESS)
}

/// The token in the environment, or a new one.
fn token() -> Result<Token> {
    match env::var_os(TOKEN) {
        None => Token::random(),
        // A value that is not text has a character that a token must not have.
        Some(token) => Token::chosen(token.to_string_lossy().into_owned())
            .map_err(|error| Error::usage(format!("{TOKEN}: {error}"))),
    }
}

/// Warns that others can reach the server.
fn warn(server: &Server, ui: &Ui) {
    ui.warning(
        "everybody who can reach this machine and has the link can read and change the alignments; the \
         connection is not encrypted",
    );
    if server.address().ip().is_unspecified() {
        ui.note("for others, replace the address in the link by this machine's address");
    }
}

/// Opens the browser in a thread of its own: the program that opens it may wait for the page.
fn open(link: String, ui: Ui) {
    thread::spawn(move || {
        if let Err(error) = browser::open(&link, TOKEN) {
            ui.note(format_args!(
                "could not open the browser ({error}); open the link yourself"
            ));
        }
    });
}
