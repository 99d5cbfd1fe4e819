//! Malicious documents: everything in them stays text.

use super::chromium::{Browser, Look};
use super::letters::call;
use super::tour::{percent_encoded, tour};
use crate::cli::server::Review;
use crate::cli::test::Test;
use serde_json::json;

/// The document's id, which is the name of its file.
const ID: &str = "<img src=x onerror=window.hacked=1> \"'&amp; javascript:window.hacked=2";

/// Text that must stay text in every place.
const TEXT: &str = "<script>window.hacked=3</script><img src=x onerror=window.hacked=4>\
    [a](javascript:window.hacked=5)</textarea></style><svg onload=window.hacked=6>\
    ${window.hacked=7} {{constructor.constructor('window.hacked=8')()}} &lt;b&gt; \
    \u{202e}\u{2067}backwards\u{1b}[31m\u{1}\u{7f}\u{0}\u{feff}\u{200b}\u{e0001}";

/// A project with this text in the name, title, texts and notes of its document.
fn hostile() -> Review {
    let word = "w".repeat(600);
    let document = format!(
        "The scribe wrote down what he was shown.\n\n\
         «Пароход «Аврора» ушёл 3 декабря 1902 года. Иван чинит сеть.»\n\n\
         The steamer Aurora left on 3 December 1902. Ivan mends the net.\n\n\
         And then he was shown something else.\n\n\
         «Зима пришла рано, {TEXT} сказал он. Море замёрзло в ноябре 1902 года. {word}»\n\n\
         Winter came early, {TEXT} he said. The sea froze in November 1902. {word}\n"
    );
    let title = serde_json::to_string(&format!("{TEXT} {word}")).unwrap();
    let title = title.replace('\u{7f}', "\\u007f");
    let test = Test::project()
        .file(&format!("corpus/{ID}.txt"), document)
        .file(&format!("corpus/{ID}.toml"), format!("title = {title}\n"));
    let review = Review::of(call(test));
    let bead = first_bead(&review);
    let everything = format!("{TEXT} {word}");
    let by = "<b onmouseover=window.hacked=9>Anna</b>";
    let both = json!({"bead": bead, "source": everything, "target": everything});
    for operation in [
        json!({"do": "edit", "edits": [both]}),
        json!({"do": "note", "id": bead, "text": everything}),
        json!({"do": "status", "beads": [bead], "status": "needs-work"}),
    ] {
        let body = json!({"document": ID, "by": by, "operation": operation});
        let answer = review.post("/api/do", &body.to_string(), &[]);
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    review
}

fn first_bead(review: &Review) -> String {
    for _ in 0..1000 {
        let queue = review.ask("/api/queue");
        let rows = &review.ask(&format!("/api/document?id={}", percent_encoded(ID)))["rows"];
        if let Some(row) = rows.get(0)
            && queue["checking"] == false
        {
            return row["bead"].as_str().unwrap().to_owned();
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("nothing was found in it")
}

/// Checks that nothing of it has become more than text.
#[track_caller]
fn is_harmless(browser: &Browser, view: &str) {
    let body = "
        const made = document.querySelectorAll('body :is(script, img, iframe, object, embed, style, link, base, meta)')
        const listening = [...document.querySelectorAll('*')].filter((one) => one.getAttributeNames().some((name) => name.startsWith('on')))
        const leading = [...document.links].filter((link) => link.origin !== location.origin)
        return [window.hacked ?? null, ...[...made, ...listening, ...leading].map((one) => one.outerHTML.slice(0, 200))]";
    let found = browser.script(body, &[]);
    assert_eq!(found, json!([null]), "{view}");
}

#[test]
#[ignore = "needs a browser: tests/browser/install"]
fn everything_in_a_document_stays_text() {
    let review = hostile();
    let browser = Browser::at(&review);
    browser.see("[data-document]");
    browser.read("[data-document]", "<script>window.hacked=3</script>");
    browser.click("[data-document] a");
    browser.see("main[data-view=document] .row[data-bead]");
    // The page shows the text to the character.
    let rows = browser.rows();
    assert!(rows[0].target.starts_with(TEXT), "{:?}", rows[0].target);
    assert!(rows[0].source.starts_with(TEXT), "{:?}", rows[0].source);
    browser.read(".row[data-bead]", TEXT);

    tour(&browser, ID, |view| {
        is_harmless(&browser, view);
        browser.picture(&format!("hostile/{view}"));
    });
    browser.is_content();
}

/// Checks that the page is not wider than the window.
#[track_caller]
fn fits(browser: &Browser, view: &str) {
    let body = "
        const root = document.documentElement
        const wide = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
        return root.scrollWidth <= innerWidth ? [] : [`${root.scrollWidth} of ${innerWidth}`, ...wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))]";
    let found = browser.script(body, &[]);
    assert_eq!(found, json!([]), "{view}");
}

#[test]
#[ignore = "needs a browser: tests/browser/install"]
fn at_200_and_400_percent_nothing_has_to_be_scrolled_sideways() {
    let review = hostile();
    for (percent, width, height) in [(200, 640, 400), (400, 320, 256)] {
        let look = Look {
            width,
            height,
            ..Look::default()
        };
        let browser = Browser::looking(&review, &look);
        tour(&browser, ID, |view| {
            fits(&browser, &format!("{view} at {percent} %"));
            browser.picture(&format!("hostile/{percent}-{view}"));
        });
    }
}
