"""The lists of the method page: history, assumptions, claims of others, tariffs."""

from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import Claim, Edition, OldFee, TariffBook
from estimator.engine.tariffs.history import Event, NewValues, changelog, events
from estimator.engine.tariffs.price_changes import Change, ChangeKind, grouped
from estimator.engine.tariffs.prices import reimbursed_if_reduced
from estimator.locales import Value, Words
from estimator.pages.blocks.html import bullets, paragraph, table
from estimator.pages.common.tariff_pages import source_link
from estimator.pages.method.rules import SESSION, maf_ceilings, percent_known, price_of
from estimator.wording.changes import codes_of, subject, value_text
from estimator.wording.notices import source_title

#: Claims without an amount, in the order of the page; those with one are in tariffs/.
CLAIMS = ("only_conventioned", "unchanged", "no_supplement", "percentages")
#: For an amount this status means that we computed it; a reduction was seen, not computed.
PUBLISHED = "published"


def history(words: Words, book: TariffBook, _: date) -> Markup:
    """Old fees, new tariffs, the reduction on and off; then what joining the convention means."""
    lines = bullets((event_sentence(words, book, event) for event in events(book)), "reading")
    return lines + paragraph(words("method.joining"), "reading")


def event_sentence(words: Words, book: TariffBook, event: Event) -> str:
    """One event as a sentence."""
    source = source_title(words, book.sources[event.source])
    if isinstance(event, OldFee):
        return words("method.history.fee", **(event._asdict() | {"source": source}))
    values: dict[str, Value] = {
        "first_day": event.first_day,
        "status": words(f"status.{event.status}"),
    }
    if isinstance(event, Edition):
        fee = euros(price_of(book, SESSION, event.first_day).official_fee)
        return words("method.history.edition", code=SESSION, fee=fee, source=source, **values)
    if event.status == PUBLISHED:
        values["status"] = words("method.history.seen")
    state = "on" if event.percent else "off"
    return words(f"method.history.{state}", percent=event.percent, **values)


def assumptions(words: Words, book: TariffBook, today: date) -> Markup:
    """Every assumption of ours that no official text settles, in the words of its notice or, if the
    notice is about a single course, in its own."""
    known_until = max(it.known_until for it in book.editions.values() if it.known_until)
    values: dict[str, Value] = {"known_until": known_until, **maf_ceilings(book, today)}
    keys = {name: f"assumption.{name}" for name in book.assumptions}
    lines = (
        words(key, **values) if key in words else words(f"notice.{name}")
        for name, key in keys.items()
    )
    return paragraph(words("method.assumptions.intro"), "reading") + bullets(lines, "reading")


def elsewhere(words: Words, book: TariffBook, today: date) -> Markup:
    """What people read elsewhere, and what is true."""
    rows = [claim_row(words, claim.claim, claim_values(book, claim)) for claim in book.claims]
    percent = percent_known(book, today)
    rows += [claim_row(words, name, {"percent": percent}) for name in CLAIMS]
    head = [words(f"method.elsewhere.{column}") for column in ("claim", "holds")]
    return table(words("method.elsewhere"), head, rows, kind="prose")


def claim_values(book: TariffBook, claim: Claim) -> dict[str, Value]:
    """The amount of a claim, and the amounts of that day."""
    price = price_of(book, claim.code, claim.day)
    return {
        "claimed": claim.amount,
        "code": claim.code,
        "percent": percent_known(book, claim.day),
        "fee": euros(price.official_fee),
        "full": euros(price.reimbursed),
        "reduced": euros(reimbursed_if_reduced(book, claim.code, claim.day)),
    }


def claim_row(words: Words, name: str, values: dict[str, Value]) -> list[str]:
    """A claim, and what is true."""
    return [words(f"method.claim.{name}{end}", **values) for end in ("", ".holds")]


def tariffs_so_far(words: Words, book: TariffBook) -> Markup:
    """The tariffs and other changes of prices, the newest first."""
    columns = ("first_day", "status", "changed", "source")
    head = [words(f"method.changelog.{column}") for column in columns]
    rows = (list(day_row(words, book, new)) for new in changelog(book))
    return table(words("method.changelog"), head, rows, kind="prose")


def day_row(words: Words, book: TariffBook, new: NewValues) -> Iterator[str]:
    """One day: how sure its values are, what they changed, and their sources."""
    line_break = Markup("<br>")
    yield words.day(new.first_day)
    yield words(f"status.{new.status}")
    yield "–" if new.changed is None else line_break.join(changed_lines(words, new.changed))
    yield line_break.join(source_link(words, book.sources[source]) for source in new.sources)


def changed_lines(words: Words, changed: Sequence[Change]) -> Iterator[str]:
    """How many fees changed, then every other change."""
    others = [change for change in changed if change.kind is not ChangeKind.FEE]
    if fees := len(changed) - len(others):
        yield words("change.fees", n=fees)
    for each in grouped(others):
        before, after = (value_text(words, each.kind, it) for it in (each.before, each.after))
        codes = f" ({codes_of(each)})" if codes_of(each) else ""
        yield words("change.line", what=subject(words, each) + codes, before=before, after=after)
