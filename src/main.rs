//! The program: everything is in the library.

fn main() -> std::process::ExitCode {
    diglot::run(std::env::args_os())
}
