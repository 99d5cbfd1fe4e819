//! Writes the page: head, contents, list of quotes, documents.

use super::encoding::{Escaped, base64};
use super::marked_text;
use crate::document::DocumentInfo;
use crate::lang::facts;
use crate::listing::counts::{ListingCounts, percent};
use crate::listing::format::ListingOptions;
use crate::listing::listed::{ListedDocument, ListedPassage, passed_text};
use crate::quote::Quote;
use crate::text::{counted, cut};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// The page, with slots `{{name}}`.
const SKELETON: &str = include_str!("../../../assets/listing.html");
const STYLE: &str = include_str!("../../../assets/listing.css");
/// Longest text in the list of quotes, in columns.
const WORDS: usize = 60;

pub(super) fn write(
    listed: &[ListedDocument],
    _: &ListingOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pairs = pairs(listed);
    let mut rest = SKELETON;
    while let Some((before, name, behind)) = slot(rest) {
        out.write_all(before.as_bytes())?;
        match name {
            "hashes" => write!(out, "{} {}", hash(STYLE), hash(&pairs))?,
            "version" => out.write_all(env!("CARGO_PKG_VERSION").as_bytes())?,
            "title" => write!(out, "{}", Escaped(&title(listed)))?,
            "style" => out.write_all(STYLE.as_bytes())?,
            "pairs" => out.write_all(pairs.as_bytes())?,
            "counts" => {
                let counts = ListingCounts::of(listed.iter().map(|one| &one.extraction));
                write!(out, "{}", Escaped(&counts.to_string()))?;
            }
            "contents" => contents(listed, out)?,
            "quotes" => quotes(listed, out)?,
            "documents" => {
                for (at, one) in listed.iter().enumerate() {
                    document(one, at + 1, out)?;
                }
            }
            _ => return Err(io::Error::other(format!("the page has a slot `{name}`"))),
        }
        rest = behind;
    }
    out.write_all(rest.as_bytes())
}

/// The first slot: the text before it, its name, and the text after it.
fn slot(skeleton: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = skeleton.split_once("{{")?;
    let (name, behind) = rest.split_once("}}")?;
    Some((before, name, behind))
}

/// The name of a text that a Content-Security-Policy allows.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text)))
}

/// Style rules that highlight both texts of a quote when the pointer is on one of them, or a link led to
/// it. Ids have only hexadecimal digits, so that no text of a document gets here.
fn pairs(listed: &[ListedDocument]) -> String {
    let quotes = listed.iter().flat_map(|one| &one.extraction.quotes);
    let rule = |quote: &Quote| {
        let id = &quote.id;
        format!(
            ".doc:has(.q-{id}:hover,#q-{id}:target,#t-{id}:target) .q-{id}{{background:var(--hot)}}\n"
        )
    };
    quotes.filter(|q| q.is_translated()).map(rule).collect()
}

fn title(listed: &[ListedDocument]) -> String {
    match listed {
        [one] => format!("Quotes in {}", name(one)),
        _ => format!("Quotes in {}", counted(listed.len(), "document")),
    }
}

/// A document's title, or else its id.
fn name(one: &ListedDocument) -> &str {
    let title = one.document.metadata().title.as_deref();
    title.unwrap_or(one.document.id())
}

/// A table of the documents, where there are several.
fn contents(listed: &[ListedDocument], out: &mut dyn Write) -> io::Result<()> {
    if listed.len() < 2 {
        return Ok(());
    }
    out.write_all(
        b"<table>\n<thead><tr><th>document</th><th>translated</th><th>no translation</th>\
          <th>passed over</th></tr></thead>\n<tbody>\n",
    )?;
    for (at, one) in listed.iter().enumerate() {
        let ListingCounts {
            translated,
            untranslated,
            passed_over,
        } = ListingCounts::of([&one.extraction]);
        let some = if untranslated > 0 {
            " class=\"some\""
        } else {
            ""
        };
        writeln!(
            out,
            "<tr><td><a href=\"#d{}\">{}</a></td><td>{translated}</td>\
             <td{some}>{untranslated}</td><td>{passed_over}</td></tr>",
            at + 1,
            Escaped(name(one)),
        )?;
    }
    out.write_all(b"</tbody>\n</table>\n")
}

/// The list of all quotes, with links to them.
fn quotes(listed: &[ListedDocument], out: &mut dyn Write) -> io::Result<()> {
    for (at, one) in listed.iter().enumerate() {
        let document = at + 1;
        if listed.len() > 1 {
            let name = Escaped(name(one));
            writeln!(out, "<h2><a href=\"#d{document}\">{name}</a></h2>")?;
        }
        out.write_all(b"<ol>\n")?;
        let (mut quotes, mut passed_over) = (0, 0);
        for passage in one.passages() {
            match passage {
                ListedPassage::Quote(quote) => {
                    quotes += 1;
                    listed_quote(quote, quotes, out)?;
                }
                ListedPassage::PassedOver(passed) => {
                    passed_over += 1;
                    let text = cut(&passed_text(&one.document, passed), WORDS);
                    writeln!(
                        out,
                        "<li class=\"x\"><a href=\"#x{document}-{passed_over}\">\
                         <span class=\"number\">–</span><span class=\"words\" lang=\"{}\">{}</span>\
                         <span class=\"how\">passed over: {}</span></a></li>",
                        passed.lang,
                        Escaped(&text),
                        Escaped(&passed.reason.to_string()),
                    )?;
                }
            }
        }
        out.write_all(b"</ol>\n")?;
    }
    Ok(())
}

