//! A project under review, from requests to what is on the disk.

use super::wire::{Direction, Edit, Operation, Seen, Side, Unit, Verdict};
use super::*;
use crate::record::Record;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::thread::sleep;

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

const ID: &str = "letters";

/// A project with one document, under review, and built.
struct Review {
    folder: tempfile::TempDir,
    session: Arc<Session>,
}

impl Review {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("corpus")).unwrap();
        fs::write(folder.path().join("diglot.toml"), "").unwrap();
        fs::write(folder.path().join("corpus/letters.md"), LETTERS).unwrap();
        let session = Self::open(folder.path());
        let review = Self { folder, session };
        review.wait();
        review
    }

    fn open(folder: &Path) -> Arc<Session> {
        let project = Project::in_folder(folder).unwrap();
        Session::open(project, "anna".into(), Engine::without_encoder()).unwrap()
    }

    /// Another session on the same project, as after a restart.
    fn again(self) -> Self {
        let session = Self::open(self.folder.path());
        let review = Self {
            folder: self.folder,
            session,
        };
        review.wait();
        review
    }

    /// Waits until nothing is being built.
    fn wait(&self) {
        for _ in 0..1000 {
            if !self.session.queue(0).checking {
                return;
            }
            sleep(Duration::from_millis(5));
        }
        panic!("it is never built");
    }

    fn store(&self) -> Store {
        self.session.project.store()
    }

    /// What is on the disk, folded.
    fn folded(&self) -> Vec<Record> {
        self.store().load(ID).unwrap().records
    }

    fn rows(&self) -> Vec<Row> {
        self.session.document(ID).unwrap().rows
    }

    fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(&self.folded()).unwrap()
    }

    fn perform(&self, operation: Operation) -> Answer<Done> {
        self.session.perform(&Request {
            document: ID.into(),
            by: None,
            operation,
            seen: vec![],
        })
    }

    fn done(&self, operation: Operation) -> Done {
        self.perform(operation).unwrap()
    }

    /// The bead that says this.
    fn bead(&self, text: &str) -> Row {
        let says = |cell: &Option<wire::Cell>| cell.as_ref().is_some_and(|c| c.text.contains(text));
        let rows = self.rows();
        let row = rows
            .iter()
            .find(|row| says(&row.source) || says(&row.target));
        row.unwrap_or_else(|| panic!("no bead says {text}")).clone()
    }

    fn undo(&self) -> Answer<Done> {
        self.session.undo(&Again::default())
    }

    fn redo(&self) -> Answer<Done> {
        self.session.redo(&Again::default())
    }

    /// The beads of the first quote, a line each.
    fn beads(&self) -> Vec<String> {
        let rows = self.rows();
        let text = |cell: &Option<wire::Cell>| cell.as_ref().map_or("-".into(), |c| c.text.clone());
        let quote = rows[0].quote.clone();
        rows.iter()
            .filter(|row| row.quote == quote)
            .map(|row| format!("{} | {}", text(&row.source), text(&row.target)))
            .collect()
    }
}

fn accept(beads: &[&Row]) -> Operation {
    Operation::Status {
        beads: beads.iter().map(|row| row.bead.clone()).collect(),
        status: Verdict::Accepted,
    }
}

fn edit(row: &Row, target: &str) -> Operation {
    Operation::Edit {
        edits: vec![Edit {
            bead: row.bead.clone(),
            source: None,
            target: Some(target.into()),
        }],
    }
}

/// Every quote's texts are all there, once and in order, whatever beads they are in.
fn covers(before: &[Record], after: &[Record]) {
    for number in [0, 1] {
        let side = |record: &'_ Record| record.sides()[number].cloned();
        let letters = |records: &[Record]| -> Vec<(String, String)> {
            let mut quotes: Vec<(String, Vec<(usize, String)>)> = Vec::new();
            for record in records {
                if quotes
                    .last()
                    .is_none_or(|(quote, _)| *quote != record.quote)
                {
                    quotes.push((record.quote.clone(), Vec::new()));
                }
                if let Some(side) = side(record) {
                    let text = side.text.split_whitespace().collect();
                    quotes
                        .last_mut()
                        .unwrap()
                        .1
                        .push((side.spans[0].start, text));
                }
            }
            // In the order of the document: what was swapped crosses.
            for (_, texts) in &mut quotes {
                texts.sort();
            }
            let whole =
                |texts: Vec<(usize, String)>| texts.into_iter().map(|(_, text)| text).collect();
            quotes
                .into_iter()
                .map(|(quote, texts)| (quote, whole(texts)))
                .collect()
        };
        assert_eq!(letters(before), letters(after));
        let spans = |records: &[Record]| {
            let sides = records.iter().filter_map(side);
            let mut spans: Vec<_> = sides.flat_map(|side| side.spans.clone()).collect();
            spans.sort();
            spans
        };
        let after = spans(after);
        assert!(
            after.windows(2).all(|two| two[0].end <= two[1].start),
            "{after:?}"
        );
    }
    for (i, record) in after.iter().enumerate() {
        assert!(record.source.is_some() || record.target.is_some());
        assert!(!after[..i].iter().any(|other| other.bead == record.bead));
    }
}

