#!/usr/bin/env python3
"""Fit the weights of the evidence on aligned texts. Standard library only; run from the repository's root.

    fit_evidence.py [--model MODEL] en-fr=DIR[+DIR...],DIR[+DIR...][,...] en-ru=DIR,DIR[,...]

Without --model, fits the lexical evidence, for src/similarity/lexical.rs. With it, fits the evidence with the encoder's
model in that file (`embedded`: the compiled-in model), for src/similarity/encoded.rs.

Each DIR has src.txt, tgt.txt (one segment per line, English first) and gold.path. Right beads are the gold's. Wrong
beads are the same ones with one side moved by one to ten segments, or to a random place. The pairs of stems must not
know the text that they are judged on. So each text's signals are computed with pairs learned from the others
(tools/word_pairs.py): the program is built again for each text, and the tables are restored at the end. Texts that
translate the same book are not independent: join them with `+`, as in `en-fr=DIR,DIR+DIR`, and they are left out
together. Balanced logistic regression (Newton's method, L2 = 1). Prints a row of weights for each language pair, with
the balanced error on each text, or joined texts, left out.
"""
import ast, math, random, subprocess, sys, tempfile
from pathlib import Path

TABLES = Path("src/lang/tables")
L2, ROUNDS, MOVES = 1.0, 12, list(range(1, 11))
AGAINST = [4, 5, 6, 8, 9, 10]  # of LEXICAL_SIGNALS in src/similarity/lexical.rs


def beads(folder, rng):
    n_target = len((folder / "tgt.txt").read_text(encoding="utf-8").splitlines())
    n_source = len((folder / "src.txt").read_text(encoding="utf-8").splitlines())
    for line in (folder / "gold.path").read_text().splitlines():
        if not line.strip():
            continue
        s, t = (ast.literal_eval(x) for x in line.split(":")[:2])
        if not s or not t or len(s) > 4 or len(t) > 4:
            continue
        yield 1, s[0], s[-1] + 1, t[0], t[-1] + 1
        for k in range(3):
            shift = rng.choice([-1, 1]) * rng.choice(MOVES) if k < 2 else rng.randrange(-n_target, n_target)
            a = t[0] + shift
            b = a + rng.choice([1, 1, 1, 2, len(t)])
            if shift and 0 <= a and b <= n_target:
                yield 0, s[0], s[-1] + 1, a, b


def signals(folder, languages, flip, model):
    rng = random.Random(7)
    source, target = languages.split("-")
    lines = "\n".join(" ".join(map(str, b)) for b in beads(folder, rng))
    files = [str(folder / "src.txt"), str(folder / "tgt.txt"), source, target]
    if flip:
        lines = "\n".join("{0} {3} {4} {1} {2}".format(*line.split()) for line in lines.splitlines())
        files = [files[1], files[0], target, source]
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "beads.txt"
        path.write_text(lines)
        command = ["cargo", "run", "-q", "--release", "--example", "bead_signals", "--", *files, str(path), *model]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = [list(map(float, line.split())) for line in out.splitlines()]
    return [(r[0], r[1:]) for r in rows]


def solve(a, b):
    n = len(b)
    m = [row[:] + [v] for row, v in zip(a, b)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[p] = m[p], m[i]
        for r in range(n):
            if r != i:
                f = m[r][i] / m[i][i]
                m[r] = [x - f * y for x, y in zip(m[r], m[i])]
    return [m[i][n] / m[i][i] for i in range(n)]


def fit(rows):
    """Weights; a signal against a bead gets 0 if its weight is for the bead (too few examples)."""
    dropped = set()
    while True:
        kept = [i for i in range(len(rows[0][1])) if i not in dropped]
        w = dict(zip(kept, regress([(y, [x[i] for i in kept]) for y, x in rows])))
        wrong = {i for i in AGAINST if w.get(i, 0) > 0}
        if not wrong:
            return [w.get(i, 0.0) for i in range(len(rows[0][1]))]
        dropped |= wrong


def regress(rows):
    n = len(rows[0][1])
    w = [0.0] * n
    share = sum(y for y, _ in rows) / len(rows)
    weight = {1.0: 0.5 / share, 0.0: 0.5 / (1 - share)}
    for _ in range(ROUNDS):
        gradient = [L2 * x for x in w]
        hessian = [[L2 if i == j else 0.0 for j in range(n)] for i in range(n)]
        for y, x in rows:
            p = 1 / (1 + math.exp(-max(-30, min(30, sum(a * b for a, b in zip(w, x))))))
            g, h = weight[y] * (p - y), weight[y] * p * (1 - p)
            for i in range(n):
                if x[i]:
                    gradient[i] += g * x[i]
                    hx = h * x[i]
                    row = hessian[i]
                    for j in range(n):
                        row[j] += hx * x[j]
        w = [a - b for a, b in zip(w, solve(hessian, gradient))]
    return w


def error(w, rows):
    wrong, total = {0.0: 0, 1.0: 0}, {0.0: 0, 1.0: 0}
    for y, x in rows:
        total[y] += 1
        wrong[y] += (sum(a * b for a, b in zip(w, x)) > 0) != (y > 0)
    return sum(wrong[y] / total[y] for y in (0.0, 1.0)) / 2


def main(arguments):
    model = []
    if arguments[:1] == ["--model"]:
        model, arguments = arguments[1:2], arguments[2:]
    if not arguments:
        sys.exit(__doc__)
    for argument in arguments:
        languages, _, folders = argument.partition("=")
        other = languages.split("-")[1]
        books = [[Path(f) for f in book.split("+")] for book in folders.split(",")]
        if len(books) < 2:
            sys.exit(f"{languages}: one text cannot be left out of itself; give two or more")
        table = TABLES / f"{other}.pairs"
        kept = table.read_text(encoding="utf-8")
        data = {}
        try:
            for book in books:
                rest = ",".join(str(f) for others in books if others != book for f in others)
                subprocess.run([sys.executable, "tools/word_pairs.py", f"{other}={rest}", "-o", str(TABLES)],
                               check=True, capture_output=True)
                # Documents quote in the other language and translate into English.
                data["+".join(map(str, book))] = [row for f in book for row in signals(f, languages, True, model)]
        finally:
            table.write_text(kept, encoding="utf-8")
        for name in data:
            w = fit([r for n, rows in data.items() if n != name for r in rows])
            print(f"  {languages} {name} left out: balanced error {error(w, data[name]):.3f}", file=sys.stderr)
        w = fit([r for rows in data.values() for r in rows])
        print(languages, "[" + ", ".join(f"{x:.3f}" for x in w) + "]")


if __name__ == "__main__":
    main(sys.argv[1:])
