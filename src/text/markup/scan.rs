//! The scan: one pass over the bytes of a text.
//!
//! Every look ahead is bounded by a constant, ends where the next one could begin, or is remembered: that
//! keeps the scan linear, whatever the text.

use super::brackets::BracketPairs;
use super::code::{Backticks, ends_paragraph, fenced_code_end};
use super::html::is_element;
use super::token::{HtmlTag, Markup, MarkupKind};
use crate::text::span::Span;

/// Longest link with its text, in bytes. In a longer one, a bracket is a stray one.
const LONGEST_LINK: usize = 600;
/// Longest image with its caption, in bytes.
const LONGEST_IMAGE: usize = 4000;
/// Longest attributes in braces, in bytes.
const LONGEST_ATTRIBUTES: usize = 1000;
/// Longest superscript, in bytes.
const LONGEST_SUPERSCRIPT: usize = 60;
/// Most emphasis that is open at once. What is still open when there is more is none.
const MOST_OPEN: usize = 16;
/// Fewest colons of a line that begins or ends a division.
const LEAST_COLONS: usize = 3;

impl Markup {
    /// Scans a text.
    pub fn of(text: &str) -> Self {
        let mut scanner = Scanner {
            text,
            found: Vec::new(),
            lone_stars: Vec::new(),
            emphasis: Vec::new(),
            left_open: false,
            brackets: Vec::new(),
            link_target: None,
            superscript_end: 0,
            code_end: 0,
            fenced_code_end: 0,
            backticks: Backticks::default(),
            pairs: BracketPairs::default(),
            comment_end: NextPlace::of("-->"),
            brace: NextPlace::of("}"),
        };
        scanner.scan();
        Markup::new(scanner.found, scanner.lone_stars)
    }
}

struct Scanner<'a> {
    text: &'a str,
    found: Vec<(Span, MarkupKind)>,
    lone_stars: Vec<usize>,
    /// Emphasis that is open in this paragraph: its delimiter and place.
    emphasis: Vec<(&'a str, usize)>,
    /// Whether emphasis with stars was left open in a paragraph above: the next stars may be its end.
    left_open: bool,
    /// Where the text in each bracket that is open in this paragraph begins.
    brackets: Vec<usize>,
    /// Where the target of the last link is.
    link_target: Option<Span>,
    /// No emphasis and no link begins before this place: it is in a superscript.
    superscript_end: usize,
    /// Where the last code ends.
    code_end: usize,
    /// Where the last block of code ends.
    fenced_code_end: usize,
    backticks: Backticks,
    pairs: BracketPairs,
    comment_end: NextPlace,
    brace: NextPlace,
}

impl<'a> Scanner<'a> {
    fn scan(&mut self) {
        let bytes = self.text.as_bytes();
        self.line(0);
        let mut at = 0;
        while at < bytes.len() {
            at = match bytes[at] {
                b'\n' => {
                    self.line(at + 1);
                    at + 1
                }
                b'<' => self.tag(at),
                b'`' => self.backticks(at),
                b'[' => self.bracket(at),
                b']' => self.closing_bracket(at),
                b'*' | b'_' if at >= self.superscript_end => self.emphasis(at),
                b'\\' if at >= self.superscript_end => self.escape(at),
                b'!' if at >= self.superscript_end => self.image(at),
                _ => at + 1,
            };
        }
    }

    fn push(&mut self, start: usize, end: usize, kind: MarkupKind) {
        self.found.push((Span::new(start, end), kind));
    }

    /// Reads the beginning of the line at `at`: a blank line, a fence, a division.
    fn line(&mut self, at: usize) {
        let rest = &self.text[at..];
        match rest.chars().find(|&c| c == '\n' || !c.is_whitespace()) {
            None | Some('\n') => self.end_paragraph(),
            _ if at < self.code_end => {}
            Some('`' | '~') => self.fence(at),
            Some(':') if rest.starts_with(':') => self.division(at),
            _ => {}
        }
        if at == self.fenced_code_end {
            self.end_paragraph();
        }
    }

    fn end_paragraph(&mut self) {
        let mut open = self.emphasis.drain(..);
        self.left_open |= open.any(|(delimiter, _)| delimiter.starts_with('*'));
        drop(open);
        self.brackets.clear();
    }

    fn fence(&mut self, at: usize) {
        if let Some(end) = fenced_code_end(self.text, at) {
            self.end_paragraph();
            self.push(at, end, MarkupKind::Code);
            self.code_end = end;
            self.fenced_code_end = end;
        }
    }

    fn division(&mut self, at: usize) {
        let line = self.text[at..].lines().next().unwrap_or_default();
        let attributes = line.trim_start_matches(':');
        let colons = line.len() - attributes.len();
        if colons >= LEAST_COLONS {
            let end = at + line.len();
            let begins = !attributes.trim().is_empty();
            let attributes = begins.then(|| Span::new(at + colons, end));
            self.push(at, end, MarkupKind::Division { attributes });
        }
    }

