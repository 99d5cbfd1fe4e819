#!/usr/bin/env python3
"""Learn which word stems translate into which English ones from aligned texts. Standard library only.

    word_pairs.py ru=DIR[,DIR...] fr=DIR[,...] -o src/lang/tables

A DIR has src.txt and tgt.txt, one segment per line, English on one side, and gold.path with their beads (as
`[3, 4]:[5]`). For every language: LANG.pairs, one pair of stems per line (stem, English stem, tenths of the
probability). IBM model 1 (Brown et al. 1993, section 4.1) in both directions; a pair is kept if both directions
find it likely, it occurs in several beads, and its English word is not a name. A stem is a word's first five letters.
"""
import argparse, ast, math, re, sys
from collections import Counter, defaultdict
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+", re.U)
STEM, LEAST_BEADS, LEAST_TEXTS, LEAST_PRODUCT, ROUNDS, KEPT = 5, 3, 1, 0.045, 8, 1800


def stems(text):
    return [w.lower()[:STEM] for w in WORD.findall(text) if len(w) > 2]


def names(texts):
    """Stems that are usually capitalised inside sentences."""
    capital, total = Counter(), Counter()
    for text in texts:
        for w in re.findall(r"(?<=[a-zа-яёé,;] )[^\W\d_]+", text):
            total[w.lower()[:STEM]] += 1
            capital[w.lower()[:STEM]] += w[0].isupper()
    return {s for s in total if 2 * capital[s] > total[s]}


def beads(folder, english_first):
    source, target = ((folder / f).read_text(encoding="utf-8").splitlines() for f in ("src.txt", "tgt.txt"))
    for line in (folder / "gold.path").read_text().splitlines():
        if not line.strip():
            continue
        s, t = (ast.literal_eval(x) for x in line.split(":")[:2])
        if s and t and len(s) + len(t) <= 4:
            pair = " ".join(source[i] for i in s), " ".join(target[i] for i in t)
            yield pair if english_first else pair[::-1]


def model1(pairs):
    """t[f][e]: probability that e is translated as f."""
    t = defaultdict(lambda: defaultdict(lambda: 1.0))
    for _ in range(ROUNDS):
        counts, totals = defaultdict(lambda: defaultdict(float)), defaultdict(float)
        for es, fs in pairs:
            es = es + ["∅"]
            for f in fs:
                z = sum(t[f][e] for e in es)
                for e in es:
                    c = t[f][e] / z
                    counts[f][e] += c
                    totals[e] += c
        t = defaultdict(lambda: defaultdict(float))
        for f, row in counts.items():
            for e, c in row.items():
                # A word that occurs once or twice proves little.
                t[f][e] = c / (totals[e] + 1.0)
    return t


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", nargs="+", metavar="LANG=DIR[,DIR...]")
    parser.add_argument("-o", "--out", type=Path, required=True)
    args = parser.parse_args()
    for argument in args.language:
        lang, _, folders = argument.partition("=")
        texts = [list(beads(Path(d), True)) for d in folders.split(",")]
        skip = names(e for text in texts for e, _ in text) | names(f for text in texts for _, f in text)
        pairs, together, where = [], Counter(), defaultdict(set)
        for n, text in enumerate(texts):
            for e, f in text:
                es, fs = sorted(set(stems(e)) - skip), sorted(set(stems(f)) - skip)
                pairs.append((es, fs))
                for x in es:
                    for y in fs:
                        together[x, y] += 1
                        where[x, y].add(n)
        forward = model1(pairs)
        backward = model1([(f, e) for e, f in pairs])
        kept = []
        for (e, f), n in together.items():
            p, q = forward[f][e], backward[e][f]
            if n >= LEAST_BEADS and len(where[e, f]) >= LEAST_TEXTS and p * q >= LEAST_PRODUCT:
                kept.append((math.sqrt(p * q) * math.log(1 + n), f, e, math.sqrt(p * q)))
        kept.sort(key=lambda x: (-x[0], x[1], x[2]))
        best = sorted(kept[:KEPT], key=lambda x: (x[1], -x[3], x[2]))
        with open(args.out / f"{lang}.pairs", "w", encoding="utf-8") as out:
            for _, f, e, p in best:
                out.write(f"{f}\t{e}\t{max(1, round(10 * p))}\n")
        print(f"{lang}: {len(best)} of {len(kept)} pairs from {len(pairs)} beads", file=sys.stderr)


if __name__ == "__main__":
    main()
