"""Who treats the patient, where the practice has several kinés, and what it says of that kiné."""

from string import punctuation

from estimator.embed.facts import facts_of_choice, facts_of_practice, names_of, status_of
from estimator.embed.presets import SPECIAL_HOURS, WHO
from estimator.pages.estimate.possible import Possible
from estimator.pages.forms.form import NO, UNKNOWN, YES, Form, Question

#: What Markdown reads as more than a sign.
ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in punctuation})


def ask_kine(form: Form) -> None:
    """Which of several kinés it is, first of all, as their prices differ. Who isn't among them, or
    isn't known, is asked about like any kiné."""
    words, kines = form.words, form.presets.kines
    if not kines:
        return
    names = (*map(as_text, names_of(words, form.presets)), words("kines.unknown"))
    statuses = (*(status_of(words, it) for it in kines.values()), words("kines.unknown_caption"))
    form.note(WHO, form.radio(WHO, (*kines, UNKNOWN), names, statuses))


def as_text(name: str) -> str:
    """A name as it stands, where Markdown is read."""
    return name.translate(ESCAPED)


def ask_special_hours(form: Form, possible: Possible, *, bound: bool) -> None:
    """Whether the patient asked for an unusual hour, where the kiné has a price for it. Without a
    price of the kiné's own the patient tells all of it; where official fees hold, nothing comes on
    top of them at a kiné who isn't conventioned."""
    kine = form.presets.kine(form.answers)
    if kine is None or kine.special_hours is None or not possible.surcharge:
        return
    own_price = not bound and form.presets.fact("fee", form.answers, form.groups)
    if form.answers.get("conventioned") == YES or own_price:
        form.pick(SPECIAL_HOURS, (NO, YES))
        wording = f"{SPECIAL_HOURS}.conventioned" if kine.conventioned else ""
        form.hint(SPECIAL_HOURS, wording, amount=form.words.euros(kine.special_hours))


def ask_first_fee(form: Form) -> None:
    """Another price for the first session; a practice that tells one price for all has answered."""
    fact = form.presets.fact("first_fee", form.answers, form.groups)
    if not fact or fact != form.answers.get("fee"):
        form.text("first_fee")
        form.hint("first_fee")


def tell_facts(form: Form) -> None:
    """What the practice says: above all questions what holds in any case, the rest below the choice
    of a kiné."""
    words, presets, groups = form.words, form.presets, form.groups
    asked = [isinstance(item, Question) and item.field == WHO for item in form.items]
    if True in asked:
        form.tell(facts_of_choice(words, presets, form.answers, groups), asked.index(True) + 1)
    form.tell(facts_of_practice(words, presets, groups), 0)
