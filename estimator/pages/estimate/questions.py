"""What the estimate page asks, in the order in which it asks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from estimator.embed.presets import Presets
from estimator.engine.answers import payment_refusals
from estimator.engine.model.case import FA, Pathology, Setting
from estimator.engine.model.fields import EUROS
from estimator.engine.model.tariff_book import TariffBook, UsualFee
from estimator.engine.numbers.tables import Sheet
from estimator.engine.ranges import to_correct
from estimator.environment import clock
from estimator.locales import Words
from estimator.pages.estimate.condition import ask_condition
from estimator.pages.estimate.kine_questions import (
    ask_first_fee,
    ask_kine,
    ask_special_hours,
    tell_facts,
)
from estimator.pages.estimate.payment_questions import ask_who_pays
from estimator.pages.estimate.possible import Possible
from estimator.pages.forms.first_answers import BILLERS, ELSEWHERE, FIRST_ANSWERS, REST_HOME
from estimator.pages.forms.form import NO, YES, YES_NO_OR_UNKNOWN, YES_NO_UNKNOWN, Form
from estimator.wording.refusals import refusal_sentence

PACES = tuple("1234567")
MORE = "more"
LESS_COMMON = (
    "start", "first_session", "per_week", "travel", "intake", "report", "first_fee", "overrun_fee",
    "surcharge",
)  # fmt: skip
#: The answers that are prices of a session, typed.
PRICES = ("fee", "first_fee", "overrun_fee", "surcharge")
#: How many times the highest fee seen is outside any use: two hours of treatment, the longest, cost
#: four times an ordinary session.
FAR_OUTSIDE = 5
#: Up to how many times it a price is likely: above that, a decimal comma is missing.
LIKELY = 2
CENT = Decimal("0.01")


def form_of(
    words: Words, sheet: Sheet, presets: Presets, held: Mapping[Any, Any], today: date
) -> Form:
    """The form as it should stand, all questions gone through.

    `held` is what the widgets hold; the course begins `today` where they hold no other day.
    """
    form = Form(words, {**FIRST_ANSWERS, "start": today}, presets, held)
    go_through(form, sheet)
    tell_facts(form)
    if form.billed_elsewhere:
        return form
    refusals = to_correct(form.answers, form.unknown, sheet, today)
    for refusal in (*refusals, *payment_refusals(form.answers)):
        form.refuse(refusal.field, refusal_sentence(words, refusal))
    ask_back(form, sheet.book)
    return form


def go_through(form: Form, sheet: Sheet) -> None:
    """All questions in their order; where somebody bills by another tariff, no more of them."""
    ask_kine(form)
    possible = ask_what_and_where(form, sheet)
    if form.billed_elsewhere:
        return
    ask_who(form, possible, sheet)
    ask_how_many(form, possible)
    ask_who_pays(form)
    compares = form.answers.get("conventioned") == YES and not protected(form, possible)
    folded = ("fee", *LESS_COMMON) if compares else LESS_COMMON
    with form.fold(MORE, form.words("questions.more"), folded):
        if compares:
            ask_fee_to_compare(form, sheet.book)
        ask_less_common(form, possible)


def ask_what_and_where(form: Form, sheet: Sheet) -> Possible:
    """The problem treated and the place of care; what INAMI has no code for can't be chosen."""
    form.groups = groups = ask_condition(form, sheet.book)
    setting = ask_where(form, settings_of(sheet, groups))
    possible = Possible(sheet, groups, setting, clock.today())
    if len(possible.services) > 1 and not form.billed_elsewhere:
        form.select("service", possible.services)
    return possible


def ask_where(form: Form, settings: Sequence[Setting]) -> Setting:
    """Who bills, and where care is given. The tariff of a rest home's resident is the home's; where
    somebody else bills, the place doesn't matter. For palliative care at home nobody else does."""
    if Setting.ELDERLY_HOME in settings and not form.presets.fact("setting", form.answers):
        biller = form.select("biller", BILLERS)
        form.billed_elsewhere = biller if biller in ELSEWHERE else ""
        if form.billed_elsewhere:
            return Setting.PRACTICE
        form.hint("biller", f"biller.{biller}")
        if biller == REST_HOME:
            form.note("setting", Setting.ELDERLY_HOME)
            return Setting.ELDERLY_HOME
        settings = [setting for setting in settings if setting is not Setting.ELDERLY_HOME]
    return Setting(form.select("setting", settings))


def settings_of(sheet: Sheet, pathologies: Iterable[Pathology]) -> tuple[Setting, ...]:
    """Where care for any of some problems can be given."""
    known = {setting for pathology in pathologies for setting in sheet.settings_of(pathology)}
    return tuple(setting for setting in Setting if setting in known)


