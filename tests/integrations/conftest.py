"""What the tests in this folder have in common: a program, documents, and a folder to check them in."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DIGLOT = Path(os.environ["DIGLOT"])
TOOLS = Path(os.environ["TOOLS"])

# The rules of which the documents below break one each time; others may find what they like.
RULES = "missing-translation,unused-comment"

MISSING = """\
The ferryman wrote in his diary:

> Сегодня лёд встал у самого берега, и паро́м вытащили на песок.
> Вода поднялась вы\u0438\u0306ше крыльца, и к весне его надо будет чинить.

Nobody crossed the river that week.
"""

ALLOWED = """\
The ferryman wrote in his diary:

<!-- diglot: allow missing-translation -- a facsimile: "as it is" & <so> -->

> Сегодня лёд встал у самого берега. Паром вытащили на песок до весны.

Nobody crossed the river that week.
"""

UNUSED = """\
\ufeffAn essay.\r
\r
<!-- diglot: allow missing-translation -- there was one -->\r
\r
Nobody crossed the river that week.\r
"""

CLEAN = "An essay on ferries.\n"

DOCUMENTS = {
    "письма/my diary.md": MISSING,
    "a,b:50%.md": ALLOWED,
    "unused.md": UNUSED,
    "clean.md": CLEAN,
}


class Folder:
    """A folder with documents, in which diglot is called."""

    def __init__(self, path, documents):
        self.path = path
        for name, text in documents.items():
            file = path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        self.documents = list(documents)

    def check(self, *arguments, status=None):
        """What `diglot check` prints."""
        command = [DIGLOT, "check", *arguments]
        done = subprocess.run(command, cwd=self.path, capture_output=True)
        if status is not None:
            assert done.returncode == status, done.stderr.decode()
        return done.stdout.decode()

    def report(self, format):
        """All documents and one that is not there, in a format."""
        files = [*self.documents, "lost.md"]
        return self.check("--select", RULES, "--format", format, "--", *files, status=3)

    def findings(self):
        """The same as dictionaries: what other formats are compared with."""
        return [json.loads(line) for line in self.report("jsonl").splitlines()]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The documents above, checked against a baseline that has one more finding."""
    folder = Folder(tmp_path_factory.mktemp("documents"), DOCUMENTS)
    known = Folder(folder.path, {"known.md": MISSING})
    known.check("--select", RULES, "--write-baseline", "known.md", status=0)
    folder.documents.append("known.md")
    return folder


@pytest.fixture(scope="session")
def findings(folder):
    return folder.findings()


def counting(findings):
    """Those that nobody accepts."""
    return [finding for finding in findings if "accepted" not in finding]


def on_path(environment=None):
    """An environment in which the program is found as `diglot`."""
    environment = dict(os.environ if environment is None else environment)
    environment["PATH"] = f"{DIGLOT.parent}:{os.environ['PATH']}"
    return environment
