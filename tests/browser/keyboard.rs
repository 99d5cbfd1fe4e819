//! A document reviewed without a mouse.

use super::chromium::{Browser, key};
use super::letters::{bead, letters, settled};

/// Presses the tab key until the focus is on or in this element.
#[track_caller]
fn tab_to(browser: &Browser, css: &str) {
    let there = "return document.activeElement?.closest(arguments[0]) != null";
    for _ in 0..40 {
        if browser.script(there, &[css]) == true {
            return;
        }
        browser.press(key::TAB);
    }
    panic!("no tab stop is in {css}");
}

/// Goes up or down until the bead whose original begins like this is the active one.
#[track_caller]
fn go_to(browser: &Browser, source: &str) {
    let row = bead(browser, source);
    browser.press(key::HOME);
    for _ in 0..20 {
        if browser.sees(&format!("{row}[aria-selected=true]")) {
            return;
        }
        browser.press(key::DOWN);
    }
    panic!("{source} cannot be reached");
}

#[test]
#[ignore = "needs a browser: tests/browser/install"]
fn everything_can_be_done_with_keys_only() {
    let review = letters();
    let browser = Browser::at(&review);
    browser.see("[data-document=letters]");
    tab_to(&browser, "[data-document=letters]");
    browser.press(key::ENTER);
    browser.see("main[data-view=document]");
    settled(&browser, &review, "built", |rows| rows.len() == 8);

    // The first bead is active; accepting goes on to the next.
    go_to(&browser, "«Зима");
    browser.press("a");
    let second = bead(&browser, "В 1902");
    browser.see(&format!("{second}[aria-selected=true]"));
    browser.press("w");
    settled(&browser, &review, "judged", |rows| {
        rows[0].status == "accepted" && rows[1].status == "needs-work"
    });

    // That goes on, too. Edits the translation of the bead that needs work.
    go_to(&browser, "В 1902");
    browser.press(key::RIGHT);
    browser.press("e");
    browser.see(&format!("{second} textarea"));
    browser.press(key::END);
    browser.press(" So it is said.");
    browser.press(key::ENTER);
    let edited = settled(&browser, &review, "edited", |rows| {
        rows[1].status == "edited"
    });
    assert_eq!(
        edited[1],
        "В 1902 году море замёрзло в ноябре. | In 1902 the sea froze in November. So it is said."
    );

    // Splits a bead, and chooses the word before which its translation is cut.
    go_to(&browser, "Пароход");
    browser.press(key::LEFT);
    browser.press("s");
    let ship = bead(&browser, "Пароход");
    browser.see(&format!("{ship} .mode"));
    browser.press(key::TAB);
    for _ in 0..20 {
        browser.chord(key::CONTROL, key::RIGHT);
        let said = browser.text("#announcement p:last-child");
        if said.contains("| and we were") {
            break;
        }
    }
    browser.press(key::ENTER);
    let split = settled(&browser, &review, "split", |rows| rows.len() == 9);
    assert_eq!(
        split[2..4],
        [
            "Пароход «Аврора» ушёл 3 декабря. | The steamer Aurora left on 3 December,",
            "Мы остались одни. | and we were left alone.",
        ]
    );

    // Merges with the next, and moves the last sentence of a translation where it does not belong.
    go_to(&browser, "Соль");
    browser.press("m");
    settled(&browser, &review, "merged", |rows| rows.len() == 8);
    go_to(&browser, "« Les abeilles");
    browser.press(key::RIGHT);
    browser.press("d");
    settled(&browser, &review, "moved", |rows| rows[5].target.is_empty());

    // Undo, redo, and undo of everything before.
    browser.press("z");
    settled(&browser, &review, "undone", |rows| {
        !rows[5].target.is_empty()
    });
    browser.press("y");
    settled(&browser, &review, "redone", |rows| {
        rows[5].target.is_empty()
    });
    browser.press("zz");
    let undone = settled(&browser, &review, "undone", |rows| rows.len() == 9);
    assert_eq!(undone, split);
    browser.press("z");
    settled(&browser, &review, "undone", |rows| rows.len() == 8);

    // A note.
    go_to(&browser, "Иван");
    browser.press("t");
    browser.see("#note-dialog");
    browser.press("old nets");
    browser.chord(key::CONTROL, key::ENTER);
    browser.see_no("#note-dialog");
    browser.read(&bead(&browser, "Иван"), "old nets");

    // The help, and the text around the quote.
    browser.press("?");
    browser.see("#help-dialog");
    browser.press(key::ESCAPE);
    browser.see_no("#help-dialog");
    browser.press("c");
    browser.see("[data-panel=context] [data-mark=source]");
    browser.press("c");
    browser.see_no("[data-panel=context]");

    // Only beads with a word.
    browser.press("/");
    browser.press("ruches");
    browser.until_rows("filtered", |rows| rows.len() == 1);
    browser.press(&key::BACKSPACE.repeat(6));
    browser.until_rows("all", |rows| rows.len() == 8);

    // The queue, and from there to a document.
    tab_to(&browser, "main .row[data-bead]");
    browser.press("q");
    browser.see("main[data-view=queue] .row[data-bead]");
    browser.press(key::ENTER);
    browser.see("main[data-view=document] .row[aria-selected=true]");
    browser.press("o");
    browser.see("main[data-view=overview]");
    browser.is_content();
}

/// A quote is built again, and keys that are pressed in the meantime act on the right bead.
#[test]
#[ignore = "needs a browser: tests/browser/install"]
fn one_bead_is_active_and_in_view_whatever_happens_to_its_quote() {
    let review = letters();
    let browser = Browser::at(&review);
    browser.see("[data-document=letters]");
    tab_to(&browser, "[data-document=letters]");
    browser.press(key::ENTER);
    browser.see("main[data-view=document]");
    settled(&browser, &review, "built", |rows| rows.len() == 8);

    go_to(&browser, "«Зима");
    browser.chord(key::SHIFT, "q");
    settled(&browser, &review, "no quote", |rows| rows.len() == 3);
    one_is_active(&browser);
    browser.press("z");
    settled(&browser, &review, "a quote", |rows| rows.len() == 8);
    one_is_active(&browser);

    // The editor opens when the quote has been built, and has the whole typed text.
    go_to(&browser, "В 1902");
    browser.press(key::RIGHT);
    browser.press("[e Rare, raw.");
    browser.read("textarea[data-side=target]", "in November. Rare, raw.");
    browser.press(key::ENTER);
    let edited = settled(&browser, &review, "edited", |rows| {
        rows[1].status == "edited"
    });
    assert!(edited[1].ends_with("in November. Rare, raw."));
    assert!(browser.rows().iter().all(|row| row.status != "rejected"));
    one_is_active(&browser);
    browser.is_content();
}

/// Checks that one row is active and completely in view.
#[track_caller]
fn one_is_active(browser: &Browser) {
    let count = "const active = [...document.querySelectorAll('.row[aria-selected=true]')];
        const view = document.querySelector('.scroller').getBoundingClientRect();
        const row = active[0]?.getBoundingClientRect();
        return active.length === 1 && row.top >= view.top && row.bottom <= view.bottom + 1;";
    assert!(browser.script(count, &[]) == true);
}
