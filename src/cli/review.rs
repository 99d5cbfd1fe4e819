//! `diglot review`: the project's alignments as a local web page, to be read and decided on.

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

/// The environment variable with the token that a team has agreed on.
const TOKEN: &str = "DIGLOT_TOKEN";

const AFTER_HELP: &str = "\
The link is printed to standard output. It holds a token: who has the link can review, and nobody else.
The token is another one each time, unless the environment variable DIGLOT_TOKEN holds one (16
characters or more), so that a team can keep one link.

Exit codes:
  0  ended with Ctrl-C
  2  wrong usage or configuration
  3  the port is taken, or something could not be read or written

Examples:
  diglot review --open
  diglot review --port 8000 --by \"Anna Petrova\"
  diglot review --bind 192.0.2.7 --port 8000    for others in a network that you trust";

/// Review alignments in the browser: accept, correct, merge and split them
///
/// What you decide is on the disk at once, beside the alignments, as with `diglot decide`.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Arguments {
    /// The port to serve at [default: any that is free]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,

    /// Open the page in the browser
    #[arg(long)]
    open: bool,

    /// Serve at this address or name of this machine; 0.0.0.0 stands for all its addresses
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    bind: String,

    /// Who decides, unless the page says otherwise [default: git's user.name, else the name of the
    /// user]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,

    #[command(flatten)]
    caching: Caching,

    #[command(flatten)]
    encoder: Encoding,
}

pub fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    let project = project::here()?;
    let langs = project.extraction().langs();
    let cache = arguments.caching.cache(project.root());
    let engine = arguments.encoder.engine(ui, langs, cache)?;
    // Before the project is read, which may take a while: whether there is such an address is known at once.
    let server = Server::bind(&arguments.bind, arguments.port, token()?)?;
    let session = Session::open(project, arguments.by.unwrap_or_else(reviewer), engine)?;
    if !server.address().ip().is_loopback() {
        warn(&server, ui);
    }
    ui::print(server.link())?;
    ui.note("Ctrl-C ends the review; what was decided is on the disk");
    if arguments.open {
        open(server.link().to_owned(), ui.clone());
    }
    let told = ui.clone();
    server.serve(session, move |error| told.error(error));
    Ok(ExitCode::SUCCESS)
}

/// The token that the environment holds, or a new one.
fn token() -> Result<Token> {
    match env::var_os(TOKEN) {
        None => Token::random(),
        // What is no text has a character that no token may have.
        Some(token) => Token::chosen(token.to_string_lossy().into_owned())
            .map_err(|error| Error::usage(format!("{TOKEN}: {error}"))),
    }
}

/// Says what it means that others can reach the server.
fn warn(server: &Server, ui: &Ui) {
    ui.warning(
        "everybody who can reach this machine and has the link can read and change the alignments; the \
         connection is not encrypted",
    );
    if server.address().ip().is_unspecified() {
        ui.note("for others, put this machine's address in the place of the one in the link");
    }
}

/// Opens the browser while the server already serves: whoever opens it may wait for the page.
fn open(link: String, ui: Ui) {
    thread::spawn(move || {
        if let Err(error) = browser::open(&link, TOKEN) {
            ui.note(format_args!(
                "could not open the browser ({error}); open the link yourself"
            ));
        }
    });
}
