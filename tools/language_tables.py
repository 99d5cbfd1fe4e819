#!/usr/bin/env python3
"""Make the frequency tables in src/lang/tables from plain text. Standard library only.

    language_tables.py en=FILE[,FILE...] fr=FILE[,...] ... -o src/lang/tables

For every language: LANG.words, the words that are common in it (word, tab, ten times the logarithm to base ten of
its frequency in a thousand million words), and LANG.letters, how likely runs of three letters are (run, tab, minus
ten times the natural logarithm of its probability). A word counts if it occurs in two files or more of its language
(or there is only one file) and is mostly written in lower case, so that the tables contain the language and not the
names of one text. `ru-Latn=FILE` romanises a Russian file first: for the identifier, transliterated Russian is a
separate language, so that it is not taken for English or French.
"""
import argparse, math, re, sys
from collections import Counter
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+", re.U)
ROMAN = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye"))
ROMAN.update({"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "",
              "ю": "iu", "я": "ia"})
KEPT_WORDS, KEPT_RUNS, LEAST_WORD, LEAST_RUN = 1500, 2500, 5, 8


def romanised(text):
    return "".join(ROMAN.get(c, ROMAN.get(c.lower(), c).capitalize()) for c in text)


def tables(texts):
    """(words with their count, letter runs with their count) of one language's texts."""
    lower, anywhere, files, runs = Counter(), Counter(), Counter(), Counter()
    for text in texts:
        seen = set()
        for match in WORD.finditer(text):
            word = match.group()
            anywhere[word.lower()] += 1
            if word.islower():
                lower[word] += 1
                seen.add(word)
        files.update(seen)
    for word, n in lower.items():
        padded = f"^{word}$"
        for i in range(len(padded) - 2):
            runs[padded[i:i + 3]] += n
    need = min(2, len(texts))
    words = {w: n for w, n in anywhere.items() if 2 * lower[w] > n and files[w] >= need and n >= LEAST_WORD}
    return words, sum(anywhere.values()), runs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", nargs="+", metavar="LANG=FILE[,FILE...]")
    parser.add_argument("-o", "--out", type=Path, required=True)
    args = parser.parse_args()
    for argument in args.language:
        lang, _, files = argument.partition("=")
        texts = [Path(f).read_text(encoding="utf-8") for f in files.split(",")]
        if lang.endswith("-Latn"):
            texts = [romanised(t) for t in texts]
        words, total, runs = tables(texts)
        best = sorted(words.items(), key=lambda x: (-x[1], x[0]))[:KEPT_WORDS]
        with open(args.out / f"{lang}.words", "w", encoding="utf-8") as out:
            for word, n in best:
                out.write(f"{word}\t{round(10 * math.log10(n / total * 1e9))}\n")
        common = [x for x in sorted(runs.items(), key=lambda x: (-x[1], x[0]))[:KEPT_RUNS] if x[1] >= LEAST_RUN]
        mass = sum(runs.values())
        with open(args.out / f"{lang}.letters", "w", encoding="utf-8") as out:
            for run, n in common:
                out.write(f"{run}\t{round(-10 * math.log(n / mass))}\n")
        print(f"{lang}: {len(best)} words, {len(common)} letter runs from {total} words", file=sys.stderr)


if __name__ == "__main__":
    main()
