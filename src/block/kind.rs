//! What a block is, from its form, its words, and what repeats in the document.

use super::{Block, BlockKind, continues};
use crate::lang::{Lang, Library};
use crate::text::repair::superscript;
use crate::text::words;
use std::collections::HashMap;

/// Most bullets before one item: "- * Point", "- ¹ A note".
const MOST_BULLETS: usize = 2;
/// Longest cue, in words: "English translation by the author of this book:".
const LONGEST_CUE: usize = 14;
/// Most blocks between the two halves of a sentence that a page break cuts.
const MOST_BETWEEN: usize = 6;
/// Longest running head, in words.
const LONGEST_HEAD: usize = 9;
/// Longest line that says where a text is from, in words.
const LONGEST_ATTRIBUTION: usize = 16;
/// How often a line stands in a document if it is a running head, and how far apart on average.
const HEAD_REPEATS: usize = 3;
const HEAD_DISTANCE: usize = 8;

/// What a line looks like from its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineForm {
    /// Text.
    Text,
    /// `#` to `######`.
    Heading(u8),
    /// A list item: `- `, `* `, `+ `, `1. `, `2) `.
    Item,
    /// A footnote with its label: `[^1]:`, `¹ `, `^{1 `, `<sup>1</sup> `.
    Note(String),
    /// A row of a table.
    TableRow,
}

impl LineForm {
    /// The form of a trimmed line, and how many bytes of it are a marker that is no text.
    pub fn of(line: &str) -> (LineForm, usize) {
        Self::behind(line, MOST_BULLETS)
    }

    /// The same behind some bullets: OCR marks an item or a note of a list twice.
    fn behind(line: &str, bullets: usize) -> (LineForm, usize) {
        let rest = line.trim_start_matches('#');
        let level = line.len() - rest.len();
        if (1..=6).contains(&level) && rest.starts_with([' ', '\t']) {
            return (LineForm::Heading(level as u8), level);
        }
        if line.starts_with('|') && line.len() > 1 {
            return (LineForm::TableRow, 0);
        }
        if let Some(note) = note(line) {
            return (note, 0);
        }
        for bullet in ["- ", "* ", "+ ", "• "] {
            // "- - -" is a rule.
            if let Some(rest) = line.strip_prefix(bullet)
                && bullets > 0
                && words(rest).next().is_some()
            {
                let (inner, lead) = LineForm::behind(rest.trim_start(), bullets - 1);
                let skipped = line.len() - rest.trim_start().len();
                return match inner {
                    LineForm::Note(_) => (inner, skipped + lead),
                    LineForm::Item
                        if !rest.trim_start().starts_with(|c: char| c.is_ascii_digit()) =>
                    {
                        (LineForm::Item, skipped + lead)
                    }
                    _ => (LineForm::Item, skipped),
                };
            }
        }
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=3).contains(&digits)
            && line[digits..].starts_with(['.', ')'])
            && line[digits + 1..].starts_with(' ')
        {
            // The number is text: the translation repeats it.
            return (LineForm::Item, 0);
        }
        (LineForm::Text, 0)
    }

    /// Whether a line of this form begins a block even without a blank line before it.
    pub fn begins_block(&self) -> bool {
        matches!(
            self,
            LineForm::Heading(_) | LineForm::Item | LineForm::Note(_)
        )
    }

    /// Whether a block of this form goes on only in lines of the same form.
    pub fn stands_alone(&self) -> bool {
        matches!(self, LineForm::Heading(_) | LineForm::TableRow)
    }
}

fn note(line: &str) -> Option<LineForm> {
    let label = |text: &str| Some(LineForm::Note(text.to_owned()));
    if let Some(rest) = line.strip_prefix("[^") {
        let (name, _) = rest.split_once("]:")?;
        return label(name);
    }
    if let Some(rest) = line.strip_prefix("<sup>") {
        let (name, _) = rest.split_once("</sup>")?;
        return (name.chars().count() <= 3).then(|| label(name)).flatten();
    }
    if let Some(rest) = line.strip_prefix('^') {
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        return (1..=3)
            .contains(&digits.len())
            .then(|| label(&digits))
            .flatten();
    }
    let digits: String = line.chars().map_while(superscript).collect();
    (!digits.is_empty()).then(|| label(&digits)).flatten()
}

