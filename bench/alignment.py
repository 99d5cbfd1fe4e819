#!/usr/bin/env python3
"""Measure the aligner and write docs/benchmarks.md and docs/reliability.svg. Needs numpy, scipy, numba and nltk.

    DIGLOT_SHARED=DIR bench/alignment.py [MODEL]

Aligns each text in DIR/align with weights fitted on the others (tools/fit_aligner.py), and the book in DIR/eval. With
MODEL, a model for all languages, texts in languages that the compiled-in model does not cover are used for fitting, too.
Then times whole runs of the release binary on texts of 1,000 to 50,000 sentences, made of those in DIR/align with a
number after each sentence. The reference, in the same run, is Gale and Church's method in the package nltk. Takes about
a quarter of an hour.
"""
import ast, json, os, subprocess, sys, tempfile, time
from pathlib import Path

from nltk.translate.gale_church import align_blocks

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DIGLOT_SHARED", ROOT.parent / "shared"))
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
DIGLOT = TARGET / "release" / "diglot"
SIZES = [1_000, 10_000, 50_000]


def main(arguments):
    if not (SHARED / "align").exists():
        sys.exit("no aligned texts in DIGLOT_SHARED")
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        encoder = report(scratch, "encoder", arguments[:1])
        words = report(scratch, "words", [])
        page = TEMPLATE.format(
            summary=summary(encoder, words),
            shapes=recalls(encoder, words, "shapes"),
            orphans=recalls(encoder, words, "orphans"),
            texts=texts(encoder),
            book=book(scratch),
            speed=speed(scratch),
        )
    (ROOT / "docs/benchmarks.md").write_text(page, encoding="utf-8")
    (ROOT / "docs/reliability.svg").write_text(reliability(encoder["scored"]), encoding="utf-8")
    print(page)


TEMPLATE = """# Benchmarks

`DIGLOT_SHARED=DIR bench/alignment.py MODEL` writes this page. It measures everything again except the rows marked as
measured elsewhere. DIR holds aligned texts that are not part of this repository. Some are in German and French and in
Chinese and English: these are used for fitting, but not judged. MODEL is the whole model of [model.md](model.md), which
covers their languages.

## How many beads are right

The texts are novels and essays with beads that people checked. Each text is aligned with weights fitted on the other
texts only. Texts of the same book are left out of the fit together, and so are their copies with dropped sentences. A
bead is strictly right if both its sides are those of one bead of the gold standard. It is laxly right if both its sides
overlap one. F1 is over all beads with two sides (the scoring of Text+Berg, as in Sennrich and Volk 2010). Two things
were learned from all of these texts: the weights of the first pass, which only drops improbable beads, and, for
`diglot --no-encoder`, the pairs of words that it knows.

{summary}

The share of the gold standard's beads that diglot finds, by shape, in either direction (1-3 is one with three or more):

{shapes}

For this table 5 % of the sentences of one side were dropped, half of them alone, half in runs of 2 to 50. Some sentences
lost their partner. The table shows the share of these that diglot leaves without one, by the number of such sentences in
a row.

{orphans}

Text by text, with the encoder:

{texts}

{book}

## What a score means

A bead's score should be the share of right beads among the beads with this score. ![Reliability diagram](reliability.svg)
The calibration error in the tables is the mean difference of score and share over ten bins of scores, weighted by the
number of beads. Beads with an empty side count, too.

## How fast it is

The table shows whole runs of the program, with reading, encoding and writing, on a machine with two cores. The reference
is Gale and Church's method in the Python package nltk.

{speed}
"""


