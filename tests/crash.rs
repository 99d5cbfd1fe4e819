//! Acknowledged operations are on the disk and load, whatever happens to the server, the disk, and the files that
//! others write at the same time.

use super::cli::server::Review;
use super::cli::test::Test;
use diglot::store::{Decision, Store};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::thread::{sleep, spawn};
use std::time::Duration;
use ureq::Agent;

/// Number of times that the server is killed.
const CRASHES: u64 = 200;
/// Longest time for which a server runs before it is killed, in microseconds.
const LONGEST_LIFE: u64 = 60_000;

const DOCUMENTS: [&str; 2] = ["hives", "lighthouse"];

const HIVES: &str = "\
His neighbour kept bees, and wrote in French.

« Les abeilles dorment depuis le 5 octobre. Henri a fermé les ruches. Le miel de 1902 était noir. »

The bees have been asleep since 5 October. Henri has closed the hives. The honey of 1902 was black.
";

const LIGHTHOUSE: &str = "\
The keeper of the lighthouse wrote to the harbour every week.

«Зима пришла рано. В 1902 году море замёрзло в ноябре. Пароход «Аврора» ушёл 3 декабря. Мы остались \
одни. Соль кончилась, мука есть. Иван чинит сеть.»

Winter came early. In 1902 the sea froze in November. The steamer Aurora left on 3 December, and we \
were left alone. The salt is gone, there is flour. Ivan mends the net.
";

fn project() -> Test {
    Test::project()
        .args(["review", "--no-encoder", "--no-cache"])
        .env("DIGLOT_TOKEN", "a-light-in-the-window")
        .file("corpus/hives.md", HIVES)
        .file("corpus/lighthouse.md", LIGHTHOUSE)
}

/// Pseudorandom numbers, the same each time.
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: u64) -> u64 {
        // xorshift64.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let sides = u64::try_from(all.len()).unwrap();
        (sides > 0).then(|| &all[usize::try_from(self.roll(sides)).unwrap()])
    }
}

/// A very fast reviewer, over one connection.
struct Reviewer {
    agent: Agent,
    address: String,
    cookie: String,
}

impl Reviewer {
    fn of(review: &Review) -> Self {
        let agent = Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build();
        Self {
            agent: agent.into(),
            address: format!("http://{}", review.host),
            cookie: review.cookie(),
        }
    }

    /// Sends a request; returns the status and the answer, or nothing if the server is gone.
    fn post(&self, path: &str, body: &Value) -> Option<(u16, Value)> {
        let request = self.agent.post(format!("{}{path}", self.address));
        let request = request
            .header("Cookie", &self.cookie)
            .header("Content-Type", "application/json")
            .header("X-Diglot", "1");
        Self::read(request.send(body.to_string()))
    }

    fn get(&self, path: &str) -> Option<(u16, Value)> {
        let request = self.agent.get(format!("{}{path}", self.address));
        Self::read(request.header("Cookie", &self.cookie).call())
    }

    fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Option<(u16, Value)> {
        let mut answer = answer.ok()?;
        let body = answer.body_mut().read_to_vec().ok()?;
        Some((
            answer.status().as_u16(),
            serde_json::from_slice(&body).ok()?,
        ))
    }

    fn view(&self, document: &str) -> Option<View> {
        let (status, mut view) = self.get(&format!("/api/document?id={document}"))?;
        assert_eq!(status, 200, "{view}");
        Some(View {
            version: view["version"].as_u64().unwrap(),
            rows: serde_json::from_value(view["rows"].take()).unwrap(),
        })
    }

    fn rows(&self, document: &str) -> Vec<Value> {
        self.view(document).unwrap().rows
    }
}

/// A document as the reviewer sees it.
struct View {
    version: u64,
    rows: Vec<Value>,
}

impl View {
    /// Applies a patch; returns whether nothing else has changed.
    fn fold(&mut self, patch: &Value) -> bool {
        let place = |key: &str| usize::try_from(patch[key].as_u64().unwrap()).unwrap();
        let rows = patch["rows"].as_array().unwrap().iter().cloned();
        if patch["version"] == self.version {
            return rows.len() == 0;
        }
        let is_next = patch["before"] == self.version;
        if is_next {
            let at = place("at");
            self.rows.splice(at..at + place("remove"), rows);
            self.version = patch["version"].as_u64().unwrap();
        }
        is_next
    }

    /// People's decisions: everything except findings of rules, which come late.
    fn said(&self) -> Vec<[&Value; 5]> {
        let rows = self.rows.iter();
        rows.map(|row| {
            let text = |side: &str| &row[side]["text"];
            [
                &row["bead"],
                &row["status"],
                text("source"),
                text("target"),
                &row["notes"],
            ]
        })
        .collect()
    }
}

