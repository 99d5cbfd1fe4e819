use super::server::{Review, hears};
use super::test::Test;
use serde_json::Value;
use std::io::{BufReader, Read};
use std::net::TcpListener;

const TOKEN: &str = "correct-horse-battery";

#[test]
fn the_link_gives_a_cookie_and_the_cookie_shows_the_page() {
    let review = Review::new();
    assert!(review.host.starts_with("127.0.0.1:"), "{}", review.host);
    let port = review.host.rsplit(':').next().unwrap();
    let entered = review.get(&format!("/?token={}", review.token), &[]);
    assert_eq!(
        (entered.status, entered.header("location")),
        (303, Some("/?in"))
    );
    let cookie = entered.header("set-cookie").unwrap();
    assert!(cookie.starts_with(&format!("diglot-{port}=")), "{cookie}");
    assert!(
        cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/"),
        "{cookie}"
    );
    assert!(!cookie.contains(&review.token), "{cookie}");

    let cookie = review.cookie();
    let home = review.get("/?in", &[("Cookie", &cookie)]);
    assert_eq!((home.status, home.header("location")), (303, Some("/")));
    let page = review.get("/", &[("Cookie", &cookie)]);
    assert_eq!(page.status, 200);
    assert!(page.body.starts_with("<!doctype html>"), "{page:?}");
    assert!(page.header("content-security-policy").is_some());
}