#[test]
fn a_bead_is_merged_split_and_moved_and_all_of_it_taken_back() {
    let review = Review::new();
    let machine = review.bytes();
    let merged = review.done(Operation::Merge {
        beads: vec![review.rows()[0].bead.clone(), review.rows()[1].bead.clone()],
        realign: true,
    });
    assert_eq!(
        review.beads()[0],
        "«Зима пришла рано. В 1902 году море замёрзло в ноябре. | \
         Winter came early. In 1902 the sea froze in November."
    );
    let row = &review.rows()[0];
    assert_eq!(
        (row.kind.as_str(), row.status.as_str()),
        ("2-2", "accepted")
    );
    assert_eq!(merged.focus.as_ref(), Some(&row.bead));
    let cut = row.source.as_ref().unwrap().cuts[0];
    review.done(Operation::Split {
        bead: row.bead.clone(),
        source: Some(cut),
        target: None,
        realign: true,
    });
    assert_eq!(review.beads()[0], "«Зима пришла рано. | Winter came early.");
    review.done(Operation::Move {
        bead: review.rows()[1].bead.clone(),
        side: Side::Target,
        to: Direction::Up,
        realign: false,
    });
    assert_eq!(
        review.beads()[..2],
        [
            "«Зима пришла рано. | Winter came early. In 1902 the sea froze in November.",
            "В 1902 году море замёрзло в ноябре. | -",
        ]
    );
    let before = review.beads();
    review.undo().unwrap();
    review.redo().unwrap();
    assert_eq!(review.beads(), before);

    let review = review.again();
    for _ in 0..3 {
        review.undo().unwrap();
    }
    assert_eq!(review.bytes(), machine, "also after a restart");
    assert_eq!(review.undo().unwrap_err().code, "nothing");
    for _ in 0..3 {
        review.redo().unwrap();
    }
    assert_eq!(review.beads(), before);
}

#[test]
fn a_caret_cuts_inside_a_segment_and_the_spans_follow() {
    let review = Review::new();
    let row = review.bead("Соль кончилась");
    let source = row.source.as_ref().unwrap();
    let target = row.target.as_ref().unwrap();
    let at = |text: &str, word: &str| text[..text.find(word).unwrap()].encode_utf16().count();
    review.done(Operation::Split {
        bead: row.bead.clone(),
        source: Some(at(&source.text, "мука")),
        target: Some(at(&target.text, "there is flour")),
        realign: false,
    });
    let records = review.folded();
    let first = records.iter().position(|r| r.bead == row.bead).unwrap();
    for (record, (russian, english)) in records[first..].iter().zip([
        ("Соль кончилась,", "The salt is gone,"),
        ("мука есть.", "there is flour."),
    ]) {
        for (side, text) in [(&record.source, russian), (&record.target, english)] {
            let side = side.as_ref().unwrap();
            assert_eq!(side.text, text);
            assert_eq!(side.spans[0].slice(LETTERS), text);
        }
    }
    assert!(
        records[first + 1].bead.contains('+'),
        "{}",
        records[first + 1].bead
    );
    // Together again, they are what they were.
    let merged = review.done(Operation::Merge {
        beads: records[first..first + 2]
            .iter()
            .map(|r| r.bead.clone())
            .collect(),
        realign: false,
    });
    assert_eq!(merged.focus, Some(row.bead));
    assert_eq!(review.bead("Соль").source.unwrap().text, source.text);
}

