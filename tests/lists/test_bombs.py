"""A file that needs far more than a list gets a sentence; the process that read it is gone, and the
one that waited for it has hardly noticed."""

import os
import resource
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path

import pytest

from estimator.cli.main import main
from estimator.engine.model.errors import InvalidAnswer
from estimator.lists import batch, opening
from estimator.lists.files import bounds
from estimator.lists.files.formats import ending_of
from estimator.lists.files.upload import ON_PAGE, Limits, Reader
from estimator.lists.opening import Opening
from estimator.wording.refusals import contract_refusal
from tests.lists.bombs import MEGABYTE, parquet, repeated
from tests.lists.bombs import workbook as made
from tests.lists.tables import FRENCH, USUAL
from tests.lists.test_page import csv_of, finished, job_of

A_MEGABYTE = "a" * MEGABYTE
HEADER = b"pathology,bim,conventioned,sessions\n"
LITTLE = ON_PAGE._replace(memory=400 << 20)
"""Less than the page gives, so that small files are too large for it."""
FINE = csv_of([USUAL])
ROOT = Path(__file__).parents[2]


def refusal_of(content: bytes, name: str) -> InvalidAnswer:
    """Why the page refuses a file."""
    refused: InvalidAnswer | None = finished(job_of(content, name)).refused
    assert refused is not None
    return refused


def peak() -> int:
    """The most memory that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.fixture
def _frugal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Little memory for readers; a test fails in which that of this process grows."""
    monkeypatch.setattr(opening, "ON_PAGE", LITTLE)
    monkeypatch.setattr(batch, "ON_COMMAND", LITTLE)
    before = peak()
    yield
    assert peak() - before < 150 * MEGABYTE


HEAVY: dict[str, Callable[[], tuple[str, bytes]]] = {
    "a row of commas": lambda: ("a.csv", HEADER + b"," * 30 * MEGABYTE),
    "nothing but a header": lambda: ("a.csv", b"a," * 8 * MEGABYTE),
    "a text in every row": lambda: ("a.parquet", lists(A_MEGABYTE, 9999)),
    "a long text": lambda: (
        "a.xlsx", made(['<row><c t="str"><v>', *repeat(A_MEGABYTE, 400), "</v></c></row>"])
    ),
    "a cell in the last corner": lambda: (
        "a.xlsx", made(['<row><c r="XFD1048576"><v>1</v></c></row>'])
    ),
}  # fmt: skip


def lists(text: str, rows: int) -> bytes:
    """A list of a few kilobytes, with a long text in all of its rows."""
    return parquet({name: repeated(it, rows) for name, it in (USUAL | {"text": text}).items()})


@pytest.mark.usefixtures("_frugal")
@pytest.mark.parametrize("what", HEAVY)
def test_what_takes_more_memory_than_it_gets(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, content = HEAVY[what]()
    refused = refusal_of(content, name)
    assert refused.reason == "too_large"
    assert "plus de 419 Mo" in contract_refusal(FRENCH, refused)
    (tmp_path / name).write_bytes(content)
    del content
    assert main(["batch", str(tmp_path / name), str(tmp_path / "out.csv")]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said == contract_refusal(FRENCH, refused)
    assert not (tmp_path / "out.csv").exists()


def test_what_takes_more_time_than_it_gets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "ON_PAGE", ON_PAGE._replace(seconds=1))
    refused = refusal_of(HEADER + b'"current",true,true,1\n' * 4_000_000, "slow.csv")
    assert (refused.reason, refused.given, refused.allowed) == ("too_slow", "slow.csv", (1,))
    assert "plus de 1 secondes" in contract_refusal(FRENCH, refused)


@pytest.mark.parametrize("limit", ["at_once", "together"])
def test_no_more_is_taken_than_may_be_handed_over(
    monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(opening, "ON_PAGE", ON_PAGE._replace(**{limit: 10_000}))
    assert refusal_of(csv_of([USUAL] * 9999), "list.csv").reason == "too_large"


def test_a_list_that_fills_the_memory_as_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_UNPACKED", 100_000)
    content = HEADER + b"current,true,true,1\n" * 5000
    assert refusal_of(content, "list.csv").reason == "too_large"


def test_a_table_that_says_it_is_too_long() -> None:
    assert refusal_of(lists("x", 200_001), "list.parquet").reason == "too_long_here"


SPOILT: dict[str, Callable[[], bytes]] = {
    "a text that breaks off": lambda: made(['<row><c t="str"><v>', "a"]),
    "a text that isn't there": lambda: made(['<row><c t="s"><v>7</v></c></row>']),
    "a broken archive": lambda: made([])[:-100],
    "no archive": lambda: b"PK no",
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_workbook_that_no_spreadsheet_wrote(what: str) -> None:
    refused = refusal_of(SPOILT[what](), "odd.xlsx")
    assert (refused.reason, refused.given) == ("unreadable", "odd.xlsx")


def gone(process: int) -> bool:
    """Waits until a process has ended."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 60)[0])
    finally:
        os.close(handle)


def test_a_reader_ends_with_whoever_asked_for_it() -> None:
    with pytest.raises(KeyboardInterrupt), Reader(FINE * 99_999, "list.csv", ON_PAGE) as reader:
        raise KeyboardInterrupt
    assert reader.process.returncode == -signal.SIGKILL
    assert not reader.feeding.is_alive()


def test_a_job_that_is_stopped_stops_its_reader() -> None:
    job = Opening(HEADER + b'"current",true,true,1\n' * 400_000, "list.csv")
    while job.reader is None and not job.over:
        pass
    job.cancel()
    assert finished(job).refused is None
    assert job.opened is None


ORPHAN = """
import os, sys
from estimator.lists.opening import Opening
from estimator.lists.files.upload import ON_PAGE, Reader
with Reader(b"pathology,bim,conventioned,sessions\\n" + b"current,true,true,1\\n" * 4_000_000,
            "list.csv", ON_PAGE) as reader:
    reader.begin()
    print(reader.process.pid, flush=True)
    sys.stdin.read()
"""


def test_a_reader_does_not_outlive_its_parent() -> None:
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", ORPHAN], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        reader = int(parent.stdout.readline())
        parent.kill()
    assert gone(reader)


PRYING = """
import resource, sys
from estimator.lists.files.child import limit
limit(1 << 30, 9)
names = ("AS", "CPU", "FSIZE", "NOFILE", "CORE")
print([resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0] for name in names])
"""


def test_a_reader_has_no_more_than_it_needs() -> None:
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", PRYING], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str([1 << 30, 9, 0, 64, 0])


def test_a_reader_is_told_neither_name_nor_settings() -> None:
    limits = Limits(1 << 30, 9, 1 << 20, 1 << 20)
    with Reader(FINE, "Jeanne Dupont.csv", limits) as reader:
        assert reader.arguments() == [ending_of("a.csv"), str(1 << 30), "9"]
        told = Path(f"/proc/{reader.process.pid}/environ").read_text()
        assert "KINE" not in told
        assert "Dupont" not in str(reader.process.args)
        assert [len(chunk.rows) for chunk in reader.begin().chunks] == [0, 1]
