#!/usr/bin/env python3
"""Fit the weights of the aligner's features on aligned texts. Needs numpy, scipy and numba.

    fit_aligner.py [--measure words] [--model MODEL] [--report FILE] [--write] TEXTS

TEXTS is a folder of folders NAME-SSTT, SS and TT the languages of src.txt and tgt.txt (one sentence a line), with their
beads in gold.path. Texts in languages that the model compiled in does not cover are encoded with MODEL, or left out
without it. --write writes the weights, fitted on all of them, to src/align/weights/; build the program and fit again
until nothing changes, as the first pass decides what the second is fitted on. --report prints how texts are aligned
with weights that were fitted on the others, and writes it as JSON, for bench/alignment.py. Texts of one book (known by
the first five letters of their names) are left out together.

The weights are those of a conditional random field over the lattice of beads: they minimise the sum over all texts of
log Z - log Z(gold), by L-BFGS, with a penalty on the squared weights of the standardised features. What is not in a
gold bead is a deletion. These are rare in gold. So the weights are also fitted on copies of the texts from which 5 % of
the sentences of one side were dropped, half of them alone, half in runs of 2 to 50. Each copy counts as half a text.
"""
import argparse, ast, json, os, random, subprocess, tempfile
from pathlib import Path

import numba
import numpy as np
from scipy.optimize import minimize

NEVER = -1e30
FORBIDDEN = -60.0
COVERED = {"en", "fr", "ru"}
L2, ROUNDS = 20.0, 80
# Without the encoder far more beads are probable: as many copies would take an hour.
COPIES, COPY_WEIGHT = {"encoder": 3, "words": 1}, 0.5
# The features of the first pass: those that are quick to compute.
FIRST = {"1-1", "1-2", "1-3", "1-n", "2-2", "n-m", "size", "density", "meaning", "meaning, alike", "meaning, strange",
         "meaning * texts", "chance", "length", "length squared", "misfit", "misfit squared", "short",
         "short * meaning", "long * meaning", "nearest", "nearest, strange", "nearest, alike", "small", "goes on"}


class Text:
    """The values of the features for two texts, and which beads are right."""

    def __init__(self, folder, gold):
        self.name = folder.name
        raw = (folder / "features").read_bytes()
        rows, beads, self.of_bead, self.of_lone = (int(x) for x in np.frombuffer(raw, "<u4", 4))
        ints = np.frombuffer(raw, "<u4", 2 * rows + 4 * beads, 16).astype(np.int64)
        floats = np.frombuffer(raw, "<f4", offset=16 + 4 * len(ints))
        self.lo, self.hi = ints[: 2 * rows : 2].copy(), ints[1 : 2 * rows : 2].copy()
        self.beads = ints[2 * rows :].reshape(beads, 4)
        width = self.hi - self.lo + 1
        self.offset = np.concatenate([[0], np.cumsum(width)])
        places = int(self.offset[-1])
        split = beads * self.of_bead
        self.values = floats[:split].reshape(beads, self.of_bead).astype(np.float64)
        lone = floats[split:].reshape(2, places, self.of_lone).astype(np.float64)
        self.deletions, self.insertions = lone[0], lone[1]
        i, a, j, b = self.beads.T
        self.start, self.end = self.place(i, j), self.place(i + a, j + b)
        # Forward in the order of where they end, backward of where they begin.
        self.by_end, self.by_start = np.argsort(self.end, kind="stable"), np.argsort(self.start, kind="stable")
        self.row = np.repeat(np.arange(rows), width)
        self.column = np.arange(places) - self.offset[self.row] + self.lo[self.row]
        self.n, self.m = rows - 1, int(self.hi[-1])
        self.gold = [(tuple(s), tuple(t)) for s, t in gold]
        self.mark()

    def place(self, row, column):
        known = (column >= self.lo[row]) & (column <= self.hi[row])
        return np.where(known, self.offset[row] + column - self.lo[row], -1)

    def mark(self):
        """Penalties that leave the right paths alone."""
        right = {(s[0], len(s), t[0], len(t)) for s, t in clipped(self.gold)}
        self.right = np.array([tuple(bead) in right for bead in self.beads.tolist()])
        found = {tuple(bead) for bead in self.beads[self.right].tolist()}
        self.lost = len(right - found)
        paired = [np.zeros(self.n + 1, bool), np.zeros(self.m + 1, bool)]
        for i, a, j, b in found:
            paired[0][i : i + a] = True
            paired[1][j : j + b] = True
        self.bead_penalty = np.where(self.right, 0.0, FORBIDDEN)
        self.deletion_penalty = np.where(paired[0][np.minimum(self.row, self.n)], FORBIDDEN, 0.0)
        self.insertion_penalty = np.where(paired[1][np.minimum(self.column, self.m)], FORBIDDEN, 0.0)