#[test]
fn fixing_one_bead_aligns_its_neighbours_anew_and_leaves_what_is_decided() {
    let review = Review::new();
    let last = review.bead("Иван чинит");
    review.done(accept(&[&last]));
    let first = review.rows()[0].clone();
    // Everything between is off by one after this, and the machine mends it.
    review.done(Operation::InsertEmpty {
        bead: first.bead.clone(),
        side: Side::Source,
        realign: true,
    });
    let beads = review.beads();
    assert_eq!(beads[0], "«Зима пришла рано. | -");
    assert!(beads[1].contains("Winter came early."), "{beads:#?}");
    assert!(
        beads
            .iter()
            .any(|bead| bead.contains("Аврора") && bead.contains("Aurora"))
    );
    assert_eq!(review.bead("Иван чинит").rev, last_rev(&review, &last));
}

fn last_rev(review: &Review, last: &Row) -> String {
    let rows = review.rows();
    let row = rows.iter().find(|row| row.bead == last.bead).unwrap();
    assert_eq!(row.status, "accepted");
    row.rev.clone()
}

#[test]
fn an_edit_and_a_remark_survive_that_their_bead_is_merged_and_split() {
    let review = Review::new();
    let row = review.rows()[0].clone();
    review.done(edit(&row, "Winter had come early."));
    review.done(Operation::Note {
        id: row.bead.clone(),
        text: "old style".into(),
    });
    let beads: Vec<String> = review.rows()[..2]
        .iter()
        .map(|row| row.bead.clone())
        .collect();
    review.done(Operation::Merge {
        beads,
        realign: false,
    });
    let merged = review.rows()[0].clone();
    let target = merged.target.unwrap();
    assert_eq!(
        target.text,
        "Winter had come early. In 1902 the sea froze in November."
    );
    assert_eq!(
        target.unedited.as_deref(),
        Some("Winter came early. In 1902 the sea froze in November.")
    );
    assert_eq!(merged.notes, ["old style"]);
    review.done(Operation::Split {
        bead: merged.bead,
        source: Some(merged.source.unwrap().cuts[0]),
        target: Some(target.cuts[0]),
        realign: false,
    });
    let rows = review.rows();
    assert_eq!(
        rows[0].target.as_ref().unwrap().text,
        "Winter had come early."
    );
    assert_eq!(rows[1].target.as_ref().unwrap().unedited, None);
    review.undo().unwrap();
    assert_eq!(
        review.rows()[0].target.as_ref().unwrap().text,
        target.text,
        "as one operation"
    );
    assert!(review.session.document(ID).unwrap().conflicts.is_empty());
}

#[test]
fn who_saw_another_bead_changes_nothing_and_is_shown_both() {
    let review = Review::new();
    let row = review.rows()[0].clone();
    let seen = || Seen {
        bead: row.bead.clone(),
        rev: row.rev.clone(),
    };
    let request = |by: &str, target: &str| Request {
        document: ID.into(),
        by: Some(by.into()),
        operation: edit(&row, target),
        seen: vec![seen()],
    };
    review
        .session
        .perform(&request("anna", "Winter came soon."))
        .unwrap();
    let refused = review
        .session
        .perform(&request("boris", "Winter is early."))
        .unwrap_err();
    assert_eq!(refused.code, "stale");
    assert_eq!(
        refused.now[0].target.as_ref().unwrap().text,
        "Winter came soon."
    );
    assert_eq!(review.rows()[0], refused.now[0]);
    // Each takes back their own.
    let boris = Again {
        by: Some("boris".into()),
        operation: None,
    };
    assert_eq!(review.session.undo(&boris).unwrap_err().code, "nothing");
    review.undo().unwrap();
    assert_eq!(review.rows()[0].rev, row.rev);
}

