"""The rules in plain words, each with today's amounts and the texts it comes from."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from markupsafe import Markup

from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import Source, TariffBook, in_force
from estimator.engine.tariffs.price_changes import started
from estimator.engine.tariffs.prices import (
    PatientPrice,
    last_reduction,
    patient_price,
    reimbursed_if_reduced,
)
from estimator.locales import Value, Words
from estimator.pages.common.html import foreign, link, paragraph, table
from estimator.pages.common.tariff_pages import subheading
from estimator.wording.changes import name_of

#: The codes that serve as examples: an ordinary session at the practice, and its overrun code.
SESSION, OVERRUN, INTAKE, REPORT = "560011", "560055", "567033", "560711"
#: Each rule with its texts, in the order of the page.
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
    """All rules."""
    return Markup("").join(rule(words, book, today, name) for name in RULES)


def rule(words: Words, book: TariffBook, today: date, name: str) -> Markup:
    """One rule: heading, words, texts."""
    values = VALUES[name](words, book, today) if name in VALUES else {}
    more = shares(words, book, today) if name == "share" else Markup("")
    return (
        subheading(words(f"method.rule.{name}", **values))
        + paragraph(words(f"method.rule.{name}.text", **values), "reading")
        + more
        + texts(words, (book.sources[source] for source in RULES[name]))
    )


def texts(words: Words, sources: Iterable[Source]) -> Markup:
    """The texts that a rule comes from, with links where there is an address."""
    named = Markup(" · ").join(source_link(words, source) for source in sources)
    return paragraph(Markup("{} {}").format(words("method.texts"), named), "small")


def source_link(words: Words, source: Source) -> Markup:
    """The title of a text, which is in French, as a link if it has an address."""
    title = foreign(source.title, "fr", words.language)
    return link(source.address, title) if source.address else title


def shares(words: Words, book: TariffBook, today: date) -> Markup:
    """The fixed share of every class in force."""
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


def fee(words: Words, book: TariffBook, today: date) -> Values:
    """How one fee is made."""
    code = book.code(SESSION, today)
    return {
        "code": SESSION,
        "multiplier": words.number(book.multiplier(SESSION, today).multiplier),
        "coefficient": words.number(code.coefficient),
        "fee": euros(price_of(book, SESSION, today).official_fee),
    }


def price_of(book: TariffBook, code: str, day: date) -> PatientPrice:
    """What a code costs a patient without increased reimbursement at a conventioned kiné."""
    return patient_price(book, code, day, bim=False, conventioned=True)


def percent_known(book: TariffBook, today: date) -> int:
    """The percentage of the reduction in force, or of the last there was; 0 before the first."""
    last = last_reduction(book, today)
    return last.percent if last else 0


def reduction(_: Words, book: TariffBook, today: date) -> Values:
    """What the reduction takes away from one session, and since when."""
    last = last_reduction(book, today)
    percent, since = (last.percent, last.first_day) if last else (0, today)
    back = {
        "full": euros(price_of(book, SESSION, today).reimbursed),
        "reduced": euros(reimbursed_if_reduced(book, SESSION, today)),
    }
    return {"percent": percent, "code": SESSION, "first_day": since, **back}


def sessions(_: Words, book: TariffBook, today: date) -> Values:
    """How many sessions of each kind."""
    return {
        "current": book.limit("normal_sessions", "current", today).value,
        "cap": book.limit("overrun_cap", "current", today).value,
        "polytrauma": book.limit("extended_limit", "fa_polytrauma", today).value,
        **{group: last_session(book, group, today) for group in ("fa", "fb", "perinatal")},
    }


def last_session(book: TariffBook, group: str, today: date) -> int:
    """The last rank that a normal session of a group may have."""
    serving = book.nomenclature(today).serving("practice", group, "session")
    return max(code.last_session or 0 for code in serving)


def overrun(_: Words, book: TariffBook, today: date) -> Values:
    """What one session past the normal number costs."""
    price = price_of(book, OVERRUN, today)
    left = {"left": euros(price.left), "reimbursed": euros(price.reimbursed)}
    return {"code": OVERRUN, "ceiling": euros(price.fee), **left}


def travel(_: Words, book: TariffBook, today: date) -> Values:
    """The indemnity, and that of palliative care."""
    codes = {"amount": "current", "palliative": "palliative"}
    indemnities = book.travel_code_of
    return {
        name: in_force(book.travel[indemnities[group]], today).amount
        for name, group in codes.items()
    }


def extras(_: Words, book: TariffBook, today: date) -> Values:
    """What comes beside the sessions."""
    codes = {"intake": INTAKE, "report": REPORT}
    return {name: euros(price_of(book, code, today).official_fee) for name, code in codes.items()}


def maf(_: Words, book: TariffBook, today: date) -> Values:
    """The ceilings of the last year known by that day."""
    year = max(ceiling.year for ceiling in book.maf if ceiling.year <= today.year)
    ceilings = [ceiling.ceiling for ceiling in book.maf if ceiling.year == year]
    return {"year": str(year), "lowest": min(ceilings), "highest": max(ceilings)}


VALUES: Mapping[str, Callable[[Words, TariffBook, date], Values]] = MappingProxyType(
    {
        "fee": fee,
        "reduction": reduction,
        "sessions": sessions,
        "overrun": overrun,
        "travel": travel,
        "extras": extras,
        "maf": maf,
    }
)