fn listed_quote(quote: &Quote, number: usize, out: &mut dyn Write) -> io::Result<()> {
    let class = if quote.is_translated() { "s" } else { "n" };
    let words: Vec<&str> = quote.source.iter().map(|s| s.text.as_str()).collect();
    let mut how = vec![facts(quote.lang).name.clone()];
    if quote.inline {
        how.push("inline".to_owned());
    }
    how.push(match quote.layout {
        _ if !quote.is_translated() => "no translation".to_owned(),
        Some(layout) => layout.as_str().replace('-', " "),
        None => "translated".to_owned(),
    });
    how.push(percent(quote.confidence));
    let doubt = match quote.is_doubtful() {
        true => " · <span class=\"doubt\">doubtful</span>",
        false => "",
    };
    writeln!(
        out,
        "<li class=\"{class}\"><a href=\"#q-{id}\" title=\"{id}\"><span class=\"number\">{number}</span>\
         <span class=\"words\" lang=\"{lang}\">{words}</span><span class=\"how\">{how}{doubt}</span>\
         </a></li>",
        id = quote.id,
        lang = quote.lang,
        words = Escaped(&cut(&words.join(" "), WORDS)),
        how = Escaped(&how.join(" · ")),
    )
}

fn document(one: &ListedDocument, number: usize, out: &mut dyn Write) -> io::Result<()> {
    let document = &one.document;
    let metadata = document.metadata();
    let path = document.path().display().to_string();
    let facts = [&metadata.author, &metadata.date].map(|fact| fact.as_deref());
    let checksum = DocumentInfo::from(document).tagged_checksum();
    let facts: Vec<&str> = facts
        .into_iter()
        .flatten()
        .chain([path.as_str(), checksum.as_str()])
        .collect();
    writeln!(
        out,
        "<section id=\"d{number}\">\n<h2>{}</h2>\n<p class=\"about\">{}</p>",
        Escaped(name(one)),
        Escaped(&facts.join(" · ")),
    )?;
    marked_text::write(one, number, out)?;
    out.write_all(b"</section>\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listing::sample::{sample, written};
    use quick_xml::Reader;
    use quick_xml::events::Event;

    fn page(listed: &[ListedDocument]) -> String {
        written(&super::super::FORMAT, listed, ListingOptions::default())
    }

    /// The texts of the elements that have a class, and all names of elements.
    fn read(page: &str, class: &str) -> (Vec<String>, Vec<String>) {
        let mut reader = Reader::from_str(page);
        let (mut texts, mut names, mut open) = (Vec::new(), Vec::new(), Vec::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => {
                    names.push(tag.name().as_ref().to_owned());
                    let attribute = tag.try_get_attribute("class").unwrap();
                    let mut classes = attribute.iter().flat_map(|a| a.value.split(' '));
                    let wanted = classes.any(|c| c == class);
                    if wanted {
                        texts.push(String::new());
                    }
                    open.push(wanted || open.last() == Some(&true));
                }
                Event::End(_) => {
                    open.pop();
                }
                Event::Text(text) if open.last() == Some(&true) => {
                    *texts.last_mut().unwrap() += &text;
                }
                Event::GeneralRef(name) if open.last() == Some(&true) => {
                    *texts.last_mut().unwrap() += match &name[..] {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        other => panic!("{other}"),
                    };
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert!(open.is_empty());
        (texts, names)
    }

    #[test]
    fn the_text_of_the_lines_is_the_documents() {
        let listed = sample();
        let page = page(std::slice::from_ref(&listed));
        let (lines, names) = read(&page, "l");
        assert_eq!(lines.join("\n") + "\n", listed.document.text());
        assert!(!names.iter().any(|name| name == "script"), "{names:?}");
    }

    #[test]
    fn every_link_leads_somewhere_in_the_page() {
        let page = page(&[sample()]);
        let links = page.split(" href=\"").skip(1);
        let links: Vec<&str> = links.filter_map(|rest| rest.split('"').next()).collect();
        assert!(links.len() > 5);
        for link in links {
            let id = link.strip_prefix('#').unwrap();
            assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{link}");
        }
    }

    #[test]
    fn what_two_quotes_share_is_marked_for_both() {
        let page = page(&[sample()]);
        let shared = "<span class=\"t q-aaaaaaaaaaaa q-bbbbbbbbbbbb\" lang=\"en\" data-bead=\"1\"";
        assert!(page.contains(shared), "{page}");
        assert!(page.contains("id=\"t-aaaaaaaaaaaa\"") && page.contains("id=\"t-bbbbbbbbbbbb\""));
        assert!(page.contains("title=\"passed over: the same text as aaaaaaaaaaaa\""));
        assert!(page.contains("data-label=\"3 fr · no translation\""));
    }

    #[test]
    fn every_style_sheet_is_allowed_by_its_hash() {
        let page = page(&[sample()]);
        let sheets = page.split("<style>").skip(1);
        let sheets: Vec<&str> = sheets.filter_map(|s| s.split("</style>").next()).collect();
        assert_eq!(sheets.len(), 2);
        for sheet in sheets {
            assert!(page.contains(&hash(sheet)));
            // These would have another meaning in XML.
            assert!(!sheet.contains(['<', '&']));
        }
        // No attribute of that name either: the policy would not allow it.
        assert!(!page.contains(" style=") && !page.contains("url("));
    }

    #[test]
    fn documents_have_a_table_of_contents_when_there_are_several() {
        assert!(!page(&[sample()]).contains("<table>"));
        let two = page(&[sample(), sample()]);
        assert!(two.contains("<td><a href=\"#d2\">winter</a></td><td>2</td>"));
        assert!(page(&[]).contains("no quotes"));
    }
}
