//! The program `diglot`: a command line over the library.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run(std::env::args_os())
}
