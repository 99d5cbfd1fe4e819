//! Pictures of the page with the documents of this repository, for people to look at.

use super::chromium::{Browser, artifacts};
use super::letters::call;
use super::tour::visit;
use crate::cli::server::Review;
use crate::cli::test::Test;
use crate::corpus::repository;
use std::fs;
use std::io::Write;

/// The corpus of this repository, aligned.
fn corpus() -> Review {
    let mut test = Test::project();
    for folder in ["corpus", "alignments"] {
        for entry in fs::read_dir(repository().join(folder)).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{folder}/{}", entry.file_name().to_str().unwrap());
            test = test.file(&name, fs::read(entry.path()).unwrap());
        }
    }
    Review::of(call(test))
}

#[test]
#[ignore = "needs a browser: tests/browser/install"]
fn pictures_at_three_widths_are_saved_to_be_looked_at() {
    let review = corpus();
    let browser = Browser::at(&review);
    for (width, height) in [(390, 844), (1024, 768), (1600, 1000)] {
        browser.resize(width, height);
        visit(&browser, "#/");
        browser.see("main[data-view=overview] [data-document=chess-letters]");
        browser.picture(&format!("screenshots/overview-{width}"));
        visit(&browser, "#/document/chess-letters");
        browser.see("main[data-view=document] .row[aria-selected=true]");
        browser.picture(&format!("screenshots/document-{width}"));
        browser.press("c");
        browser.see("[data-panel=context] [data-mark]");
        browser.picture(&format!("screenshots/context-{width}"));
        browser.press("c");
        browser.see_no("[data-panel=context]");
        visit(&browser, "#/queue");
        browser.see("main[data-view=queue] .row[data-bead]");
        browser.picture(&format!("screenshots/queue-{width}"));
    }
    let folder = artifacts().join("screenshots");
    writeln!(
        std::io::stderr(),
        "pictures of the page: {}",
        folder.display()
    )
    .unwrap();
    browser.is_content();
}
