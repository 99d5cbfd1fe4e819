#!/usr/bin/env python3
"""Compare the outputs of two builds of diglot, byte for byte. Standard library only.

    tools/same_outputs.py OLD NEW [--shared DIR] [--quick] [--wording]

OLD and NEW are programs. Both run on the documents of corpus/, and with --shared on those of DIR (eval, docs, docs2,
align): every export, listing and report, with the encoder and without, a project built from each set with its stored
files, its exports with decisions folded in, the counts, and the aligned texts. Prints each output that differs and
exits with 1 if one does. --quick leaves out the long texts. --wording ignores the wording of reports and messages: of a
finding it compares only the rule, the severity and the place, and of other output only files and results.
"""
import argparse, json, os, re, shutil, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXPORTS = ["jsonl", "tmx", "csv", "tsv"]
LISTINGS = ["text", "jsonl", "html"]
REPORTS = ["human", "concise", "jsonl", "sarif", "junit", "github", "gitlab", "markdown"]
ALIGNED = EXPORTS + ["indices"]
WORDS = {"message", "help", "about", "reason"}


class Program:
    """One of the two builds, with its own folder; the folders look the same to both."""

    def __init__(self, path, folder):
        self.path, self.folder = Path(path).resolve(), Path(folder)

    def run(self, *arguments, cwd="."):
        """Exit code and output of one call."""
        command = [str(self.path), *map(str, arguments)]
        environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "GIT_CONFIG_GLOBAL": os.devnull}
        done = subprocess.run(command, cwd=self.folder / cwd, capture_output=True, stdin=subprocess.DEVNULL,
                              env=environment)
        return done.returncode, done.stdout, done.stderr


def documents(shared):
    """Sets of documents: a name and the files."""
    yield "corpus", sorted(p for p in (ROOT / "corpus").iterdir() if p.suffix in (".md", ".txt"))
    if shared:
        yield "eval", [shared / "eval/book.md"]
        for name in ("docs", "docs2"):
            yield name, sorted(p for p in (shared / name).iterdir() if p.suffix in (".md", ".txt"))


def calls(name, files):
    """The calls on one set of documents, each with a name, from the set's folder."""
    for document in files:
        for encoder in ([], ["--no-encoder"]):
            label = f"{name}/{document.name} {' '.join(encoder)}".strip()
            for form in EXPORTS:
                yield f"convert {form} {label}", ["convert", document.name, "-o", "-", "-f", form, *encoder]
            for form in LISTINGS:
                yield f"extract {form} {label}", ["extract", document.name, "-f", form, "--full", *encoder]
            for form in REPORTS:
                yield f"check {form} {label}", ["check", document.name, "-f", form, *encoder]
        yield f"check --fix {name}/{document.name}", ["check", document.name, "--fix", "--no-encoder"]


def project(program, name, files):
    """The outputs of a project of one set: stored files, exports and counts, without and with decisions."""
    home = program.folder / f"project-{name}"
    shutil.copytree(program.folder / name, home / "corpus")
    outputs = {}

    def note(label, *arguments):
        outputs[f"project {name}: {label}"] = program.run(*arguments, cwd=home.name)

    note("init", "init")
    note("build", "build", "--no-encoder")
    for form in EXPORTS:
        note(f"export {form}", "export", "-f", form, "-o", "-")
    beads = [line.split("\t") for line in program.run("export", "-f", "tsv", "-o", "-", cwd=home.name)[1].decode()
             .splitlines()[1:]]
    both = [bead[2] for bead in beads if bead[8] and bead[10]]
    for bead, words in zip(both[:6], (["accept"], ["reject"], ["edit", "--target", "Another text."],
                                     ["note", "A remark."], ["needs-work"], ["accept"])):
        note(f"decide {words[0]}", "decide", bead, *words, "--by", "anna")
    for path in sorted(home.rglob("*.decisions.jsonl")):
        path.write_bytes(re.sub(rb'"at":"[^"]*"', b'"at":"2026-11-24T12:00:00.000Z"', path.read_bytes()))
    note("build again", "build", "--no-encoder")
    note("stats", "stats")
    note("stats json", "stats", "-f", "json")
    for form in EXPORTS:
        note(f"export all {form}", "export", "-f", form, "-o", "-", "--include-rejected")
    for form in REPORTS:
        note(f"check {form}", "check", "--no-encoder", "-f", form)
    for folder in ("alignments", "dist"):
        for path in sorted((home / folder).rglob("*")):
            if path.is_file():
                outputs[f"project {name}: {path.relative_to(home)}"] = (0, path.read_bytes(), b"")
    return outputs


