"""The table of a circular to the tariff files of a new edition. Pure: texts in, texts out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from estimator.editions.changes import (
    Changes,
    codes_moved,
    fees_changed,
    shares_changed,
    travel_changed,
)
from estimator.editions.circular.headings import page_of
from estimator.editions.circular.model import Entry, Printed, entries_of
from estimator.editions.findings import Doubt, State, doubts_in
from estimator.editions.golden import agreed, golden_text
from estimator.editions.known import Basis, NewEdition, basis_of
from estimator.editions.rows import file_text, with_rows
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import (
    Code,
    Copayment,
    Edition,
    Multiplier,
    TariffBook,
    Travel,
)

OFFICIAL = "official"


@dataclass(frozen=True)
class Draft:
    """A new edition before it is written: its doubts, what it changes, the text of each file.

    `tables` are the texts by name inside the tariff folder, `golden` the text of the golden file;
    none of them while a doubt is open.
    """

    new: NewEdition
    doubts: tuple[Doubt, ...]
    changes: Changes
    tables: Mapping[str, str]
    golden: str

    @property
    def open(self) -> tuple[Doubt, ...]:
        """The doubts that keep the edition from being written."""
        return tuple(doubt for doubt in self.doubts if doubt.state is State.OPEN)


def drafted(
    book: TariffBook, rows: Iterable[Printed], new: NewEdition, texts: Mapping[str, str]
) -> Draft:
    """The edition that a table makes of the tariffs; `texts` are the files it adds rows to."""
    entries = tuple(entries_of(rows))
    basis = basis_of(book, entries, new)
    doubts = doubts_in(basis, entries, new.settled)
    if idle := new.settled.keys() - {doubt.code for doubt in doubts}:
        raise InvalidAnswer("settle", given=min(idle), reason="nothing_to_settle")
    entries = tuple(entry for entry in entries if entry.code in basis.codes)
    records = Records(book, basis, entries, new)
    open_ones = any(doubt.state is State.OPEN for doubt in doubts)
    return Draft(
        new=new,
        doubts=doubts,
        changes=records.changes(),
        tables={} if open_ones else dict(tables(records, texts)),
        golden="" if open_ones else golden_text(basis, entries),
    )


@dataclass(frozen=True)
class Records:
    """The records of a new edition."""

    book: TariffBook
    basis: Basis
    entries: Sequence[Entry]
    new: NewEdition

    def codes(self) -> list[Code]:
        """The nomenclature in the order of the document, ceilings following a replaced code."""
        replaced = {like: code for code, like in self.basis.likes.items() if like}
        printed = {entry.code for entry in self.entries}
        found = []
        for entry in self.entries:
            code = self.basis.codes[entry.code]
            code = code._replace(coefficient=self.basis.coefficient(entry))
            ceiling = code.ceiling_code
            if ceiling not in printed:
                ceiling = replaced.get(ceiling or "", ceiling)
            found.append(code._replace(ceiling_code=ceiling))
        return found

    def multipliers(self) -> list[Multiplier]:
        """The multipliers by code, travel excepted, each with its fee where it is printed."""
        priced = [e for e in self.entries if self.basis.codes[e.code].group != "travel"]
        return sorted(map(self.multiplier, priced))

    def multiplier(self, entry: Entry) -> Multiplier:
        """One code of the edition."""
        row = entry.row
        fee = agreed(row.fee, self.basis.price(entry).fee)
        page = page_of(row.place)
        return Multiplier(entry.code, row.multiplier, fee, OFFICIAL, None, self.new.source.id, page)

    def copayments(self) -> dict[str, Copayment]:
        """The shares that differ from those in force, or that were not official."""
        found = {}
        for name, share in self.basis.shares.items():
            before = self.book.copayment(name, self.new.first_day)
            amounts = euros(share.bim), euros(share.not_bim)
            if amounts != (before.bim, before.not_bim) or before.status != OFFICIAL:
                source = self.new.source.id
                day = self.new.first_day
                found[name] = Copayment(day, name, *amounts, OFFICIAL, source, None)
        return found

    def travel(self) -> Iterator[Travel]:
        """The indemnities that differ from those in force, or that were not official."""
        for entry in self.entries:
            before = self.basis.travel.get(entry.code)
            if not before:
                continue
            amount = euros(self.basis.price(entry).fee)
            if amount == before.amount and before.status == OFFICIAL:
                continue
            groups = (g for g, code in self.book.travel_code_of.items() if code == entry.code)
            for group in groups:
                yield before._replace(
                    first_day=self.new.first_day,
                    group=group,
                    amount=amount,
                    status=OFFICIAL,
                    source=self.new.source.id,
                    page=page_of(entry.row.place),
                    assumption=None,
                )

    def changes(self) -> Changes:
        """What the edition changes."""
        day, basis = self.new.first_day, self.basis
        codes = {code.code: code for code in self.codes()}
        shares = [self.book.copayment(name, day) for name in basis.shares]
        multipliers = self.multipliers()
        return Changes(
            basis.since,
            *codes_moved(basis, self.entries),
            tuple(fees_changed(basis.known, codes, basis.last, multipliers)),
            tuple(shares_changed(shares, self.copayments())),
            tuple(travel_changed(basis.travel, self.travel())),
        )


def tables(records: Records, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The text of each tariff file that the edition writes anew, by name."""
    new, basis = records.new, records.basis
    edition = Edition(new.first_day, new.known_until, None, OFFICIAL, new.source.id, None)
    yield f"multipliers/{new.first_day}.csv", file_text(Multiplier._fields, records.multipliers())
    if sorted(codes := records.codes()) != sorted(basis.known.values()):
        yield f"nomenclature/{new.first_day}.csv", file_text(Code._fields, codes)
    added = {
        "editions.csv": ([edition], ["first_day"]),
        "copayments.csv": (records.copayments().values(), ["first_day", "copayment_class"]),
        "travel.csv": (list(records.travel()), ["first_day", "code", "group"]),
        "sources.csv": ([] if new.source.id in records.book.sources else [new.source], ["id"]),
    }
    for name, (rows, key) in added.items():
        if rows:
            yield name, with_rows(texts[name], rows, key)