    /// Backticks begin code if as many end it in the same paragraph.
    fn backticks(&mut self, at: usize) -> usize {
        let rest = self.text[at..].bytes();
        let length = rest.take_while(|&b| b == b'`').count();
        if at >= self.code_end
            && let Some(end) = self.backticks.code_end(self.text, at, length)
        {
            self.push(at, end, MarkupKind::Code);
            self.code_end = end;
        }
        at + length
    }

    /// The end of the code that `at` is in, or else of the text: what begins in code ends there.
    fn limit(&self, at: usize) -> usize {
        match at < self.code_end {
            true => self.code_end,
            false => self.text.len(),
        }
    }

    /// A comment, which may hold anything, paragraphs too. `<!-->` is a whole one (CommonMark, section 6.6).
    fn comment(&mut self, at: usize) -> usize {
        let dashes = at + "<!".len();
        let end = self.comment_end.from(self.text, dashes);
        match end.map(|end| end + "-->".len()) {
            Some(end) if end <= self.limit(at) => {
                self.push(at, end, MarkupKind::Comment);
                end
            }
            _ => at + 1,
        }
    }

    fn tag(&mut self, at: usize) -> usize {
        let rest = &self.text[at..self.limit(at)];
        if rest.starts_with("<!--") {
            return self.comment(at);
        }
        let bare = rest[1..].trim_start_matches('/');
        let name_start = rest.len() - bare.len();
        let is_name = |b: &u8| b.is_ascii_alphanumeric();
        let name_end = name_start + bare.bytes().take_while(is_name).count();
        if name_end == name_start {
            return at + 1;
        }
        let Some(length) = tag_length(rest, name_end) else {
            return at + 1;
        };
        let tag = HtmlTag {
            name: Span::new(at + name_start, at + name_end),
            attributes: Span::new(at + name_end, at + length - 1),
            closes: name_start > 1,
            is_html: is_element(&rest[name_start..name_end]),
        };
        let end = at + length;
        self.push(at, end, MarkupKind::Tag(tag));
        if rest[..length].eq_ignore_ascii_case("<sup>") {
            // A star in it is a footnote's.
            self.superscript_end = self.plain_superscript_end(end);
        }
        match tag.is_html {
            true => end,
            // An editor's brackets, in which there may be markup.
            false => at + 1,
        }
    }

    /// Where the plain text at the beginning of a superscript ends; `from` itself if it is too long.
    fn plain_superscript_end(&self, from: usize) -> usize {
        let rest = &self.text.as_bytes()[from..];
        let near = rest.iter().take(LONGEST_SUPERSCRIPT).enumerate();
        for (i, &byte) in near {
            match byte {
                b'<' => return from + i,
                b'\n' if ends_paragraph(self.text, from + i) => break,
                _ => {}
            }
        }
        from
    }

    /// `*`, `**`, `_` and `__` in pairs around words of one paragraph (CommonMark, section 6.2, simplified: a
    /// delimiter touches a word on its inner side and none on its outer).
    fn emphasis(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let byte = rest.as_bytes()[0];
        let length = rest.bytes().take_while(|&b| b == byte).count();
        if length > 3 {
            return at + length;
        }
        let delimiter = &rest[..length];
        let end = at + length;
        let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let punctuation = |c: Option<char>| word(c) && !letter(c);
        let (before, after) = (self.before(at), self.text[end..].chars().next());
        let closes = word(before) && (byte == b'*' || !letter(after));
        let opens = word(after)
            && (byte == b'*' || !letter(before))
            // A left-flanking run, there; elsewhere too much is in doubt.
            && !(letter(before) && punctuation(after));
        if closes && let Some(i) = self.emphasis.iter().rposition(|(d, _)| *d == delimiter) {
            let (_, start) = self.emphasis[i];
            self.emphasis.truncate(i);
            let slants = length == 1;
            self.push(start, start + length, MarkupKind::Emphasis { slants });
            self.push(at, end, MarkupKind::Emphasis { slants });
        } else if opens {
            if self.emphasis.len() == MOST_OPEN {
                self.emphasis.remove(0);
            }
            self.emphasis.push((delimiter, at));
        } else if byte == b'*' && word(before) && !std::mem::take(&mut self.left_open) {
            self.lone_stars.push(at);
        }
        end
    }

    fn escape(&mut self, at: usize) -> usize {
        if self.text[at + 1..].starts_with('*')
            && self
                .before(at)
                .is_some_and(|c| !c.is_whitespace() && c != '*')
        {
            self.lone_stars.push(at);
        }
        match self.text.as_bytes().get(at + 1) {
            Some(b'[' | b']' | b'*' | b'_' | b'#' | b'>' | b'-' | b'.' | b'|' | b'^' | b'`') => {
                self.push(at, at + 1, MarkupKind::Escape);
                at + 2
            }
            _ => at + 1,
        }
    }