/// Whether a line is only a page number: "38", "- 38 -", "[Pg 117]", "xii".
pub fn is_page_number(line: &str, library: &Library) -> bool {
    let core = line.trim_matches(|c: char| !c.is_alphanumeric());
    let number = core
        .trim_start_matches(|c: char| c.is_alphabetic())
        .trim_start_matches(['.', ' ']);
    let prefix = core[..core.len() - number.len()].trim_end_matches(['.', ' ']);
    let prefix = prefix.to_lowercase();
    let page_word = prefix.is_empty()
        || library
            .all()
            .any(|(_, tables)| tables.page_words.contains(&prefix));
    (page_word && is_number(number) && number.len() <= 4) || is_roman(core)
}

/// Whether a word is a number in small Roman numerals of two letters or more.
fn is_roman(word: &str) -> bool {
    let hundreds = word.trim_start_matches('c');
    let tens = ["xc", "xl"]
        .iter()
        .find_map(|t| hundreds.strip_prefix(t))
        .unwrap_or_else(|| {
            hundreds
                .strip_prefix('l')
                .unwrap_or(hundreds)
                .trim_start_matches('x')
        });
    let ones = match tens {
        "ix" | "iv" => "",
        _ => tens
            .strip_prefix('v')
            .unwrap_or(tens)
            .trim_start_matches('i'),
    };
    (2..=8).contains(&word.len()) && ones.is_empty()
}

/// The number that a text begins with: a note's label. Empty where none does.
pub fn number(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    &text[..digits]
}

/// Whether a word is a number in digits.
pub fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// The language that a line announces a translation into, if it is a cue and nothing else.
///
/// A cue is one of the language's phrases ("English translation", "Перевод"), with whatever stands
/// round it in brackets, and up to a colon; a translator's name may follow it ("Translated by").
pub fn cue(line: &str, library: &Library) -> Option<Lang> {
    let line = line.trim();
    if line.len() > 200 || words(line).count() > LONGEST_CUE {
        return None;
    }
    let bare = line
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
        .replace('’', "'");
    let colon = line.trim_end_matches(['*', '_', ' ']).ends_with(':');
    let bracketed = line.starts_with(['(', '[']) && line.ends_with([')', ']']);
    library
        .cues()
        .iter()
        .find(|(cue, _)| {
            // A lone word is a cue only if its form says so: "English" heads a chapter too.
            let phrase = cue.contains(' ');
            let rest = bare.strip_prefix(cue.as_str());
            rest.is_some_and(|rest| match rest.chars().next() {
                None => colon || bracketed || phrase,
                Some(next) => colon && phrase && matches!(next, ' ' | ',' | ';' | '('),
            })
        })
        .map(|&(_, lang)| lang)
}

/// A cue that stands at the head of a paragraph: "Translated: The train came at midnight." Its
/// language, and where in the clean text what it announces begins.
pub fn leading_cue(text: &str, library: &Library) -> Option<(Lang, usize)> {
    let colon = text.find(':').filter(|&at| at <= 60)?;
    let lang = cue(&text[..=colon], library)?;
    let rest = text[colon + 1..].trim_start_matches([' ', '*', '_']);
    (!rest.is_empty()).then(|| (lang, text.len() - rest.len()))
}

