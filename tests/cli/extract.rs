use super::convert::DIARY;
use super::test::Test;
use diglot::listing::{self, jsonl::ListedLine};
use quick_xml::Reader;
use quick_xml::events::Event;

const LISTED: &str = "\
diary.md

d7273653fbbb  Russian to English, cued, 99%
  original     5:1–5:53, 2 sentences in 2 beads
    Поезд пришёл в полночь. На станции его никто не ждал.
  translation  7:13–7:81, 2 sentences in 2 beads
    The train came at midnight. Nobody at the station was waiting for it.

42280fb94d8a  Russian, no translation, 98%
  original     11:1–11:75, 1 sentence
    Зима в этом году началась рано, и к ноябрю дорогу уже совсем замело снегом.

";
const SUMMARY: &str = "2 quotes: 1 translated, 1 without a translation\n";

#[test]
fn quotes_are_listed_in_order_with_their_places() {
    Test::new()
        .file("diary.md", DIARY)
        .args(["extract", "diary.md"])
        .stdout(&format!("{LISTED}{SUMMARY}"))
        .run()
        .args(["extract", "diary.md", "--quiet"])
        .stdout(LISTED)
        .run();
}

#[test]
fn colour_is_for_those_who_ask_for_it() {
    let test = || Test::new().file("diary.md", DIARY);
    let colored = test().args(["extract", "diary.md", "--color", "always"]);
    colored
        .stdout_contains("\x1b[1;31mno translation\x1b[0m")
        .stdout_contains("\x1b[36mThe train came")
        .run();
    for color in ["auto", "never"] {
        test()
            .args(["extract", "diary.md", "--color", color])
            .stdout(&format!("{LISTED}{SUMMARY}"))
            .run();
    }
}

#[test]
fn whole_sentences_have_the_number_of_their_bead() {
    Test::new()
        .stdin(DIARY)
        .args(["extract", "-", "--full"])
        .stdout_contains("\n    1  Поезд пришёл в полночь.\n    2  На станции")
        .stdout_contains("\n    2  Nobody at the station was waiting for it.\n")
        .run();
}

#[test]
fn json_lines_are_read_again() {
    let test = Test::new().file("diary.md", DIARY);
    let text = test
        .args(["extract", "diary.md", "--format", "jsonl"])
        .output();
    let lines: Vec<ListedLine> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let [ListedLine::Quote(train), ListedLine::Quote(winter)] = &lines[..] else {
        panic!("{text}");
    };
    assert_eq!(train.layout.as_deref(), Some("cued"));
    let span = train.source.spans[0];
    assert_eq!(span.slice(DIARY), "Поезд пришёл в полночь.");
    assert_eq!(span.slice(DIARY), train.source.segments[0].text);
    assert_eq!(train.beads[1].target, [1]);
    assert_eq!(winter.target, None);
    for (line, written) in lines.iter().zip(text.lines()) {
        assert_eq!(serde_json::to_string(line).unwrap(), written);
    }
}

/// Everything that could make a browser run or fetch something, or leave the page.
const HOSTILE: &str = "\
---
title: \"</title><script>alert(1)</script>\"
---

# <script>alert(1)</script> </div></main> <!-- ]]> {{documents}}

[here](javascript:alert(1)) <img src=\"https://example.org/x.png\" onerror='alert(1)'/> &lt;b&gt; &#0;

Поезд <script src=\"//example.org/x.js\"></script> пришёл в полночь. На станции его никто не ждал.

Translated: The train came at midnight. Nobody at the station was waiting for it.

\" onmouseover=\"alert(1) Зима в этом году началась рано, и дорогу уже совсем замело снегом.
";

#[test]
fn a_page_contains_the_whole_document_and_runs_nothing() {
    let test = Test::new()
        .file("hostile.md", HOSTILE)
        .args(["extract", "hostile.md", "--html", "-o", "page.html"])
        .run();
    let page = test.read("page.html");
    let mut reader = Reader::from_str(&page);
    let mut open = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                let name = tag.name().as_ref().to_owned();
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    let key = attribute.key.as_ref();
                    assert!(
                        !key.starts_with("on") && key != "src" && key != "style",
                        "{key}"
                    );
                    assert!(key != "href" || attribute.value.starts_with('#'));
                }
                if attribute(&tag, "class").is_some_and(|class| class.split(' ').any(|c| c == "l"))
                {
                    open.push(Some(name));
                } else {
                    assert!(!["script", "img", "iframe", "object"].contains(&name.as_str()));
                    open.push(None);
                }
            }
            Event::End(tag) => {
                // The reader itself refuses an end tag without a start tag.
                if let Some(Some(name)) = open.pop() {
                    assert_eq!(name, tag.name().as_ref());
                    text.push('\n');
                }
            }
            Event::Text(part) if open.iter().any(Option::is_some) => text += &part,
            Event::GeneralRef(name) if open.iter().any(Option::is_some) => {
                text += quick_xml::escape::resolve_predefined_entity(&name).unwrap();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    assert_eq!(text, HOSTILE);
    assert!(page.contains("default-src 'none'"));
    assert!(page.contains("no translation"));
}

fn attribute(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).unwrap()?;
    Some(attribute.value.into_owned())
}

#[test]
fn the_extension_selects_the_format_as_html_does() {
    let test = Test::new().file("diary.md", DIARY);
    let test = test
        .args(["extract", "diary.md", "-o", "a.html"])
        .run()
        .args(["extract", "diary.md", "--html", "-o", "b"])
        .run()
        .args(["extract", "diary.md", "--format", "html", "-o", "c"])
        .run()
        .args(["extract", "diary.md", "-o", "list.txt"])
        .run();
    let page = test.read("a.html");
    assert!(page.starts_with("<!DOCTYPE html>\n"));
    test.has("b", &page)
        .has("c", &page)
        .has("list.txt", &format!("{LISTED}{SUMMARY}"))
        .args(["extract", "diary.md", "-o", "found.tmx"])
        .stderr(&format!(
            "error: the extension of `found.tmx` does not determine a format; add `--format` with one of \
             {}\n",
            listing::FORMATS.names()
        ))
        .status(2)
        .run()
        .args(["extract", "diary.md", "--html", "--format", "text"])
        .stderr_contains("cannot be used with")
        .status(2)
        .run()
        .args(["extract", "diary.md", "-o", "diary.md", "--html"])
        .stderr_contains("is an input")
        .status(2)
        .run();
}

#[test]
fn an_input_that_fails_is_an_error_and_the_others_are_listed() {
    Test::new()
        .file("diary.md", DIARY)
        .file("plain.md", "An essay.\n")
        .args(["extract", "missing.md", "plain.md", "diary.md"])
        .stdout(&format!("plain.md\n\n{LISTED}2 documents, {SUMMARY}"))
        .stderr_contains("error: could not read `missing.md`: ")
        .status(3)
        .run()
        .args(["extract", "missing.md", "--html", "-o", "page.html"])
        .stderr_contains("error: could not read `missing.md`: ")
        .status(3)
        .run()
        .lacks("page.html");
}