#[test]
fn what_others_write_is_seen_and_kept() {
    let review = Review::new();
    let events = review.session.events();
    let row = review.rows()[0].clone();
    review.done(accept(&[&row]));
    let other = review.folded()[1].clone();
    let reject = crate::store::Verdict::Reject;
    let decision = Decision::on_bead(&other, reject, "boris", SystemTime::now());
    review.store().append_decision(ID, &decision).unwrap();
    review.session.look().unwrap();
    assert_eq!(review.rows()[1].status, "rejected");
    let patches = events
        .try_iter()
        .filter(|event| matches!(event, Event::Patch(_)));
    assert_eq!(patches.count(), 2);

    // As git does it: another file in the place of the old one; ours is among its lines.
    let path = review.store().decisions_path(ID).unwrap();
    let lines = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    fs::write(
        &path,
        lines
            .lines()
            .rev()
            .fold(String::new(), |all, line| all + line + "\n"),
    )
    .unwrap();
    review.done(accept(&[&review.rows()[2]]));
    let statuses: Vec<String> = review.rows()[..3]
        .iter()
        .map(|row| row.status.clone())
        .collect();
    assert_eq!(statuses, ["accepted", "rejected", "accepted"]);

    fs::write(&path, "<<<<<<< HEAD\n").unwrap();
    let refused = review.perform(accept(&[&row])).unwrap_err();
    assert_eq!(refused.code, "unreadable");
    assert!(
        refused.error.contains("letters.decisions.jsonl:1"),
        "{}",
        refused.error
    );
    fs::write(&path, &lines).unwrap();
    assert!(review.session.document(ID).unwrap().summary.error.is_none());
}

#[test]
fn what_is_said_of_a_quote_is_built_and_can_be_taken_back() {
    let review = Review::new();
    let machine = review.bytes();
    let french = review.bead("abeilles");
    review.done(Operation::NotAQuote {
        quote: french.quote.clone(),
    });
    review.wait();
    assert!(!review.rows().iter().any(|row| row.quote == french.quote));
    review.undo().unwrap();
    review.wait();
    assert_eq!(review.bytes(), machine);

    // The translation without its last sentence, then with it again.
    let shrink = |grow| Operation::Bound {
        quote: french.quote.clone(),
        side: Side::Target,
        edge: Direction::Down,
        by: Unit::Sentence,
        grow,
    };
    review.done(shrink(false));
    review.wait();
    let texts = |review: &Review| -> Vec<Option<String>> {
        let rows = review
            .rows()
            .into_iter()
            .filter(|row| row.quote == french.quote);
        rows.map(|row| row.target.map(|cell| cell.text)).collect()
    };
    assert!(
        !texts(&review)
            .iter()
            .flatten()
            .any(|text| text.contains("Henri"))
    );
    review.done(shrink(true));
    review.wait();
    assert!(
        texts(&review)
            .iter()
            .flatten()
            .any(|text| text.contains("Henri has closed"))
    );

    // What stands somewhere else in the document.
    let place = LETTERS.find("A third line").unwrap();
    let lone = review.bead("Писем больше");
    let checksum = review
        .session
        .context(ID, &lone.quote, &Around::default())
        .unwrap()
        .checksum;
    review.done(Operation::Place {
        quote: lone.quote.clone(),
        side: Side::Target,
        span: crate::text::Span::new(
            place,
            place + "A third line has no translation at all.".len(),
        ),
        checksum,
    });
    review.wait();
    assert_eq!(
        review.bead("Писем больше").target.unwrap().text,
        "A third line has no translation at all."
    );
}

#[test]
fn the_page_around_a_quote_shows_both_sides() {
    let review = Review::new();
    let quote = review.bead("abeilles").quote;
    let context = review
        .session
        .context(ID, &quote, &Around::default())
        .unwrap();
    let text: String = context
        .pieces
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(text, context.span.slice(LETTERS));
    let marked = |mark: &str| -> String {
        let pieces = context
            .pieces
            .iter()
            .filter(|piece| piece.mark == Some(mark));
        pieces.map(|piece| piece.text.as_str()).collect()
    };
    assert!(marked("source").contains("Les abeilles dorment"));
    assert!(marked("target").contains("The bees have been asleep"));
    assert!(marked("other").contains("Зима пришла рано"));
    let picked = context
        .pieces
        .iter()
        .find(|piece| piece.text.starts_with("Winter came"))
        .unwrap();
    assert_eq!(picked.span.unwrap().slice(LETTERS), "Winter came early.");
}

#[test]
fn the_history_says_who_did_what() {
    let review = Review::new();
    let rows = review.rows();
    review.done(accept(&[&rows[0], &rows[1]]));
    review.done(Operation::Note {
        id: rows[0].quote.clone(),
        text: "checked against the 1910 edition".into(),
    });
    let entries = review.session.history(None, 10).unwrap();
    let what: Vec<_> = entries
        .iter()
        .map(|e| (e.what.as_str(), e.count, e.by.as_str()))
        .collect();
    assert_eq!(what, [("note", 1, "anna"), ("accept", 2, "anna")]);
    // Any one of them can be taken back.
    let accepted = Again {
        by: Some("boris".into()),
        operation: Some(entries[1].operation.clone()),
    };
    review.session.undo(&accepted).unwrap();
    assert_eq!(review.rows()[0].status, "proposed");
    assert!(review.session.history(Some(ID), 10).unwrap()[1].undone);
}

