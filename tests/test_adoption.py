"""What others need to take the project up is there, well formed, and leads to what exists."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from estimator.locales import LANGUAGES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
TEXTS = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), *(ROOT / ".github").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def parsed(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


@pytest.mark.parametrize("text", TEXTS, ids=lambda it: it.name)
def test_links_lead_to_files(text: Path) -> None:
    for target in LINK.findall(text.read_text("utf-8")):
        assert (text.parent / target).exists(), target


def test_every_page_of_the_docs_is_named_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [it.name for it in DOCS.glob("*.md") if f"docs/{it.name}" not in readme] == []


def test_publiccode_says_what_its_standard_asks_for() -> None:
    told = parsed("publiccode.yml")
    asked = ("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus")
    assert all(told[name] for name in (*asked, "softwareType"))
    for text in told["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
    assert told["legal"]["license"] == parsed("CITATION.cff")["license"] == "MIT"
    assert told["maintenance"]["type"] == "community"
    assert all(contact["name"] for contact in told["maintenance"]["contacts"])
    assert told["localisation"]["localisationReady"] is True
    assert set(told["localisation"]["availableLanguages"]) == set(LANGUAGES)


def test_the_citation_says_what_its_format_asks_for() -> None:
    told = parsed("CITATION.cff")
    assert told["cff-version"] == "1.2.0"
    assert all(told[name] for name in ("message", "title", "type"))
    assert all(author["name"] for author in told["authors"])


def test_the_hooks_run_what_is_installed_here() -> None:
    (repository,) = parsed(".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        assert hook["language"] == "system"
        assert (ROOT / hook["entry"].split()[0]).exists()


@pytest.mark.parametrize("name", ["accessibility-statement", "dpia", "record-of-processing"])
def test_what_only_an_operator_knows_is_left_to_fill_in(name: str) -> None:
    text = (DOCS / f"{name}.md").read_text("utf-8")
    assert text.count("*[") >= 5
    assert "fully compliant" not in text


def test_a_template_of_issues_names_itself() -> None:
    for template in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.md"):
        _, head, body = template.read_text("utf-8").split("---\n", 2)
        assert {"name", "about"} <= yaml.safe_load(head).keys()
        assert "patient" in body or "Who needs it" in body
