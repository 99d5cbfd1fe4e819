#!/usr/bin/env python3
"""Measure diglot against the gold standards in the folder that DIGLOT_SHARED names. Standard library only.

    DIGLOT_SHARED=DIR bench/scores.py [--derived DIR] [--diglot PROGRAM]

Builds the release binary and prints the scores of the book and of the other documents, and the time and memory of the
book's run and of a reference in the same run. The reference is the least that any reader of the book must do: decode it
and split it into words (the tokens of score.py), in Python. If the gold standards are missing, the script says so and
succeeds: the scores are a benchmark, not a test. bench/alignment.py measures the aligner. --derived scores the documents
that tools/derive_documents.py wrote to DIR instead, and prints how many of their quotes were found: at least half of the
original is marked, and at least half of its translation is linked to it, or nothing is linked if it has no translation.
--diglot measures another program instead of the one built here.
"""
import argparse, importlib.util, json, os, subprocess, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DIGLOT_SHARED", ROOT.parent / "shared"))
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
DIGLOT = TARGET / "release" / "diglot"
MEASURES = ["originals", "languages", "translations", "linking", "untranslated", "bead", "pair"]
DERIVED = MEASURES[:-1]
WANTED = {"originals": .995, "languages": .995, "translations": .985, "linking": .99, "untranslated": .97,
          "bead": .965, "pair": .97}
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
    """Shortest wall time in seconds and peak memory in MB over some runs of a command."""
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


def derived(folder):
    """Prints a line for each document of the sets dev and held, and their means."""
    print(f"{'':38s}" + "".join(f"{name:>13s} " for name in DERIVED) + "       quotes")
    for part in ("dev", "held"):
        golds = sorted((folder / part).glob("*.gold.json"))
        with ThreadPoolExecutor(2) as pool:
            scored = list(pool.map(derived_score, golds))
        for gold, (values, found, quotes) in zip(golds, scored):
            derived_row(f"{part}/{gold.name.removesuffix('.gold.json')}", values, found, quotes)
        if scored:
            means = {name: sum(values[name] for values, _, _ in scored) / len(scored) for name in DERIVED}
            derived_row(f"{part}: mean", means, sum(s[1] for s in scored), sum(s[2] for s in scored))


def derived_row(name, values, found, quotes):
    cells = "".join(f"{values[measure]:>13.4f} " for measure in DERIVED)
    print(f"{name[:38]:38s}{cells}{found:>7d}/{quotes}", flush=True)


def derived_score(gold):
    """The measures of one document, the number of its quotes that were found, and the number of its quotes."""
    document = gold.with_name(gold.name.removesuffix(".gold.json"))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        values = score(gold, document, out)
        known, answer = json.loads(gold.read_text()), [json.loads(line) for line in out.open(encoding="utf-8")]
    return {name: values[name] for name in DERIVED}, found_quotes(known, document, answer), len(known["quotes"])


def found_quotes(gold, document, answer):
    """Number of quotes with half their words marked, and half their translation linked to these, or rightly none."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval/score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    tokens = scorer.words(document.read_bytes())
    words = lambda spans: scorer.covered(spans, tokens, 0, 1 << 60)
    sources, targets = {}, {}
    for bead in answer:
        for side, sets in (("source", sources), ("target", targets)):
            sets.setdefault(bead["quote"], set()).update(words((bead[side] or {}).get("spans") or []))
    return sum(is_found(words(quote["source"]), words(quote["target"]), sources, targets) for quote in gold["quotes"])


def is_found(source, target, sources, targets):
    own = [quote for quote in sources if sources[quote] & source]
    marked = set().union(*(sources[quote] & source for quote in own))
    linked = set().union(*(targets[quote] for quote in own))
    return 2 * len(marked) >= len(source) and (2 * len(linked & target) >= len(target) if target else not linked)


def costs(out):
    book = SHARED / "eval/book.md"
    seconds, memory = cost([DIGLOT, "convert", book, "--format", "jsonl", "-o", out, "--quiet"])
    reference, _ = cost([sys.executable, "-c", REFERENCE, book])
    kilobytes = book.stat().st_size / 1000
    print(f"\nbook ({kilobytes:.0f} kB): {seconds:.3f} s, {memory:.0f} MB at most (wanted: under 2 s, 100 MB)")
    print(f"reference (python3 counts its words): {reference:.3f} s; ratio {seconds / reference:.2f}")


def main():
    global DIGLOT
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--derived", type=Path, help="a folder that tools/derive_documents.py wrote")
    arguments.add_argument("--diglot", type=Path, help="the program to measure instead of building one")
    options = arguments.parse_args()
    if not (SHARED / "eval/score.py").exists():
        print("no gold standards in DIGLOT_SHARED; nothing measured")
        return
    if options.diglot:
        DIGLOT = options.diglot
    else:
        subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True,
                       stdin=subprocess.DEVNULL)
    if options.derived:
        derived(options.derived)
        return
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        documents(out)
        costs(out)


if __name__ == "__main__":
    main()