    /// A bracket: a footnote's label, or the text of a link or of what has attributes.
    fn bracket(&mut self, at: usize) -> usize {
        if let Some(label) = note_label(&self.text[at..]) {
            return self.note(at, label.len());
        }
        if at < self.superscript_end {
            return at + 1;
        }
        match self.link_target(at) {
            Some(target) => {
                self.push(at, at + 1, MarkupKind::LinkStart);
                self.push(target.start, target.end, MarkupKind::LinkTarget);
                self.link_target = Some(target);
            }
            None if at >= self.code_end => self.brackets.push(at + 1),
            None => {}
        }
        at + 1
    }

    fn note(&mut self, at: usize, length: usize) -> usize {
        let start = at + "[^".len();
        let label = Span::new(start, start + length);
        let end = label.end + "]".len();
        let defines = self.text[end..].starts_with(':') && self.begins_content(at);
        let end = end + usize::from(defines);
        self.push(at, end, MarkupKind::NoteLabel { label, defines });
        end
    }

    /// Whether nothing but the marks of quotations and items is before `at` in its line.
    fn begins_content(&self, at: usize) -> bool {
        let is_mark = |c: char| c != '\n' && (c.is_whitespace() || ">-*+•".contains(c));
        let before = self.text[..at].trim_end_matches(is_mark);
        before.is_empty() || before.ends_with('\n')
    }

    /// `](target)` of the link whose text begins after `at`. There is no bracket in the text of a link:
    /// where another one opens, this one does not begin a link.
    fn link_target(&self, at: usize) -> Option<Span> {
        let bytes = self.text.as_bytes();
        let most = bytes.len().min(at + LONGEST_LINK);
        let mut target = None;
        for (i, byte) in (at + 1..most).zip(&bytes[at + 1..most]) {
            match (byte, target) {
                (b'[', None) => return None,
                (b']', None) if bytes.get(i + 1) == Some(&b'(') => target = Some(i),
                (b')', Some(start)) => return Some(Span::new(start, i + 1)),
                (b'\n', _) if ends_paragraph(self.text, i) => return None,
                _ => {}
            }
        }
        None
    }

    fn closing_bracket(&mut self, at: usize) -> usize {
        if let Some(target) = self.link_target.filter(|target| target.start == at) {
            return target.end;
        }
        if at >= self.code_end
            && let Some(start) = self.brackets.pop()
            && self.text[at + 1..].starts_with('{')
            && let Some(end) = self.brace.from(self.text, at)
            && end - at <= LONGEST_ATTRIBUTES
        {
            let attributes = Span::new(at + "]{".len(), end);
            let text = Span::new(start, at);
            self.push(at, end + 1, MarkupKind::Attributes { text, attributes });
        }
        at + 1
    }

    /// `![caption](target)`; there may be links in the caption.
    fn image(&mut self, at: usize) -> usize {
        match self.image_end(at) {
            Some(end) => {
                self.push(at, end, MarkupKind::Image);
                end
            }
            None => at + 1,
        }
    }

    fn image_end(&mut self, at: usize) -> Option<usize> {
        if !self.text[at + 1..].starts_with('[') {
            return None;
        }
        let caption = self.pairs.closing(self.text, at + 1)?;
        if !self.text[caption + 1..].starts_with('(') {
            return None;
        }
        let end = self.pairs.closing(self.text, caption + 1)? + 1;
        (end - at <= LONGEST_IMAGE).then_some(end)
    }

    /// The character before a place.
    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }
}

/// The label of a footnote that a text begins with, as Pandoc has it: `[^1]`, `[^balcony]`. There are no
/// spaces and no brackets in it.
pub(crate) fn note_label(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("[^")?;
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '^'))?;
    let label = &rest[..end];
    (!label.is_empty() && rest[end..].starts_with(']')).then_some(label)
}

/// The length of the tag that a text begins with, whose name ends at `from`: to the next `>` in the
/// paragraph, if there is no `<` before it.
fn tag_length(text: &str, from: usize) -> Option<usize> {
    let end = from + text[from..].find(['<', '>'])?;
    let is_whole = text[end..].starts_with('>')
        && !text[from..end]
            .match_indices('\n')
            .any(|(i, _)| ends_paragraph(text, from + i));
    is_whole.then_some(end + 1)
}

/// The next place of a text that has some signs. What was found once is not looked for again.
struct NextPlace {
    signs: &'static str,
    /// From where on was looked, and what was found.
    known: Option<(usize, Option<usize>)>,
}

impl NextPlace {
    fn of(signs: &'static str) -> Self {
        Self { signs, known: None }
    }

    /// The first place from `at` on that has the signs.
    fn from(&mut self, text: &str, at: usize) -> Option<usize> {
        if let Some((from, found)) = self.known
            && from <= at
            && found.is_none_or(|found| found >= at)
        {
            return found;
        }
        let found = text[at..].find(self.signs).map(|i| at + i);
        self.known = Some((at, found));
        found
    }
}
