#![doc = include_str!("../README.md")]
#![no_std]

/// The model's file: what `diglot --model` reads. A registry takes crates of 10 MB at most, so each model is
/// a crate of its own.
pub static MODEL: &[u8] = include_bytes!("../en-fr-ru.model");

/// The languages that the model is for, as BCP 47 tags.
pub const LANGUAGES: [&str; 3] = ["en", "fr", "ru"];
