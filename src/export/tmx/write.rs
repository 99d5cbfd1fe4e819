//! Writes TMX: the header, and a unit for each bead.

use crate::document::DocumentInfo;
use crate::export::corpus::{ExportedBead, ExportedCorpus};
use crate::export::spans::spans_as_text;
use crate::lang::Lang;
use crate::record::{BeadSide, rounded_score};
use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use unicode_normalization::char::is_combining_mark;

/// `srclang` of a file with several source languages; each unit then has its own.
const ALL_LANGUAGES: &str = "*all*";

/// A bead with text on both sides, cleaned for XML: a `tu`.
struct TranslationUnit<'a> {
    bead: ExportedBead<'a>,
    source: UnitVariant<'a>,
    target: UnitVariant<'a>,
}

/// One side of a unit: a `tuv`.
struct UnitVariant<'a> {
    side: &'a BeadSide,
    text: String,
}

impl<'a> TranslationUnit<'a> {
    fn new(bead: ExportedBead<'a>) -> Option<Self> {
        Some(Self {
            bead,
            source: UnitVariant::new(bead.record.source.as_ref()?)?,
            target: UnitVariant::new(bead.record.target.as_ref()?)?,
        })
    }
}

impl<'a> UnitVariant<'a> {
    fn new(side: &'a BeadSide) -> Option<Self> {
        let text = cleaned(&side.text);
        (!text.is_empty()).then_some(Self { side, text })
    }
}

pub(super) fn write(corpus: &ExportedCorpus<'_>, out: &mut dyn Write) -> io::Result<()> {
    let units = || corpus.beads().filter_map(TranslationUnit::new);
    // Two passes, because the header, which is first, names every language and document.
    let mut languages: BTreeSet<Lang> = BTreeSet::new();
    let mut documents: BTreeMap<&str, &DocumentInfo> = BTreeMap::new();
    for unit in units() {
        languages.insert(unit.source.side.lang);
        documents.insert(&unit.bead.document.id, unit.bead.document);
    }
    let only_language = match languages.len() {
        1 => languages.first(),
        _ => None,
    };

    let mut writer = Writer::new_with_indent(out, b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.write_event(Event::DocType(BytesText::from_escaped(
        r#"tmx SYSTEM "tmx14.dtd""#,
    )))?;
    writer
        .create_element("tmx")
        .with_attribute(("version", "1.4"))
        .write_inner_content(|writer| {
            write_header(writer, only_language, documents.values())?;
            writer
                .create_element("body")
                .write_inner_content(|writer| {
                    for unit in units() {
                        write_unit(writer, &unit, only_language.is_none())?;
                    }
                    Ok(())
                })?;
            Ok(())
        })?;
    writer.get_mut().write_all(b"\n")
}

type TmxWriter<'a> = Writer<&'a mut dyn Write>;

fn write_header<'a>(
    writer: &mut TmxWriter<'_>,
    only_language: Option<&Lang>,
    documents: impl Iterator<Item = &'a &'a DocumentInfo>,
) -> io::Result<()> {
    let header = writer.create_element("header").with_attributes([
        ("creationtool", "diglot"),
        ("creationtoolversion", env!("CARGO_PKG_VERSION")),
        ("segtype", "sentence"),
        ("o-tmf", "diglot"),
        ("adminlang", "en"),
        ("srclang", only_language.map_or(ALL_LANGUAGES, Lang::as_str)),
        ("datatype", "plaintext"),
    ]);
    header.write_inner_content(|writer| {
        for document in documents {
            let provenance = serde_json::json!({
                "document": document.id,
                "checksum": document.tagged_checksum(),
                "metadata": document.metadata,
            });
            write_prop(writer, "x-document", &provenance.to_string())?;
        }
        Ok(())
    })?;
    Ok(())
}

fn write_unit(
    writer: &mut TmxWriter<'_>,
    unit: &TranslationUnit<'_>,
    says_language: bool,
) -> io::Result<()> {
    let ExportedBead { document, record } = unit.bead;
    let id = cleaned(&record.bead);
    let mut tu = writer
        .create_element("tu")
        .with_attribute(("tuid", id.as_str()));
    if says_language {
        tu = tu.with_attribute(("srclang", unit.source.side.lang.as_str()));
    }
    tu.write_inner_content(|writer| {
        for note in &record.notes {
            write_text(writer, "note", None, &cleaned(note))?;
        }
        for (name, value) in [
            ("x-document", &document.id),
            ("x-quote", &record.quote),
            ("x-kind", &record.kind.to_string()),
            ("x-score", &rounded_score(record.score).to_string()),
            ("x-status", &record.status.to_string()),
            ("x-source-spans", &spans_as_text(&unit.source.side.spans)),
            ("x-target-spans", &spans_as_text(&unit.target.side.spans)),
            ("x-checksum", &document.tagged_checksum()),
        ] {
            write_prop(writer, name, value)?;
        }
        if record.inline {
            write_prop(writer, "x-inline", "true")?;
        }
        for variant in [&unit.source, &unit.target] {
            writer
                .create_element("tuv")
                .with_attribute(("xml:lang", variant.side.lang.as_str()))
                .write_inner_content(|writer| write_text(writer, "seg", None, &variant.text))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn write_prop(writer: &mut TmxWriter<'_>, name: &str, value: &str) -> io::Result<()> {
    write_text(writer, "prop", Some(name), &cleaned(value))
}

/// Writes an element that holds only text; an empty one is left out.
fn write_text(
    writer: &mut TmxWriter<'_>,
    element: &str,
    kind: Option<&str>,
    text: &str,
) -> io::Result<()> {
    let Some(first) = text.chars().next() else {
        return Ok(());
    };
    // A combining mark must not follow the tag's `>`: a tool that normalises the file to NFC would
    // make one character of the two (`>` and U+0338 become U+226F) and break the tag.
    let escaped = match is_combining_mark(first) {
        true => {
            let rest = &text[first.len_utf8()..];
            format!("&#x{:X};{}", u32::from(first), partial_escape(rest))
        }
        false => partial_escape(text).into_owned(),
    };
    let mut element = writer.create_element(element);
    if let Some(kind) = kind {
        element = element.with_attribute(("type", kind));
    }
    element.write_text_content(BytesText::from_escaped(escaped))?;
    Ok(())
}

/// The text without what XML 1.0 cannot or should not carry, trimmed.
fn cleaned(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            _ if c.is_control() && c.is_whitespace() => Some(' '),
            // Section 2.2: neither is a Char. Nor are surrogates, but those are not a `char` in Rust.
            '\u{FFFE}' | '\u{FFFF}' => None,
            _ if c.is_control() => None,
            _ => Some(c),
        })
        .collect::<String>()
        .trim()
        .to_owned()
}
