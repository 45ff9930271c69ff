"""The rules in plain words, each with the amounts of today and its sources."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from markupsafe import Markup

from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import TariffBook, in_force
from estimator.engine.tariffs.price_changes import started
from estimator.engine.tariffs.prices import (
    PatientPrice,
    last_reduction,
    patient_price,
    reimbursed_if_reduced,
)
from estimator.locales import Value, Words
from estimator.pages.blocks.html import paragraph, table
from estimator.pages.common.tariff_pages import source_link, subheading
from estimator.wording.changes import name_of

#: The codes that serve as examples: an ordinary session at the practice, and its overrun code.
SESSION, OVERRUN, INTAKE, REPORT = "560011", "560055", "567033", "560711"
#: Each rule with its sources, in the order of the page.
RULES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "fee": ("convention-m24", "convention-m25", "circular-oa-2023-390"),
        "share": ("circular-oa-2023-390", "inami-copayments"),
        "bim": ("helan-convention", "riziv-press-convention"),
        "reduction": ("law-1994-art-49", "inami-convention-2025-2026", "axxon-668"),
        "sessions": ("nomenclature-art-7", "cm-courante", "cm-fa-acuut", "cm-fb-chronisch"),
        "overrun": ("convention-m24",),
        "surcharge": ("convention-m24",),
        "travel": ("convention-m24", "circular-oa-2023-390"),
        "extras": ("circular-oa-2023-390", "cm-courante"),
        "maf": ("mc-maf", "cm-maf"),
    }
)
Values = dict[str, Value]


def rules(words: Words, book: TariffBook, today: date) -> Markup:
    """All rules: heading, text and sources of each."""
    values = rule_values(words, book, today)
    return Markup("").join(
        subheading(words(f"method.rule.{name}", **values.get(name, {})))
        + rule(words, book, today, name, values.get(name, {}))
        for name in RULES
    )


def rule(words: Words, book: TariffBook, today: date, name: str, values: Values) -> Markup:
    """The text and the sources of a rule."""
    told = paragraph(words(f"method.rule.{name}.text", **values), "reading")
    table = shares(words, book, today) if name == "share" else Markup("")
    return told + table + texts(words, book, RULES[name])


def texts(words: Words, book: TariffBook, sources: Iterable[str]) -> Markup:
    """The texts that something rests on, with their links; those that the tariffs don't list are
    left out: a folder of tariffs may be older than the page."""
    links = (source_link(words, book.sources[it]) for it in sources if it in book.sources)
    return paragraph(
        Markup("{} {}").format(words("method.texts"), Markup(" · ").join(links)), "small"
    )


def shares(words: Words, book: TariffBook, today: date) -> Markup:
    """The fixed share of every class in force, as a table."""
    columns = ("class", "not_bim", "bim")
    rows = (
        [name_of(words, "copayment_class", name), *map(words.euros, (share.not_bim, share.bim))]
        for name, share in started(book.copayments, today).items()
    )
    return table(
        words("method.shares.caption", day=today),
        [words(f"method.shares.{column}") for column in columns],
        rows,
        kind="amounts",
    )


def price_of(book: TariffBook, code: str, day: date) -> PatientPrice:
    """What a code costs a patient without increased reimbursement at a conventioned kiné."""
    return patient_price(book, code, day, bim=False, conventioned=True)


def percent_known(book: TariffBook, today: date) -> int:
    """The percentage of the reduction in force or of the last one; 0 before the first."""
    last = last_reduction(book, today)
    return last.percent if last else 0


def rule_values(words: Words, book: TariffBook, today: date) -> Mapping[str, Values]:
    """The amounts and numbers in each rule, on a day."""
    session, overrun = price_of(book, SESSION, today), price_of(book, OVERRUN, today)
    last, travel = last_reduction(book, today), book.travel_code_of
    return {
        "fee": {
            "code": SESSION,
            "multiplier": words.number(book.multiplier(SESSION, today).multiplier),
            "coefficient": words.number(book.code(SESSION, today).coefficient),
            "fee": euros(session.official_fee),
        },
        "reduction": {
            "percent": percent_known(book, today),
            "code": SESSION,
            "first_day": last.first_day if last else today,
            "full": euros(session.reimbursed),
            "reduced": euros(reimbursed_if_reduced(book, SESSION, today)),
        },
        "sessions": {
            "current": book.limit("normal_sessions", "current", today).value,
            "cap": book.limit("overrun_cap", "current", today).value,
            "polytrauma": book.limit("extended_limit", "fa_polytrauma", today).value,
            **{group: last_session(book, group, today) for group in ("fa", "fb", "perinatal")},
        },
        "overrun": {
            "code": OVERRUN,
            "ceiling": euros(overrun.fee),
            "left": euros(overrun.left),
            "reimbursed": euros(overrun.reimbursed),
        },
        "travel": {
            "amount": in_force(book.travel[travel["current"]], today).amount,
            "palliative": in_force(book.travel[travel["palliative"]], today).amount,
        },
        "extras": {
            "intake": euros(price_of(book, INTAKE, today).official_fee),
            "report": euros(price_of(book, REPORT, today).official_fee),
        },
        "maf": maf_ceilings(book, today),
    }


def last_session(book: TariffBook, group: str, today: date) -> int:
    """The number of normal sessions in a group."""
    serving = book.nomenclature(today).serving("practice", group, "session")
    return max(code.last_session or 0 for code in serving)


def maf_ceilings(book: TariffBook, today: date) -> Values:
    """The lowest and the highest ceiling of the last known year."""
    year = max(ceiling.year for ceiling in book.maf if ceiling.year <= today.year)
    ceilings = [ceiling.ceiling for ceiling in book.maf if ceiling.year == year]
    return {"year": str(year), "lowest": min(ceilings), "highest": max(ceilings)}
