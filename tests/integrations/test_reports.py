"""Reports of `diglot check`, validated against the schemas of their formats and read back by programs
that were not written for it. What they read must be what the JSON Lines say."""

import json
import re
import subprocess
from collections import Counter
from urllib.parse import unquote

import pytest
from cmarkgfm import github_flavored_markdown_to_html as to_html
from cmarkgfm.cmark import Options
from jsonschema import Draft202012Validator
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree, html
from sarif import loader

from conftest import DOCUMENTS, MISSING, RULES, TOOLS, Folder, counting

LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def test_the_documents_have_what_formats_have_forms_for(findings):
    accepted = Counter(finding.get("accepted", {}).get("with") for finding in findings)
    assert accepted[None] >= 2 and accepted["comment"] == 1 and accepted["baseline"] == 1
    assert {finding["severity"] for finding in findings} == {"error", "warning"}


@pytest.fixture(scope="session")
def sarif(folder):
    path = folder.path / "found.sarif"
    path.write_text(folder.report("sarif"))
    return path


def results(path):
    [run] = json.loads(path.read_text())["runs"]
    return run["results"]


def test_sarif_is_valid_by_the_official_schema(sarif):
    schema = json.loads((TOOLS / "multitool/sarif-2.1.0.json").read_text())
    errors = Draft202012Validator(schema).iter_errors(json.loads(sarif.read_text()))
    assert not [error.message for error in errors]


def test_sarif_is_valid_by_the_multitool(sarif, tmp_path):
    """Its validator knows the clauses that no schema can say, and what GitHub asks for besides."""
    said = tmp_path / "said.sarif"
    command = [TOOLS / "multitool/Sarif.Multitool", "validate", sarif, "--output", said]
    command += ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note", "--log", "ForceOverwrite"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env={"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "HOME": str(tmp_path)},
    )
    assert said.exists(), done.stdout + done.stderr
    found = [(r["ruleId"], r.get("level", "warning"), r["message"]) for r in results(said)]
    # Warnings are of missing information: the project has no page that the log could name. Notes are
    # of taste: rules have no numbers, and documents are not copied into the log.
    assert {one for one, level, _ in found if level == "warning"} <= {"SARIF2005"}, found
    assert not [one for one in found if one[1] == "error"]


def test_sarif_tools_read_the_same_findings(sarif, findings):
    read = loader.load_sarif_files(str(sarif))
    records = read.get_records()
    assert Counter((r["Code"].split(" ")[0], r["Severity"], int(r["Line"])) for r in records) == Counter(
        (f["rule"], LEVELS[f["severity"]], (f["start"] or {"line": 1})["line"]) for f in findings
    )
    assert {unquote(r["Location"]) for r in records} == {f["path"] for f in findings}


def test_sarif_regions_cut_out_what_the_spans_do(sarif, folder, findings):
    """Columns count code points, lines end with a line feed, and a byte order mark has no column."""
    for result, finding in zip(results(sarif), findings, strict=True):
        assert result["ruleId"] == finding["rule"]
        assert result["partialFingerprints"]["diglot/v1"] == finding["fingerprint"]
        [location] = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert artifact["uriBaseId"] == "%SRCROOT%"
        path = unquote(artifact["uri"])
        assert path == finding["path"]
        data = (folder.path / path).read_bytes()
        spans = finding["spans"]
        whole = data[spans[0][0] : spans[-1][1]].decode()
        assert cut(data.decode("utf-8-sig"), location["physicalLocation"]["region"]) == whole


def cut(text, region):
    lines = text.splitlines(keepends=True) if "\r" not in text else re.split("(?<=\n)", text)
    offset = lambda line, column: sum(map(len, lines[: line - 1])) + column - 1
    start = offset(region["startLine"], region["startColumn"])
    return text[start : offset(region["endLine"], region["endColumn"])]


def test_sarif_has_the_whole_original_and_who_accepts(sarif, findings):
    diary = [r for r, f in zip(results(sarif), findings) if f["path"] == "письма/my diary.md"]
    region = diary[0]["locations"][0]["physicalLocation"]["region"]
    lines = MISSING.splitlines()
    assert cut(MISSING, region) == "\n".join(lines[2:4]).removeprefix("> ")
    kinds = {"comment": "inSource", "waiver": "external", "baseline": "external", None: None}
    for result, finding in zip(results(sarif), findings, strict=True):
        kind = kinds[finding.get("accepted", {}).get("with")]
        assert [s["kind"] for s in result["suppressions"]] == ([kind] if kind else [])


@pytest.fixture(scope="session")
def junit(folder):
    path = folder.path / "found.xml"
    path.write_text(folder.report("junit"))
    return path


def test_junit_is_valid_by_the_schema_of_jenkins(junit):
    schema = etree.parse(TOOLS / "jenkins/testing/example_scripts/junit-10.xsd")
    etree.XMLSchema(schema).assertValid(etree.parse(junit))


def test_junit_is_valid_by_the_schema_of_ant(junit):
    """The package that carries it has a version from before tests could be skipped: the element and
    the count of them are put in as later versions of the schema have them."""
    schema = etree.parse(TOOLS / "ant/test/resources/JUnit.xsd")
    xs = "{http://www.w3.org/2001/XMLSchema}"
    assert schema.find(f".//{xs}element[@name='skipped']") is None
    suite = schema.find(f"{xs}complexType[@name='testsuite']")
    etree.SubElement(suite, f"{xs}attribute", name="skipped", type="xs:int")
    outcome = suite.find(f".//{xs}element[@name='testcase']/{xs}complexType/{xs}choice")
    etree.SubElement(outcome, f"{xs}element", name="skipped")
    etree.XMLSchema(schema).assertValid(etree.parse(junit))


