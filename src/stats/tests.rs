//! The output of each format.

use super::*;
use crate::record::Status;
use crate::sample::bead;

fn written(format: &str, stats: &Stats) -> String {
    let mut out = Vec::new();
    FORMATS
        .named(format)
        .unwrap()
        .write(stats, &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn what_is_counted_is_shown_in_every_format() {
    let mut untranslated = bead("a", "q2.1", "Мороз и солнце", "");
    untranslated.status = Status::Untranslated;
    let mut accepted = bead("a", "q1.1", "Вот и зима.", "Winter is here.");
    accepted.status = Status::Accepted;
    let proposed = bead("a", "q1.2", "Холодно.", "It is cold.");
    let stats = Stats::new(2, &[accepted, proposed, untranslated]);
    assert_eq!(
        written("table", &stats),
        "\
documents  2

quotes  proposed  needs-work  accepted  edited  rejected  waived  untranslated  total
ru             1           0         0       0         0       0             1      2
total          1           0         0       0         0       0             1      2

beads
1-1    2
total  2

words
source ru   7
target en   6
total      13
"
    );
    assert_eq!(
            written("json", &stats),
            r#"{"documents":2,"quotes":{"ru":{"proposed":1,"untranslated":1}},"beads":{"1-1":2},"words":{"source":{"ru":7},"target":{"en":6}}}"#.to_owned() + "\n"
        );
}