/// Decides the kinds that depend on more than one block: cues, running heads, bibliographies,
/// lone short lines.
pub fn decide(blocks: &mut [Block], library: &Library) {
    running_heads(blocks);
    notes(blocks, library);
    page_breaks(blocks);
    attributions(blocks, library);
    let mut bibliography: Option<u8> = None;
    let (count, mut seen) = (blocks.len(), 0);
    for block in blocks {
        seen += 1;
        let heading = match block.kind {
            BlockKind::Heading(level) => Some(level),
            BlockKind::Prose if is_lone_line(block) => Some(0),
            _ => None,
        };
        if let Some(level) = heading {
            // A lone word is a heading only where a bibliography is: towards the end. In a table of
            // contents it is an entry.
            if is_bibliography_heading(block.text(), library) && (level > 0 || 3 * seen > 2 * count)
            {
                bibliography = Some(level);
            } else if bibliography.is_some_and(|above| level != 0 && level <= above.max(1)) {
                bibliography = None;
            }
        }
        if bibliography.is_some() {
            if matches!(
                block.kind,
                BlockKind::Prose | BlockKind::Item | BlockKind::Note(_)
            ) {
                block.kind = BlockKind::Bibliography;
            }
            continue;
        }
        if matches!(
            block.kind,
            BlockKind::Prose | BlockKind::Item | BlockKind::Heading(_)
        ) && block.lines.is_empty()
            && let Some(lang) = cue(block.text(), library)
        {
            block.kind = BlockKind::Cue(lang);
        } else if matches!(block.kind, BlockKind::Heading(_))
            && let Some(lang) = translation_heading(block.text(), library)
        {
            block.kind = BlockKind::Cue(lang);
        }
    }
}

/// Footnotes and endnotes that only their number and their place tell: what stands under a heading
/// like "Notes", and a paragraph that begins with a number that a mark before it refers to.
fn notes(blocks: &mut [Block], library: &Library) {
    let mut section: Option<u8> = None;
    let mut label = String::new();
    let mut awaited: Vec<String> = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Heading(level) => {
                if is_notes_heading(block.text(), library) {
                    section = Some(level);
                } else if section.is_some_and(|above| level <= above) {
                    section = None;
                }
            }
            BlockKind::Prose | BlockKind::Item if section.is_some() => {
                let own = number(block.text());
                if !own.is_empty() {
                    label = own.to_owned();
                }
                if !label.is_empty() {
                    block.kind = BlockKind::Note(label.clone());
                }
            }
            BlockKind::Prose if is_lone_line(block) && is_notes_heading(block.text(), library) => {
                section = Some(0);
                block.kind = BlockKind::Heading(0);
            }
            BlockKind::Prose => {
                let own = number(block.text());
                let behind = &block.text()[own.len()..];
                // "6 Pravda, 1927", and no year, no "3 March" that nothing awaits.
                if behind.starts_with(' ')
                    && let Some(at) = awaited.iter().position(|label| label == own)
                {
                    awaited.drain(..=at);
                    block.kind = BlockKind::Note(own.to_owned());
                }
            }
            _ => {}
        }
        if !matches!(block.kind, BlockKind::Note(_)) {
            awaited.extend(block.references.iter().map(|(label, _)| label.clone()));
        }
    }
}

fn is_notes_heading(text: &str, library: &Library) -> bool {
    let bare = bare_heading(text);
    library
        .all()
        .any(|(_, tables)| tables.note_headings.contains(&bare))
}

/// Lines behind a text that say where it is from: "— Pravda, 2 November 1927", "(Le Temps, 1907)".
fn attributions(blocks: &mut [Block], library: &Library) {
    let mut behind_text = false;
    for i in 0..blocks.len() {
        let own = blocks[i].kind == BlockKind::Prose;
        if own && (behind_text && is_attribution(&blocks[i], library) || leads_in(&blocks[i..])) {
            blocks[i].kind = BlockKind::Attribution;
        }
        if !blocks[i].is_interruption() {
            behind_text = matches!(
                blocks[i].kind,
                BlockKind::Prose | BlockKind::Item | BlockKind::Attribution
            );
        }
    }
}

/// Whether the first of some blocks says where the quotation is from that follows: a short line with a
/// number, "Lake Gazette, 4 May".
fn leads_in(blocks: &[Block]) -> bool {
    let Some((line, behind)) = blocks.split_first() else {
        return false;
    };
    let text = line.text();
    is_lone_line(line)
        && text.starts_with(char::is_alphabetic)
        && words(text).any(|word| is_number(&text[word]))
        && behind
            .iter()
            .find(|block| !block.is_interruption())
            .is_some_and(|next| {
                next.kind == BlockKind::Prose && next.text().starts_with(['«', '“', '„', '"'])
            })
}

