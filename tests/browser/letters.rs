//! A project with letters from a lighthouse, under review.

use super::chromium::{Browser, Row};
use crate::cli::server::Review;
use crate::cli::test::Test;
use diglot::record::BeadSide;
use diglot::store::Store;

/// The document's id.
pub const ID: &str = "letters";

const LETTERS: &str = "\
The keeper of the lighthouse wrote to the harbour every week.

«Зима пришла рано. В 1902 году море замёрзло в ноябре. Пароход «Аврора» ушёл 3 декабря. Мы остались \
одни. Соль кончилась, мука есть. Иван чинит сеть.»

Winter came early. In 1902 the sea froze in November. The steamer Aurora left on 3 December, and we \
were left alone. The salt is gone, there is flour. Ivan mends the net.

His neighbour kept bees, and wrote in French.

« Les abeilles dorment depuis le 5 octobre. Henri a fermé les ruches. »

The bees have been asleep since 5 October. Henri has closed the hives.

A third line has no translation at all.

«Писем больше не будет до самой весны, пока не откроется вода.»
";

/// The project, and a server that serves it.
pub fn letters() -> Review {
    Review::of(call(Test::project().file("corpus/letters.md", LETTERS)))
}

/// Reviews a project, with the same link each time.
pub fn call(project: Test) -> Test {
    project
        .args(["review", "--no-encoder", "--no-cache"])
        .env("DIGLOT_TOKEN", "a-light-in-the-window")
}

/// A bead's sides in one line.
fn sides(row: &Row) -> String {
    format!("{} | {}", row.source, row.target)
}

/// The rows that the page should show, from the disk.
pub fn on_disk(review: &Review) -> Vec<Row> {
    let store = Store::new(review.test.path("alignments"));
    let loaded = store.load(ID).unwrap();
    assert!(loaded.conflicts.is_empty(), "{:#?}", loaded.conflicts);
    let text = |side: &Option<BeadSide>| {
        side.as_ref()
            .map_or(String::new(), |side| side.text.clone())
    };
    let records = loaded.records.iter();
    records
        .map(|record| Row {
            bead: record.bead.clone(),
            status: record.status.as_str().to_owned(),
            source: text(&record.source),
            target: text(&record.target),
            is_saving: false,
        })
        .collect()
}

/// Waits until the page shows the expected rows, and the same rows are on the disk; returns the sides of the beads.
#[track_caller]
pub fn settled(
    browser: &Browser,
    review: &Review,
    what: &str,
    are: impl Fn(&[Row]) -> bool,
) -> Vec<String> {
    let rows = browser.until_rows(what, |rows| {
        rows.iter().all(|row| !row.is_saving) && are(rows) && rows == on_disk(review)
    });
    rows.iter().map(sides).collect()
}

/// The bead whose original begins like this.
#[track_caller]
pub fn bead(browser: &Browser, source: &str) -> String {
    let begins = |row: &Row| row.source.starts_with(source);
    let rows = browser.until_rows(source, |rows| rows.iter().any(begins));
    let row = rows.into_iter().find(begins);
    format!("[data-bead='{}']", row.unwrap().bead)
}
