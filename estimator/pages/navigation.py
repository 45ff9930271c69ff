"""The pages and the links between them; in a frame on another website the estimate stands alone."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import streamlit as st

from estimator.embed.colour import readable
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import words
from estimator.operations.settings import settings
from estimator.pages.advisor import page as advisor_page
from estimator.pages.check import page as check_page
from estimator.pages.common.faults import ESTIMATE, reporting_faults
from estimator.pages.common.foot import foot
from estimator.pages.common.language import language_so_far
from estimator.pages.estimate import page as estimate_page
from estimator.pages.forms.presets import presets_asked
from estimator.pages.forms.year_courses import SHOW_YEAR
from estimator.pages.method import page as method_page
from estimator.pages.practice import page as practice_page
from estimator.pages.tariffs import page as tariffs_page
from estimator.pages.year import page as year_page

HERE = Path(__file__).parent
ACCENT = (HERE / "accent.css").read_text("utf-8")
#: The path of the page that a course of the estimate is added to.
YEAR = "year"

#: Every page by the key of its title, with its path; the first is the one without a path.
PAGES: Mapping[str, tuple[Callable[[], None], str]] = MappingProxyType(
    {
        "page.title": (estimate_page.page, ""),
        "check.title": (check_page.page, "check"),
        "tariffs.title": (tariffs_page.page, "tariffs"),
        "year.title": (year_page.page, YEAR),
        "advisor.title": (advisor_page.page, "advisor"),
        "practice.title": (practice_page.page, "practice"),
        "method.title": (method_page.page, "method"),
    }
)


def show_page() -> None:
    """The page asked for by the address, and below it the way to the others."""
    language = language_so_far()
    say = words(language)
    embedded = bool(st.context.is_embedded)
    pages = [
        st.Page(show, title=say(title), url_path=path, default=not path)
        for title, (show, path) in PAGES.items()
    ]
    shown = st.navigation(pages[:1] if embedded else pages, position="hidden")
    if st.session_state.pop(SHOW_YEAR, False):
        st.switch_page(next(page for page in pages if page.url_path == YEAR))
    if shown == pages[0] and (accent := presets_asked().practice.accent):
        st.html(f"<style>{colours(accent)}</style>")
    with reporting_faults(shown.url_path or ESTIMATE, language):
        shown.run()
    if not embedded:
        show_ways(pages, shown)
    say = words(language_so_far())
    st.html(foot(say, tariffs().book, clock.today(), settings(), alone=embedded))


def show_ways(pages: Sequence[st.Page], shown: st.Page) -> None:
    """A link to every page but the one shown."""
    with st.container(key="pages", horizontal=True):
        for page in pages:
            if page != shown:
                st.page_link(page, label=page.title)


def colours(accent: str) -> str:
    """What a practice's colour adds to the style sheet, readable on the light and the dark page."""
    light, dark = readable(accent)
    return ACCENT.replace("LIGHT", light).replace("DARK", dark)
