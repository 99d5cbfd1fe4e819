"""A document in the making: its commentary, its quotes, its blocks, and its gold standard."""
import random

from .styled import OPTIONAL, SOURCE, TARGET, Writer, concat, joined, plain, wrapped

HEADINGS = ["The Question Restated", "What the Witnesses Say", "Further Evidence", "The Second Account", "Conclusions",
            "An Objection", "The Sources Compared", "How the Story Grew"]
FAR = 15  # beads between an original and English of the same work that cannot be its translation


class Quote:
    """An original in beads, and whether the document has its translation."""

    def __init__(self, number, lang, beads, rng, translated=True):
        self.number, self.lang, self.beads, self.translated = number, lang, beads, translated
        self.silent = set()  # beads that the translation leaves out
        self.breaks = {i for i in range(3, len(beads) - 1) if rng.random() < .2}

    def sentence(self, side, index):
        return [(self.beads[index][0 if side == SOURCE else 1], ((self.number, side, index),))]

    def paragraphs(self, side):
        out = [[]]
        for index in range(len(self.beads)):
            if index in self.breaks:
                out.append([])
            if side == SOURCE or index not in self.silent:
                out[-1].append(self.sentence(side, index))
        return [joined(sentences, " ") for sentences in out if sentences]

    def whole(self, side):
        return joined(self.paragraphs(side), " ")


class Document:
    """A document that a layout fills. With a width it is plain text, with paragraphs of that many columns."""

    def __init__(self, name, lang, part, works, prose, triples, width=None):
        self.name, self.lang, self.works, self.triples, self.width = name, lang, works, triples, width
        self.file = name + (".txt" if width else ".md")
        self.rng = random.Random(f"{part} {name}")
        self.page = self.rng.randint(20, 200)
        self.prose = self.rng.sample(prose, len(prose))
        self.headings = self.rng.sample(HEADINGS, len(HEADINGS))
        self.writer, self.quotes, self.used, self.blocks = Writer(), [], set(), 0
        self.dress = lambda text: text  # changes the words of quotes

    # Blocks

    def block(self, *parts):
        """A paragraph, or other text between blank lines."""
        self.lines(wrapped(concat(*parts), self.width) if self.width else [concat(*parts)])

    def lines(self, lines):
        """A block of lines."""
        self.writer.add(plain("\n\n" if self.blocks else "") + joined(lines, "\n"))
        self.blocks += 1

    def heading(self, text=None):
        text = text or self.headings.pop()
        self.block(("" if self.width else "## ") + text)

    def comment(self, low=1, high=4, leads=True):
        """Paragraphs of commentary; the last one may lead up to a quote, with a colon."""
        count = self.rng.randint(low, high)
        for index in range(count):
            self.block(self.paragraph(leads and index == count - 1))

    def paragraph(self, lead=False):
        lead = lead and self.rng.random() < .6
        chosen = next((text for text in self.prose if text.endswith(":") == lead), self.prose[0])
        self.prose.remove(chosen)
        return chosen

    def close(self):
        self.comment(leads=False)

    def next_page(self):
        self.page += 1
        return self.page

    # Quotes

    def draw(self, low=2, high=12, budget=1300):
        """Unused beads of a passage."""
        options = [(work, run) for work in self.works for run in work.runs(low, high, budget)
                   if not self.used & {(work.name, i) for i in range(*run)}]
        sizes = sorted({run[1] - run[0] for _, run in options})
        size = self.rng.choice(sizes)
        work, run = self.rng.choice([option for option in options if option[1][1] - option[1][0] == size])
        self.used |= {(work.name, i) for i in range(*run)}
        self.last = work, run
        return work.beads[run[0]:run[1]]

    def draw_short(self, count, least=3, without=""):
        """Short beads of one work in order, as near one another as possible: lines of verse, phrases."""
        work = self.rng.choice(self.works)
        for longest in (60, 80, 100, 130, 170, 250):
            found = [i for i, bead in enumerate(work.beads) if bead and (work.name, i) not in self.used
                     and max(map(len, bead)) <= longest and min(len(side.split()) for side in bead) >= least
                     and not set(without) & set("".join(bead))]
            if len(found) >= 2 * count:
                break
        first = self.rng.randrange(len(found) - count + 1)
        chosen = found[first:first + count]
        self.used |= {(work.name, i) for i in chosen}
        return [work.beads[i] for i in chosen]

    def draw_triples(self):
        """Two to four triples in a row."""
        count = self.rng.randint(2, 4)
        free = [i for i in range(len(self.triples) - count) if all(
            self.triples[k] and ("triple", k) not in self.used and len(self.triples[k][0]) < 500
            for k in range(i, i + count))]
        first = self.rng.choice(free)
        self.used |= {("triple", k) for k in range(first, first + count)}
        return self.triples[first:first + count]

    def quote(self, beads, translated=True, lang=None):
        quote = Quote(len(self.quotes), lang or self.lang, beads, self.rng, translated)
        self.quotes.append(quote)
        return quote

    def same_subject(self):
        """English of the last passage's work that is not its translation, as if the author told the story."""
        work, run = self.last
        for first in self.rng.sample(range(len(work.beads) - 4), len(work.beads) - 4):
            part = range(first, first + 4)
            apart = first >= run[1] + FAR or first + 4 <= run[0] - FAR
            if apart and all(work.beads[i] for i in part) and not self.used & {(work.name, i) for i in part}:
                self.used |= {(work.name, i) for i in part}
                return self.block(" ".join(work.beads[i].english for i in part))

    def paragraphs(self, quote, side):
        return [self.dress(text) for text in quote.paragraphs(side)]

    def side(self, quote, side, opening="", closing="", first="", last=""):
        """The paragraphs of a quote's side: each between `opening` and `closing`, all between `first` and `last`."""
        texts = self.paragraphs(quote, side)
        for index, text in enumerate(texts):
            self.block(opening, first if index == 0 else "", text, last if index == len(texts) - 1 else "", closing)

    # Gold

    def gold(self):
        return {"quotes": [self.gold_quote(quote) for quote in self.quotes],
                "optional": self.writer.trimmed(OPTIONAL)}

    def gold_quote(self, quote):
        spans = lambda side, bead: self.writer.trimmed((quote.number, side, bead))
        beads = [[spans(SOURCE, i), spans(TARGET, i)] for i in range(len(quote.beads))]
        source, target = (self.writer.merged([s for bead in beads for s in bead[k]]) for k in (0, 1))
        return {"id": f"q{quote.number + 1:02d}", "lang": quote.lang, "source": source, "target": target,
                "beads": beads}

    def bytes(self):
        return bytes(self.writer.bytes) + b"\n"