def clipped(gold):
    """Gold beads; the largest are cut to the largest shape that the aligner knows."""
    for s, t in gold:
        if not s or not t or s[-1] - s[0] + 1 != len(s) or t[-1] - t[0] + 1 != len(t):
            continue
        s, t = list(s), list(t)
        while len(s) + len(t) > 7:
            (s if len(s) >= len(t) else t).pop()
        yield tuple(s), tuple(t)


@numba.njit(cache=True)
def plus(a, b):
    if a < b:
        a, b = b, a
    return a if b < a - 40 else a + np.log1p(np.exp(b - a))


@numba.njit(cache=True)
def sums(lo, hi, offset, start, end, by_end, by_start, bead, deletion, insertion, opening, going):
    """log Z, and the expected numbers of each bead, deletion and insertion, and of gaps opened and gone on with."""
    places, last = offset[-1], len(lo) - 1
    f = np.full((places, 3), NEVER)
    k = 0
    for row in range(last + 1):
        for column in range(lo[row], hi[row] + 1):
            c = offset[row] + column - lo[row]
            if c == 0:
                f[c, 0] = 0.0
            while k < len(by_end) and end[by_end[k]] == c:
                e = by_end[k]
                s = start[e]
                f[c, 0] = plus(f[c, 0], plus(plus(f[s, 0], f[s, 1]), f[s, 2]) + bead[e])
                k += 1
            if row > 0 and lo[row - 1] <= column <= hi[row - 1]:
                s = offset[row - 1] + column - lo[row - 1]
                f[c, 1] = plus(f[s, 0] + opening, f[s, 1] + going) + deletion[s]
            if column > lo[row]:
                s = c - 1
                f[c, 2] = plus(plus(f[s, 0], f[s, 1]) + opening, f[s, 2] + going) + insertion[s]
    z = plus(plus(f[places - 1, 0], f[places - 1, 1]), f[places - 1, 2])
    g = np.full((places, 3), NEVER)
    of_bead, of_deletion, of_insertion = np.zeros(len(bead)), np.zeros(places), np.zeros(places)
    opened = gone = 0.0
    k = len(by_start) - 1
    for row in range(last, -1, -1):
        for column in range(hi[row], lo[row] - 1, -1):
            c = offset[row] + column - lo[row]
            own = 0.0 if c == places - 1 else NEVER
            total = plus(plus(f[c, 0], f[c, 1]), f[c, 2])
            while k >= 0 and start[by_start[k]] == c:
                e = by_start[k]
                after = bead[e] + g[end[e], 0]
                own = plus(own, after)
                of_bead[e] = np.exp(min(0.0, total + after - z))
                k -= 1
            g[c, :] = own
            if row < last and lo[row + 1] <= column <= hi[row + 1]:
                after = g[offset[row + 1] + column - lo[row + 1], 1] + deletion[c]
                g[c, 0] = plus(g[c, 0], after + opening)
                g[c, 1] = plus(g[c, 1], after + going)
                a, b = np.exp(f[c, 0] + opening + after - z), np.exp(f[c, 1] + going + after - z)
                of_deletion[c] = a + b
                opened += a
                gone += b
            if column < hi[row]:
                after = g[c + 1, 2] + insertion[c]
                g[c, 0] = plus(g[c, 0], after + opening)
                g[c, 1] = plus(g[c, 1], after + opening)
                g[c, 2] = plus(g[c, 2], after + going)
                a = np.exp(plus(f[c, 0], f[c, 1]) + opening + after - z)
                b = np.exp(f[c, 2] + going + after - z)
                of_insertion[c] = a + b
                opened += a
                gone += b
    return z, of_bead, of_deletion, of_insertion, opened, gone


