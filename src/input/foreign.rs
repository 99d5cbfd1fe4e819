//! Formats that no reader takes: how to know their files, and what to do with them.
//!
//! A format that gets a reader leaves this table.

use super::conversion;
use super::paths::STDIN;
use crate::error::{Error, ErrorKind};
use std::path::Path;

/// First bytes of a file that are enough to know its format.
pub(super) const FIRST_BYTES: usize = 8192;

/// A format that diglot does not read.
#[derive(Debug)]
pub(super) struct ForeignFormat {
    /// One file of it, with its article: "a Word document".
    pub one: &'static str,
    /// Several files of it: "Word documents".
    pub several: &'static str,
    /// Extensions of its files, in lower case, without dot.
    extensions: &'static [&'static str],
    /// Whether its files are binary: then their first bytes say more than their names.
    pub is_binary: bool,
    /// Whether bytes that a file begins with are of this format.
    begins: fn(&[u8]) -> bool,
    /// Advice on such a file.
    remedy: Remedy,
}

/// The command that makes a text of a file.
#[derive(Debug)]
enum Remedy {
    /// The file can be saved as text, or this command converts it: see [`conversion::command`].
    Convert(&'static str),
    /// Another command makes the text, and is not needed for all such files: what it does, and it.
    Make(&'static str, &'static str),
    /// In words.
    Say(&'static str),
}

const SAVE_AS_TEXT: &str = "save it as plain text in UTF-8";

/// What is in no format that is known here.
pub(super) const UNKNOWN: ForeignFormat = ForeignFormat {
    one: "a file of an unknown format",
    several: "files of an unknown format",
    extensions: &[],
    is_binary: true,
    begins: |_| false,
    remedy: Remedy::Say(SAVE_AS_TEXT),
};

/// What is text, but has an extension that a project does not name.
pub(super) const OTHER_TEXT: ForeignFormat = ForeignFormat {
    one: "a text file that `extensions` in `diglot.toml` does not name",
    several: "text files that `extensions` in `diglot.toml` does not name",
    extensions: &[],
    is_binary: false,
    begins: |_| false,
    remedy: Remedy::Say("add its extension to `extensions` in `diglot.toml`"),
};

/// Formats that are known by what their files begin with. Of two that fit, the first counts.
const FORMATS: &[ForeignFormat] = &[
    ForeignFormat {
        one: "a Word document",
        several: "Word documents",
        extensions: &["docx", "docm", "dotx"],
        is_binary: true,
        begins: |bytes| is_zip(bytes) && has(bytes, b"word/"),
        remedy: Remedy::Convert("pandoc -f docx IN -t markdown -o OUT.md"),
    },
    ForeignFormat {
        one: "an OpenDocument text",
        several: "OpenDocument texts",
        extensions: &["odt", "ott"],
        is_binary: true,
        begins: |bytes| has_mimetype(bytes, "application/vnd.oasis.opendocument.text"),
        remedy: Remedy::Convert("pandoc -f odt IN -t markdown -o OUT.md"),
    },
    ForeignFormat {
        one: "an EPUB book",
        several: "EPUB books",
        extensions: &["epub"],
        is_binary: true,
        begins: |bytes| has_mimetype(bytes, "application/epub+zip"),
        remedy: Remedy::Convert("pandoc -f epub IN -t markdown -o OUT.md"),
    },
    ForeignFormat {
        one: "a PDF file",
        several: "PDF files",
        extensions: &["pdf"],
        is_binary: true,
        begins: |bytes| bytes.starts_with(b"%PDF-"),
        remedy: Remedy::Make("extract its text", "pdftotext -enc UTF-8 IN OUT.txt"),
    },
    ForeignFormat {
        one: "an RTF document",
        several: "RTF documents",
        extensions: &["rtf"],
        is_binary: true,
        begins: |bytes| bytes.starts_with(b"{\\rtf"),
        remedy: Remedy::Convert("pandoc -f rtf IN -t markdown -o OUT.md"),
    },
    ForeignFormat {
        one: "a DjVu file",
        several: "DjVu files",
        extensions: &["djvu", "djv"],
        is_binary: true,
        begins: |bytes| bytes.starts_with(b"AT&TFORM"),
        remedy: Remedy::Make("extract its text", "djvutxt IN OUT.txt"),
    },
    ForeignFormat {
        one: "a spreadsheet",
        several: "spreadsheets",
        extensions: &["xlsx", "xlsm", "xls", "ods"],
        is_binary: true,
        begins: |bytes| {
            is_zip(bytes) && has(bytes, b"xl/")
                || has_mimetype(bytes, "application/vnd.oasis.opendocument.spreadsheet")
        },
        remedy: Remedy::Say("save its texts as plain text in UTF-8"),
    },
    ForeignFormat {
        one: "a presentation",
        several: "presentations",
        extensions: &["pptx", "ppt", "odp"],
        is_binary: true,
        begins: |bytes| {
            is_zip(bytes) && has(bytes, b"ppt/")
                || has_mimetype(bytes, "application/vnd.oasis.opendocument.presentation")
        },
        remedy: Remedy::Say("save its texts as plain text in UTF-8"),
    },
    ForeignFormat {
        one: "a document of Word before 2007",
        several: "documents of Word before 2007",
        extensions: &["doc", "dot"],
        is_binary: true,
        // "WordDocument", in UTF-16.
        begins: |bytes| is_ole(bytes) && has(bytes, b"W\0o\0r\0d\0D\0o\0c\0"),
        remedy: Remedy::Convert("catdoc -d utf-8 IN > OUT.txt"),
    },
    ForeignFormat {
        one: "an image",
        several: "images",
        extensions: &[
            "png", "jpg", "jpeg", "gif", "tif", "tiff", "webp", "bmp", "jp2", "svg",
        ],
        is_binary: true,
        begins: is_image,
        remedy: Remedy::Make(
            "recognise the text in it",
            "tesseract IN stdout -l eng+fra+rus > OUT.txt",
        ),
    },
    ForeignFormat {
        one: "an HTML page",
        several: "HTML pages",
        extensions: &["html", "htm", "xhtml"],
        is_binary: false,
        begins: |bytes| {
            let text = without_declaration(bytes);
            begins_with(text, b"<!doctype html") || begins_with(text, b"<html")
        },
        remedy: Remedy::Convert("pandoc -f html IN -t markdown -o OUT.md"),
    },
    ForeignFormat {
        one: "a TeX document",
        several: "TeX documents",
        extensions: &["tex", "ltx", "latex"],
        is_binary: false,
        begins: |bytes| {
            let lines = bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
            let mut lines = lines.filter(|line| !line.is_empty() && !line.starts_with(b"%"));
            lines.next().is_some_and(|line| {
                line.starts_with(b"\\documentclass") || line.starts_with(b"\\documentstyle")
            })
        },
        remedy: Remedy::Convert("pandoc -f latex IN -t markdown -o OUT.md"),
    },
    ForeignFormat {
        one: "an FB2 book",
        several: "FB2 books",
        extensions: &["fb2"],
        is_binary: false,
        begins: |bytes| begins_with(without_declaration(bytes), b"<fictionbook"),
        remedy: Remedy::Convert("pandoc -f fb2 IN -t markdown -o OUT.md"),
    },
    ForeignFormat {
        one: "a TEI document",
        several: "TEI documents",
        extensions: &["tei"],
        is_binary: false,
        begins: |bytes| {
            bytes.trim_ascii_start().starts_with(b"<") && {
                has(bytes, b"<TEI ") || has(bytes, b"<TEI>") || has(bytes, b"<TEI.2")
            }
        },
        remedy: Remedy::Say(SAVE_AS_TEXT),
    },
];

/// Formats that others are made of: a file is taken for one only if its name says nothing better.
const CONTAINERS: &[ForeignFormat] = &[
    ForeignFormat {
        one: "an archive",
        several: "archives",
        extensions: &["zip", "gz", "tgz", "bz2", "xz", "zst", "7z", "rar", "tar"],
        is_binary: true,
        begins: is_archive,
        remedy: Remedy::Say("unpack it, and name the documents in it"),
    },
    ForeignFormat {
        one: "an old Office document",
        several: "old Office documents",
        extensions: &[],
        is_binary: true,
        begins: is_ole,
        remedy: Remedy::Say(SAVE_AS_TEXT),
    },
    ForeignFormat {
        one: "an XML file",
        several: "XML files",
        extensions: &["xml"],
        is_binary: false,
        begins: |bytes| begins_with(bytes, b"<?xml"),
        remedy: Remedy::Say(SAVE_AS_TEXT),
    },
];

/// The format of a file that is known by its first bytes or else by its name.
pub(super) fn recognise(path: &Path, first_bytes: &[u8]) -> Option<&'static ForeignFormat> {
    let extension = path.extension().map(|name| name.to_ascii_lowercase());
    let is_named = |format: &&ForeignFormat| {
        let mut extensions = format.extensions.iter();
        extension
            .as_ref()
            .is_some_and(|own| extensions.any(|known| own == known))
    };
    let begins = |format: &&ForeignFormat| (format.begins)(first_bytes);
    FORMATS
        .iter()
        .find(begins)
        .or_else(|| FORMATS.iter().find(is_named))
        .or_else(|| CONTAINERS.iter().find(begins))
        .or_else(|| CONTAINERS.iter().find(is_named))
}

impl ForeignFormat {
    /// The error for a file of this format.
    pub(super) fn refusal(&self, path: &Path) -> Error {
        ErrorKind::NoReader {
            path: path.to_owned(),
            format: self.one,
            advice: self.advice(path),
        }
        .into()
    }

