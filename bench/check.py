#!/usr/bin/env python3
"""Measure how fast documents are checked. Standard library only.

    bench/check.py [--documents N] [--size KB] [--encoder] [--diglot PROGRAM] [DOCUMENT...]

Builds the release binary, makes N documents of the given size, and prints how many MB per second `diglot check`
processes: cold, without a cache; then warm, with the cache of an earlier run, if the program has a cache. The reference,
in the same run, is `wc -w` over the same files, which reads them and finds their words. The cold and warm times are also
printed as multiples of the reference, because MB per second depend on the machine and its load.

The documents are made of each DOCUMENT in turn, or of those in corpus/: the text repeated, each time under another
heading. With more than one DOCUMENT, the figures are printed for each, because some kinds of documents take longer.
--encoder compares texts with the sentence encoder, which takes far longer. --diglot measures another program instead of
the one built here. Each time is the shortest of several rounds.
"""
import argparse, os, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
ROUNDS = 5


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", metavar="DOCUMENT", nargs="*", type=Path)
    parser.add_argument("--documents", metavar="N", type=int, default=10, dest="count")
    parser.add_argument("--size", metavar="KB", type=int, default=300)
    parser.add_argument("--encoder", action="store_true")
    parser.add_argument("--diglot", metavar="PROGRAM", type=Path)
    arguments = parser.parse_args()
    diglot = arguments.diglot or TARGET / "release" / "diglot"
    if not arguments.diglot:
        subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    models = arguments.documents or [p for p in sorted((ROOT / "corpus").iterdir()) if p.suffix in (".md", ".txt")]
    caches = "--no-cache" in output([diglot, "check", "--help"])
    print(f"{'':24s}{'MB':>7s}{'reference':>12s}{'cold':>12s}{'x reference':>13s}{'warm':>12s}{'x cold':>9s}")
    for model in models:
        with tempfile.TemporaryDirectory() as folder:
            files = make(model, Path(folder), arguments.count, arguments.size * 1000)
            measure(model.stem, diglot, files, Path(folder), [] if arguments.encoder else ["--no-encoder"], caches)


def make(model, folder, count, size):
    """Documents of `size` bytes: a text repeated under different headings."""
    text = model.read_text(encoding="utf-8")
    files = []
    for number in range(count):
        parts, length, part = [], 0, 0
        while length < size:
            part += 1
            parts.append(f"# Document {number}, part {part}\n\n{text.strip()}\n\n")
            length += len(parts[-1].encode())
        file = folder / f"{model.stem}-{number:03}{model.suffix}"
        # Drop the rest of a character that the end cuts in two.
        file.write_bytes("".join(parts).encode()[:size].decode(errors="ignore").encode())
        files.append(file)
    return files


def measure(name, diglot, files, folder, options, caches):
    size = sum(file.stat().st_size for file in files) / 1e6
    # A separate cache, which only this run fills.
    environment = os.environ | {"XDG_CACHE_HOME": str(folder / "cache"), "LC_ALL": "C.UTF-8"}
    reference = seconds(["wc", "-w", *files], environment)
    check = [diglot, "check", "--quiet", *options]
    cold = seconds([*check, *(["--no-cache"] if caches else []), *files], environment)
    line = f"{name[:24]:24s}{size:7.1f}{rate(size, reference)}{rate(size, cold)}{cold / reference:13.1f}"
    if caches:
        subprocess.run([*check, *files], env=environment, stdout=subprocess.DEVNULL, check=False)
        warm = seconds([*check, *files], environment)
        line += f"{rate(size, warm)}{warm / cold:9.3f}"
    print(line + ("" if caches else "   (no cache)"))


def rate(size, taken):
    return f"{size / taken:7.1f} MB/s"


def seconds(command, environment):
    """Shortest wall time of some rounds. A check with findings ends with 1."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        best = min(best, time.perf_counter() - begin)
        if done.returncode not in (0, 1):
            sys.exit(f"failed: {' '.join(str(part) for part in command[:4])} …")
    return best


def output(command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()
