"""Reads NomenSoft's rows as fees: codes, kinds, days and amounts, or a fault with file and line."""

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from pathlib import Path

from estimator.editions.nomensoft.container import contents
from estimator.editions.nomensoft.model import (
    Kind,
    KindName,
    PeriodFee,
    Reading,
    UnreadableNomenSoft,
    XmlFault,
    unreadable,
)
from estimator.editions.nomensoft.xml_rows import ALL_FEES, FEES, KINDS, XmlRow, xml_rows

CODE = re.compile(r"[0-9]{6}")
KIND = re.compile(r"[0-9]{1,6}")
#: An ISO day, with or without a time. A time with a zone could mean another day here.
DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?)?")
#: The last day of a period without end.
OPEN_END = date(2999, 12, 31)
FEE = re.compile(r"[0-9]{1,7}(\.[0-9]{1,6})?")
DOCUMENT = re.compile(r"[\w][\w ./()-]{0,59}")
#: Ten times what our codes can have: ten kinds of fee in fifty periods.
MOST_FEES = 1_000_000
#: A folder of other files has a fault in each.
MOST_FAULTS = 1_000


def read_nomensoft(path: Path, known: Collection[str]) -> Reading:
    """The fees of the known codes in a folder, a zip or a file.

    Raises `UnreadableNomenSoft`: the first fault of each file.
    """
    reader, faults = FeeReader(known), list[XmlFault]()
    for name, pieces in contents(path):
        try:
            for row in xml_rows(name, pieces):
                reader.take(row)
        except UnreadableNomenSoft as error:
            faults += error.faults
        if len(faults) > MOST_FAULTS or any(it.reason == "too_large" for it in faults):
            break
    if not (faults or reader.fees):
        faults.append(XmlFault(path.name, 1, "no_fee"))
    if faults:
        raise UnreadableNomenSoft(faults)
    return Reading(reader.fees, reader.kinds, len(reader.others))


class FeeReader:
    """Sorts rows by their table; a row told twice in the same words counts once."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = known
        self.fees: list[PeriodFee] = []
        self.kinds: dict[int, KindName] = {}
        self.others: set[str] = set()
        self.seen: set[tuple[object, ...]] = set()

    def take(self, row: XmlRow) -> None:
        """Takes one row. Raises `UnreadableNomenSoft`."""
        if row.table in (FEES, KINDS):
            names = (row.texts.get(f"fee_code_desc_{it}", "") for it in ("fr", "nl"))
            self.kinds[kind_of(row)] = KindName(*names)
        if row.table in (FEES, ALL_FEES):
            self.take_fee(row)

    def take_fee(self, row: XmlRow) -> None:
        """Takes the fee of a known code. Only the file of all codes may hold unknown ones."""
        code = text_like(CODE, row, "nomen_code", "code")
        if code not in self.known:
            if row.table == FEES:
                raise row.fault("nomen_code", "unknown_code")
            self.others.add(code)
            return
        fee = period_fee(row, code)
        if fee[2:] not in self.seen:
            self.seen.add(fee[2:])
            self.fees.append(fee)
            self.kinds.setdefault(fee.kind, KindName("", ""))
        if len(self.fees) > MOST_FEES:
            raise unreadable(row.file, row.line, "too_many", limit=MOST_FEES)


def period_fee(row: XmlRow, code: str) -> PeriodFee:
    """A row as the fee of a period. Raises `UnreadableNomenSoft`."""
    first_day = day_in(row, "dbegin_fee")
    last_day = day_in(row, "dend_fee") if "dend_fee" in row.texts else OPEN_END
    if last_day < first_day:
        raise row.fault("dend_fee", "ends_before")
    document = text_like(DOCUMENT, row, "author_doc", "text") if "author_doc" in row.texts else ""
    kind, fee = kind_of(row), Decimal(text_like(FEE, row, "fee", "amount"))
    if kind in [*Kind] and fee.quantize(Decimal("0.01")) != fee:
        raise row.fault("fee", "amount")
    end = None if last_day >= OPEN_END else last_day
    return PeriodFee(row.file, row.line, code, kind, first_day, end, fee, document)


def kind_of(row: XmlRow) -> int:
    """The number of the kind of fee: `fee_code`, or without that `fee_code_cat`."""
    field = "fee_code" if "fee_code" in row.texts else "fee_code_cat"
    return int(text_like(KIND, row, field, "kind"))


def day_in(row: XmlRow, field: str) -> date:
    """A day, whose time counts for nothing."""
    found = DAY.fullmatch(row.texts.get(field, ""))
    try:
        return date.fromisoformat(found[1] if found else "")
    except ValueError:  # also a day that no calendar has
        raise row.fault(field, "day") from None


def text_like(pattern: re.Pattern[str], row: XmlRow, field: str, reason: str) -> str:
    """The text of a field, if it has the right form."""
    text = row.texts.get(field, "")
    if not pattern.fullmatch(text):
        raise row.fault(field, reason)
    return text