/// A request of the person `by` for a document with these rows.
fn request(dice: &mut Dice, document: &str, rows: &[Value], by: &str) -> Option<Value> {
    let row = dice.pick(rows)?;
    let bead = &row["bead"];
    let at = rows.iter().position(|other| other == row)?;
    let next = rows
        .get(at + 1)
        .filter(|next| next["quote"] == row["quote"]);
    let cuts = |side: &str| row[side]["cuts"].as_array().cloned().unwrap_or_default();
    let operation = match dice.roll(8) {
        0 => json!({"do": "status", "beads": [bead], "status": "accepted"}),
        1 => json!({"do": "status", "beads": [bead, next?["bead"]], "status": "needs-work"}),
        2 => json!({"do": "note", "id": bead, "text": format!("заметка {by} «№»").repeat(20)}),
        3 => {
            json!({"do": "edit", "edits": [{"bead": bead, "target": format!("The words of {by}.")}]})
        }
        4 => json!({"do": "merge", "beads": [bead, next?["bead"]]}),
        5 => json!({"do": "split", "bead": bead, "source": dice.pick(&cuts("source"))?}),
        6 => json!({"do": "move", "bead": bead, "side": "target", "to": "down"}),
        _ => json!({"do": "swap", "bead": bead}),
    };
    Some(json!({"document": document, "by": by, "operation": operation}))
}

/// The answers to a reviewer in one life of the server.
#[derive(Default)]
struct Answers {
    /// The people whose requests were acknowledged: each request has another one.
    acknowledged: BTreeSet<String>,
    /// Operations that can be undone.
    operations: Vec<String>,
    /// The person who got no answer.
    unanswered: Option<String>,
    /// The document after all acknowledged operations, if every change is known.
    view: Option<View>,
}

/// The document that is reviewed in one life of the server.
fn document_of(life: u64) -> &'static str {
    DOCUMENTS[usize::try_from(life % 2).unwrap()]
}

/// Sends one request after the other until nobody answers.
fn review_until_it_dies(
    reviewer: &Reviewer,
    view: Option<View>,
    dice: &mut Dice,
    life: u64,
) -> Answers {
    let document = document_of(life);
    let mut told = Answers {
        view,
        ..Answers::default()
    };
    for n in 0.. {
        let by = format!("{life}.{n}");
        let again = dice.roll(5) == 0;
        let (path, body) = match told.operations.last() {
            Some(operation) if again => {
                let path = ["/api/undo", "/api/redo"][usize::try_from(dice.roll(2)).unwrap()];
                (path, json!({"by": by, "operation": operation}))
            }
            _ => {
                if told.view.is_none() {
                    told.view = reviewer.view(document);
                }
                let Some(view) = &told.view else {
                    return told;
                };
                match request(dice, document, &view.rows, &by) {
                    Some(body) => ("/api/do", body),
                    None => continue,
                }
            }
        };
        match reviewer.post(path, &body) {
            None => {
                told.unanswered = Some(by);
                return told;
            }
            Some((200, done)) => {
                told.acknowledged.insert(by);
                told.operations
                    .push(done["operation"].as_str().unwrap().to_owned());
                told.view = told
                    .view
                    .take()
                    .and_then(|mut view| view.fold(&done["patch"]).then_some(view));
            }
            // Not everything can be done to every bead.
            Some((400 | 409, _)) => {}
            Some(other) => panic!("{body}: {other:?}"),
        }
    }
    told
}

/// Both documents' decisions; all files must load.
fn decisions(store: &Store) -> Vec<Decision> {
    DOCUMENTS
        .iter()
        .flat_map(|id| store.load(id).unwrap().decisions)
        .collect()
}

#[test]
fn two_hundred_crashes_lose_nothing_that_was_acknowledged() {
    let mut review = Review::of(project());
    let store = Store::new(review.test.path("alignments"));
    // Waits for the first beads.
    let reviewer = Reviewer::of(&review);
    while reviewer.get("/api/queue").unwrap().1["checking"] == true {
        sleep(Duration::from_millis(5));
    }
    let mut dice = Dice(0x0D1_6107);
    let mut acknowledged: BTreeSet<String> = BTreeSet::new();
    let (mut unanswered, mut written_unanswered, mut compared) = (0, 0, 0);
    let mut before: Vec<Decision> = Vec::new();
    for life in 0..CRASHES {
        let reviewer = Reviewer::of(&review);
        let view = reviewer.view(document_of(life));
        let patience = Duration::from_micros(dice.roll(LONGEST_LIFE));
        let kill = review.killer();
        let kill = spawn(move || {
            sleep(patience);
            kill();
        });
        let told = review_until_it_dies(&reviewer, view, &mut dice, life);
        kill.join().unwrap();
        review.crash();

        let now = decisions(&store);
        let by = |decisions: &[Decision]| -> BTreeSet<String> {
            decisions
                .iter()
                .map(|decision| decision.by.clone())
                .collect()
        };
        let (old, new) = (by(&before), by(&now));
        let lost: Vec<_> = told.acknowledged.difference(&new).collect();
        assert!(
            lost.is_empty(),
            "life {life}: acknowledged and lost: {lost:?}"
        );
        assert!(
            old.is_subset(&new),
            "life {life}: lost what was there before"
        );
        let more: BTreeSet<_> = new.difference(&old).cloned().collect();
        let more: Vec<_> = more.difference(&told.acknowledged).collect();
        assert!(
            more.iter().all(|by| Some(*by) == told.unanswered.as_ref()),
            "life {life}: {more:?} were not acknowledged"
        );
        unanswered += usize::from(told.unanswered.is_some());
        written_unanswered += more.len();
        let expected = told.view.filter(|_| more.is_empty());
        acknowledged.extend(told.acknowledged);
        before = now;

        // Changes a document, which is built while the next reviewers work.
        if life % 10 == 9 {
            let path = review.test.path("corpus/lighthouse.md");
            let mut file = OpenOptions::new().append(true).open(path).unwrap();
            writeln!(file, "\nThe lamp was lit for the {life}th time.").unwrap();
        }
        review.start_again();
        if let Some(expected) = expected {
            let found = Reviewer::of(&review).view(document_of(life)).unwrap();
            assert_eq!(found.said(), expected.said(), "life {life}");
            compared += 1;
        }
    }
    // The test means nothing if the server is never killed in the middle of a request.
    assert!(compared > 50, "{compared}");
    assert!(acknowledged.len() > 100, "{}", acknowledged.len());
    assert!(unanswered > 20, "{unanswered}");
    assert!(written_unanswered < unanswered, "{written_unanswered}");
}

