"""The command `situations`: the conditions that some words may mean, with their codes."""

import argparse
from collections.abc import Iterator

from estimator.cli.output import show
from estimator.engine.model.situations import query_from
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.wording.as_json import candidates_json
from estimator.wording.situations import Candidate, candidates


def add_situations(command: argparse.ArgumentParser) -> None:
    """The words of the search."""
    command.add_argument("words", nargs="*", metavar="WORDS")
    command.set_defaults(run=run_situations)


def run_situations(command: argparse.Namespace, words: Words) -> int:
    """What the words may mean, best first. Raises `InvalidAnswer` for none, and for too many."""
    query = query_from("words", " ".join(command.words))
    found = candidates(words, tariffs().book, query)
    lines = [line for each in found for line in lines_of(each, words)]
    return show(command, candidates_json(found), *(lines or [words("situation.none")]))


def lines_of(found: Candidate, words: Words) -> Iterator[str]:
    """A condition: its name, its codes and group, what decides, who must agree, how many sessions
    there are."""
    keys = (f"{kind}.{found.group}" for kind in ("pathology", "setting", "service"))
    group = next(words(key) for key in keys if key in words)
    yield found.label
    yield f"  {', '.join(found.codes)}: {group}"
    yield from (f"  {it}" for it in (found.decides, found.approval, found.sessions) if it)
