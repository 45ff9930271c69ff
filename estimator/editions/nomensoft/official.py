"""Turns NomenSoft's fees into the tariff files of an official edition. Pure.

The fee is what NomenSoft tells. The multiplier follows: the one that we had where it gives that
fee to the cent, else fee ÷ coefficient. Shares come by class, and a class has one share.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from estimator.editions.circular.headings import GROUPS, SETTINGS
from estimator.editions.circular.model import Entry, Place, Printed
from estimator.editions.draft import Draft, Records, golden_text, tables
from estimator.editions.findings import SIX_PLACES
from estimator.editions.known import NewEdition, known_for
from estimator.editions.nomensoft.amounts import PARTS, OfficialFee
from estimator.editions.nomensoft.model import Kind, UnreadableNomenSoft, XmlFault
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.money import Cents, cents, euros, percent_of
from estimator.engine.model.tariff_book import Code, TariffBook, in_force
from estimator.engine.tariffs.prices import TRAVEL

CHAPTERS = {setting: chapter for chapter, setting in SETTINGS.items()}
ARTICLES = {group: article for article, group in GROUPS.items()}
#: Where a fee stands whose file names no circular.
NO_DOCUMENT = "NomenSoft"


def official_draft(
    book: TariffBook,
    fees: Mapping[str, OfficialFee],
    new: NewEdition,
    texts: Mapping[str, str],
    file: str,
) -> Draft:
    """The edition that NomenSoft's fees make; `file` names what they were read from.

    Raises `UnreadableNomenSoft` for codes that are missing or incomplete, and for a share that
    differs within a class; `InvalidAnswer` where a settled code is not missing.
    """
    known = book.nomenclature(new.first_day).codes
    absent = [code for code, it in known.items() if it.group != TRAVEL and code not in fees]
    if idle := new.settled.keys() - {*absent}:
        raise InvalidAnswer("settle", given=min(idle), reason="nothing_to_settle")
    faults = [
        *(
            XmlFault(file, 1, "missing_code", {"code": code, "day": new.first_day})
            for code in absent
            if code not in new.settled
        ),
        *incomplete(known, fees),
    ]
    if not faults:
        faults += [*unlike_shares(known, fees), *unlike_travel(book, known, fees, new.first_day)]
    if faults:
        raise UnreadableNomenSoft(faults)
    entries = [entry_of(book, known[code], fees[code], new) for code in known if code in fees]
    tariff = known_for(book, entries, new)
    records = OfficialRecords(book, tariff, entries, new, fees)
    return Draft(
        *(new, (), records.changes()),
        tables=dict(tables(records, texts)),
        golden=golden_text(tariff, entries),
    )


@dataclass(frozen=True)
class OfficialRecords(Records):
    """The records of an edition from NomenSoft. It tells no meanings: the nomenclature stays, but
    for the codes that a person settled as gone."""

    fees: Mapping[str, OfficialFee]

    def codes(self) -> list[Code]:
        return [code for code in self.tariff.known.values() if code.code not in self.new.settled]

    def page(self, entry: Entry) -> str:
        return self.fees[entry.code].any_row.document or NO_DOCUMENT


def entry_of(book: TariffBook, code: Code, fee: OfficialFee, new: NewEdition) -> Entry:
    """The row that a circular would print for a code."""
    amounts = {kind: euros(amount) for kind, amount in fee.amounts.items()}
    ambulatory = code.patient == "ambulatory"
    printed = Printed(
        line=fee.any_row.line,
        place=Place(CHAPTERS.get(code.setting, ""), ARTICLES.get(code.group, "")),
        multiplier=multiplier_for(book, code, new.first_day, fee.amounts[Kind.FEE]),
        ambulatory=code.code if ambulatory else None,
        hospitalised=None if ambulatory else code.code,
        coefficient=code.coefficient,
        fee=amounts[Kind.FEE] if Kind.FEE in fee.rows else None,
        starred=code.service == "overrun",
        reimbursed_bim=amounts.get(Kind.REIMBURSED_BIM),
        reimbursed_not_bim=amounts.get(Kind.REIMBURSED),
    )
    return Entry(code.code, code.patient, printed)


def multiplier_for(book: TariffBook, code: Code, day: date, fee: Cents) -> Decimal:
    """The multiplier in force if it gives the fee to the cent, else fee ÷ coefficient, which always
    does: half up to six decimals."""
    if code.group != TRAVEL:
        known = book.multiplier(code.code, day).multiplier
        if cents(known * code.coefficient) == fee:
            return known
    return (euros(fee) / code.coefficient).quantize(SIX_PLACES, ROUND_HALF_UP)


def incomplete(known: Mapping[str, Code], fees: Mapping[str, OfficialFee]) -> Iterator[XmlFault]:
    """The codes without a kind that they need. Of travel the fee is enough: the tariff knows which
    percentage is reimbursed."""
    for code, fee in fees.items():
        needed = [Kind.FEE] if known[code].group == TRAVEL else fee.missing
        if missing := [kind for kind in needed if kind in fee.missing]:
            yield fee.fault("missing_kind", kind=missing[0].id)


def unlike_shares(known: Mapping[str, Code], fees: Mapping[str, OfficialFee]) -> Iterator[XmlFault]:
    """The codes whose shares are not those of most codes of their class; a share with BIM that is
    higher than the one without."""
    classes: dict[str, list[OfficialFee]] = {}
    for code, fee in fees.items():
        if known[code].group != TRAVEL:
            classes.setdefault(known[code].copayment_class, []).append(fee)
    for name, of in classes.items():
        usual = Counter(map(shares_of, of)).most_common(1)[0][0]
        for fee in of:
            bim, share = shares_of(fee)
            if (bim, share) != usual or bim > share:
                values = {"bim": bim, "share": share, "usual_bim": usual[0], "usual": usual[1]}
                told = {key: euros(it) for key, it in values.items()}
                yield fee.fault("unlike_share", Kind.SHARE, name=name, **told)


def shares_of(fee: OfficialFee) -> tuple[Cents, Cents]:
    """The share with BIM and the one without."""
    return fee.amounts[Kind.SHARE_BIM], fee.amounts[Kind.SHARE]


def unlike_travel(
    book: TariffBook, known: Mapping[str, Code], fees: Mapping[str, OfficialFee], day: date
) -> Iterator[XmlFault]:
    """The travel codes whose reimbursement is not the percentage of the tariff."""
    for code, fee in fees.items():
        if known[code].group == TRAVEL:
            travel = in_force(book.travel[code], day, f"travel {code}")
            percents = travel.reimbursed_percent_bim, travel.reimbursed_percent_not_bim
            for percent, (kind, _) in zip(percents, PARTS, strict=True):
                made = percent_of(fee.amounts[Kind.FEE], percent)
                if fee.amounts.get(kind, made) != made:
                    told = {"given": euros(fee.amounts[kind]), "made": euros(made)}
                    yield fee.fault("unlike_travel", kind, percent=percent, **told)
