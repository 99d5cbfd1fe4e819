"""The material of documents: aligned works, triples of them, and an author's English prose."""
import ast, functools, json, re
from difflib import SequenceMatcher
from typing import NamedTuple


class Bead(NamedTuple):
    original: str
    english: str


class Work:
    """An aligned text: beads in order, None where a passage cannot run on (one side empty, headings)."""

    def __init__(self, name, beads):
        self.name, self.beads = name, beads

    @functools.cache
    def runs(self, low, high, budget):
        return list(self.passages(low, high, budget))

    def passages(self, low, high, budget):
        """All (first, last + 1) of low to high beads that begin and end as passages do and keep to the budget."""
        for first in range(len(self.beads)):
            size = 0
            for last, bead in enumerate(self.beads[first:first + high], first):
                size += len(bead.original) if bead else budget
                if size > budget or not opens(self.beads[first]):
                    break
                if last + 1 - first >= low and closes(bead):
                    yield first, last + 1


def opens(bead):
    return bead and all(re.match(r"[«“\"'’—–(-]*\s*[^\W\d_]", side) and first_letter(side).isupper() for side in bead)


def first_letter(text):
    return re.search(r"[^\W\d_]", text).group()


def closes(bead):
    return all(re.search(r"[.!?…][»”\"'’)\s]*$", side) for side in bead)


def read_work(folder):
    """A work of shared/align, where English is the first side."""
    english, original = (clean_lines(folder / name) for name in ("src.txt", "tgt.txt"))
    beads, after = [], (0, 0)
    for left, right in read_path(folder / "gold.path"):
        if left and right and (left[0], right[0]) != after:
            beads.append(None)
        beads.append(bead_of([original[i] for i in right], [english[i] for i in left]))
        after = (left[-1] + 1 if left else after[0], right[-1] + 1 if right else after[1])
    return Work(folder.name, without_verse(beads))


def without_verse(beads):
    """The beads without poems: translators of Alice replace them by other poems, which translate nothing."""
    lines = [bool(bead and is_line(bead)) for bead in beads]
    poem = lambda i: sum(lines[max(0, i - 4):i + 5]) >= 4
    return [None if poem(i) else bead for i, bead in enumerate(beads)]


def is_line(bead):
    """Whether both sides are short and one breaks off as lines of verse do."""
    return max(map(len, bead)) < 75 and any(re.search(r"[\w,;—]$", side) for side in bead)


def read_path(path):
    for line in path.read_text().splitlines():
        if line.strip():
            yield tuple(ast.literal_eval(side) for side in line.strip().split(":")[:2])


def clean_lines(path):
    return [clean(line) for line in path.read_text(encoding="utf-8").split("\n")]


def clean(line):
    """A line without the traces of the corpus's tokenizer."""
    line = re.sub(r" ['’] ?(t|s|ll|ve|re|m|d|clock)\b", r"'\1", line.strip())
    line = re.sub(r"_ ([^_]+) _", r"\1", line)
    line = re.sub(r"(^|[\s-])' (?=\w)", r"\1'", line)
    line = re.sub(r"(?<=[.,!?;:]) (['\"])(?=\s|$)", r"\1", line)
    line = re.sub(r"(?<=[.,!?]) ?(['\"]+) ?(?=[^\W\d_])", r"\1 ", line)
    return line.replace("|", "/").replace("_", "")


def bead_of(original, english):
    original, english = " ".join(original), " ".join(english)
    heading = re.search(r"^(chapter|chapitre|глава|part|partie|часть)\b", original + "\n" + english, re.I | re.M)
    if not original or not english or heading or original.isupper() or english.isupper():
        return None
    return Bead(original, english)


def triples(one, other):
    """(original of one, original of other, English of one) between the places where beads of both end.

    The two works have the same English, divided and printed differently: their words are matched."""
    marks = [english_ends(one), english_ends(other)]
    match = SequenceMatcher(None, marks[0][0], marks[1][0])
    there = {a + i: b + i for a, b, size in match.get_matching_blocks() for i in range(size)}
    ends = {word: index for index, word in enumerate(marks[1][1])}
    cuts = [(i, ends[there[word]]) for i, word in enumerate(marks[0][1]) if there.get(word) in ends]
    return [triple(one.beads[a + 1:c + 1], other.beads[b + 1:d + 1]) for (a, b), (c, d) in zip(cuts, cuts[1:])]


def english_ends(work):
    """The English words of a work, and of each bead the index of its last word."""
    found, ends = [], []
    for bead in work.beads:
        found += re.findall(r"[a-z]+", bead.english.lower()) if bead else []
        ends.append(len(found) - 1)
    return found, ends


def triple(ones, others):
    if None in ones or None in others or not ones or not others:
        return None
    return (" ".join(b.original for b in ones), " ".join(b.original for b in others),
            " ".join(b.english for b in ones))


def commentary(book, gold):
    """Paragraphs of the author's own prose, without quotes, translations, notes, lists and bibliography."""
    data, known = book.read_bytes(), json.loads(gold.read_text())
    taken = known["optional"] + [span for quote in known["quotes"] for span in quote["source"] + quote["target"]]
    at, out = 0, []
    for part in data.split(b"\n\n"):
        end = at + len(part)
        if not any(start < end and stop > at for start, stop in taken) and is_prose(part.decode().strip()):
            out.append(" ".join(part.decode().split()))
        at = end + 2
    return out


def is_prose(text):
    if re.search(r"[\u0400-\u04ff¹²³⁰⁴-⁹^|{}\[\]<>§#]|https?:|\.\.\.|ISBN|&|\bpp?\. \d|translated", text, re.I):
        return False
    return 140 <= len(text) <= 1400 and re.match(r"[A-Z][a-z]", text) and text[-1] in ".?:" and text.count(" ") > 20
