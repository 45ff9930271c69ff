"""The options of `tariffs import` and `tariffs index`, read and refused one by one."""

import argparse
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import DAY
from estimator.environment.tariff_folder import UnknownFolder, named_folder

SETTLED = re.compile(r"[0-9]{6}(=[0-9]{6})?")
HIGHEST_PERCENT = 25


def folder_of(command: argparse.Namespace) -> Path:
    """The folder of tariff files named, or the one in use. Raises `UnknownFolder`."""
    folder = getattr(command, "folder", None)
    if not folder:
        return named_folder()
    if not Path(folder).is_dir():
        raise UnknownFolder(folder, "--folder")
    return Path(folder)


def until_of(command: argparse.Namespace) -> date | None:
    """The last day that the text covers, if it is told."""
    return DAY.read("until", command.until) if command.until else None


def settled_in(given: Iterable[str]) -> dict[str, str | None]:
    """The codes settled; `567999=567011` says what a new one is like."""
    found: dict[str, str | None] = {}
    for text in given:
        if not SETTLED.fullmatch(text):
            raise InvalidAnswer("settle", given=text, reason="unknown_code")
        code, _, like = text.partition("=")
        found[code] = like or None
    return found


def read_percent(text: str) -> Decimal:
    """An index in percent: 2.68 or 2,68."""
    try:
        percent = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        percent = Decimal("NaN")
    if not (percent.is_finite() and 0 <= percent <= HIGHEST_PERCENT):
        allowed = (0, HIGHEST_PERCENT)
        raise InvalidAnswer("percent", given=text, reason="percent", allowed=allowed)
    return percent
