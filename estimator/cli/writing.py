"""What the commands that write tariffs share: their folder, their answers, why they can't write."""

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from estimator.cli.edition_report import fault_lines, with_sentence, xml_fault_json, xml_fault_lines
from estimator.cli.output import FAULTY, refuse, show
from estimator.editions.circular.model import UnreadableCircular
from estimator.editions.folder_copy import Copy, copied
from estimator.editions.nomensoft.model import UnreadableNomenSoft
from estimator.engine.model.errors import InvalidAnswer, TariffFault
from estimator.engine.model.fields import DAY
from estimator.environment.tariff_folder import UnknownFolder, named_folder
from estimator.locales import Words

SETTLED = re.compile(r"[0-9]{6}(=[0-9]{6})?")

Run = Callable[[argparse.Namespace, Words], int]
Commands = Any  # argparse keeps the type of its sub-commands private


def folder_of(command: argparse.Namespace) -> Path:
    """The folder given by `--folder`, or the one in use. Raises `UnknownFolder`."""
    folder = getattr(command, "folder", None)
    if not folder:
        return named_folder()
    if not Path(folder).is_dir():
        raise UnknownFolder(folder, "--folder")
    return Path(folder)


def until_of(command: argparse.Namespace) -> date | None:
    """The last day that the text covers, if given."""
    return DAY.read("until", command.until) if command.until else None


def settled_in(texts: Iterable[str]) -> dict[str, str | None]:
    """The settled codes; `567999=567011` gives the code that a new one resembles."""
    found: dict[str, str | None] = {}
    for text in texts:
        if not SETTLED.fullmatch(text):
            raise InvalidAnswer("settle", given=text, reason="unknown_code")
        code, _, like = text.partition("=")
        found[code] = like or None
    return found


def writing(work: Callable[[argparse.Namespace, Words, Copy], int]) -> Run:
    """A command that works in a copy of the folder and reports why it can't write."""

    def run(command: argparse.Namespace, words: Words) -> int:
        def cleared(left: Path) -> None:
            refuse(words("import.cleared", folder=left.name))

        folder = folder_of(command)
        try:
            with copied(folder, cleared) as copy:
                return work(command, words, copy)
        except UnreadableCircular as error:
            lines = fault_lines(error.faults, Path(command.file).name, words)
            return refuse_faults(command, [with_sentence(it, words) for it in error.faults], lines)
        except UnreadableNomenSoft as error:
            return refuse_xml(command, error, words)
        except TariffFault as fault:
            faults = [problem._asdict() for problem in fault.problems]
            return refuse_faults(command, faults, fault.problems)
        except BlockingIOError as busy:
            raise InvalidAnswer("folder", given=folder, reason="busy") from busy
        except OSError as error:
            file = str(error.filename or folder)
            return refuse(words("import.unwritten", file=file), code=FAULTY)

    return run


def refuse_xml(
    command: argparse.Namespace, error: UnreadableNomenSoft, words: Words, code: int = FAULTY
) -> int:
    """Reports what makes NomenSoft's files unusable."""
    faults = [xml_fault_json(it, words) for it in error.faults]
    return refuse_faults(command, faults, xml_fault_lines(error.faults, words), code)


def refuse_faults(
    command: argparse.Namespace,
    faults: Sequence[Any],
    lines: Iterable[object],
    code: int = FAULTY,
) -> int:
    """Reports faults with file and line: as lines on stderr, or as JSON on stdout."""
    if not command.json:
        return refuse(*lines, code=code)
    show(command, {"faults": faults})
    return code
