//! The rules of TMX 1.4b, checked on what the exporter writes.

use super::FORMAT;
use crate::export::corpus::{Corpus, ExportOptions};
use crate::lang::Lang;
use crate::record::{Record, Status};
use crate::sample::{any_record, bead, document};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

fn exported(records: &[Record]) -> String {
    let mut out = Vec::new();
    let documents = [document("gogol"), document("tolstoy")];
    let corpus = Corpus {
        documents: &documents,
        records,
    };
    let options = ExportOptions::default();
    FORMAT.write(&corpus, &options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// An element as parsed: its name, its attributes, its text and its children.
#[derive(Debug, Default)]
struct XmlElement {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<XmlElement>,
}

impl XmlElement {
    fn new(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("attributes are well formed and given once");
            let value = unescape(&attribute.value).unwrap().into_owned();
            (attribute.key.0.to_owned(), value)
        });
        Self {
            name: start.name().0.to_owned(),
            attributes: attributes.collect(),
            ..Self::default()
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    fn children(&self, name: &str) -> Vec<&XmlElement> {
        self.children.iter().filter(|c| c.name == name).collect()
    }

    fn prop(&self, kind: &str) -> &str {
        let props = self.children("prop");
        let found = props.iter().find(|p| p.attribute("type") == Some(kind));
        found.map_or("", |prop| &prop.text)
    }
}

/// Parses a whole file, checking what XML 1.0 and the TMX prologue ask for.
fn parsed(text: &str) -> XmlElement {
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    assert_eq!(
        text.lines().nth(1),
        Some("<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">")
    );
    assert!(text.ends_with("</tmx>\n"));
    assert!(
        text.chars().all(|c| matches!(c,
            '\n' | ' '..='\u{7E}' | '\u{A0}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)),
        "every character is a Char of XML 1.0 and none is a control character"
    );
    assert!(!text.contains("]]>"));

    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut open = vec![XmlElement::default()];
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => open.push(XmlElement::new(&start)),
            Event::Empty(start) => {
                let element = XmlElement::new(&start);
                open.last_mut().unwrap().children.push(element);
            }
            Event::End(_) => {
                let element = open.pop().unwrap();
                open.last_mut().unwrap().children.push(element);
            }
            Event::Text(content) => open.last_mut().unwrap().text.push_str(&content),
            Event::GeneralRef(reference) => {
                let raw = format!("&{};", &*reference);
                let resolved = unescape(&raw).expect("only predefined entities");
                open.last_mut().unwrap().text.push_str(&resolved);
            }
            Event::Decl(_) | Event::DocType(_) => {}
            Event::Eof => break,
            other => panic!("TMX has no place for {other:?}"),
        }
    }
    assert_eq!(open.len(), 1, "every element is closed");
    open.pop().unwrap().children.remove(0)
}

/// Checks every rule of TMX 1.4b on a file and returns its units.
fn validated(text: &str) -> Vec<XmlElement> {
    let mut tmx = parsed(text);
    assert_eq!(tmx.name, "tmx");
    assert_eq!(tmx.attribute("version"), Some("1.4"));
    let names: Vec<&str> = tmx.children.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["header", "body"]);

    let header = &tmx.children[0];
    for required in [
        "creationtool",
        "creationtoolversion",
        "segtype",
        "o-tmf",
        "adminlang",
        "srclang",
        "datatype",
    ] {
        let value = header.attribute(required).expect(required);
        assert!(!value.is_empty());
    }
    assert_eq!(header.attribute("segtype"), Some("sentence"));
    assert_eq!(header.attribute("datatype"), Some("plaintext"));
    assert_eq!(header.attributes.len(), 7, "no dates");
    assert!(header.children.iter().all(|c| c.name == "prop"));
    let srclang = header.attribute("srclang").unwrap().to_owned();

    let body = tmx.children.remove(1);
    for tu in &body.children {
        assert_eq!(tu.name, "tu");
        let tuid = tu.attribute("tuid").expect("a stable id");
        assert!(!tuid.contains(char::is_whitespace));
        // The DTD: `<!ELEMENT tu ((note|prop)*, tuv+)>`.
        let tuvs = tu.children("tuv");
        assert_eq!(tuvs.len(), 2);
        let first = tu.children.iter().position(|c| c.name == "tuv").unwrap();
        assert_eq!(first, tu.children.len() - 2, "the tuvs come last");
        for child in &tu.children[..first] {
            assert!(matches!(child.name.as_str(), "note" | "prop"));
            assert!(child.children.is_empty());
            assert!(!child.text.is_empty());
            let kind = child.attribute("type");
            assert_eq!(kind.is_some(), child.name == "prop");
            // Types that are not the standard's own begin with `x-`.
            assert!(kind.is_none_or(|kind| kind.starts_with("x-")));
        }
        for tuv in &tuvs {
            let lang = tuv
                .attribute("xml:lang")
                .expect("each tuv says its language");
            assert!(lang.parse::<Lang>().is_ok());
            let segs = tuv.children("seg");
            assert_eq!((segs.len(), tuv.children.len()), (1, 1));
            assert!(segs[0].children.is_empty());
            assert!(!segs[0].text.is_empty());
            assert_eq!(segs[0].text, segs[0].text.trim());
        }
        let own = tu.attribute("srclang");
        assert_eq!(own.is_some(), srclang == "*all*");
        assert_eq!(
            tuvs[0].attribute("xml:lang"),
            own.or(Some(&srclang)),
            "the source comes first and is in the source language"
        );
        assert!(tu.prop("x-checksum").starts_with("sha256:"));
        assert!(!tu.prop("x-document").is_empty());
    }
    body.children
}

fn seg(tu: &XmlElement, side: usize) -> &str {
    &tu.children("tuv")[side].children[0].text
}

#[test]
fn a_unit_reads_as_the_description_says() {
    let mut record = bead("gogol", "0a1b2c3d4e5f.2-3", "Зима & снег.", "Winter.");
    record.notes.push("see p. 12".into());
    let text = exported(&[record]);
    let body = text
        .split_once("  <body>\n")
        .and_then(|(_, rest)| rest.split_once("  </body>"))
        .unwrap()
        .0;
    assert_eq!(
        body,
        r#"    <tu tuid="0a1b2c3d4e5f.2-3">
      <note>see p. 12</note>
      <prop type="x-document">gogol</prop>
      <prop type="x-quote">0a1b2c3d4e5f</prop>
      <prop type="x-kind">1-1</prop>
      <prop type="x-score">0.9123</prop>
      <prop type="x-status">proposed</prop>
      <prop type="x-source-spans">10..30</prop>
      <prop type="x-target-spans">10..17</prop>
      <prop type="x-checksum">sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef</prop>
      <tuv xml:lang="ru">
        <seg>Зима &amp; снег.</seg>
      </tuv>
      <tuv xml:lang="en">
        <seg>Winter.</seg>
      </tuv>
    </tu>
"#
    );
    validated(&text);
}

#[test]
fn only_an_original_inside_a_sentence_is_marked_inline() {
    let mut records = [
        bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter."),
        bead("gogol", "bbbbbbbbbbbb.1", "весна", "spring"),
    ];
    records[1].inline = true;
    let text = exported(&records);
    let units = validated(&text);
    assert!(!text[..text.find("bbbbbbbbbbbb").unwrap()].contains("x-inline"));
    assert_eq!(units[1].prop("x-inline"), "true");
}

#[test]
fn odd_texts_come_back_except_what_xml_does_not_allow() {
    for (nasty, expected) in [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Dombey & Son &amp; more", "Dombey & Son &amp; more"),
        ("a\0b\u{1}c\u{7F}d\u{85}e", "abcd e"),
        ("x\u{FFFE}y\u{FFFF}z", "xyz"),
        ("]]> <![CDATA[ ]]>", "]]> <![CDATA[ ]]>"),
        (" \u{A0}padded\t\r\n ", "padded"),
        ("one\ttwo", "one two"),
        ("\u{338}lone mark", "\u{338}lone mark"),
        ("👩‍👩‍👧 \u{1F600}\u{1FFFE}", "👩‍👩‍👧 \u{1F600}\u{1FFFE}"),
        ("\"quotes\" 'and' «кавычки»", "\"quotes\" 'and' «кавычки»"),
        ("<!-- no comment -->", "<!-- no comment -->"),
    ] {
        let mut record = bead("gogol", "0a1b2c3d4e5f.1", nasty, nasty);
        record.notes.push(nasty.into());
        let units = validated(&exported(&[record]));
        assert_eq!(seg(&units[0], 0), expected);
        assert_eq!(seg(&units[0], 1), expected);
        assert_eq!(units[0].children("note")[0].text, expected);
    }
}

#[test]
fn a_leading_combining_mark_cannot_merge_with_the_tag_before_it() {
    let text = exported(&[bead("gogol", "0a1b2c3d4e5f.1", "\u{338}а", "a")]);
    assert!(text.contains("<seg>&#x338;а</seg>"));
}

#[test]
fn beads_with_one_side_or_without_text_are_left_out() {
    let records = [
        bead("gogol", "aaaaaaaaaaaa.1", "Зима.", ""),
        bead("gogol", "aaaaaaaaaaaa.t1", "", "Winter."),
        bead("gogol", "aaaaaaaaaaaa.2", "\0\u{FFFE}", "Winter."),
        bead("gogol", "aaaaaaaaaaaa.3", "Зима.", "\u{2003}"),
    ];
    let text = exported(&records);
    assert_eq!(validated(&text).len(), 0);
    assert!(
        text.contains("srclang=\"*all*\""),
        "with no unit there is no language"
    );
}

#[test]
fn each_unit_has_its_source_language_when_there_are_several() {
    let russian = bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter.");
    let mut french = bead(
        "tolstoy",
        "bbbbbbbbbbbb.1",
        "C'est l'hiver.",
        "It is winter.",
    );
    french.source.as_mut().unwrap().lang = Lang::FR;

    let text = exported(std::slice::from_ref(&russian));
    assert!(text.contains(" srclang=\"ru\" "));
    assert_eq!(validated(&text)[0].attribute("srclang"), None);

    let text = exported(&[russian, french]);
    assert!(text.contains(" srclang=\"*all*\" "));
    let units = validated(&text);
    assert_eq!(units[0].attribute("srclang"), Some("ru"));
    assert_eq!(units[1].attribute("srclang"), Some("fr"));
}

#[test]
fn a_unit_within_one_language_is_legal() {
    let mut record = bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Холода.");
    record.target.as_mut().unwrap().lang = Lang::RU;
    assert_eq!(validated(&exported(&[record])).len(), 1);
}

#[test]
fn the_header_holds_the_metadata_of_the_documents() {
    let text = exported(&[bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter.")]);
    let tmx = parsed(&text);
    let props = tmx.children[0].children("prop");
    assert_eq!(props.len(), 1, "only documents with units");
    let json: serde_json::Value = serde_json::from_str(&props[0].text).unwrap();
    assert_eq!(json["document"], "gogol");
    assert_eq!(json["metadata"]["title"], "The Overcoat & Other Cloaks");
}

proptest! {
    #[test]
    fn any_corpus_makes_a_valid_file(
        records in prop::collection::vec(any_record("gogol"), 0..6),
    ) {
        let text = exported(&records);
        let units = validated(&text);
        prop_assert_eq!(exported(&records), text, "same corpus, same bytes");
        let possible = records.iter().filter(|record| {
            record.source.is_some() && record.target.is_some() && record.status != Status::Rejected
        });
        prop_assert!(units.len() <= possible.count());
    }
}
