"""The plugin for WordPress places the snippet of the page for practices, and nothing else."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from estimator.embed.presets import PRESETS, presets_from
from estimator.embed.snippet import pairs_in, snippet
from estimator.locales import LANGUAGES, words
from tests.embed.test_presets import HOSTILE
from tests.embed.test_snippet import BASE, EVERYTHING, WHOLE, Tags

PLUGIN = Path(__file__).parents[2] / "deploy" / "wordpress"
PHP_FILE = PLUGIN / "kine-estimator.php"
STUBS = Path(__file__).parent / "wordpress" / "stubs.php"
WORDS = json.loads((PLUGIN / "words.json").read_text("utf-8"))


def php(*arguments: str | Path, given: str = "") -> str:
    """What PHP prints; nothing is skipped: no PHP, no pass."""
    program = shutil.which("php")
    assert program, "these tests need PHP (apt-get install php-cli)"
    command = [program, "-d", "display_errors=stderr", *map(str, arguments)]
    ended = subprocess.run(  # noqa: S603
        command, input=given, capture_output=True, encoding="utf-8", check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def placed(
    given: dict[str, str], setting: str = BASE, locale: str = "fr_BE", *, trusted: bool = True
) -> dict[str, str]:
    """What WordPress would put on a page."""
    asked = {"given": given, "setting": setting, "locale": locale, "trusted": trusted}
    made: dict[str, str] = json.loads(php(STUBS, PHP_FILE, given=json.dumps(asked)))
    return made


def test_php_understands_it() -> None:
    assert "No syntax errors" in php("-l", PHP_FILE)


@pytest.mark.parametrize("where", ["shortcode", "block"])
def test_it_is_the_snippet_of_the_page_for_practices(where: str) -> None:
    html = placed({**EVERYTHING, "address": BASE})[where]
    ours = snippet(BASE, WHOLE, words("nl"))
    assert Tags(html).found == Tags(ours).found == ["a", "script"]
    assert presets_from(pairs_in(html)) == presets_from(pairs_in(ours))
    # The link alone, as where scripts are off.
    assert presets_from(pairs_in(html.partition("\n")[0])) == presets_from(
        pairs_in(ours.partition("\n")[0])
    )
    assert html.partition(">")[2].partition("<")[0] == words("nl")("page.title")
    assert f'src="{BASE}embed.js"' in html


def test_without_a_language_the_words_are_those_of_the_website() -> None:
    html = placed({}, locale="de_DE")["block"]
    assert words("de")("page.title") in html
    assert "data-lang" not in html


def test_an_address_that_is_not_in_the_settings_runs_nothing() -> None:
    for given in ({"address": "https://evil.example/"}, {"address": f"{BASE}x/"}):
        assert placed(given)["shortcode"] == placed(given)["block"] == ""
    for setting in ("", "javascript:alert(1)"):
        assert placed({"address": BASE}, setting)["shortcode"] == ""


def test_only_who_may_publish_scripts_changes_the_address() -> None:
    assert placed({})["kept"] == "https://other.example/x/"
    assert placed({}, trusted=False)["kept"] == BASE


@pytest.mark.parametrize("name", HOSTILE[:7])
def test_a_hostile_preset_stays_text(name: str) -> None:
    made = placed({"practice_name": name, "fee": name, "lang": name, "onload": name})
    tags = Tags(made["shortcode"])
    assert tags.found == ["a", "script"]
    assert tags.names <= {*("href", "async", "src", "data-practice-name", "data-fee", "data-lang")}


def test_it_knows_the_presets_and_the_languages() -> None:
    block = json.loads((PLUGIN / "block.json").read_text("utf-8"))
    assert {*PRESETS, "address"} <= block["attributes"].keys()
    source = PHP_FILE.read_text("utf-8")
    assert all(f"'{name}'" in source for name in PRESETS)
    assert WORDS.keys() == set(LANGUAGES)
    for language, said in WORDS.items():
        assert said["title"] == words(language)("page.title")
        assert said.keys() == WORDS["fr"].keys()
        assert words(language)("practice.title") in said["paste"]