def report(scratch, measure, model):
    """The report of tools/fit_aligner.py on texts that the weights were not fitted on."""
    out = scratch / f"{measure}.json"
    command = [sys.executable, ROOT / "tools/fit_aligner.py", "--measure", measure, "--report", out]
    command += ["--model", model[0]] if model else []
    subprocess.run([*command, SHARED / "align"], check=True)
    return json.loads(out.read_text())


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def summary(encoder, words):
    langs = sorted(encoder["languages"])
    both = lambda scores: f"{scores['strict']:.3f} / {scores['lax']:.3f}"
    rows = [[name + " *", *(figures[lang] for lang in langs)] for name, figures in ELSEWHERE.items()]
    for name, of in (("diglot --no-encoder", words), ("diglot", encoder)):
        rows.append([name, *(both(of["languages"][lang]) for lang in langs)])
    rows.append(["calibration error", *(f"{encoder['languages'][lang]['calibration']:.3f}" for lang in langs)])
    return table(["strict / lax F1", *langs], rows) + "\n\n\\* measured elsewhere, on the same texts."


# hunalign has dictionaries of 50,000 to 110,000 words; the others use diglot's encoder, in full precision.
ELSEWHERE = {
    "Gale and Church": {"en-fr": ".845 / .936", "en-ru": ".514 / .712"},
    "hunalign": {"en-fr": ".884 / .970", "en-ru": ".798 / .946"},
    "Vecalign": {"en-fr": ".923 / .994", "en-ru": ".877 / .988"},
    "Bertalign": {"en-fr": ".943 / .998", "en-ru": ".918 / .997"},
}


def recalls(encoder, words, what):
    found = {kind for of in encoder["languages"].values() for kind in of[what]}
    kinds = [kind for kind in ORDER if kind in found]
    rows = []
    for name, of in (("diglot", encoder), ("diglot --no-encoder", words)):
        for lang, scores in sorted(of["languages"].items()):
            share = lambda kind: (lambda n, right: f"{right / n:.2f} of {n}")(*scores[what][kind])
            rows.append([name, lang, *(share(kind) if kind in scores[what] else "" for kind in kinds)])
    return table(["", "", *kinds], rows)


ORDER = ["1-1", "1-2", "1-3", "n-m", "one", "2-4", "5 or more", "all"]


def texts(encoder):
    row = lambda name, s: [name, f"{s['strict']:.3f}", f"{s['lax']:.3f}", f"{s['calibration']:.3f}"]
    rows = [row(name, scores) for name, scores in sorted(encoder["texts"].items())]
    return table(["text", "strict F1", "lax F1", "calibration error"], rows)


def book(scratch):
    """Scores of a book's quotes, extracted and aligned; the weights were not fitted on its beads."""
    out, document = scratch / "book.jsonl", SHARED / "eval/book.md"
    subprocess.run([DIGLOT, "convert", document, "--format", "jsonl", "-o", out, "--quiet"], check=True)
    command = [sys.executable, SHARED / "eval/score.py", SHARED / "eval/book.gold.json", document, out, "--json"]
    scores = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return (f"`diglot convert` on a book (finding, linking and aligning its quotes): bead F1 {scores['bead'][2]:.3f}, "
            f"pair F1 {scores['pair'][2]:.3f}.")


def read(text):
    lines = [(text / name).read_text(encoding="utf-8").split("\n") for name in ("src.txt", "tgt.txt")]
    beads = [line.split(":")[:2] for line in (text / "gold.path").read_text().splitlines() if line.strip()]
    return [side[:-1] for side in lines], [tuple(map(ast.literal_eval, bead)) for bead in beads]


def speed(scratch):
    rows, kept = [], {}
    for size in SIZES:
        files = made_up(scratch, size)
        for options in ([], ["--no-encoder"]):
            kept[size, bool(options)] = run(files, scratch / "out", options)
    source, target = (path.read_text(encoding="utf-8").splitlines() for path in made_up(scratch, 1_000))
    begin = time.perf_counter()
    align_blocks([len(line) for line in source], [len(line) for line in target])
    reference = time.perf_counter() - begin
    rows.append(["Gale and Church (nltk)", "1,000", f"{reference:.2f} s", f"{reference:.2f} ms", "", "1"])
    for without in (False, True):
        for size in SIZES:
            seconds, memory = kept[size, without]
            name = "diglot --no-encoder" if without else "diglot"
            ratio = f"{reference / seconds:.1f}" if size == 1_000 else ""
            rows.append([name, f"{size:,}", f"{seconds:.2f} s", f"{seconds / size * 1000:.2f} ms", f"{memory:.0f} MB",
                         ratio])
    head = ["", "sentences per side", "time", "per sentence", "memory", "speed, in times the reference"]
    return table(head, rows)


