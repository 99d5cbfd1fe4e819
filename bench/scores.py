#!/usr/bin/env python3
"""Measure diglot against the gold standards in the folder that DIGLOT_SHARED names. Standard library only.

    DIGLOT_SHARED=DIR bench/scores.py

Builds the release binary and prints: the scores of the book and of the other documents, and time and memory of the
book's run beside a reference in the same run. The reference is what any reader of the book has to do at least: decode
it and split it into words (the tokens of score.py), in Python. Where they are missing this says so and succeeds: the
scores are a benchmark, not a test. bench/alignment.py measures the aligner.
"""
import json, os, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DIGLOT_SHARED", ROOT.parent / "shared"))
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
DIGLOT = TARGET / "release" / "diglot"
MEASURES = ["originals", "languages", "translations", "linking", "untranslated", "bead", "pair"]
WANTED = {"originals": .99, "languages": .99, "translations": .97, "linking": .98, "untranslated": .95, "bead": .965,
          "pair": .97}
REFERENCE = r"""
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
print(sum(1 for _ in re.finditer(r"[^\W_]+(?:['’\-][^\W_]+)*", text)))
"""


def score(gold, document, out):
    """The measures of score.py for one document; those with P, R and F1 by their F1."""
    run([DIGLOT, "convert", document, "--format", "jsonl", "-o", out, "--quiet"])
    answer = run([sys.executable, SHARED / "eval/score.py", gold, document, out, "--json"])
    measured = json.loads(answer)
    return {k: v[2] if isinstance(v := measured[k], list) else v for k in MEASURES}


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"failed: {' '.join(str(part) for part in command)}\n{done.stderr}")
    return done.stdout


def cost(command, rounds=5):
    """Least wall time in seconds and peak memory in MB over some runs of a command."""
    best, peak = float("inf"), 0
    for _ in range(rounds):
        begin = time.perf_counter()
        child = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        best = min(best, time.perf_counter() - begin)
        peak = max(peak, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20))
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            sys.exit(f"failed: {command}")
    return best, peak


def row(name, values, wanted=None):
    short = lambda k, v: f"{v:>13.4f}" + ("!" if wanted and v < wanted[k] else " ")
    print(f"{name[:38]:38s}" + "".join(short(k, v) for k, v in values.items()))


def documents(out):
    print(f"{'':38s}" + "".join(f"{name:>13s} " for name in MEASURES))
    book = SHARED / "eval/book.md"
    row("book", score(SHARED / "eval/book.gold.json", book, out), WANTED)
    row("  at least", WANTED)
    for gold in sorted((SHARED / "docs").glob("*.gold.json")):
        document = gold.with_name(gold.name.removesuffix(".gold.json"))
        # These have no gold beads, and so no bead or pair F1.
        row(document.stem, {k: v for k, v in score(gold, document, out).items() if k not in ("bead", "pair")})
    for gold in sorted((ROOT / "tests/gold").glob("*.json")):
        document = next(p for p in (ROOT / "corpus").glob(gold.stem + ".*") if p.suffix != ".toml")
        row("corpus/" + gold.stem, {k: v for k, v in score(gold, document, out).items() if k not in ("bead", "pair")})


def costs(out):
    book = SHARED / "eval/book.md"
    seconds, memory = cost([DIGLOT, "convert", book, "--format", "jsonl", "-o", out, "--quiet"])
    reference, _ = cost([sys.executable, "-c", REFERENCE, book])
    kilobytes = book.stat().st_size / 1000
    print(f"\nbook ({kilobytes:.0f} kB): {seconds:.3f} s, {memory:.0f} MB at most (wanted: under 1 s, 100 MB)")
    print(f"reference (python3 counts its words): {reference:.3f} s; ratio {seconds / reference:.2f}")


def main():
    if not (SHARED / "eval/score.py").exists():
        print("no gold standards in DIGLOT_SHARED; nothing measured")
        return
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True,
                   stdin=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        documents(out)
        costs(out)


if __name__ == "__main__":
    main()
