"""Files from outside that mean harm, or are no XML at all, are refused with file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from estimator.editions.nomensoft.container import contents, is_nomensoft
from estimator.editions.nomensoft.model import UnreadableNomenSoft
from estimator.editions.nomensoft.reading import read_nomensoft
from tests.editions.circulars import CIRCULAR, as_workbook
from tests.editions.nomensoft import made

BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<dataroot>&b;</dataroot>'
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<dataroot>&x;</dataroot>'
ROW = f"{made.HEAD}<NOMEN_HONORAIRES>{{}}</NOMEN_HONORAIRES></dataroot>"

HOSTILE: dict[str, tuple[Callable[[Path], Path], str, int, str]] = {
    "entity bomb": (lambda at: file(at, BOMB), "f.xml", 2, "doctype"),
    "outside entity": (lambda at: file(at, OUTSIDE), "f.xml", 1, "doctype"),
    "no xml": (lambda at: file(at, "<html><p>500"), "f.xml", 1, "unknown_element"),
    "cut": (lambda at: file(at, made.HEAD), "f.xml", 3, "not_xml"),
    "nothing": (lambda at: file(at, f"{made.HEAD}</dataroot>"), "f.xml", 1, "no_fee"),
    "deep": (lambda at: file(at, ROW.format("<fee><b/></fee>")), "f.xml", 3, "unknown_element"),
    "twice": (lambda at: file(at, ROW.format("<fee>1</fee><fee>2</fee>")), "f.xml", 3, "twice"),
    "long": (lambda at: file(at, ROW.format(f"<fee>{'1' * 9999}</fee>")), "f.xml", 3, "long_text"),
    "stray": (lambda at: file(at, ROW.format("text")), "f.xml", 3, "stray_text"),
    "attribute": (lambda at: file(at, ROW.format('<fee a="1"/>')), "f.xml", 3, "unknown_attribute"),
    "out of zip": (lambda at: zipped(at, "../../up.xml"), "../../up.xml", 1, "unsafe_name"),
    "root of zip": (lambda at: zipped(at, "/etc/x"), "/etc/x", 1, "unsafe_name"),
    "escape in name": (lambda at: zipped(at, "a\x1b[31m.xml"), "a?[31m.xml", 2, "doctype"),
    "no access": (lambda at: linked(at, "/proc/self/mem"), "f.xml", 1, "no_access"),
    "damaged zip": (lambda at: damaged(zipped(at, "a.xml", BOMB * 50)), "a.xml", 1, "spoilt_zip"),
}


def file(place: Path, text: str) -> Path:
    (place / "f.xml").write_text(text, encoding="utf-8")
    return place / "f.xml"


def zipped(place: Path, name: str, text: str = BOMB) -> Path:
    return made.with_member(place / "f.zip", name, text.encode())


def linked(place: Path, target: str) -> Path:
    (place / "f.xml").symlink_to(target)
    return place


def damaged(archive: Path) -> Path:
    content = bytearray(archive.read_bytes())
    content[60:70] = bytes(10)
    archive.write_bytes(content)
    return archive


@pytest.mark.parametrize("what", HOSTILE)
def test_is_refused_with_file_and_line(tmp_path: Path, what: str) -> None:
    make, name, line, reason = HOSTILE[what]
    with pytest.raises(UnreadableNomenSoft) as refused:
        read_nomensoft(make(tmp_path), {"560011"})
    (fault,) = refused.value.faults
    assert (fault.file, fault.line, fault.reason) == (name, line, reason)


def test_no_more_is_unpacked_than_the_bound(tmp_path: Path) -> None:
    """A zip of 2 kB that would become 2 MB."""
    bomb = made.with_member(tmp_path / "bomb.zip", "a.xml", b" " * 2_000_000)
    assert bomb.stat().st_size < 3_000
    files = contents(bomb, largest=1_000_000)
    _, pieces = next(files)
    with pytest.raises(UnreadableNomenSoft, match="too_large"):
        sum(map(len, pieces))


def test_what_a_system_wrote_for_itself_is_passed_over(tmp_path: Path) -> None:
    for name in (".DS_Store", "a.xml"):
        (tmp_path / name).write_text("<dataroot/>", encoding="utf-8")
    assert [name for name, _ in contents(tmp_path)] == ["a.xml"]


def test_a_circular_is_no_nomensoft(tmp_path: Path) -> None:
    assert not is_nomensoft(as_workbook(CIRCULAR, tmp_path / "circular.xlsx"))
    assert not is_nomensoft(tmp_path / "nothing")
    assert is_nomensoft(file(tmp_path, BOMB))
    assert is_nomensoft(zipped(tmp_path, "a.xml"))
    assert is_nomensoft(tmp_path)