fn is_attribution(block: &Block, library: &Library) -> bool {
    let text = block.text();
    if !block.lines.is_empty() || text.len() > 240 {
        return false;
    }
    let dash = text.starts_with(['—', '–']) || text.starts_with("--");
    let bracket = text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    let led = || {
        library.all().any(|(_, tables)| {
            let mut words = tables.attribution_words.iter();
            words.any(|word| begins_with(text, word))
        })
    };
    if !(dash || bracket || led()) {
        return false;
    }
    let all: Vec<&str> = words(text).map(|range| &text[range]).collect();
    if all.len() > LONGEST_ATTRIBUTION {
        return false;
    }
    // What is said in a dialogue begins with a dash, too, and is a sentence; "1927 г." is none.
    let last = all.last().copied().unwrap_or_default();
    let sentence = text.ends_with(['.', '!', '?', '…', ',', ';', ':'])
        && !is_number(last)
        && last.chars().nth(1).is_some();
    let year = |word: &&str| word.len() == 4 && is_number(word);
    if !sentence && all.iter().any(year) {
        return true;
    }
    // A name.
    let capital = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
    dash && !sentence && all.len() > 1 && 2 * all.iter().filter(capital).count() > all.len()
}

/// Whether a text begins with a word, in whatever case, and goes on behind it.
fn begins_with(text: &str, word: &str) -> bool {
    let head: String = text.chars().take(word.chars().count()).collect();
    let behind = text[head.len()..].chars().next();
    head.to_lowercase() == word && behind.is_some_and(|c| c == ' ' || c == ':')
}

/// A heading that says that what follows is a translation: "Balcony (my translation)".
fn translation_heading(text: &str, library: &Library) -> Option<Lang> {
    let lower = text.to_lowercase();
    let found: Vec<&str> = words(&lower).map(|range| &lower[range]).collect();
    // "A Translator's Note" is none.
    if found.len() > LONGEST_CUE || found.iter().any(|w| matches!(*w, "note" | "notes")) {
        return None;
    }
    library.all().find_map(|(lang, tables)| {
        tables
            .translation_words
            .iter()
            .any(|word| found.contains(&word.as_str()))
            .then_some(lang)
    })
}

/// A heading without what stands round its words, in lower case.
fn bare_heading(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '*'))
        .to_lowercase()
}

fn is_bibliography_heading(text: &str, library: &Library) -> bool {
    let bare = bare_heading(text);
    library
        .all()
        .any(|(_, tables)| tables.bibliography_headings.contains(&bare))
}

/// A single short line without the punctuation of a sentence: a heading that nobody marked.
pub fn is_lone_line(block: &Block) -> bool {
    let text = block
        .text()
        .trim_end_matches(['»', '"', '”', '’', ')', ']', ' ']);
    block.lines.is_empty()
        && !text.ends_with(['.', '!', '?', '…', ':', ';', ','])
        && text.len() < 200
        && words(text).count() <= LONGEST_HEAD
}

/// A short line that stands, with notes and page numbers, inside a sentence is the printer's too.
fn page_breaks(blocks: &mut [Block]) {
    let mut last_text: Option<usize> = None;
    for i in 0..blocks.len() {
        if !is_text(&blocks[i]) {
            continue;
        }
        if let Some(before) = last_text
            && (2..=MOST_BETWEEN).contains(&(i - before))
            && blocks[before + 1..i].iter().any(Block::is_interruption)
            && continues(blocks[before].text(), blocks[i].text(), false).is_some()
        {
            for block in &mut blocks[before + 1..i] {
                if block.kind == BlockKind::Prose {
                    block.kind = BlockKind::Furniture;
                }
            }
        }
        last_text = Some(i);
    }
}

/// Whether a block is running text, not a short line of unclear kind.
fn is_text(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Prose | BlockKind::Item) && !is_lone_line(block)
}

