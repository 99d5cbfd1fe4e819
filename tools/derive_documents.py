#!/usr/bin/env python3
"""Derive documents with gold standards from aligned texts, in many layouts. Standard library only.

    tools/derive_documents.py SHARED OUT [--check]

SHARED has the aligned texts (align/) and the book (eval/) whose commentary is used. OUT/dev is made from the texts for
tuning, OUT/held from those held out: NAME.md or NAME.txt with NAME.EXTENSION.gold.json, as SHARED/eval/score.py reads
it. The same input gives the same bytes. --check scores every gold standard as if it were a program's output: all
measures must be 1. The documents quote the shared texts, so keep them outside the repository.

tools/derived/: styled (text that knows its gold spans), works (the quoted texts), document (a document in the making),
layouts and troubles (one function per layout), book (the shared book itself, edited).
"""
import argparse, json, subprocess, sys, tempfile
from pathlib import Path

from derived.book import EDITIONS
from derived.document import Document
from derived.layouts import LAYOUTS
from derived.troubles import TROUBLES
from derived.works import commentary, read_work, triples

TEXTS = {"dev": {"fr": ["JaneEyre-enfr", "AlicesAdventuresInWonderland-enfr"], "ru": ["alice_in_wonderland-enru"]},
         "held": {"fr": ["LesTravailleursDeLaMer-enfr", "VingtMilleLieuesSousLesMers-enfr"],
                  "ru": ["discours_de_la_methode-enru", "nos-enru"]}}
ALICE = ["alice_in_wonderland-enru", "AlicesAdventuresInWonderland-enfr"]
# Only Alice exists in both languages: the last part of its triples is held out.
HELD_TRIPLES = .3
PLAIN_TEXT = {"f_columns": 96, "t_wrapped": 72}
ONE_LANGUAGE = {"c_third": "ru", "c_third_bare": "fr", "t_lookalikes": "ru"}


def documents(shared):
    """(set, document) for all layouts and languages."""
    prose = commentary(shared / "eval/book.md", shared / "eval/book.gold.json")
    works = {name: read_work(shared / "align" / name) for texts in TEXTS.values() for names in texts.values()
             for name in names}
    threes = split_triples(works)
    for part, texts in TEXTS.items():
        for name, layout in {**LAYOUTS, **TROUBLES}.items():
            for lang in [ONE_LANGUAGE[name]] if name in ONE_LANGUAGE else ["fr", "ru"]:
                document = Document(f"{name}-{lang}", lang, part, [works[w] for w in texts[lang]], prose,
                                    threes[part], PLAIN_TEXT.get(name))
                layout(document)
                yield part, document


def split_triples(works):
    """The triples of Alice for each set; other documents must not use the beads of the held part."""
    whole = triples(*(works[name] for name in ALICE))
    cut = int(len(whole) * (1 - HELD_TRIPLES))
    for name, original in zip(ALICE, (0, 1)):
        first = whole[cut:][next(i for i, t in enumerate(whole[cut:]) if t)][original]
        works[name].beads = until(works[name].beads, first)
    return {"dev": whole[:cut], "held": whole[cut:]}


def until(beads, original):
    """The beads before the one that the text begins with."""
    end = next(i for i, bead in enumerate(beads) if bead and original.startswith(bead.original))
    return beads[:end]


def write(folder, name, data, gold):
    folder.mkdir(parents=True, exist_ok=True)
    verify(data, gold)
    (folder / name).write_bytes(data)
    (folder / (name + ".gold.json")).write_text(json.dumps(gold, ensure_ascii=False))


def verify(data, gold):
    """Checks that all spans are text between character boundaries, and that all quotes exist."""
    spans = list(gold["optional"])
    for quote in gold["quotes"]:
        assert quote["source"], quote["id"]
        spans += quote["source"] + quote["target"] + [span for bead in quote["beads"] for side in bead for span in side]
    for start, end in spans:
        assert 0 <= start < end <= len(data) and data[start:end].decode().strip(), (start, end)


def editions(shared, out):
    """The book itself, edited. Its own quotes are for tuning only."""
    data = (shared / "eval/book.md").read_bytes()
    gold = json.loads((shared / "eval/book.gold.json").read_text())
    for name, edit in EDITIONS.items():
        pieces = edit(data, gold)
        write(out / "dev", name + ".md", bytes(pieces.out), pieces.gold(gold))


def check(shared, out):
    """Scores each gold standard as output; names those with a measure below 1."""
    wrong = []
    for path in sorted(out.glob("*/*.gold.json")):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as answer:
            answer.writelines(json.dumps(line) + "\n" for line in as_output(json.loads(path.read_text())))
            answer.flush()
            measured = json.loads(subprocess.run(
                [sys.executable, shared / "eval/score.py", path, str(path).removesuffix(".gold.json"), answer.name,
                 "--json"], check=True, capture_output=True, text=True).stdout)
        figures = [value[2] if isinstance(value, list) else value for value in list(measured.values())[:7]]
        if min(figures) < 1:
            wrong.append(f"{path}: {figures}")
    print("\n".join(wrong) if wrong else "all gold standards score 1")
    return not wrong


def as_output(gold):
    """The lines of JSON that a perfect program would write."""
    for quote in gold["quotes"]:
        for source, target in quote.get("beads") or [[quote["source"], []]]:
            yield {"quote": quote["id"], "source": {"lang": quote["lang"], "spans": source},
                   "target": {"spans": target} if target else None}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--check", action="store_true", help="score each gold standard as if it were output")
    options = arguments.parse_args()
    for part, document in documents(options.shared):
        write(options.out / part, document.file, document.bytes(), document.gold())
    editions(options.shared, options.out)
    if options.check and not check(options.shared, options.out):
        sys.exit(1)


if __name__ == "__main__":
    main()
