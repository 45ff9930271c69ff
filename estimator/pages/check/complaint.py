"""What to do about an amount above the fee: whom to ask first, and a letter to print."""

from collections.abc import Sequence

from markupsafe import Markup

from estimator.documents.kept_form import ANSWERS, FILE, KEEP, LETTER, receipt_query
from estimator.engine.receipts.check import Checked
from estimator.engine.receipts.counted import Patient
from estimator.locales import Words
from estimator.pages.blocks.html import bullets, buttons, heading, paragraph


def what_to_do(words: Words, patient: Patient, lines: Sequence[Checked]) -> Markup:
    """Whom to ask, the kiné first, and the letter with the facts of these lines."""
    kine = "bim" if patient.bim else "fee"
    steps = (f"letters.step.kine.{kine}", "letters.step.mutuality", "letters.step.inami")
    sent = receipt_query(patient, (it.line for it in lines), words.language)
    return (
        heading(words("letters.heading"), "what-to-do")
        + bullets(map(words, steps))
        + paragraph(words("letters.what"))
        + buttons(KEEP, {ANSWERS: sent}, FILE, [(LETTER, words("letters.button"))])
    )
