//! What axe-core, Deque's accessibility checker, finds in the views of the page.

use super::chromium::{Browser, Look, artifacts};
use super::letters::{ID, bead, letters};
use super::tour::tour;
use std::fs;
use std::io::Write;

/// Where `tests/browser/install` puts it.
const AXE: &str = "axe/package/axe.min.js";

/// Runs it, and returns how bad each violation is, with a line about it.
const RUN: &str = "
    const answer = arguments[arguments.length - 1]
    axe.run(document, {resultTypes: ['violations']}).then(({violations}) => answer(violations.map(({id, impact, help, nodes}) =>
        [impact ?? 'none', `${id}: ${help}: ${nodes.length} times: ${nodes[0].target.join(' ')}: ${nodes[0].any.concat(nodes[0].all, nodes[0].none).map(({message}) => message).join('; ')}`])),
        (error) => answer([['critical', String(error)]]))";

#[test]
#[ignore = "needs a browser: tests/browser/install"]
fn axe_finds_nothing_serious_in_any_language_or_light() {
    let review = letters();
    let mut serious = Vec::new();
    for (lang, dark) in [("en", false), ("fr", true), ("ru", false), ("ru", true)] {
        let look = Look {
            lang,
            dark,
            ..Look::default()
        };
        let browser = Browser::looking(&review, &look);
        let axe = fs::read_to_string(artifacts().join(AXE))
            .expect("axe-core should be there: `tests/browser/install` installs it");
        // The history must show something.
        browser.click(&format!("[data-document={ID}] a"));
        let row = bead(&browser, "«Зима");
        browser.click(&format!("{row} [data-command=accept]"));
        browser.until_saved();
        assert_eq!(
            browser.script("return document.documentElement.lang", &[]),
            lang
        );
        browser.script(&axe, &[]);
        tour(&browser, ID, |view| {
            let found = browser.script_that_answers(RUN, &[]);
            for violation in found.as_array().unwrap() {
                let impact = violation[0].as_str().unwrap();
                let line = format!(
                    "{lang}, {view}: {impact}: {}",
                    violation[1].as_str().unwrap()
                );
                writeln!(std::io::stderr(), "axe-core: {line}").unwrap();
                if ["serious", "critical"].contains(&impact) {
                    serious.push(line);
                }
            }
        });
    }
    assert!(serious.is_empty(), "{serious:#?}");
}
