"""Why nothing came back for a line of a receipt. None of these causes is anybody's mistake."""

from collections.abc import Iterator

from estimator.engine.model.case import Setting
from estimator.engine.model.money import euros
from estimator.engine.model.notices import GROUP_NOTICES
from estimator.engine.receipts.causes import OVERRUN_SERVICE, SESSION_SERVICE, Cause
from estimator.engine.receipts.counted import PricedLine
from estimator.engine.tariffs.prices import EXTRAS

#: What has to happen before anything comes back for a group: the notices about it.
BEFORE_ANYTHING = frozenset({"notification", "heavy_approval", "further_condition"})


def nothing_back(of: PricedLine) -> Iterator[Cause]:
    """What may explain that nothing came back, in the order in which people read it."""
    yield Cause("not_yet", {})
    if of.price.binds and of.price.left:
        yield Cause("third_party", {"share": euros(of.price.left)})
    else:
        yield Cause("third_party_free", {})
    if of.code.service in EXTRAS:
        return
    yield Cause("medical_house", {})
    if of.code.service in (SESSION_SERVICE, OVERRUN_SERVICE):
        months = of.book.limit("treatment_start_months", None, of.line.day).value
        yield Cause("prescription", {"months": months})
    for name in GROUP_NOTICES.get(of.code.group, ()):
        if name in BEFORE_ANYTHING:
            yield Cause(name, {})
    if of.code.setting == Setting.ELDERLY_HOME:
        yield Cause("rest_home", {})


def third_party(of: PricedLine) -> bool:
    """Whether only the patient's own part was paid, to the cent, and nothing came back: then the
    mutuality seems to have paid the rest straight to the kiné."""
    price, line = of.price, of.line
    return (
        price.binds and price.reimbursed > 0 and not line.received and 0 < line.paid == price.left
    )
