//! Each command: what it prints, what it writes, its exit code.

mod align;
mod bad_input;
mod build;
mod check;
mod convert;
mod correct;
mod decide;
mod export;
mod extract;
mod general;
mod init;
mod metadata;
mod review;
pub mod server;
mod stats;
pub mod test;
