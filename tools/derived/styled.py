"""Text whose parts know what they are in the gold standard, and the writer that turns it into bytes and spans.

A styled text is a list of runs (string, tags). A tag is (quote, side, bead), side being SOURCE or TARGET, or OPTIONAL;
most runs have one tag or none. Offsets are right by construction: a span is where the writer put a run.
"""
import re
from collections import defaultdict

SOURCE, TARGET, OPTIONAL = "source", "target", "optional"


def plain(text):
    return [(text, ())]


def optional(text):
    return [(text, (OPTIONAL,))]


def concat(*parts):
    """One styled text of strings and styled texts."""
    return [run for part in parts for run in (plain(part) if isinstance(part, str) else part)]


def joined(texts, glue):
    """Styled texts joined by a glue; the glue has the tags that both its neighbours have."""
    out = []
    for text in texts:
        if out and text:
            out.append((glue, shared(out[-1][1], text[0][1])))
        out += text
    return out


def shared(left, right):
    return left if left == right else ()


def words(text):
    """The words of a styled text, each a styled text itself: no run ends inside a word."""
    word = []
    for string, tags in text:
        for piece in re.findall(r"\s+|\S+", string):
            if not piece.isspace():
                word.append((piece, tags))
            elif word:
                yield word
                word = []
    if word:
        yield word


def map_words(text, change):
    """The text with each word of its tagged runs replaced by change(word, tags), a styled text."""
    out = []
    for string, tags in text:
        for piece in re.findall(r"\s+|\S+", string):
            out += change(piece, tags) if tags and not piece.isspace() else [(piece, tags)]
    return out


def wrapped(text, width):
    """The lines, each a styled text, of a paragraph set to a width in characters."""
    lines, length = [[]], 0
    for word in words(text):
        size = sum(len(string) for string, _ in word)
        if lines[-1] and length + 1 + size > width:
            lines.append([])
            length = 0
        lines[-1].append(word)
        length += size + 1
    return [joined(line, " ") for line in lines]


def width_of(text):
    return sum(len(string) for string, _ in text)


class Writer:
    """Appends styled texts; keeps the bytes so far and the spans of each tag."""

    def __init__(self):
        self.bytes = bytearray()
        self.spans = defaultdict(list)

    def add(self, text):
        for string, tags in text:
            start = len(self.bytes)
            self.bytes += string.encode()
            for tag in tags:
                self.record(tag, start)

    def record(self, tag, start):
        spans = self.spans[tag]
        if spans and spans[-1][1] == start:
            spans[-1][1] = len(self.bytes)
        else:
            spans.append([start, len(self.bytes)])

    def trimmed(self, tag):
        """The spans of a tag without white space at their ends."""
        out = []
        for start, end in self.spans.get(tag, []):
            text = bytes(self.bytes[start:end])
            start += len(text) - len(text.lstrip())
            end -= len(text) - len(text.rstrip())
            if start < end:
                out.append([start, end])
        return out

    def merged(self, spans):
        """Spans in order; those with nothing but white space within one paragraph between them are one."""
        out = []
        for start, end in sorted(spans):
            gap = bytes(self.bytes[out[-1][1]:start]) if out else b"x"
            if not gap.strip() and gap.count(b"\n") < 2:
                out[-1][1] = max(end, out[-1][1])
            else:
                out.append([start, end])
        return out
