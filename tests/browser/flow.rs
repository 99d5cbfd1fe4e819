//! A document from its first bead to its export.

use super::chromium::{Browser, key};
use super::letters::{ID, bead, letters, settled};

/// The part of a bead's row that is not a side: a click on a side would set the place of a split.
const STATUS: &str = ":first-child";

/// Clicks on a part of the bead whose original begins like this, and then on a button of the bar.
fn click(browser: &Browser, source: &str, part: &str, command: &str) {
    let bead = bead(browser, source);
    browser.click(&format!("{bead} {part}"));
    browser.see(&format!("{bead}[aria-selected=true]"));
    browser.click(&format!("main [role=group] [data-command={command}]"));
}

#[test]
#[ignore = "needs a browser: tests/browser/install"]
fn a_document_is_opened_reviewed_undone_and_exported() {
    let mut review = letters();
    let browser = Browser::at(&review);
    browser.see("main[data-view=overview]");
    browser.click(&format!("[data-document={ID}] a"));
    browser.see("main[data-view=document]");
    let built = settled(&browser, &review, "built", |rows| rows.len() == 8);

    // Accept.
    let winter = bead(&browser, "«Зима");
    browser.click(&format!("{winter} [data-command=accept]"));
    settled(&browser, &review, "accepted", |rows| {
        rows[0].status == "accepted"
    });

    // Split: the original between its sentences, the translation where the program chooses.
    click(&browser, "Пароход", STATUS, "split");
    browser.press(key::ENTER);
    let split = settled(&browser, &review, "split", |rows| rows.len() == 9);
    assert_eq!(
        split[2..4],
        [
            "Пароход «Аврора» ушёл 3 декабря. | The steamer Aurora left on 3 December,",
            "Мы остались одни. | and we were left alone.",
        ]
    );

    // Merge.
    click(&browser, "Соль", STATUS, "merge-next");
    let merged = settled(&browser, &review, "merged", |rows| rows.len() == 8);
    assert_eq!(
        merged[4],
        "Соль кончилась, мука есть. Иван чинит сеть.» | The salt is gone, there is flour. Ivan mends the net."
    );

    // Move: a sentence of the French quote to the bead before.
    click(&browser, "Henri", "[data-side=target]", "move-up");
    let moved = settled(&browser, &review, "moved", |rows| rows[6].target.is_empty());
    assert_eq!(
        moved[5..7],
        [
            "« Les abeilles dorment depuis le 5 octobre. | The bees have been asleep since 5 October. Henri has closed the hives.",
            "Henri a fermé les ruches. » | ",
        ]
    );

    // Undo, once.
    browser.click("header [data-command=undo]");
    let undone = settled(&browser, &review, "undone", |rows| {
        !rows[6].target.is_empty()
    });
    assert_eq!(undone, merged);

    // The server crashes, and the page says so until there is another one.
    review.crash();
    browser.see("#connection");
    review.start_again();
    browser.see_no("#connection");
    assert_eq!(settled(&browser, &review, "as before", |_| true), merged);

    // Undo again, all of it.
    browser.click("header [data-command=undo]");
    assert_eq!(
        settled(&browser, &review, "merged no more", |rows| rows.len() == 9),
        split
    );
    browser.click("header [data-command=undo]");
    assert_eq!(
        settled(&browser, &review, "split no more", |rows| rows.len() == 8),
        built
    );
    settled(&browser, &review, "still accepted", |rows| {
        rows[0].status == "accepted"
    });
    browser.click("header [data-command=undo]");
    settled(&browser, &review, "as built", |rows| {
        rows[0].status == "proposed"
    });
    browser.click("header [data-command=redo]");
    settled(&browser, &review, "accepted again", |rows| {
        rows[0].status == "accepted"
    });
    browser.is_content();

    let export = review
        .test
        .beside()
        .args(["export", "--format", "tsv", "-o", "-"]);
    let exported = export.output();
    let line = exported.lines().find(|line| line.contains("accepted"));
    assert!(line.unwrap().contains("«Зима пришла рано."), "{exported}");
}