#[test]
fn a_document_that_has_just_been_saved_is_built_before_places_in_it_are_named() {
    let review = Review::new();
    let row = review.bead("Соль кончилась");
    let quote = review.bead("Писем больше").quote;
    let context = review
        .session
        .context(ID, &quote, &Around::default())
        .unwrap();
    let path = review.folder.path().join("corpus/letters.md");
    fs::write(&path, LETTERS.replace("The keeper", "A keeper")).unwrap();
    let split = Operation::Split {
        bead: row.bead.clone(),
        source: Some(6),
        target: Some(4),
        realign: false,
    };
    let refused = review.perform(split.clone()).unwrap_err();
    assert!(
        refused.error.contains("is being built anew"),
        "{}",
        refused.error
    );
    review.wait();
    review.done(split);
    let records = review.folded();
    let cut = records.iter().find(|r| r.bead.contains('+')).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let source = cut.source.as_ref().unwrap();
    let spans: Vec<&str> = source.spans.iter().map(|span| span.slice(&text)).collect();
    assert_eq!(spans.join(" "), source.text);
    // A place that was picked before means nothing any more.
    let span = context.pieces.iter().find_map(|piece| piece.span).unwrap();
    let place = Operation::Place {
        quote,
        side: Side::Target,
        span,
        checksum: context.checksum,
    };
    assert!(
        review
            .perform(place)
            .unwrap_err()
            .error
            .contains("has changed since")
    );
}

#[test]
fn a_document_under_another_ending_is_the_same() {
    let review = Review::new();
    let corpus = review.folder.path().join("corpus");
    fs::rename(corpus.join("letters.md"), corpus.join("letters.txt")).unwrap();
    review.session.look().unwrap();
    review.wait();
    let summary = review.session.document(ID).unwrap().summary;
    assert_eq!((summary.error, summary.building), (None, false));
    assert!(summary.path.ends_with("letters.txt"));
    review.done(accept(&[&review.rows()[0]]));
}

#[test]
fn a_journal_of_the_same_length_in_its_place_is_read() {
    let review = Review::new();
    review.done(Operation::Note {
        id: review.rows()[0].bead.clone(),
        text: "aaaa".into(),
    });
    let path = review.store().decisions_path(ID).unwrap();
    let other = path.with_extension("new");
    fs::write(
        &other,
        fs::read_to_string(&path).unwrap().replace("aaaa", "bbbb"),
    )
    .unwrap();
    fs::rename(&other, &path).unwrap();
    review.done(accept(&[&review.rows()[1]]));
    assert_eq!(review.rows()[0].notes, ["bbbb"]);
}

#[test]
fn a_document_that_cannot_be_read_can_be_decided_on_and_is_built_when_it_can() {
    let review = Review::new();
    let path = review.folder.path().join("corpus/letters.md");
    fs::write(&path, b"\xff").unwrap();
    review.session.look().unwrap();
    review.wait();
    assert!(review.session.document(ID).unwrap().summary.error.is_some());
    review.done(accept(&[&review.rows()[0]]));
    assert!(review.session.document(ID).unwrap().summary.error.is_some());
    fs::write(&path, LETTERS).unwrap();
    review.session.look().unwrap();
    review.wait();
    assert_eq!(review.session.document(ID).unwrap().summary.error, None);
    assert_eq!(review.rows()[0].status, "accepted");
}

#[test]
fn one_of_many_that_is_taken_back_by_the_command_line_leaves_the_others() {
    let review = Review::new();
    let rows = review.rows();
    review.done(accept(&rows[..3].iter().collect::<Vec<_>>()));
    let record = review.folded()[1].clone();
    let accept = crate::store::Verdict::Accept;
    let undo = Decision::on_bead(&record, accept, "anna", SystemTime::now());
    let undo = undo.undo("anna", SystemTime::now());
    review.store().append_decision(ID, &undo).unwrap();
    assert!(!review.session.history(None, 9).unwrap()[0].undone);
    review.undo().unwrap();
    assert!(review.rows().iter().all(|row| row.status != "accepted"));
    assert!(review.session.history(None, 9).unwrap()[0].undone);
}