def test_junitparser_reads_the_same_findings(junit, findings):
    read = JUnitXml.fromfile(str(junit))
    # A suite a document, and one for what could not be read.
    assert [suite.name for suite in read] == [*DOCUMENTS, "known.md", "lost.md"]
    counts = Counter()
    for suite in read:
        for case in suite:
            assert case.classname == suite.name
            counts.update(type(result) for result in case.result)
        assert suite.tests == len(list(suite))
        assert suite.failures == sum(any(isinstance(r, Failure) for r in c.result) for c in suite)
        assert len({case.name for case in suite}) == suite.tests
    bad = [f for f in counting(findings) if f["severity"] != "info"]
    assert counts == {Failure: len(bad), Skipped: len(findings) - len(counting(findings)), Error: 1}


def test_gitlab_has_the_fields_that_gitlab_documents(folder, findings):
    read = json.loads(folder.report("gitlab"))
    for issue in read:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ["info", "minor", "major", "critical", "blocker"]
        assert isinstance(issue["location"]["lines"]["begin"], int)
        assert not issue["location"]["path"].startswith(("./", "/"))
    assert len({issue["fingerprint"] for issue in read}) == len(read)
    [unreadable, *issues] = read
    assert unreadable["location"]["path"] == "lost.md"
    assert [
        (i["check_name"], i["fingerprint"], i["location"]["path"], i["location"]["lines"]["begin"])
        for i in issues
    ] == [(f["rule"], f["fingerprint"], f["path"], f["start"]["line"]) for f in counting(findings)]


def test_gitlab_has_an_empty_array_for_nothing(folder):
    arguments = ["--select", "missing-translation", "--format", "gitlab", "clean.md"]
    assert json.loads(folder.check(*arguments, status=0)) == []


def unescaped(text, escapes):
    for escape, plain in [*escapes, ("%25", "%")]:
        text = text.replace(escape, plain)
    return text


def commands(text):
    """Workflow commands as the runner reads them: `ActionCommand.TryParseV2` in its sources."""
    ends = [("%0D", "\r"), ("%0A", "\n")]
    for line in text.splitlines():
        if match := re.fullmatch("::([a-z]+)(?: ([^:]*))?::(.*)", line):
            name, properties, message = match.groups()
            pairs = (pair.split("=", 1) for pair in (properties or "").split(","))
            escapes = [*ends, ("%3A", ":"), ("%2C", ",")]
            values = {key: unescaped(value, escapes) for key, value in pairs}
            yield name, values, unescaped(message, ends)


def test_github_reads_the_same_findings(folder, findings):
    [unreadable, *annotations] = commands(folder.report("github"))
    assert unreadable[0] == "error" and unreadable[1]["file"] == "lost.md"
    names = {"error": "error", "warning": "warning", "info": "notice"}
    for (name, values, message), finding in zip(annotations, counting(findings), strict=True):
        assert name == names[finding["severity"]]
        assert (values["file"], values["title"]) == (finding["path"], finding["rule"])
        assert message.startswith(finding["message"])
        start, end = finding["start"], finding["end"]
        assert (values["line"], values["endLine"]) == (str(start["line"]), str(end["line"]))
        # The runner takes columns only of one line.
        assert ("col" in values) == (start["line"] == end["line"])


# A name and a text that would be markup, if they could.
NASTY = {
    '<img src="x" onerror="alert(1)"> | `a` *b* </summary> [c](d).md': """\
The ferryman wrote:

> Сегодня | лёд <script>alert(1)</script> встал у [самого](https://example.org) берега `реки`.
> Паром вытащили на песок ![до](весны) и <b>оставили</b> там ~~лежать~~ до весны.

Nobody crossed the river that week.
"""
}


def test_markdown_says_what_it_says_and_nothing_else(folder, findings, tmp_path):
    """GitHub's own reader makes nothing of the documents' text but text."""
    nasty = Folder(tmp_path, NASTY)
    [name] = nasty.documents
    text = nasty.check("--select", RULES, "--format", "markdown", name, status=1)
    page = html.fromstring(to_html(text, options=Options.CMARK_OPT_UNSAFE))
    layout = "div h3 table thead tbody tr th td details summary ul li strong code br"
    assert {element.tag for element in page.iter()} == set(layout.split())
    assert [cell.text_content() for cell in page.iter("td")] == [name, "1", "0", "0", "0"]
    assert page.find(".//summary").text_content() == f"{name} (1)"
    assert "лёд <script>alert(1)</script> встал у [самого](https://example.org)" in page.text_content()

    text = folder.report("markdown")
    page = html.fromstring(to_html(text, options=Options.CMARK_OPT_UNSAFE))
    assert len(page.findall(".//li/strong")) == len(counting(findings))
    assert len(text.encode()) < 1024 * 1024


@pytest.mark.parametrize("format", ["sarif", "junit", "github", "gitlab", "markdown"])
def test_the_same_findings_give_the_same_bytes(folder, format):
    assert folder.report(format) == folder.report(format)