#[test]
fn a_full_disk_is_reported_and_loses_nothing() {
    let review = Review::of(project());
    let reviewer = Reviewer::of(&review);
    let bead = first_bead(&reviewer);
    let note = |text: &str| json!({"document": "lighthouse", "operation": {"do": "note", "id": bead, "text": text}});
    assert_eq!(reviewer.post("/api/do", &note("one")).unwrap().0, 200);
    let journal = review.test.path("alignments/lighthouse.decisions.jsonl");
    let before = fs::read(&journal).unwrap();

    // No file can grow beyond the next multiple of 512 bytes: a longer write fails in the middle.
    let blocks = before.len().div_ceil(512);
    let full = review
        .test
        .beside()
        .args(["review", "--no-encoder", "--no-cache"])
        .through(&format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\""
        ));
    drop(review);
    let review = Review::of(full);
    let reviewer = Reviewer::of(&review);
    let (status, refused) = reviewer
        .post("/api/do", &note(&"long ".repeat(300)))
        .unwrap();
    assert_eq!(
        (status, refused["code"].as_str()),
        (507, Some("disk")),
        "{refused}"
    );
    let error = refused["error"].as_str().unwrap();
    assert!(error.contains("lighthouse.decisions.jsonl"), "{error}");
    assert_eq!(
        fs::read(&journal).unwrap(),
        before,
        "as it was, to the byte"
    );
    // The page does not show it as done, either.
    let rows = reviewer.rows("lighthouse");
    assert_eq!(rows[0]["notes"], json!(["one"]));
    let (status, refused) = reviewer.post("/api/undo", &json!({})).unwrap();
    assert!(matches!(status, 200 | 507), "{refused}");

    let roomy = review.test.beside().args(["review", "--no-encoder"]);
    drop(review);
    let review = Review::of(roomy);
    let reviewer = Reviewer::of(&review);
    let (status, done) = reviewer.post("/api/do", &note("two")).unwrap();
    assert_eq!(status, 200, "{done}");
}

#[test]
fn what_others_write_meanwhile_is_kept() {
    let review = Review::of(project());
    let reviewer = Reviewer::of(&review);
    let bead = first_bead(&reviewer);
    let note = |text: &str| {
        let body = json!({"document": "lighthouse", "operation": {"do": "note", "id": bead, "text": text}});
        let (status, done) = reviewer.post("/api/do", &body).unwrap();
        assert_eq!(status, 200, "{done}");
    };
    note("from the page");
    // Another program adds a line.
    let decide = review.test.beside();
    decide
        .args(["decide", &bead, "note", "from the terminal", "-q"])
        .run();
    note("from the page again");
    // git replaces the file by one with a colleague's decisions.
    let journal = review.test.path("alignments/lighthouse.decisions.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    let line = text.lines().next().unwrap();
    let pulled = line.replace("from the page", "from a colleague");
    assert_ne!(pulled, line);
    let other = journal.with_extension("pulled");
    fs::write(&other, format!("{pulled}\n{text}")).unwrap();
    fs::rename(&other, &journal).unwrap();
    note("and again");

    let expected = [
        "from a colleague",
        "from the page",
        "from the terminal",
        "from the page again",
        "and again",
    ];
    let rows = reviewer.rows("lighthouse");
    assert_eq!(rows[0]["notes"], json!(expected));
    let store = Store::new(review.test.path("alignments"));
    let loaded = store.load("lighthouse").unwrap();
    assert_eq!(loaded.records[0].notes, expected);
    assert!(loaded.conflicts.is_empty());
}

/// The first bead of the lighthouse, as soon as it has been built.
fn first_bead(reviewer: &Reviewer) -> String {
    for _ in 0..2000 {
        let rows = reviewer.rows("lighthouse");
        let checking = &reviewer.get("/api/queue").unwrap().1["checking"];
        if let Some(row) = rows.first()
            && *checking == false
        {
            return row["bead"].as_str().unwrap().to_owned();
        }
        sleep(Duration::from_millis(10));
    }
    panic!("it is never built")
}