#[test]
fn a_clock_that_goes_back_does_not_change_what_was_last() {
    let review = Review::new();
    let records = review.folded();
    let tomorrow = SystemTime::now() + Duration::from_secs(86_400);
    let reject = Decision::on_bead(&records[0], crate::store::Verdict::Reject, "anna", tomorrow);
    review.store().append_decision(ID, &reject).unwrap();
    review.done(accept(&[&review.rows()[1]]));
    review.undo().unwrap();
    let statuses: Vec<String> = review.rows()[..2]
        .iter()
        .map(|row| row.status.clone())
        .collect();
    assert_eq!(statuses, ["rejected", "proposed"]);
}

#[test]
fn a_swap_takes_edits_along_and_makes_none() {
    let review = Review::new();
    let [first, second] = &review.rows()[..2] else {
        panic!();
    };
    review.done(edit(first, "Winter had come early."));
    review.done(Operation::Swap {
        bead: first.bead.clone(),
    });
    let rows = review.rows();
    let text = |row: &Row| row.target.as_ref().unwrap().text.clone();
    assert_eq!(text(&rows[1]), "Winter had come early.");
    assert_eq!(text(&rows[0]), text(second));
    assert_eq!(rows[0].target.as_ref().unwrap().unedited, None);
}

#[test]
fn what_was_typed_at_an_end_goes_along() {
    let review = Review::new();
    let beads: Vec<String> = review.rows()[..2]
        .iter()
        .map(|row| row.bead.clone())
        .collect();
    let add = |bead: &String, text: &str| Edit {
        bead: bead.clone(),
        source: None,
        target: Some(text.into()),
    };
    review.done(Operation::Edit {
        edits: vec![
            add(&beads[0], "Winter came early. Very."),
            add(&beads[1], "In 1902 the sea froze in November. All of it."),
        ],
    });
    review.done(Operation::Merge {
        beads,
        realign: false,
    });
    let merged = review.rows()[0].clone();
    let target = merged.target.unwrap();
    assert_eq!(
        target.text,
        "Winter came early. Very. In 1902 the sea froze in November. All of it."
    );
    let place = target.text.find("Very").unwrap();
    for (at, first) in [
        (place, "Winter came early."),
        (place + 5, "Winter came early. Very."),
    ] {
        review.done(Operation::Split {
            bead: merged.bead.clone(),
            source: Some(merged.source.as_ref().unwrap().cuts[0]),
            target: Some(at),
            realign: false,
        });
        let texts: Vec<String> = review.rows()[..2]
            .iter()
            .map(|row| row.target.as_ref().unwrap().text.clone())
            .collect();
        assert_eq!(texts[0], first);
        assert_eq!(texts.join(" "), target.text);
        review.undo().unwrap();
    }
}

#[test]
fn one_side_is_cut_where_the_other_goes_with_it() {
    let review = Review::new();
    let row = review.bead("Соль кончилась");
    let source = row.source.unwrap().text;
    review.done(Operation::Split {
        bead: row.bead,
        source: Some("Соль кончилась,".encode_utf16().count()),
        target: None,
        realign: false,
    });
    let beads = review.beads();
    assert!(
        beads.contains(&"Соль кончилась, | The salt is gone,".to_owned()),
        "{beads:#?}"
    );
    assert!(source.ends_with("мука есть."));
}

