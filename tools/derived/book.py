"""The shared book itself, edited: its gold offsets follow the pieces of the new document."""
import re

CUE = re.compile(rb"\n\n[^\n]*(?:Translated|[Tt]ranslation):[^\n]*(?=\n\n)")


class Pieces:
    """A document made of pieces of another and of new text."""

    def __init__(self, data):
        self.data, self.out, self.moved = data, bytearray(), []

    def keep(self, start, end):
        self.moved.append((start, end, len(self.out)))
        self.out += self.data[start:end]

    def insert(self, text):
        self.out += text

    def spans(self, old):
        """The present places of old spans: each is cut where a piece ends, and lost with text that was left out."""
        found = [[max(start, s) - s + at, min(end, e) - s + at] for start, end in old for s, e, at in self.moved
                 if start < e and end > s]
        return sorted(found)

    def gold(self, gold):
        side = lambda spans: self.spans(spans)
        quotes = [{**q, "source": side(q["source"]), "target": side(q["target"]),
                   "beads": [[side(s), side(t)] for s, t in q.get("beads", [])]} for q in gold["quotes"]]
        return {"quotes": quotes, "optional": side(gold["optional"])}


def translated(gold):
    """(start of source, its end, start of target, its end) of the quotes with a translation after the original."""
    found = [(q["source"][0][0], q["source"][-1][1], q["target"][0][0], q["target"][-1][1])
             for q in gold["quotes"] if q["target"]]
    return sorted(item for item in found if item[1] <= item[2])


def without_cues(data, gold):
    pieces, at = Pieces(data), 0
    for _, source_end, target, _ in translated(gold):
        for match in CUE.finditer(data, source_end, target):
            pieces.keep(at, match.start())
            at = match.end()
    pieces.keep(at, len(data))
    return pieces


def translations_first(data, gold):
    pieces, at = Pieces(data), 0
    for source, source_end, target, target_end in translated(gold):
        pieces.keep(at, source)
        pieces.keep(target, target_end)
        middle = source_end
        for match in CUE.finditer(data, source_end, target):
            pieces.keep(middle, match.start())
            middle = match.end()
        pieces.keep(middle, target)
        pieces.keep(source, source_end)
        at = target_end
    pieces.keep(at, len(data))
    return pieces


def block_quotes(data, gold):
    """Turns every paragraph where a source or target begins into a block quote."""
    starts = {data.rfind(b"\n\n", 0, span[0]) + 2 for q in gold["quotes"] for span in q["source"] + q["target"]}
    pieces, at = Pieces(data), 0
    for start in sorted(starts):
        pieces.keep(at, start)
        pieces.insert(b"> ")
        at = start
    pieces.keep(at, len(data))
    return pieces


EDITIONS = {"bk_nocue": without_cues, "bk_before": translations_first, "bk_blockquote": block_quotes}