@numba.njit(cache=True)
def best(lo, hi, offset, start, end, by_end, bead, deletion, insertion, opening, going):
    """The best path, from its end: for each step its kind (0 bead, 1 deletion, 2 insertion) and its bead or place."""
    places, last = offset[-1], len(lo) - 1
    f = np.full((places, 3), NEVER)
    origin = np.full((places, 3), -1)
    k = 0
    for row in range(last + 1):
        for column in range(lo[row], hi[row] + 1):
            c = offset[row] + column - lo[row]
            if c == 0:
                f[c, 0] = 0.0
            while k < len(by_end) and end[by_end[k]] == c:
                e = by_end[k]
                x = f[start[e]].max() + bead[e]
                if x > f[c, 0]:
                    f[c, 0] = x
                    origin[c, 0] = e
                k += 1
            if row > 0 and lo[row - 1] <= column <= hi[row - 1]:
                s = offset[row - 1] + column - lo[row - 1]
                for way in range(2):
                    x = f[s, way] + (opening if way == 0 else going) + deletion[s]
                    if x > f[c, 1]:
                        f[c, 1] = x
                        origin[c, 1] = way
            if column > lo[row]:
                for way in range(3):
                    x = f[c - 1, way] + (going if way == 2 else opening) + insertion[c - 1]
                    if x > f[c, 2]:
                        f[c, 2] = x
                        origin[c, 2] = way
    steps = []
    c, row, column = places - 1, last, hi[last]
    way = np.argmax(f[c])
    while c > 0:
        if way == 0:
            e = origin[c, 0]
            steps.append((0, e))
            c = start[e]
            while c < offset[row]:
                row -= 1
            column = lo[row] + c - offset[row]
            way = np.argmax(f[c])
        elif way == 1:
            way = origin[c, 1]
            row -= 1
            c = offset[row] + column - lo[row]
            steps.append((1, c))
        else:
            way = origin[c, 2]
            c -= 1
            column -= 1
            steps.append((2, c))
    return steps