#[test]
fn boundaries_that_are_moved_one_after_the_other_all_hold() {
    let review = Review::new();
    let quote = |review: &Review| review.rows()[0].quote.clone();
    let original = |review: &Review| {
        let rows = review.rows();
        let quote = &rows[0].quote;
        let own = rows.iter().filter(|row| row.quote == *quote);
        own.filter_map(|row| Some(row.source.as_ref()?.text.clone()))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let before = original(&review);
    for (edge, grow) in [
        (Direction::Down, false),
        (Direction::Down, false),
        (Direction::Up, false),
        (Direction::Up, true),
        (Direction::Down, true),
        (Direction::Down, true),
    ] {
        let done = review.done(Operation::Bound {
            quote: quote(&review),
            side: Side::Source,
            edge,
            by: Unit::Sentence,
            grow,
        });
        // It is built when it is answered.
        assert_eq!(done.focus, Some(review.rows()[0].bead.clone()));
        assert!(review.session.document(ID).unwrap().conflicts.is_empty());
    }
    assert_eq!(original(&review), before);
    let too_far = review.perform(Operation::Bound {
        quote: quote(&review),
        side: Side::Source,
        edge: Direction::Down,
        by: Unit::Block,
        grow: true,
    });
    assert_eq!(too_far.unwrap_err().error, "its other side stands there");
}

/// What a reviewer may want: an operation of any kind, on beads by number.
#[derive(Clone, Debug)]
struct Wish {
    kind: usize,
    bead: usize,
    other: usize,
    places: [usize; 2],
    flag: bool,
}

impl Wish {
    fn operation(&self, rows: &[Row]) -> Operation {
        let row = &rows[self.bead % rows.len()];
        let next = &rows[(self.bead + 1) % rows.len()];
        let other = &rows[self.other % rows.len()];
        let bead = row.bead.clone();
        let realign = self.flag;
        let side = if self.places[0].is_multiple_of(2) {
            Side::Source
        } else {
            Side::Target
        };
        let place = |cell: &Option<wire::Cell>, n: usize| {
            let length = cell.as_ref()?.text.encode_utf16().count();
            Some(n % (length + 1))
        };
        let split = |source, target| Operation::Split {
            bead: bead.clone(),
            source,
            target,
            realign,
        };
        match self.kind {
            0 | 1 => Operation::Merge {
                beads: vec![bead, next.bead.clone()],
                realign,
            },
            2 => split(place(&row.source, self.places[0]), None),
            3 => split(None, place(&row.target, self.places[1])),
            4 => split(
                place(&row.source, self.places[0]),
                place(&row.target, self.places[1]),
            ),
            5 | 6 => Operation::Move {
                bead,
                side,
                to: if self.flag {
                    Direction::Up
                } else {
                    Direction::Down
                },
                realign: self.places[1].is_multiple_of(2),
            },
            7 => Operation::Swap { bead },
            8 => Operation::InsertEmpty {
                bead,
                side,
                realign,
            },
            9 => Operation::Link {
                source: bead,
                target: other.bead.clone(),
            },
            10 => Operation::Deletion { bead },
            11 => Operation::Edit {
                edits: vec![Edit {
                    bead,
                    source: row.source.as_ref().map(|cell| format!("{} Да.", cell.text)),
                    target: None,
                }],
            },
            12 => Operation::Note {
                id: bead,
                text: "see there".into(),
            },
            _ => accept(&[row]),
        }
    }
}

fn any_wish() -> impl Strategy<Value = Wish> {
    (
        0..14usize,
        0..20usize,
        0..20usize,
        [0..90usize, 0..90usize],
        any::<bool>(),
    )
        .prop_map(|(kind, bead, other, places, flag)| Wish {
            kind,
            bead,
            other,
            places,
            flag,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_operations_keep_all_text_and_can_be_taken_back(
        wishes in prop::collection::vec(any_wish(), 1..14),
    ) {
        let review = Review::new();
        let machine = review.folded();
        let mut states = vec![review.bytes()];
        for wish in &wishes {
            let operation = wish.operation(&review.rows());
            match review.perform(operation.clone()) {
                Ok(_) => {
                    let loaded = review.store().load(ID).unwrap();
                    prop_assert!(loaded.conflicts.is_empty(), "{operation:?} {:?}", loaded.conflicts);
                    let edited = loaded.records.iter().any(|r| {
                        r.source.as_ref().is_some_and(|side| side.text.contains("Да."))
                    });
                    if !edited {
                        covers(&machine, &loaded.records);
                    }
                    states.push(review.bytes());
                }
                Err(refused) => prop_assert!(
                    ["usage", "nothing"].contains(&refused.code),
                    "{operation:?} {refused:?}"
                ),
            }
        }
        let steps = states.len() - 1;
        for state in states[..steps].iter().rev() {
            review.undo().unwrap();
            prop_assert_eq!(&review.bytes(), state);
        }
        prop_assert_eq!(&review.folded(), &machine);
        for state in &states[1..] {
            review.redo().unwrap();
            prop_assert_eq!(&review.bytes(), state);
        }
    }
}
