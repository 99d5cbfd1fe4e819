"""`action.yml`: valid, and its steps do what they say, run one after the other as a runner would.

A runner gives inputs to a step as its `env` says, and takes back what steps write to `GITHUB_OUTPUT`,
`GITHUB_PATH` and `GITHUB_STEP_SUMMARY`. Steps that use other actions (the caches) are not run here,
nor is diglot built: a `diglot` is on the path."""

import json
import os
import re
import subprocess

import pytest
import yaml

from conftest import CLEAN, MISSING, ROOT, RULES, Folder, on_path

ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS = ACTION["runs"]["steps"]


def test_the_action_is_valid():
    command = ["check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml"]
    subprocess.run(command, check=True)


def test_no_input_is_put_into_a_script():
    """What a script holds in `${{ }}` would be read as shell code."""
    for step in STEPS:
        assert "${{" not in step.get("run", "")


def outputs(path):
    lines = path.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


class Runner:
    """What is on a runner while the action is run in a checkout."""

    def __init__(self, checkout, home, **inputs):
        self.checkout, self.home = checkout, home
        defaults = {name: each.get("default", "") for name, each in ACTION["inputs"].items()}
        self.values = {f"inputs.{k}": v for k, v in defaults.items()}
        self.values |= {f"inputs.{k.replace('_', '-')}": v for k, v in inputs.items()}
        self.summary = home / "summary"
        self.log = ""
        self.status = 0

    def expanded(self, text):
        return re.sub(r"\$\{\{ *(.*?) *\}\}", lambda m: self.values[m[1]], text)

    def is_wanted(self, step):
        condition = step.get("if")
        if condition is None:
            return True
        left, right = condition.split(" == ")
        return self.values[left] == right.strip("'")

    def run(self):
        for step in STEPS:
            if self.status == 0 and "run" in step and self.is_wanted(step):
                self.run_step(step)
        return self

    def run_step(self, step):
        said = self.home / "output"
        said.write_text("")
        given = {name: self.expanded(value) for name, value in step.get("env", {}).items()}
        files = {"GITHUB_OUTPUT": said, "GITHUB_PATH": self.home / "path"}
        environment = on_path() | given | {name: str(path) for name, path in files.items()}
        environment |= {
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(self.home),
        }
        script = self.home / "script.sh"
        script.write_text(step["run"])
        # As `shell: bash` is documented.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", script]
        done = subprocess.run(
            command, cwd=self.checkout, env=environment, capture_output=True, text=True
        )
        self.status = done.returncode
        self.log += done.stdout + done.stderr
        if "id" in step:
            for name, value in outputs(said).items():
                self.values[f"steps.{step['id']}.outputs.{name}"] = value

    def outputs(self):
        return {
            name: self.expanded(output["value"]) for name, output in ACTION["outputs"].items()
        }


@pytest.fixture
def runner(tmp_path):
    home = tmp_path / "runner"
    home.mkdir()

    def runner(documents, **inputs):
        checkout = tmp_path / "checkout"
        Folder(checkout, documents)
        return Runner(checkout, home, **inputs).run()

    return runner


def test_a_repository_without_findings_passes(runner):
    project = {"diglot.toml": "", "corpus/clean.md": CLEAN}
    done = runner(project, args="--select\nmissing-translation")
    assert done.status == 0, done.log
    zero = {"errors": "0", "warnings": "0", "information": "0", "exit-code": "0"}
    assert done.outputs() == zero
    assert "::error" not in done.log
    assert done.summary.read_text().startswith("### diglot: 1 document checked: 0 errors")
    assert (done.checkout / ".diglot/cache").is_dir()


def test_a_repository_with_a_finding_fails_and_has_all_reports(runner):
    documents = {"письма/my diary.md": MISSING, "clean.md": CLEAN}
    done = runner(
        documents,
        files="письма\nclean.md",
        args=f"--select\n{RULES}",
        sarif="found.sarif",
        install="never",
    )
    assert done.status == 1, done.log
    assert done.outputs() | {"warnings": "0"} == done.outputs()
    assert done.outputs()["errors"] == "1" and done.outputs()["exit-code"] == "1"
    assert "::error file=письма/my diary.md,line=3,endLine=4,title=missing-translation::" in done.log
    assert "| письма/my diary.md | 1 | 0 | 0 | 0 |" in done.summary.read_text()
    [run] = json.loads((done.checkout / "found.sarif").read_text())["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["missing-translation"]


def test_what_fails_can_be_chosen(runner):
    unused = {"a.md": "<!-- diglot: allow missing-translation -- why -->\n\nAn essay.\n"}
    done = runner(unused, files="a.md", args=f"--select\n{RULES}", fail_on="warning")
    assert done.status == 1, done.log
    assert done.outputs()["warnings"] == "1"


def test_a_document_that_is_not_there_fails(runner):
    done = runner({"clean.md": CLEAN}, files="clean.md\nlost.md")
    assert done.status == 3
    assert done.outputs()["exit-code"] == "3"
    assert "::error file=lost.md,title=diglot::" in done.log


def test_names_are_no_commands(runner):
    name = 'a"; touch injected; $(touch injected) `touch injected` .md'
    done = runner({name: CLEAN}, files=name, args="--select\nmissing-translation")
    assert done.status == 0, done.log
    assert not (done.checkout / "injected").exists()


@pytest.mark.parametrize("inputs", [{"args": "--no-such-option"}, {"install": "perhaps"}])
def test_wrong_usage_is_told(runner, inputs):
    done = runner({"clean.md": CLEAN}, files="clean.md", **inputs)
    assert done.status == 2
    assert "error" in done.log


def test_without_a_diglot_one_would_be_built(tmp_path):
    [look] = [step for step in STEPS if step.get("id") == "source"]
    found = {}
    for install in ["auto", "always", "never"]:
        said = tmp_path / install
        environment = {"INSTALL": install, "GITHUB_OUTPUT": str(said), "PATH": "/usr/bin:/bin"}
        environment["GITHUB_ACTION_PATH"] = str(ROOT)
        subprocess.run(["bash", "-eo", "pipefail", "-c", look["run"]], check=True, env=environment)
        found[install] = outputs(said)["build"]
        assert re.fullmatch("[0-9a-f]{64}", outputs(said)["hash"])
    assert found == {"auto": "true", "always": "true", "never": "false"}