    /// Advice on a file of this format.
    pub(super) fn advice(&self, path: &Path) -> String {
        let is_stdin = path.as_os_str() == STDIN;
        match self.remedy {
            Remedy::Say(words) => words.to_owned(),
            Remedy::Convert(_) if is_stdin => SAVE_AS_TEXT.to_owned(),
            Remedy::Convert(command) => format!(
                "{SAVE_AS_TEXT}, or convert it: `{}`",
                conversion::command(command, path)
            ),
            Remedy::Make(deed, _) if is_stdin => deed.to_owned(),
            Remedy::Make(deed, command) => {
                format!("{deed}: `{}`", conversion::command(command, path))
            }
        }
    }
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Whether bytes are of the compound files of old Office programs.
fn is_ole(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

fn is_image(bytes: &[u8]) -> bool {
    let beginnings: [&[u8]; 7] = [
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF87a",
        b"GIF89a",
        b"II*\0",
        b"MM\0*",
        b"\0\0\0\x0cjP",
    ];
    let is_web_p = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    is_web_p
        || beginnings
            .iter()
            .any(|beginning| bytes.starts_with(beginning))
}

fn is_archive(bytes: &[u8]) -> bool {
    let beginnings: [&[u8]; 5] = [
        b"\x1f\x8b",
        b"\xfd7zXZ\0",
        b"\x28\xb5\x2f\xfd",
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!\x1a",
    ];
    let is_tar = bytes.get(257..262) == Some(b"ustar") && bytes[..257].contains(&0);
    let is_bzip2 = bytes.starts_with(b"BZh") && bytes.get(4..10) == Some(b"1AY&SY");
    is_zip(bytes)
        || is_tar
        || is_bzip2
        || beginnings
            .iter()
            .any(|beginning| bytes.starts_with(beginning))
}

/// Whether a ZIP archive begins with a file that says what it is, as OpenDocument and EPUB want it.
fn has_mimetype(bytes: &[u8], mimetype: &str) -> bool {
    is_zip(bytes)
        && bytes.get(30..).is_some_and(|name| {
            let content = name.strip_prefix(b"mimetype").unwrap_or_default();
            content.starts_with(mimetype.as_bytes())
        })
}

/// Whether some bytes are among others.
fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// Whether a text begins so after a byte order mark and white space, in small letters or capitals.
fn begins_with(bytes: &[u8], beginning: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let head = bytes.trim_ascii_start().get(..beginning.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(beginning))
}

/// A text without the XML declaration and the comments that it begins with.
fn without_declaration(mut bytes: &[u8]) -> &[u8] {
    loop {
        let end: &[u8] = match () {
            () if begins_with(bytes, b"<?") => b"?>",
            () if begins_with(bytes, b"<!--") => b"-->",
            () => return bytes,
        };
        let Some(at) = bytes.windows(end.len()).position(|window| window == end) else {
            return bytes;
        };
        bytes = &bytes[at + end.len()..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str, first_bytes: &[u8]) -> Option<&'static str> {
        recognise(Path::new(name), first_bytes).map(|format| format.one)
    }

    fn zip(name: &str, content: &str) -> Vec<u8> {
        let head = [b"PK\x03\x04".as_slice(), &[0; 26]].concat();
        [&head, name.as_bytes(), content.as_bytes()].concat()
    }

    #[test]
    fn files_are_known_by_what_they_begin_with() {
        let odt = "application/vnd.oasis.opendocument.text";
        for (bytes, one) in [
            (
                zip("[Content_Types].xml", "…PK\x03\x04word/document.xml"),
                "a Word document",
            ),
            (zip("mimetype", odt), "an OpenDocument text"),
            (zip("mimetype", "application/epub+zip"), "an EPUB book"),
            (zip("xl/workbook.xml", ""), "a spreadsheet"),
            (zip("letters/a.txt", ""), "an archive"),
            (b"%PDF-1.7\n%\xe2".to_vec(), "a PDF file"),
            (b"{\\rtf1\\ansi".to_vec(), "an RTF document"),
            (b"AT&TFORM\0\0\0\x01DJVM".to_vec(), "a DjVu file"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0".to_vec(),
                "an old Office document",
            ),
            (b"\x89PNG\r\n\x1a\n".to_vec(), "an image"),
            (b"RIFF\0\0\0\0WEBPVP8 ".to_vec(), "an image"),
            (b"\n<!DOCTYPE HTML>\n".to_vec(), "an HTML page"),
            (
                b"<?xml version=\"1.0\"?>\n<!-- x --><html xmlns=\"y\">".to_vec(),
                "an HTML page",
            ),
            (
                b"% a letter\n\\documentclass{letter}".to_vec(),
                "a TeX document",
            ),
            (
                b"<?xml version=\"1.0\"?><FictionBook>".to_vec(),
                "an FB2 book",
            ),
            (
                b"<?xml version=\"1.0\"?>\n<TEI xmlns=\"x\">".to_vec(),
                "a TEI document",
            ),
            (b"<?xml version=\"1.0\"?><a/>".to_vec(), "an XML file"),
        ] {
            let beginning = String::from_utf8_lossy(&bytes);
            assert_eq!(known("a", &bytes), Some(one), "{beginning}");
        }
        for text in [
            "An essay.",
            "",
            "<p>An essay.</p>",
            "# TeX: \\documentclass",
            "BZh9",
        ] {
            assert_eq!(known("a.txt", text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_name_says_what_the_first_bytes_do_not() {
        let far = zip("docProps/app.xml", "and what it is comes later");
        assert_eq!(known("a.DOCX", &far), Some("a Word document"));
        assert_eq!(
            known("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
            Some("a spreadsheet")
        );
        assert_eq!(
            known("a.tei", b"<?xml version=\"1.0\"?>"),
            Some("a TEI document")
        );
        assert_eq!(
            known("a.docx", b"%PDF-1.7"),
            Some("a PDF file"),
            "the bytes count"
        );
    }

    #[test]
    fn advice_is_a_command_that_can_be_typed() {
        let told = |name: &str| {
            let path = Path::new(name);
            recognise(path, b"").map(|format| format.refusal(path).to_string())
        };
        assert_eq!(
            told("letters/a b.docx").as_deref(),
            Some(
                "`letters/a b.docx` is a Word document, which diglot does not read; save it as plain text \
                 in UTF-8, or convert it: `pandoc -f docx 'letters/a b.docx' -t markdown -o 'letters/a \
                 b.md'`"
            )
        );
        assert_eq!(
            told("scan.png").as_deref(),
            Some(
                "`scan.png` is an image, which diglot does not read; recognise the text in it: `tesseract \
                 scan.png stdout -l eng+fra+rus > scan.txt`"
            )
        );
        assert_eq!(
            FORMATS[0].advice(Path::new("-")),
            "save it as plain text in UTF-8"
        );
    }

    #[test]
    fn every_format_has_an_article_and_a_plural() {
        for format in FORMATS
            .iter()
            .chain(CONTAINERS)
            .chain([&UNKNOWN, &OTHER_TEXT])
        {
            assert!(
                format.one.starts_with("a ") || format.one.starts_with("an "),
                "{}",
                format.one
            );
            assert!(format.several.contains('s'), "{}", format.several);
        }
    }
}