def texts(shared, quick):
    """The calls of `align`, on texts with one sentence per line."""
    for folder in sorted((shared / "align").iterdir()):
        sides = folder / "src.txt", folder / "tgt.txt"
        langs = re.search(r"-([a-z]{2})([a-z]{2})$", folder.name).groups()
        if quick and sum(path.stat().st_size for path in sides) > 200_000:
            continue
        for form in ALIGNED:
            for encoder in ([], ["--no-encoder"]):
                yield f"align {form} {folder.name} {' '.join(encoder)}", [
                    "align", *sides, "--source-lang", langs[0], "--target-lang", langs[1], "--presegmented", "-f", form,
                    *encoder]


def without_words(output):
    """A report without its wording: JSON without the keys of texts; of other formats only the exit code."""
    code, out, _ = output

    def bare(value):
        if isinstance(value, dict):
            return {key: bare(part) for key, part in value.items() if key not in WORDS}
        return [bare(part) for part in value] if isinstance(value, list) else value

    try:
        return code, [bare(json.loads(line)) for line in out.decode().splitlines()]
    except ValueError:
        return code, None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--wording", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sides = []
        # Both folders have the same name, because outputs contain paths.
        for name, path in (("old", arguments.old), ("new", arguments.new)):
            place = Path(folder) / name / "work"
            place.mkdir(parents=True)
            sides.append(Program(path, place))
        jobs = []
        for name, files in documents(arguments.shared):
            for side in sides:
                (side.folder / name).mkdir()
                for file in files:
                    shutil.copy(file, side.folder / name)
            jobs += [(label, words, name) for label, words in calls(name, files)]
            if arguments.quick and name == "docs":
                break
        if arguments.shared:
            jobs += [(label, words, ".") for label, words in texts(arguments.shared, arguments.quick)]

        def both(job):
            label, words, cwd = job
            return label, [side.run(*words, cwd=cwd) for side in sides]

        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(both, jobs))
            made = [list(pool.map(lambda side: project(side, name, files), sides))
                    for name, files in documents(arguments.shared) if (sides[0].folder / name).is_dir()]
        for old, new in made:
            for label in sorted(old.keys() | new.keys()):
                results.append((label, [old.get(label), new.get(label)]))
    differing = 0
    for label, (old, new) in results:
        if old != new and arguments.wording and old and new:
            results_only = label.startswith(("convert", "align", "extract"))
            old, new = (output[:2] if results_only else without_words(output) for output in (old, new))
        if old != new:
            differing += 1
            print(f"differs: {label}")
            for part, one, other in zip(("exit", "stdout", "stderr"), old or (), new or ()):
                if one != other:
                    print(f"  {part}: {shortened(one, other)}")
    print(f"{len(results)} outputs compared, {differing} differ")
    return differing > 0


def shortened(old, new):
    """The two outputs at their first difference."""
    if not isinstance(old, bytes):
        return f"{old!r:.200} | {new!r:.200}"
    at = next((i for i, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
    return f"{old[max(0, at - 30):at + 90]!r} | {new[max(0, at - 30):at + 90]!r}"


if __name__ == "__main__":
    sys.exit(main())
