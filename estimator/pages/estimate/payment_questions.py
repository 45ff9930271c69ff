"""Who pays: third-party payment, another payer, and an insurance of one's own; folded away."""

from estimator.engine.model.payment import PAYMENT_FIELDS, Payer
from estimator.pages.forms.form import YES_NO_UNKNOWN, Form

PAYMENT_FOLD = "payment"


def ask_who_pays(form: Form) -> None:
    """What changes who hands over the money. The limits of an insurance are asked of whoever has
    one."""
    with form.fold(PAYMENT_FOLD, form.words("payment.questions"), PAYMENT_FIELDS):
        form.pick("other_payer", tuple(Payer), words="other_payer")
        form.pick("third_party", YES_NO_UNKNOWN)
        form.hint("third_party")
        percent = form.number("insurance_percent")
        form.hint("insurance_percent")
        if percent.strip("0"):
            form.text("insurance_cap")
            form.hint("insurance_cap")
            form.day("insurance_from")
            form.day("insurance_until")


def another_pays(form: Form) -> bool:
    """Whether the person says that somebody pays in place of the mutuality."""
    return form.answers.get("other_payer", Payer.NONE) != Payer.NONE