class Model:
    """Weights of standardised features: beads', lone texts', of opening a gap and of going on with it."""

    def __init__(self, texts, names=None, only=None):
        beads = np.concatenate([text.values for text in texts])
        lone = np.concatenate([np.concatenate([text.deletions, text.insertions]) for text in texts])
        self.scale = [np.maximum(x.std(0), 1e-6) for x in (beads, lone)]
        self.sizes = [beads.shape[1], lone.shape[1]]
        self.used = np.ones(sum(self.sizes), bool)
        if only:
            self.used = np.array([name in only for _, name in names])

    def start(self):
        return np.concatenate([np.zeros(sum(self.sizes)), [-2.0, -1.0]])

    def split(self, w):
        a, b = self.sizes
        return w[:a] / self.scale[0], w[a : a + b] / self.scale[1], w[-2], w[-1]

    def weigh(self, w, text):
        of_bead, of_lone, opening, going = self.split(w)
        return text.values @ of_bead, text.deletions @ of_lone, text.insertions @ of_lone, opening, going

    def loss(self, w, texts, l2):
        total, gradient = 0.0, np.zeros(len(w))
        for text, weight in texts:
            bead, deletion, insertion, opening, going = self.weigh(w, text)
            shape = (text.lo, text.hi, text.offset, text.start, text.end, text.by_end, text.by_start)
            all_ = sums(*shape, bead, deletion, insertion, opening, going)
            right = sums(*shape, bead + text.bead_penalty, deletion + text.deletion_penalty,
                         insertion + text.insertion_penalty, opening, going)
            total += weight * (all_[0] - right[0])
            d = [x - y for x, y in zip(all_[1:], right[1:])]
            lone = text.deletions.T @ d[1] + text.insertions.T @ d[2]
            own = np.concatenate([text.values.T @ d[0] / self.scale[0], lone / self.scale[1], d[3:]])
            gradient += weight * own
        total += 0.5 * l2 * (w[:-2] ** 2).sum()
        gradient[:-2] += l2 * w[:-2]
        gradient[:-2][~self.used] = 0.0
        return total, gradient

    def fit(self, texts, l2=L2, rounds=ROUNDS):
        out = minimize(self.loss, self.start(), (texts, l2), jac=True, method="L-BFGS-B", options={"maxiter": rounds})
        return out.x

    def align(self, w, text):
        """(source, target, probability) of each bead of the best path."""
        bead, deletion, insertion, opening, going = self.weigh(w, text)
        shape = (text.lo, text.hi, text.offset, text.start, text.end)
        steps = best(*shape, text.by_end, bead, deletion, insertion, opening, going)[::-1]
        _, *of, _, _ = sums(*shape, text.by_end, text.by_start, bead, deletion, insertion, opening, going)
        out = []
        for kind, at in steps:
            if kind == 0:
                i, a, j, b = (int(x) for x in text.beads[at])
                out.append((tuple(range(i, i + a)), tuple(range(j, j + b)), of[0][at]))
            else:
                i, j = int(text.row[at]), int(text.column[at])
                out.append(((i,), (), of[1][at]) if kind == 1 else ((), (j,), of[2][at]))
        return out


def read_gold(path):
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.strip():
            s, t = (ast.literal_eval(x) for x in line.split(":")[:2])
            yield tuple(s), tuple(t)


def observe(folders, measure, model):
    """Computes the values of the features for the texts in some folders."""
    jobs = {}
    for folder in folders:
        source, target = languages(folder)
        by = measure if measure == "words" else "embedded" if {source, target} <= COVERED else model
        jobs.setdefault(str(by), []).append(f"{source}:{target}:{folder}")
    for by, jobs in jobs.items():
        subprocess.run([*EXAMPLE, by, *jobs], check=True)


EXAMPLE = ["cargo", "run", "--quiet", "--release", "--locked", "--example", "align_features", "--"]


def languages(folder):
    tag = folder.name.split("~")[0].rsplit("-", 1)[1]
    return tag[:2], tag[2:]


def group(name):
    """Texts of one group, translations of one book and copies, depend on each other."""
    return name[:5].lower()


