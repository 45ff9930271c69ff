"""For advisors: situations side by side, and whole lists."""

from estimator.pages.advisor.lists.page import show_lists
from estimator.pages.advisor.scenarios import show_scenarios
from estimator.pages.common.page_top import begin


def page() -> None:
    """Compare, then work through a list."""
    words = begin("advisor")
    show_scenarios(words)
    show_lists(words)
