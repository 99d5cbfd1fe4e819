//! The page of `diglot review` in a real browser: headless Chromium, through WebDriver.
//!
//! Where there is no `chromium` or no `chromedriver`, each test says that it is skipped, and passes;
//! `DIGLOT_BROWSER_TESTS=1` demands them. What the tests find on the page they find by the hooks that the
//! head of `src/review/page/app.js` lists. When one fails, each window's picture and console are in
//! `target/browser/failures`.

mod accessible;
mod chromium;
mod company;
mod driver;
mod flow;
mod hostile;
mod keyboard;
mod letters;
mod pictures;
mod tour;
