"""`.pre-commit-hooks.yaml`: valid, and pre-commit runs the hook.

To have pre-commit build diglot takes minutes. So the hook is tried from a repository that has this
manifest with `language: system` in place of `language: rust`: pre-commit then calls the `diglot` that
is on the path, and all else is as it will be. With DIGLOT_BUILD_HOOK=1 the hook is also built, from a
clone of this repository as it is committed."""

import os
import subprocess

import pytest
import yaml

from conftest import CLEAN, MISSING, ROOT, Folder, on_path

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
[HOOK] = yaml.safe_load(MANIFEST.read_text())


def git(folder, *arguments):
    identity = ["-c", "user.name=Anna", "-c", "user.email=anna@example.org"]
    plain = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    command = ["git", *identity, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=os.environ | plain)


def repository(folder, files):
    Folder(folder, files)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "All of it")
    return folder


@pytest.fixture(scope="session")
def hooks(tmp_path_factory):
    """A repository with the manifest, for the program on the path."""
    text = MANIFEST.read_text()
    assert text.count("\n  language: rust\n") == 1
    text = text.replace("\n  language: rust\n", "\n  language: system\n")
    return repository(tmp_path_factory.mktemp("hooks"), {".pre-commit-hooks.yaml": text})


def try_hook(hooks, documents, home, *arguments):
    command = ["pre-commit", "try-repo", str(hooks), HOOK["id"], "--all-files", "--verbose", *arguments]
    environment = on_path() | {"PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never"}
    return subprocess.run(
        command, cwd=documents, env=environment, capture_output=True, text=True
    )


def test_the_manifest_is_valid():
    subprocess.run(["pre-commit", "validate-manifest", MANIFEST], check=True)


def test_a_document_with_a_finding_is_not_committed(hooks, tmp_path):
    files = {"my diary.md": MISSING, "clean.txt": CLEAN, "program.rs": "// «Сегодня лёд встал»\n"}
    documents = repository(tmp_path / "documents", files)
    done = try_hook(hooks, documents, tmp_path / "home")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "error[missing-translation]" in done.stdout
    assert "--> my diary.md:3:" in done.stdout
    # The program text is not a document.
    assert "2 documents checked" in done.stdout


def test_a_clean_document_is_committed(hooks, tmp_path):
    documents = repository(tmp_path / "documents", {"clean.md": CLEAN})
    done = try_hook(hooks, documents, tmp_path / "home")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


@pytest.mark.skipif("DIGLOT_BUILD_HOOK" not in os.environ, reason="takes minutes")
def test_pre_commit_builds_the_hook(tmp_path):
    documents = repository(tmp_path / "documents", {"my diary.md": MISSING})
    hooks = tmp_path / "diglot"
    subprocess.run(["git", "clone", "-q", ROOT, hooks], check=True)
    done = try_hook(hooks, documents, tmp_path / "home")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "error[missing-translation]" in done.stdout
