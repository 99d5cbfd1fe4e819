//! The page of `diglot review` in a real browser: headless Chromium, through WebDriver.
//!
//! `cargo test` ignores these tests, since not everybody has a browser. `tests/browser/install` installs one;
//! `cargo test --test main browser:: -- --ignored` runs them, and fails without it.
//!
//! The tests find things on the page by the hooks that are listed at the top of `src/review/page/app.js`. When
//! one fails, a picture and the console of each window are in `target/browser/failures`.

mod accessible;
mod chromium;
mod concurrent;
mod driver;
mod flow;
mod hostile;
mod keyboard;
mod letters;
mod pictures;
mod tour;
