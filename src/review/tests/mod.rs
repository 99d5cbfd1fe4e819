//! A project under review, from requests to the disk.

mod any_operations;
mod boundaries;
mod concurrent;
mod context;
mod editing;
mod letters;
mod restructuring;
mod undo;
