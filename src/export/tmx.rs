//! TMX 1.4b, what translation memories and concordancers read.
//!
//! After the specification of the LISA OSCAR group, 26 April 2005. Only beads with text on both
//! sides leave: a `tu` with one `tuv` is legal, but no tool makes sense of it. Each `tu` says where
//! it comes from in `prop`s of its own, since tools split and merge such files; what the documents
//! say about themselves stands once, in the header, one JSON object a document.
//!
//! Removed: characters that XML 1.0 has no place for (section 2.2) and control characters, which it
//! discourages; a tab or line break becomes a space. Nothing here depends on the time, so the
//! optional dates are left out.

use super::{Row, spans_as_text};
use crate::document::DocumentInfo;
use crate::lang::Lang;
use crate::record::{BeadSide, rounded_score};
use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use unicode_normalization::char::is_combining_mark;

/// `srclang` of a file whose units have several source languages, each then saying its own.
const ALL_LANGUAGES: &str = "*all*";

/// A bead with text on both sides, cleaned for XML.
struct Unit<'a> {
    row: &'a Row<'a>,
    source: Variant<'a>,
    target: Variant<'a>,
}

/// One side of a unit.
struct Variant<'a> {
    side: &'a BeadSide,
    text: String,
}

impl<'a> Unit<'a> {
    fn new(row: &'a Row<'a>) -> Option<Self> {
        Some(Self {
            row,
            source: Variant::new(row.record.source.as_ref()?)?,
            target: Variant::new(row.record.target.as_ref()?)?,
        })
    }
}

impl<'a> Variant<'a> {
    fn new(side: &'a BeadSide) -> Option<Self> {
        let text = cleaned(&side.text);
        (!text.is_empty()).then_some(Self { side, text })
    }
}

pub(super) fn write(rows: &[Row<'_>], out: &mut dyn Write) -> io::Result<()> {
    // Twice over the rows, because the header must know every language and document before the
    // first unit is written.
    let mut languages: BTreeSet<Lang> = BTreeSet::new();
    let mut documents: BTreeMap<&str, &DocumentInfo> = BTreeMap::new();
    for unit in rows.iter().filter_map(Unit::new) {
        languages.insert(unit.source.side.lang);
        documents.insert(&unit.row.document.id, unit.row.document);
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
                    for unit in rows.iter().filter_map(Unit::new) {
                        write_unit(writer, &unit, only_language.is_none())?;
                    }
                    Ok(())
                })?;
            Ok(())
        })?;
    writer.get_mut().write_all(b"\n")
}

type Xml<'a> = Writer<&'a mut dyn Write>;

fn write_header<'a>(
    writer: &mut Xml<'_>,
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

fn write_unit(writer: &mut Xml<'_>, unit: &Unit<'_>, says_language: bool) -> io::Result<()> {
    let Row { document, record } = unit.row;
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

fn write_prop(writer: &mut Xml<'_>, name: &str, value: &str) -> io::Result<()> {
    write_text(writer, "prop", Some(name), &cleaned(value))
}

/// An element with nothing but text, left out when the text is empty.
fn write_text(
    writer: &mut Xml<'_>,
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
            // Section 2.2: neither is a Char. Surrogates, the other hole, are no `char` in Rust.
            '\u{FFFE}' | '\u{FFFF}' => None,
            _ if c.is_control() => None,
            _ => Some(c),
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests;