def ask_who(form: Form, possible: Possible, sheet: Sheet) -> None:
    """The patient's status, the kiné's, and the fee where that kiné may be free to set it."""
    form.pick("bim", YES_NO_OR_UNKNOWN)
    form.hint("bim")
    conventioned = form.pick("conventioned", YES_NO_OR_UNKNOWN)
    form.hint("conventioned")
    ask_special_hours(form, possible, bound=protected(form, possible))
    if conventioned == NO:
        form.text("fee", "question.fee.own")
    elif conventioned != YES and not protected(form, possible):
        ask_fee_to_compare(form, sheet.book)


def protected(form: Form, possible: Possible) -> bool:
    """Whether official fees bind every kiné for this patient."""
    return form.answers.get("bim") == YES or possible.palliative


def ask_fee_to_compare(form: Form, book: TariffBook) -> None:
    """The fee of a non-conventioned kiné, who isn't known to be the person's own."""
    form.text("fee", "question.fee.other")
    hint_fee(form, book)


def hint_fee(form: Form, book: TariffBook) -> None:
    """What kinés were seen to ask when the course begins, else what the last ones asked; the year
    only while it lasts."""
    seen = seen_fee(form, book)
    if seen is None:
        return
    low, high = map(form.words.euros, (seen.low, seen.high))
    if seen.last_day.year == clock.today().year and start_of(form) <= seen.last_day:
        form.hint("fee", year=str(seen.last_day.year), low=low, high=high)
    else:
        form.hint("fee", "fee.until", low=low, high=high)


def ask_back(form: Form, book: TariffBook) -> None:
    """Asks whether a price far outside any use is meant; it counts all the same."""
    seen = seen_fee(form, book)
    if seen is None:
        return
    for name in PRICES:
        given = form.answers.get(name, "")
        if given and name not in form.refused and form.in_sight(name):
            amount = EUROS.read(name, given)
            if meant := likely_meant(amount, seen.high):
                form.doubt(name, form.words("doubt.euros", given=amount, meant=meant))


def likely_meant(amount: Decimal, usual: Decimal) -> Decimal | None:
    """The same digits as a likely price, in euros; None if the amount itself is within use."""
    if amount <= FAR_OUTSIDE * usual:
        return None
    while amount > LIKELY * usual:
        amount = amount.scaleb(-1)
    return amount.quantize(CENT, ROUND_DOWN)


def seen_fee(form: Form, book: TariffBook) -> UsualFee | None:
    """What kinés were seen to ask when the course begins."""
    return book.usual_fee(start_of(form))


def start_of(form: Form) -> date:
    """The day on which the course begins; today while none is given."""
    day = form.held_in("start")
    return day if isinstance(day, date) else clock.today()


def ask_how_many(form: Form, possible: Possible) -> None:
    """The length of the course, and what came before it."""
    form.number("sessions")
    ask_prior_sessions(form, possible)


def ask_prior_sessions(form: Form, possible: Possible) -> None:
    """The sessions before this course, and from when on they count."""
    form.number("prior_sessions")
    form.hint("prior_sessions.year" if possible.counted_by_year else "prior_sessions.course")


def may_be_in_its_year(form: Form, possible: Possible) -> bool:
    """Whether the Fa year may have begun before this course."""
    earlier = form.answers.get("prior_sessions", "0").strip().lstrip("0")
    return "pathology" not in form.unknown and possible.pathologies[0] in FA and bool(earlier)


def ask_less_common(form: Form, possible: Possible) -> None:
    """What most people can leave as it is."""
    form.day("start")
    ask_first_session(form, possible)
    form.pick("per_week", PACES, words="")
    ask_extras(form, possible)


def ask_first_session(form: Form, possible: Possible) -> None:
    """When the Fa year began, where that may be before this course."""
    if may_be_in_its_year(form, possible):
        form.day("first_session")
        form.hint("first_session")


def ask_extras(form: Form, possible: Possible) -> None:
    """What may be billed beside the sessions, and what a kiné may ask more."""
    for extra in possible.extras:
        form.pick(extra, YES_NO_UNKNOWN)
        form.hint(extra)
    if form.answers.get("conventioned") == NO and not protected(form, possible):
        ask_first_fee(form)
    if possible.overrun:
        form.text("overrun_fee")
        form.hint("overrun_fee")
    if possible.surcharge and form.answers.get("conventioned") != NO:
        form.text("surcharge")
        form.hint("surcharge")