/// Short lines that come back every page are the printer's.
fn running_heads(blocks: &mut [Block]) {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, block) in blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Prose | BlockKind::Heading(_)) && is_lone_line(block) {
            let key: String = block
                .text()
                .chars()
                .filter(|c| c.is_alphabetic())
                .flat_map(char::to_lowercase)
                .collect();
            if key.chars().count() >= 3 {
                places.entry(key).or_default().push(i);
            }
        }
    }
    for at in places.values() {
        let (Some(first), Some(last)) = (at.first(), at.last()) else {
            continue;
        };
        if at.len() >= HEAD_REPEATS && (last - first) / (at.len() - 1) >= HEAD_DISTANCE {
            for &i in at {
                blocks[i].kind = BlockKind::Furniture;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_whole_lines() {
        let library = Library::default();
        for line in [
            "Translated:",
            "**Translation:**",
            "English translation:",
            "(English translation)",
            "In the English edition:",
            "In English translation, by the same hand:",
        ] {
            assert_eq!(cue(line, &library), Some(Lang::EN), "{line}");
        }
        assert_eq!(cue("Перевод:", &library), Some(Lang::RU));
        assert_eq!(cue("In the French edition:", &library), Some(Lang::FR));
        for line in [
            "English",
            "Translated from the Russian by a friend of the author.",
            "The translation was lost: nobody knows how.",
            "In English one would say so",
        ] {
            assert_eq!(cue(line, &library), None, "{line}");
        }
    }

    #[test]
    fn a_cue_may_head_its_paragraph() {
        let library = Library::default();
        let text = "Translated: The train came.";
        assert_eq!(
            leading_cue(text, &library),
            Some((Lang::EN, text.len() - "The train came.".len()))
        );
        assert_eq!(
            leading_cue("He translated: the train came.", &library),
            None
        );
    }

    #[test]
    fn a_line_that_says_where_a_text_is_from_is_no_text() {
        let kind = |line: &str| {
            let text =
                format!("Лёд на озере становится не сразу, и ходят по нему долго.\n\n{line}\n");
            let identifier = crate::lang::Identifier::new(Lang::EN, &[Lang::RU]);
            let blocks = super::super::parse(&text, &identifier, crate::text::Repairs::default());
            blocks[1].kind.clone()
        };
        for line in [
            "— Озёрная газета, 2 ноября 1907 г.",
            "(Lake Gazette, 1907)",
            "— A. P. Vetrov",
            "Source: Lake Gazette, 2 November 1907",
            "Из: Озёрная газета, 1907",
        ] {
            assert_eq!(kind(line), BlockKind::Attribution, "{line}");
        }
        for line in [
            "— Я приехал сюда в 1907 году.",
            "— Да, сказал он",
            "From there he went on",
        ] {
            assert_eq!(kind(line), BlockKind::Prose, "{line}");
        }
    }

    #[test]
    fn page_numbers_are_not_years_in_a_sentence() {
        let library = Library::default();
        for line in ["38", "— 38 —", "[Pg 117]", "p. 12", "xii"] {
            assert!(is_page_number(line, &library), "{line}");
        }
        for line in ["1921 was cold", "A K 3", "No. 12 b", "civil"] {
            assert!(!is_page_number(line, &library), "{line}");
        }
    }

    #[test]
    fn a_line_shows_its_form() {
        assert_eq!(LineForm::of("## The Ferry"), (LineForm::Heading(2), 2));
        assert_eq!(LineForm::of("¹ A note."), (LineForm::Note("1".into()), 0));
        assert_eq!(
            LineForm::of("^{12 A note."),
            (LineForm::Note("12".into()), 0)
        );
        assert_eq!(LineForm::of("- 1. A point"), (LineForm::Item, 2));
        assert_eq!(LineForm::of("- ² A note"), (LineForm::Note("2".into()), 2));
        assert_eq!(LineForm::of("— Yes, he said."), (LineForm::Text, 0));
        assert_eq!(LineForm::of("1921 was cold."), (LineForm::Text, 0));
    }
}
