//! Everything that the page can show of a document.

use super::chromium::{Browser, key};

/// Shows each thing, and calls `look` with its name. The document's first bead must have both sides, and something
/// must have been done to it.
#[track_caller]
pub fn tour(browser: &Browser, id: &str, mut look: impl FnMut(&str)) {
    visit(browser, "#/");
    browser.see("main[data-view=overview] [data-document]");
    look("overview");

    let address = format!("#/document/{}", percent_encoded(id));
    visit(browser, &address);
    browser.see("main[data-view=document] .row[aria-selected=true]");
    look("document");
    browser.press("c");
    browser.see("[data-panel=context] [data-mark]");
    look("context");
    browser.chord(key::SHIFT, "h");
    browser.see("[data-panel=history] [data-operation]");
    look("history");
    browser.chord(key::SHIFT, "h");
    browser.see_no("[data-panel=history]");

    browser.press("e");
    browser.see(".row textarea");
    look("editor");
    browser.press(key::ESCAPE);
    browser.see_no(".row textarea");
    browser.press("s");
    browser.see(".row .mode");
    look("split");
    browser.press(key::ESCAPE);
    browser.see_no(".row .mode");

    for (keys, element) in [
        (".", "menu"),
        ("t", "note-dialog"),
        ("v", "waive-dialog"),
        ("b", "bounds-dialog"),
        ("f", "replace-dialog"),
        ("?", "help-dialog"),
    ] {
        browser.press(keys);
        browser.see(&format!("#{element}"));
        look(element);
        browser.press(key::ESCAPE);
        browser.see_no(&format!("#{element}"));
    }
    browser.click("header [data-command=settings]");
    browser.see("#settings-dialog");
    look("settings-dialog");
    browser.press(key::ESCAPE);
    browser.see_no("#settings-dialog");

    visit(browser, "#/queue");
    browser.see("main[data-view=queue] .row[data-bead]");
    look("queue");
}

/// Goes to an address of the page.
pub fn visit(browser: &Browser, hash: &str) {
    browser.script("location.hash = arguments[0]", &[hash]);
}

/// A text as it is written in an address.
pub fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
