"""What the method page lists: history, readings of ours, claims of others, tariffs, sources."""

from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import Claim, Edition, OldFee, TariffBook
from estimator.engine.tariffs.history import Event, NewValues, changelog, events
from estimator.engine.tariffs.price_changes import Change, ChangeKind, grouped
from estimator.engine.tariffs.prices import reimbursed_if_reduced
from estimator.locales import Value, Words
from estimator.pages.common.html import bullets, table, with_small_print
from estimator.pages.method.rules import SESSION, maf, percent_known, price_of, source_link
from estimator.wording.certainty import source_about
from estimator.wording.changes import codes_of, shown_value, subject

#: Claims without an amount, in the order of the page; those with one stand in tariffs/.
CLAIMS = ("only_conventioned", "unchanged", "no_supplement", "percentages")
#: Of an amount this means that we computed it; a reduction was seen, not computed.
PUBLISHED = "published"
UNCOVERED = ("group", "direct", "complementary", "medical_house")


def history(words: Words, book: TariffBook) -> Markup:
    """Fees of before, new tariffs, the reduction on and off."""
    return bullets((told(words, book, event) for event in events(book)), "reading")


def told(words: Words, book: TariffBook, event: Event) -> str:
    """One event as a sentence."""
    source = book.sources[event.source].title
    if isinstance(event, OldFee):
        values = event._asdict() | {"source": source}
        return words("method.history.fee", **values)
    if isinstance(event, Edition):
        fee = euros(price_of(book, SESSION, event.first_day).official_fee)
        named: dict[str, Value] = {"code": SESSION, "fee": fee, "source": source}
        status = words(f"status.{event.status}")
        return words("method.history.edition", first_day=event.first_day, status=status, **named)
    way = "on" if event.percent else "off"
    status = words("method.history.seen" if event.status == PUBLISHED else f"status.{event.status}")
    return words(
        f"method.history.{way}", first_day=event.first_day, percent=event.percent, status=status
    )


def assumptions(words: Words, book: TariffBook, today: date) -> Markup:
    """The register: every reading of ours that no official text settles."""
    known_until = max(it.known_until for it in book.editions.values() if it.known_until)
    values: dict[str, Value] = {"known_until": known_until, **maf(words, book, today)}
    return bullets((assumption(words, name, values) for name in book.assumptions), "reading")


def assumption(words: Words, name: str, values: dict[str, Value]) -> str:
    """A reading in the words of its notice, or in its own where the notice tells of a course."""
    own = f"assumption.{name}"
    return words(own, **values) if own in words else words(f"notice.{name}")


def elsewhere(words: Words, book: TariffBook, today: date) -> Markup:
    """What people read elsewhere, and what holds."""
    columns = ("claim", "holds")
    rows = [*(with_amount(words, book, claim) for claim in book.claims)]
    percent = percent_known(book, today)
    rows += [pair(words, name, {"percent": percent}) for name in CLAIMS]
    head = [words(f"method.elsewhere.{column}") for column in columns]
    return table(words("method.elsewhere"), head, rows, kind="prose")


def with_amount(words: Words, book: TariffBook, claim: Claim) -> list[str]:
    """A claim of an amount, beside what the rules give that day."""
    price = price_of(book, claim.code, claim.day)
    return pair(
        words,
        claim.claim,
        {
            "claimed": claim.amount,
            "code": claim.code,
            "percent": percent_known(book, claim.day),
            "fee": euros(price.official_fee),
            "full": euros(price.reimbursed),
            "reduced": euros(reimbursed_if_reduced(book, claim.code, claim.day)),
        },
    )


def pair(words: Words, name: str, values: dict[str, Value]) -> list[str]:
    """A claim, and what holds."""
    return [words(f"method.claim.{name}{end}", **values) for end in ("", ".holds")]


def uncovered(words: Words) -> Markup:
    """What is not counted."""
    return bullets((words(f"method.uncovered.{name}") for name in UNCOVERED), "reading")


def tariffs_so_far(words: Words, book: TariffBook) -> Markup:
    """The tariffs and what else changed prices, the newest first."""
    columns = ("first_day", "status", "changed", "source")
    head = [words(f"method.changelog.{column}") for column in columns]
    rows = (list(new_values(words, book, new)) for new in changelog(book))
    return table(words("method.changelog"), head, rows, kind="prose")


def new_values(words: Words, book: TariffBook, new: NewValues) -> Iterator[str]:
    """One day: how sure its values are, what they changed, by which texts."""
    yield words.day(new.first_day)
    yield words(f"status.{new.status}")
    yield "–" if new.changed is None else Markup("<br>").join(changed_lines(words, new.changed))
    yield Markup("<br>").join(source_link(words, book.sources[source]) for source in new.sources)


def changed_lines(words: Words, changed: Sequence[Change]) -> Iterator[str]:
    """How many fees changed, then everything else by name."""
    fees: list[Change] = []
    others: list[Change] = []
    for change in changed:
        (fees if change.kind is ChangeKind.FEE else others).append(change)
    if fees:
        yield words("change.fees", n=len(fees))
    for each in grouped(others):
        values = [shown_value(words, each.kind, value) for value in (each.before, each.after)]
        of_codes = f" ({codes_of(each)})" if codes_of(each) else ""
        what = subject(words, each) + of_codes
        yield words("change.line", what=what, before=values[0], after=values[1])


def sources(words: Words, book: TariffBook) -> Markup:
    """Every text, who publishes it, and what was read of it when."""
    return bullets(
        with_small_print(
            source_link(words, source),
            source_about(words, source),
        )
        for source in book.sources.values()
    )