def run(files, out, options):
    """Wall time in seconds and peak memory in MB of one run."""
    command = [DIGLOT, "align", *files, "--source-lang", "en", "--target-lang", "fr", "--presegmented", "--format",
               "indices", "-o", out, *options]
    # A small process starts the program, because the system counts the memory of the starter, too.
    code = ("import os, resource, subprocess, sys, time; b = time.perf_counter(); subprocess.run(sys.argv[1:], check=True); "
            "print(time.perf_counter() - b, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    answer = subprocess.run([sys.executable, "-S", "-c", code, *command], check=True, capture_output=True, text=True)
    seconds, memory = map(float, answer.stdout.split())
    return seconds, memory / (1024 if sys.platform != "darwin" else 1 << 20)


def made_up(scratch, size):
    """Two files of `size` lines: the texts repeated, with a number after each line and names after some pairs."""
    sides, names = [[], []], 0
    known = [read(text) for text in sorted((SHARED / "align").glob("*-enfr"))]
    turn = 0
    while len(sides[0]) < size:
        lines, beads = known[turn % len(known)]
        turn += 1
        copies = [[f"{line} {turn}" for line in side] for side in lines]
        for s, t in [bead for bead in beads if len(bead[0]) == len(bead[1]) == 1][::20]:
            names += 2
            for side, at in zip(copies, (s[0], t[0])):
                side[at] += f" {name(names)} {name(names + 1)}"
        for side, copy in zip(sides, copies):
            side += copy
    paths = [scratch / f"{size}.{side}" for side in ("source", "target")]
    for path, side in zip(paths, sides):
        path.write_text("\n".join(side[:size]) + "\n", encoding="utf-8")
    return paths


def name(number):
    """A name that no other number has."""
    out = ""
    for _ in range(4):
        number, consonant = divmod(number, 14)
        number, vowel = divmod(number, 5)
        out += "bdfgklmnprstvz"[consonant] + "aeiou"[vowel]
    return out.capitalize()


def reliability(scored, bins=10):
    """A picture of the share of right beads over the mean score, bin by bin."""
    points = []
    for b in range(bins):
        own = [(p, right) for p, right in scored if min(int(p * bins), bins - 1) == b]
        if own:
            points.append((sum(p for p, _ in own) / len(own), sum(r for _, r in own) / len(own), len(own)))
    x, y = (lambda p: 60 + 400 * p), (lambda p: 440 - 400 * p)
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 500" role="img" font-family="sans-serif" '
             'font-size="13">', "<title>How often beads are right, by their score</title>",
             '<rect width="500" height="500" fill="#fff"/>',
             f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#999" stroke-dasharray="4 4"/>',
             f'<path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" fill="none" stroke="#333"/>']
    for tick in range(0, 11, 2):
        p = tick / 10
        parts.append(f'<text x="{x(p)}" y="{y(0) + 20}" text-anchor="middle">{p}</text>'
                     f'<text x="{x(0) - 10}" y="{y(p) + 4}" text-anchor="end">{p}</text>')
    parts.append("".join(
        f'<circle cx="{x(p):.1f}" cy="{y(r):.1f}" r="{3 + n ** 0.5 / 12:.1f}" fill="#1b6e4b" fill-opacity="0.7">'
        f"<title>{n} beads of score {p:.2f}: {r:.2f} right</title></circle>" for p, r, n in points))
    parts += [f'<text x="{x(0.5)}" y="{y(0) + 42}" text-anchor="middle">score</text>',
              f'<text transform="translate(16 {y(0.5)}) rotate(-90)" text-anchor="middle">share that is right</text>',
              "</svg>"]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