def planted(folder, out, seed, side, share=0.05):
    """A copy from one side of which sentences were dropped. Returns those of the other side that lost all partners."""
    rng = random.Random(f"{seed}{side}{folder.name}")
    lines = [(folder / name).read_text(encoding="utf-8").splitlines() for name in ("src.txt", "tgt.txt")]
    gold = list(read_gold(folder / "gold.path"))
    n = len(lines[side])
    gone = {rng.randrange(n) for _ in range(round(n * share / 2))}
    while len(gone) < n * share:
        longest = max(2, min(50, n // 8, round(n * share - len(gone))))
        length = rng.randint(2, longest)
        first = rng.randrange(max(1, n - length))
        gone |= set(range(first, first + length))
    new = {old: i for i, old in enumerate(i for i in range(n) if i not in gone)}
    lines[side] = [line for i, line in enumerate(lines[side]) if i not in gone]
    beads, orphans = [], []
    for bead in gold:
        kept = list(bead)
        kept[side] = tuple(new[i] for i in bead[side] if i in new)
        if kept[0] or kept[1]:
            beads.append(tuple(kept))
        if bead[side] and not kept[side]:
            orphans += bead[1 - side]
    write(out, lines, beads)
    return sorted(orphans)


def write(out, lines, beads):
    out.mkdir(parents=True)
    for name, text in zip(("src.txt", "tgt.txt"), lines):
        (out / name).write_text("".join(line + "\n" for line in text), encoding="utf-8")
    (out / "gold.path").write_text("".join(f"{list(s)}:{list(t)}\n" for s, t in beads))


def run_lengths(numbers):
    """For each number of a rising list, how many consecutive ones it is among."""
    runs = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return {number: len(run) for run in runs for number in run}


class Scores:
    """Sums over texts."""

    def __init__(self):
        self.found, self.right = np.zeros(3), np.zeros(3)
        self.shapes, self.orphans, self.scored = {}, {}, []

    def add(self, gold, beads):
        pairs = [(s, t) for s, t, _ in beads]
        self.found += hits(pairs, gold)
        self.right += hits(gold, pairs)
        known = set(gold)
        for s, t in gold:
            if s and t:
                shape = "n-m" if min(len(s), len(t)) > 1 else f"1-{min(3, max(len(s), len(t)))}"
                self.count(self.shapes, shape, (s, t) in set(pairs))
        alone = {(k, i) for bead in gold for k in (0, 1) if not bead[1 - k] for i in bead[k]}
        for s, t, probability in beads:
            lone = not (s and t)
            is_right = {(0, i) for i in s} | {(1, j) for j in t} <= alone if lone else (s, t) in known
            self.scored.append((probability, is_right))

    def add_orphans(self, orphans, side, beads):
        alone = {i for bead in beads if not bead[side] for i in bead[1 - side]}
        for orphan, length in run_lengths(orphans).items():
            self.count(self.orphans, "one" if length == 1 else "2-4" if length < 5 else "5 or more", orphan in alone)
            self.count(self.orphans, "all", orphan in alone)

    @staticmethod
    def count(table, key, is_right):
        n, right = table.get(key, (0, 0))
        table[key] = (n + 1, right + is_right)

    def f1(self, k):
        p, r = self.found[k] / max(1, self.found[2]), self.right[k] / max(1, self.right[2])
        return 2 * p * r / (p + r) if p + r else 0.0

    def table(self):
        """All of it: F1, calibration error, and how many of each kind there are and are found."""
        return {"strict": self.f1(0), "lax": self.f1(1), "calibration": calibration_error(self.scored),
                "shapes": self.shapes, "orphans": self.orphans}

    def __str__(self):
        recall = lambda table: "  ".join(f"{k} {r / n:.2f} of {n}" for k, (n, r) in sorted(table.items()))
        out = "  ".join(f"{name} {value:.4f}" for name, value in list(self.table().items())[:3])
        return f"{out}  {recall(self.shapes)}" + ("  orphans: " + recall(self.orphans) if self.orphans else "")


def hits(test, gold):
    """How many beads of `test` are in `gold`, how many overlap one, and how many there are: see score_beads.py."""
    exact = {(s, t) for s, t in gold if s and t}
    partners = {}
    for s, t in exact:
        for i in s:
            partners.setdefault(i, []).append(set(t))
    two_sided = [(s, t) for s, t in test if s and t]
    lax = sum(any(set(t) & other for i in s for other in partners.get(i, [])) for s, t in two_sided)
    return np.array([sum(bead in exact for bead in two_sided), lax, len(two_sided)])


def calibration_error(scored, bins=10):
    """Expected calibration error: how far, in ten bins, the share of right beads is from the mean score."""
    scores, right = (np.array(x, float) for x in zip(*scored))
    bin_of = np.minimum((scores * bins).astype(int), bins - 1)
    return sum(abs((scores - right)[bin_of == b].sum()) for b in range(bins)) / len(scores)


def training(texts, copies, out_group=None):
    own = [(text, 1.0) for text in texts if group(text.name) != out_group]
    return own + [(text, COPY_WEIGHT) for text in copies if group(text.name) != out_group]


def report(texts, copies, tests, orphans, path):
    """Aligns each text in covered languages, and its test copies, with weights fitted on all other texts."""
    judged = [text for text in texts if set(languages(Path(text.name))) <= COVERED]
    by_langs, by_text = {}, {}
    for left_out in sorted({group(text.name) for text in judged}):
        train = training(texts, copies, left_out)
        model = Model([text for text, _ in train])
        w = model.fit(train)
        for text in (text for text in judged if group(text.name) == left_out):
            langs = "-".join(languages(Path(text.name)))
            beads = model.align(w, text)
            for scores in (by_langs.setdefault(langs, Scores()), by_text.setdefault(text.name, Scores())):
                scores.add(text.gold, beads)
            for test in (test for test in tests if test.name.split("~")[0] == text.name):
                side, lost = orphans[test.name]
                by_langs[langs].add_orphans(lost, side, model.align(w, test))
    for name, scores in {**by_text, **by_langs}.items():
        print(f"{name:34s} {scores}")
    tables = [{name: scores.table() for name, scores in some.items()} for some in (by_langs, by_text)]
    scored = [[round(float(p), 4), bool(r)] for scores in by_langs.values() for p, r in scores.scored]
    Path(path).write_text(json.dumps({"languages": tables[0], "texts": tables[1], "scored": scored}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", choices=["encoder", "words"], default="encoder")
    parser.add_argument("--model")
    parser.add_argument("--report", metavar="FILE")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("texts", type=Path)
    arguments = parser.parse_args()
    arguments.texts = arguments.texts.resolve()
    model = arguments.model and Path(arguments.model).resolve()
    os.chdir(Path(__file__).resolve().parent.parent)
    known = [d for d in sorted(arguments.texts.iterdir()) if (d / "gold.path").exists()]
    if arguments.measure == "words" or not model:
        known = [d for d in known if set(languages(d)) <= COVERED]
    printed = subprocess.run([*EXAMPLE, arguments.measure], check=True, capture_output=True, text=True).stdout
    names = [tuple(line.split("\t")) for line in printed.splitlines()]
    assert FIRST <= {name for _, name in names}, FIRST - {name for _, name in names}
    with tempfile.TemporaryDirectory() as scratch:
        folders, orphans = {"text": [], "copy": [], "test": []}, {}
        for text in known:
            folder = Path(scratch) / text.name
            lines = [(text / name).read_text(encoding="utf-8").splitlines() for name in ("src.txt", "tgt.txt")]
            write(folder, lines, read_gold(text / "gold.path"))
            folders["text"].append(folder)
            for side in (0, 1):
                for seed in range(COPIES[arguments.measure]):
                    out = Path(scratch) / f"{text.name}~copy{seed}{side}"
                    planted(text, out, f"copy{seed}", side)
                    folders["copy"].append(out)
                out = Path(scratch) / f"{text.name}~test{side}"
                orphans[out.name] = (side, planted(text, out, "test", side))
                folders["test"].append(out)
        observe([folder for kind in folders.values() for folder in kind], arguments.measure, model)
        read = lambda kind: [Text(folder, read_gold(folder / "gold.path")) for folder in folders[kind]]
        texts, copies, tests = (read(kind) for kind in folders)
    print(f"{sum(text.lost for text in texts)} gold beads of {len(texts)} texts are not considered")
    if arguments.report:
        report(texts, copies, tests, orphans, arguments.report)
    if arguments.write:
        train = training(texts, copies)
        passes = []
        for only in (FIRST, None):
            fitted = Model([text for text, _ in train], names, only)
            w = fitted.fit(train)
            passes.append(np.concatenate([*fitted.split(w)[:2], w[-2:]]))
        rows = [*names, ("gap", "open"), ("gap", "extend")]
        out = Path("src/align/weights") / f"{arguments.measure}.tsv"
        lines = "".join(f"{kind}\t{name}\t{a:.4f}\t{b:.4f}\n" for (kind, name), a, b in zip(rows, *passes))
        out.write_text("# What the aligner's features count for, in nats: kind, name, first and second pass.\n" + lines)


if __name__ == "__main__":
    main()