#[test]
fn without_the_link_a_page_says_where_it_is() {
    let review = Review::new();
    for path in ["/", "/api/documents", "/api/events", "/?token=guess"] {
        let answer = review.get(path, &[]);
        assert_eq!(answer.status, 401, "{answer:?}");
        assert!(
            answer
                .body
                .contains("`diglot review` shows in the terminal"),
            "{answer:?}"
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    let html = review.get("/", &[]);
    assert_eq!(
        html.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let json = review.get("/api/documents", &[]);
    assert!(json.body.contains(r#""code":"token""#), "{json:?}");
}

#[test]
fn each_server_has_another_token() {
    assert_ne!(Review::new().token, Review::new().token);
}

#[test]
fn a_team_keeps_its_link_and_its_cookies() {
    let review = || Review::of(Test::project().args(["review"]).env("DIGLOT_TOKEN", TOKEN));
    let (one, other) = (review(), review());
    assert_eq!((one.token.as_str(), other.token.as_str()), (TOKEN, TOKEN));
    let value = |review: &Review| review.cookie().split_once('=').unwrap().1.to_owned();
    assert_eq!(value(&one), value(&other));
}

#[test]
fn a_token_that_is_short_or_does_not_fit_into_a_link_is_refused() {
    for token in ["", "hunter2", "two words are not a token"] {
        Test::project()
            .args(["review"])
            .env("DIGLOT_TOKEN", token)
            .stderr_contains("DIGLOT_TOKEN: a token has at least 16 characters")
            .status(2)
            .run();
    }
}

#[test]
fn other_names_other_sites_and_forms_are_refused() {
    let review = Review::new();
    let cookie = review.cookie();
    let get = |headers: &[(&str, &str)]| {
        review
            .answer(review.bare("GET /", headers).as_bytes())
            .status
    };
    let port = review.host.rsplit(':').next().unwrap();
    let named = format!("localhost:{port}");
    assert_eq!(get(&[("Host", &named), ("Cookie", &cookie)]), 200);
    let rebound = format!("evil.example:{port}");
    assert_eq!(get(&[("Host", &rebound), ("Cookie", &cookie)]), 403);

    let own = format!("http://{}", review.host);
    let body = r#"{"document":"a"}"#;
    for (headers, status) in [
        (&[("Origin", own.as_str())] as &[_], 400),
        (&[("Origin", "http://evil.example")], 403),
        (&[("Origin", "null")], 403),
        (&[("Sec-Fetch-Site", "same-origin")], 400),
        (&[("Sec-Fetch-Site", "cross-site")], 403),
        (&[("Sec-Fetch-Site", "same-site")], 403),
        (&[("X-Diglot", "")], 403),
        (&[("Content-Type", "text/plain")], 415),
        (
            &[("Content-Type", "application/x-www-form-urlencoded")],
            415,
        ),
        (&[("Cookie", "")], 401),
    ] {
        let answer = review.post("/api/do", body, headers);
        assert_eq!(answer.status, status, "{headers:?} {answer:?}");
    }
}

#[test]
fn no_path_leads_to_files_of_the_project() {
    let review = Review::new();
    let cookie = review.cookie();
    for path in [
        "/../diglot.toml",
        "/%2e%2e/diglot.toml",
        "/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/diglot.toml",
        "/index.html%00.js",
        "http://evil.example/diglot.toml",
    ] {
        let answer = review.get(path, &[("Cookie", &cookie)]);
        assert_eq!(answer.status, 404, "{path} {answer:?}");
    }
    for malformed in ["/a\0b", "/a b", "*?"] {
        let answer = review.get(malformed, &[("Cookie", &cookie)]);
        assert!(
            (400..500).contains(&answer.status),
            "{malformed:?} {answer:?}"
        );
    }
}

#[test]
fn a_long_request_is_refused_and_the_server_goes_on() {
    let review = Review::new();
    // Refused before the body is sent: a client that goes on sending may find the connection closed, without an answer.
    let answer = review.post(
        "/api/do",
        "",
        &[("Content-Length", &((8 << 20) + 1).to_string())],
    );
    assert_eq!(answer.status, 413, "{answer:?}");
    let answer = review.get("/", &[("X-Long", &"x".repeat(1 << 20))]);
    assert_eq!(answer.status, 431, "{answer:?}");
    let answer = review.post("/api/do", "{\"document\":\n\"a\",}", &[]);
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("line 2 column 5"), "{answer:?}");
}

#[test]
fn bytes_that_are_not_a_request_harm_nobody() {
    let review = Review::new();
    for bytes in [
        b"\0\0\0\0\r\n\r\n" as &[u8],
        b"GET\r\n\r\n",
        "\u{416}\r\n\r\n".as_bytes(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let mut heard = Vec::new();
        let _ = review.send(bytes).read_to_end(&mut heard);
        assert!(!heard.starts_with(b"HTTP/1.1 200"), "{bytes:?}");
    }
    let half = review.send(b"GET / HTTP/1.1\r\nHost: ");
    assert_eq!(review.get("/", &[]).status, 401);
    drop(half);
}

#[test]
fn every_request_for_data_is_answered() {
    let review = Review::of_a_diary();
    let about = review.ask("/api/about");
    assert_eq!(about["reviewer"], "anna");
    assert_eq!(about["doubtful_below"], 0.7);
    for code in about["rules"].as_array().unwrap() {
        let summary = &about["rule_summaries"][code.as_str().unwrap()];
        assert!(summary.is_string(), "{code} {about}");
    }
    assert_eq!(review.ask("/api/documents")["documents"][0]["id"], "diary");
    let rows = &review.ask("/api/document?id=diary")["rows"];
    let quote = rows[0]["quote"].as_str().unwrap();
    let context = review.ask(&format!("/api/context?document=diary&quote={quote}"));
    assert!(
        context["pieces"].to_string().contains("He wrote"),
        "{context}"
    );
    assert!(review.ask("/api/queue?limit=1")["items"].is_array());
    assert_eq!(
        review.ask("/api/history?document=diary")["entries"]
            .as_array()
            .unwrap()
            .len(),
        0
    );

    let answer = review.get("/api/document?id=gone", &[("Cookie", &review.cookie())]);
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains(r#""code":"usage""#), "{answer:?}");
}

#[test]
fn an_operation_is_on_the_disk_sent_to_every_window_and_undone() {
    let review = Review::of_a_diary();
    let rows = review.ask("/api/document?id=diary")["rows"].take();
    let (bead, rev) = (&rows[0]["bead"], &rows[0]["rev"]);
    let mut windows = [review.window(), review.window()];
    let accept = |rev: &Value| {
        let accept = serde_json::json!({
            "document": "diary",
            "seen": [{ "bead": bead, "rev": rev }],
            "operation": { "do": "status", "beads": [bead], "status": "accepted" },
        });
        review.post("/api/do", &accept.to_string(), &[])
    };
    let done = accept(rev);
    assert_eq!(done.status, 200, "{done:?}");
    let journal = || review.test.read("alignments/diary.decisions.jsonl");
    assert_eq!(journal().lines().count(), 1);
    assert!(journal().contains(r#""by":"anna""#), "{}", journal());
    for window in &mut windows {
        let event = hears(window, "data: {\"event\":\"patch\"").unwrap();
        assert!(event.contains(r#""status":"accepted""#), "{event}");
    }

    let stale = accept(rev);
    assert_eq!(stale.status, 409, "{stale:?}");
    let stale: Value = serde_json::from_str(&stale.body).unwrap();
    assert_eq!(
        (&stale["code"], &stale["now"][0]["bead"]),
        (&"stale".into(), bead)
    );

    assert_eq!(review.post("/api/undo", "{}", &[]).status, 200);
    assert_eq!(review.post("/api/undo", "{}", &[]).status, 409);
    assert_eq!(review.post("/api/redo", "{}", &[]).status, 200);
    assert_eq!(journal().lines().count(), 3);
}

#[test]
fn decisions_of_another_program_are_sent_to_the_windows() {
    let review = Review::of_a_diary();
    let rows = review.ask("/api/document?id=diary")["rows"].take();
    let bead = rows[0]["bead"].as_str().unwrap();
    let mut window = review.window();
    let mut decide = review.test.command(["decide", bead, "reject", "--quiet"]);
    assert!(decide.status().unwrap().success());
    let event = hears(&mut window, "data: {\"event\":\"patch\"").unwrap();
    assert!(event.contains(r#""status":"rejected""#), "{event}");
}

#[cfg(unix)]
#[test]
fn it_ends_on_a_signal_and_closes_every_window() {
    for signal in ["-INT", "-TERM"] {
        let review = Review::new();
        let mut window = review.window();
        // A browser keeps connections open without a request.
        let idle = review.send(b"");
        let (code, stderr) = review.end(signal);
        assert_eq!(code, Some(0), "{stderr}");
        assert_eq!(
            stderr,
            "note: Ctrl-C ends the review; all decisions are on the disk\n"
        );
        let mut rest = String::new();
        window.read_to_string(&mut rest).unwrap();
        assert!(
            rest.ends_with("0\r\n\r\n"),
            "the last chunk is missing: {rest:?}"
        );
        drop(idle);
    }
}

#[test]
fn a_port_that_is_taken_is_reported() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    Test::project()
        .args(["review", "--port", &port.to_string()])
        .stderr_contains(&format!("error: could not listen on `127.0.0.1:{port}`: "))
        .stderr_contains("another program uses this port")
        .stderr_contains("choose another port")
        .status(3)
        .run();
}

#[test]
fn an_address_of_another_machine_is_refused() {
    Test::project()
        .args(["review", "--bind", "192.0.2.7"])
        .stderr_contains("could not listen on `192.0.2.7:0`")
        .stderr_contains("this machine has no such address")
        .status(3)
        .run();
}

#[test]
fn without_a_project_there_is_nothing_to_serve() {
    Test::new()
        .args(["review"])
        .stderr_contains("no `diglot.toml`")
        .status(2)
        .run();
}

#[cfg(unix)]
#[test]
fn a_server_that_others_can_reach_is_warned_about() {
    let review = Review::of(Test::project().args(["review", "--bind", "0.0.0.0"]));
    assert!(review.host.starts_with("127.0.0.1:"), "{}", review.host);
    assert_eq!(review.get("/", &[]).status, 401);
    let (code, stderr) = review.end("-INT");
    assert_eq!(code, Some(0));
    for part in [
        "warning: everybody who can reach this machine and has the link can read and change the \
         alignments; the connection is not encrypted\n",
        "note: for others, replace the address in the link by this machine's address\n",
    ] {
        assert!(stderr.contains(part), "{stderr}");
    }
}

#[cfg(unix)]
#[test]
fn a_browser_that_cannot_be_opened_is_not_an_error() {
    let test = Test::project().args(["review", "--open"]).env("PATH", "");
    let mut review = Review::of(test);
    let mut stderr = BufReader::new(review.child.stderr.take().unwrap());
    assert!(hears(&mut stderr, "note: could not open the browser").is_some());
    assert_eq!(review.get("/", &[]).status, 401);
}

#[test]
fn files_that_are_not_read_are_named_before_the_review_begins() {
    let test = Test::project()
        .file("corpus/a.md", "An essay.\n")
        .file("corpus/a.pdf", b"%PDF-1.7\n")
        .args(["review"]);
    let mut review = Review::of(test);
    let mut stderr = BufReader::new(review.child.stderr.take().unwrap());
    let note = "note: 1 file in corpus/ was not read: a PDF file (`a.pdf`)";
    assert!(hears(&mut stderr, note).is_some());
}
