"""Turns the table of a circular into the tariff files of a new edition. Pure: texts in and out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from estimator.editions.changes import Changes, ShareChange, TravelChange, fees_changed
from estimator.editions.circular.headings import page_of
from estimator.editions.circular.model import Entry, Printed, entries_of
from estimator.editions.findings import Finding, State, findings_in
from estimator.editions.known import KnownTariff, NewEdition, known_for
from estimator.editions.table_files import file_text, with_rows
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.money import Cents, cents, euros
from estimator.engine.model.tariff_book import (
    Code,
    Copayment,
    Edition,
    Multiplier,
    TariffBook,
    Travel,
)

OFFICIAL = "official"
GOLDEN_HEADER = (
    "chapter",
    "article",
    "multiplier",
    "code_ambulatory",
    "code_hospitalised",
    "coefficient",
    "fee",
    "reimbursed_bim",
    "reimbursed_not_bim",
)


@dataclass(frozen=True)
class Draft:
    """A new edition before it is written: its findings, its changes, the text of each file.

    `tables` holds texts by file name in the tariff folder, `golden` the text of the golden file.
    Both are empty while a finding is open.
    """

    new: NewEdition
    findings: tuple[Finding, ...]
    changes: Changes
    tables: Mapping[str, str]
    golden: str

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that keep the edition from being written."""
        return tuple(finding for finding in self.findings if finding.state is State.OPEN)


def drafted(
    book: TariffBook, rows: Iterable[Printed], new: NewEdition, texts: Mapping[str, str]
) -> Draft:
    """The edition that the rows of a circular make; `texts` are the files that get new rows.

    Raises `InvalidAnswer` where a settled code has no finding.
    """
    entries = tuple(entries_of(rows))
    tariff = known_for(book, entries, new)
    findings = findings_in(tariff, entries, new.settled)
    if idle := new.settled.keys() - {finding.code for finding in findings}:
        raise InvalidAnswer("settle", given=min(idle), reason="nothing_to_settle")
    entries = tuple(entry for entry in entries if entry.code in tariff.codes)
    records = Records(book, tariff, entries, new)
    unwritten = Draft(new, findings, records.changes(), {}, "")
    if unwritten.open:
        return unwritten
    return Draft(
        *(new, findings, unwritten.changes),
        tables=dict(tables(records, texts)),
        golden=golden_text(tariff, entries),
    )


@dataclass(frozen=True)
class Records:
    """The records of a new edition."""

    book: TariffBook
    tariff: KnownTariff
    entries: Sequence[Entry]
    new: NewEdition

    def codes(self) -> list[Code]:
        """The nomenclature in the order of the document; a replaced ceiling is followed."""
        replaced_by = {match: code for code, match in self.tariff.similar.items() if match}
        printed = {entry.code for entry in self.entries}
        found = []
        for entry in self.entries:
            code = self.tariff.codes[entry.code]
            ceiling = code.ceiling_code
            if ceiling not in printed:
                ceiling = replaced_by.get(ceiling or "", ceiling)
            coefficient = self.tariff.coefficient(entry)
            found.append(code._replace(coefficient=coefficient, ceiling_code=ceiling))
        return found

    def page(self, entry: Entry) -> str:
        """The place of an entry in the document."""
        return page_of(entry.row.place)

    def multipliers(self) -> list[Multiplier]:
        """The multipliers by code, without travel, each with its fee if one is printed."""
        return sorted(
            Multiplier(
                entry.code,
                entry.row.multiplier,
                agreed(entry.row.fee, self.tariff.price(entry).fee),
                OFFICIAL,
                None,
                self.new.source.id,
                self.page(entry),
            )
            for entry in self.entries
            if self.tariff.codes[entry.code].group != "travel"
        )

    def copayments(self) -> dict[str, Copayment]:
        """The shares that change, or that no official text gave before."""
        found = {}
        for name, share in self.tariff.shares.items():
            before = self.book.copayment(name, self.new.first_day)
            amounts = euros(share.bim), euros(share.not_bim)
            if amounts != (before.bim, before.not_bim) or before.status != OFFICIAL:
                day, source = self.new.first_day, self.new.source.id
                found[name] = Copayment(day, name, *amounts, OFFICIAL, source, None)
        return found

    def travel(self) -> Iterator[Travel]:
        """The indemnities that change, or that no official text gave before."""
        for entry in self.entries:
            before = self.tariff.travel.get(entry.code)
            if not before:
                continue
            amount = euros(self.tariff.price(entry).fee)
            if amount == before.amount and before.status == OFFICIAL:
                continue
            for group, code in self.book.travel_code_of.items():
                if code == entry.code:
                    yield before._replace(
                        first_day=self.new.first_day,
                        group=group,
                        amount=amount,
                        status=OFFICIAL,
                        source=self.new.source.id,
                        page=self.page(entry),
                        assumption=None,
                    )

    def changes(self) -> Changes:
        """What the edition changes."""
        tariff, codes = self.tariff, {code.code: code for code in self.codes()}
        shares = (
            ShareChange(name, self.book.copayment(name, self.new.first_day), after)
            for name, after in self.copayments().items()
        )
        travel = (
            TravelChange(new.code, tariff.travel[new.code].amount, new.amount)
            for new in {travel.code: travel for travel in self.travel()}.values()
        )
        return Changes(
            tariff.since,
            tuple(sorted(tariff.similar)),
            tuple(sorted(tariff.known.keys() - codes.keys())),
            tuple(fees_changed(tariff.known, codes, tariff.last, self.multipliers())),
            tuple(it for it in shares if it.before[2:4] != it.after[2:4]),
            tuple(it for it in travel if it.before != it.after),
        )


def tables(records: Records, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The text of each tariff file that the edition writes, by name."""
    new, tariff = records.new, records.tariff
    edition = Edition(new.first_day, new.known_until, None, OFFICIAL, new.source.id, None)
    yield f"multipliers/{new.first_day}.csv", file_text(Multiplier._fields, records.multipliers())
    if sorted(codes := records.codes()) != sorted(tariff.known.values()):
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


def golden_text(tariff: KnownTariff, entries: Sequence[Entry]) -> str:
    """The golden file of a circular: the printed amounts, which the engine must reproduce.

    Rows keep the order of the document. A cell that a person settled stays empty.
    """
    rows = []
    for row, entry in {entry.row: entry for entry in entries}.items():
        price = tariff.price(entry)
        rows.append(
            (
                *row.place,
                row.multiplier,
                row.ambulatory,
                row.hospitalised,
                tariff.coefficient(entry),
                "*" if row.starred else agreed(row.fee, price.fee),
                agreed(row.reimbursed_bim, price.reimbursed_bim),
                agreed(row.reimbursed_not_bim, price.reimbursed_not_bim),
            )
        )
    return file_text(GOLDEN_HEADER, rows)


def agreed(printed: Decimal | None, right: Cents) -> Decimal | None:
    """A printed amount, if it is the right one."""
    return printed if printed is not None and cents(printed) == right else None
