"""`templates/gitlab-ci.yml`: valid, and its script does what it says, run by `sh` as a job would be.

What GitLab itself does with a job (the image, the cache, handing over artifacts) is not run here, nor is
diglot built: a `diglot` is on the path."""

import json
import subprocess

import pytest
import yaml
from junitparser import JUnitXml

from conftest import CLEAN, MISSING, ROOT, RULES, Folder, on_path

TEMPLATE = ROOT / "templates/gitlab-ci.yml"
JOB = yaml.safe_load(TEMPLATE.read_text())[".diglot-check"]


def test_the_template_is_valid(tmp_path):
    """By itself, and as part of a pipeline that has a job of it."""
    pipeline = yaml.safe_load(TEMPLATE.read_text())
    pipeline["diglot"] = {"extends": ".diglot-check", "variables": {"DIGLOT_FILES": "papers"}}
    whole = tmp_path / "pipeline.yml"
    whole.write_text(yaml.safe_dump(pipeline))
    for path in [TEMPLATE, whole]:
        command = ["check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", path]
        subprocess.run(command, check=True)


def run(folder, shell, **variables):
    """Runs the script's lines in one shell that stops at the first that fails, as a runner does."""
    environment = on_path() | JOB["variables"] | variables
    command = [*shell, "\n".join(JOB["script"])]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture(params=["sh -ec", "bash -eo pipefail -c"])
def shell(request):
    return request.param.split()


def reports(folder):
    """The artifacts, at the paths that the template hands over."""
    paths = JOB["artifacts"]["reports"]
    issues = json.loads((folder / paths["codequality"]).read_text())
    return issues, JUnitXml.fromfile(str(folder / paths["junit"]))


def test_a_project_without_findings_passes(tmp_path, shell):
    Folder(tmp_path, {"diglot.toml": "", "corpus/clean.md": CLEAN})
    done = run(tmp_path, shell, DIGLOT_ARGS="--select missing-translation")
    assert done.returncode == 0, done.stderr
    issues, suites = reports(tmp_path)
    assert issues == []
    assert [(suite.name, suite.tests, suite.failures) for suite in suites] == [("corpus/clean.md", 1, 0)]
    assert (tmp_path / ".diglot/cache").is_dir()


def test_a_finding_fails_the_job_and_is_in_both_reports(tmp_path, shell):
    Folder(tmp_path, {"письма/my diary.md": MISSING, "clean.md": CLEAN})
    files = "письма/my diary.md\nclean.md"
    done = run(tmp_path, shell, DIGLOT_FILES=files, DIGLOT_ARGS=f"--select {RULES}")
    assert done.returncode == 1
    assert "error[missing-translation]" in done.stdout
    [issue], suites = reports(tmp_path)
    assert issue["location"]["path"] == "письма/my diary.md"
    assert sum(suite.failures for suite in suites) == 1


def test_what_fails_can_be_chosen(tmp_path, shell):
    Folder(tmp_path, {"diary.md": MISSING})
    arguments = f"--select {RULES} --no-fail"
    assert run(tmp_path, shell, DIGLOT_FILES="diary.md", DIGLOT_ARGS=arguments).returncode == 0
