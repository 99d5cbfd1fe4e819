//! The program as its users see it: one binary of tests, a module for each command.

#![allow(clippy::unwrap_used)]

mod cli;
