//! Changes by others at the same time: in another window, with another program, on the disk.

use super::chromium::{Browser, Row, key};
use super::letters::{bead, call, letters, settled};
use crate::cli::server::Review;
use std::fs;

/// Opens the letters in the current window.
fn open(browser: &Browser, review: &Review) {
    browser.go(&review.link());
    browser.click("[data-document=letters] a");
    browser.until_rows("built", |rows| rows.len() == 8);
}

/// Accepts a bead with the button that the active row has.
fn accept(browser: &Browser, row: &str) {
    browser.click(&format!("{row} :first-child"));
    browser.click(&format!("{row} [data-command=accept]"));
}

/// Goes to the translation of a bead and begins to edit it.
fn begin_to_edit(browser: &Browser, source: &str, text: &str) {
    let row = bead(browser, source);
    browser.click(&format!("{row} [data-side=target]"));
    browser.see(&format!("{row}[aria-selected=true]"));
    browser.press("e");
    browser.see(&format!("{row} textarea[data-side=target]"));
    browser.press(key::END);
    browser.press(text);
}

#[test]
#[ignore = "needs a browser: tests/browser/install"]
fn two_windows_see_each_other_and_nobody_overwrites_what_they_have_not_seen() {
    let review = letters();
    let browser = Browser::at(&review);
    let anna = browser.window();
    open(&browser, &review);
    let boris = browser.another_window();
    open(&browser, &review);

    // Boris is typing when Anna accepts another bead: he sees it, and his text is still there.
    begin_to_edit(&browser, "«Зима", " How early!");
    let field = "textarea[data-side=target]";
    browser.read(field, "Winter came early. How early!");
    browser.to(&anna);
    let row = bead(&browser, "Иван");
    accept(&browser, &row);
    browser.see(&format!("{row}[data-status=accepted]"));
    browser.to(&boris);
    browser.see(&format!("{row}[data-status=accepted]"));
    browser.read(field, "Winter came early. How early!");

    // Now she changes what he is changing. He sees hers beside his.
    browser.to(&anna);
    begin_to_edit(&browser, "«Зима", " Far too early.");
    browser.press(key::ENTER);
    let winter = bead(&browser, "«Зима");
    browser.see(&format!("{winter}[data-status=edited]"));
    browser.to(&boris);
    browser.read(&winter, "Winter came early. Far too early.");
    browser.read(field, "Winter came early. How early!");

    // He saves: nothing is done before he has seen both versions.
    browser.press(key::ENTER);
    browser.see("#conflict-dialog");
    browser.read("#conflict-dialog", "Winter came early. Far too early.");
    browser.read("#conflict-dialog", "Winter came early. How early!");
    let hers = |rows: &[Row]| rows[0].target.ends_with("Far too early.");
    browser.to(&anna);
    settled(&browser, &review, "hers", hers);
    browser.to(&boris);
    browser.click("#conflict-dialog footer .main");
    browser.see_no("#conflict-dialog");
    let his = |rows: &[Row]| rows[0].target.ends_with("How early!");
    settled(&browser, &review, "his", his);
    browser.to(&anna);
    settled(&browser, &review, "his", his);
    browser.is_content();
}

/// A merged bead has another id. If its editor closed then, the next letters would be commands.
#[test]
#[ignore = "needs a browser: tests/browser/install"]
fn an_editor_follows_its_text() {
    let review = letters();
    let browser = Browser::at(&review);
    let anna = browser.window();
    open(&browser, &review);
    begin_to_edit(&browser, "Соль", " How dull");
    let boris = browser.another_window();
    open(&browser, &review);
    browser.click(&format!("{} :first-child", bead(&browser, "Соль")));
    browser.press("m");
    settled(&browser, &review, "merged", |rows| rows.len() == 7);
    browser.to(&anna);
    browser.until_rows("merged", |rows| rows.len() == 7);
    browser.press(", rarely.");
    browser.press(key::ENTER);
    let edited = settled(&browser, &review, "edited", |rows| {
        rows[3].status == "edited"
    });
    assert_eq!(
        edited[3],
        "Соль кончилась, мука есть. Иван чинит сеть.» | The salt is gone, there is flour. How dull, rarely. Ivan mends the net."
    );

    // When the quote itself is gone, the typed text waits, and keys are not commands.
    begin_to_edit(&browser, "« Les abeilles", " Still");
    browser.to(&boris);
    browser.click(&format!(
        "{} :first-child",
        bead(&browser, "« Les abeilles")
    ));
    browser.chord(key::SHIFT, "q");
    browser.until_rows("gone", |rows| rows.len() == 5);
    browser.to(&anna);
    browser.see("#orphan-dialog");
    browser.press(" warm");
    browser.press(key::ESCAPE);
    browser.read("#orphan-dialog textarea", "Still warm");
    browser.click("#orphan-dialog footer button");
    browser.see_no("#orphan-dialog");
    browser.is_content();
}

/// Browsers allow six connections to a server, and each window uses one to listen.
#[test]
#[ignore = "needs a browser: tests/browser/install"]
fn any_number_of_windows_can_be_opened_and_left() {
    let review = letters();
    let browser = Browser::at(&review);
    for _ in 0..8 {
        open(&browser, &review);
        browser.go("about:blank");
    }
    for _ in 0..8 {
        browser.another_tab();
        open(&browser, &review);
    }
    browser.is_content();
}

#[test]
#[ignore = "needs a browser: tests/browser/install"]
fn the_open_page_shows_what_git_pulls() {
    let review = letters();
    let browser = Browser::at(&review);
    open(&browser, &review);
    let row = bead(&browser, "«Зима");
    accept(&browser, &row);
    settled(&browser, &review, "accepted", |rows| {
        rows[0].status == "accepted"
    });

    // A colleague has noted something on the last bead: another file replaces the journal.
    let last = browser.rows()[7].bead.clone();
    let decide = review.test.beside();
    decide
        .args([
            "decide",
            &last,
            "note",
            "see the ledger",
            "--by",
            "boris",
            "-q",
        ])
        .run();
    let journal = review.test.path("alignments/letters.decisions.jsonl");
    let pulled = journal.with_extension("pulled");
    fs::copy(&journal, &pulled).unwrap();
    fs::rename(&pulled, &journal).unwrap();
    browser.read(&format!("[data-bead='{last}']"), "see the ledger");

    // The next operation loses neither.
    browser.click("header [data-command=undo]");
    settled(&browser, &review, "undone", |rows| {
        rows[0].status == "proposed"
    });
    browser.read(&format!("[data-bead='{last}']"), "see the ledger");
    browser.is_content();
}

#[test]
#[ignore = "needs a browser: tests/browser/install"]
fn a_full_disk_is_reported_and_the_bead_stays_as_it_was() {
    let mut review = letters();
    let browser = Browser::at(&review);
    open(&browser, &review);
    review.crash();
    browser.see("#connection");
    // No file can grow any more.
    let full = "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"";
    review.test = call(review.test.beside()).through(full);
    review.start_again();
    browser.see_no("#connection");
    let row = bead(&browser, "«Зима");
    accept(&browser, &row);
    browser.read("#messages", "letters.decisions.jsonl");
    browser.until_saved();
    browser.see(&format!("{row}[data-status=proposed]"));

    // With room again, the refused operation can be tried again.
    review.crash();
    browser.see("#connection");
    review.test = call(review.test.beside());
    review.start_again();
    browser.see_no("#connection");
    browser.click("#messages .message button");
    settled(&browser, &review, "accepted", |rows| {
        rows[0].status == "accepted"
    });
    browser.is_content();
}
