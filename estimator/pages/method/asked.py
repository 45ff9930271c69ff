"""What people ask that an amount alone doesn't answer: short answers with their sources, folded."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from markupsafe import Markup

from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import TariffBook, in_force
from estimator.locales import Words
from estimator.pages.blocks.html import folded, paragraph
from estimator.pages.method.rules import Values, last_session, percent_known, price_of, texts

#: An ordinary session at the practice and at home; a first session on the chronic F list; drainage
#: of a lymphoedema on that list, and the shorter and the longer one on the E list; cerebral palsy.
PRACTICE, HOME, CHRONIC = "567011", "567136", "563614"
DRAINAGE, LONGER, LONGEST = "639656", "639332", "639494"
PALSY = "560755"
#: Each question with the sources of its answer, in the order of the page; the last two are asked by
#: practices.
ASKED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "status": ("convention-m24",),
        "hours": ("vpp-kine", "convention-m24"),
        "mid_course": ("convention-m24", "axxon-668", "helan-convention"),
        "first_dearer": ("helan-convention",),
        "missed": ("practice-pages", "convention-m24"),
        "prescription": ("mc-traitements-kinesitherapie", "knwv-prescription"),
        "no_prescription": ("journal-medecin-2025", "price-pages-2026"),
        "video": ("journal-medecin-2025",),
        "group": ("inami-group-sessions",),
        "needling": ("circular-oa-2023-390", "convention-m24"),
        "home": ("convention-m24", "circular-oa-2023-390", "kinekring-roeselare", "practice-pages"),
        "second_condition": ("mc-remboursement-kine", "cm-courante"),
        "one_a_day": ("mc-traitements-kinesitherapie", "nomenclature-art-7"),
        "fibromyalgia": ("cm-fb-chronisch", "hl7-be-physiotherapy"),
        "lymphoedema": ("hl7-be-physiotherapy", "circular-oa-2023-390"),
        "cerebral_palsy": ("lavenir-2022-06-01", "heavy-quotas", "circular-oa-2023-390"),
        "care_home": ("cm-rest-homes",),
        "hospital": ("inami-nomenclature",),
        "medical_house": ("inami-medical-houses",),
        "luxembourg": ("cns-frontaliers", "ml-luxembourg"),
        "waiting_room": ("convention-m24", "convention-m25"),
        "page_enough": ("convention-m24", "convention-m25"),
    }
)


def asked(words: Words, book: TariffBook, today: date) -> Markup:
    """Every question, its answer and the texts it rests on in a fold of its own."""
    values = asked_values(book, today)
    return paragraph(words("method.asked.intro"), "reading") + Markup("").join(
        folded(
            words(f"asked.{name}", **values.get(name, {})),
            answer(words, book, name, values.get(name, {})),
            f"asked-{name}",
        )
        for name in ASKED
    )


def answer(words: Words, book: TariffBook, name: str, values: Values) -> Markup:
    """The answer to a question, with the texts it rests on."""
    told = paragraph(words(f"asked.{name}.answer", **values), "reading")
    return told + texts(words, book, ASKED[name])


def asked_values(book: TariffBook, today: date) -> Mapping[str, Values]:
    """The amounts and numbers in each answer, on a day."""
    normal = book.limit("normal_sessions", "current", today).value
    palsy = book.code(PALSY, today)
    quota = in_force(book.quotas[palsy.service], today)
    return {
        "mid_course": {"percent": percent_known(book, today)},
        "prescription": {"months": book.limit("treatment_start_months", None, today).value},
        # One of the normal sessions, the first, is given alone.
        "group": {"group": normal - 1, "sessions": normal},
        "home": {
            "practice": fee_of(book, PRACTICE, today),
            "home": fee_of(book, HOME, today),
            "travel": in_force(book.travel[book.travel_code_of["current"]], today).amount,
            **shares_of(book, HOME, today),
        },
        "second_condition": {
            "sessions": normal,
            "conditions": book.limit("pathologies_per_year", "current", today).value,
            "cap": book.limit("overrun_cap", "current", today).value,
        },
        "fibromyalgia": {
            "current": normal,
            "fb": book.code(CHRONIC, today).last_session or 0,
            "most": last_session(book, "fb", today),
        },
        "lymphoedema": drainage_values(book, today),
        "cerebral_palsy": {
            "fewest": quota.fewest,
            "most": quota.most,
            **shares_of(book, PALSY, today),
        },
    }


def drainage_values(book: TariffBook, today: date) -> Values:
    """How long the kinds of lymph drainage take, and the shares of both lists."""
    f_list, heavy = shares_of(book, DRAINAGE, today), shares_of(book, LONGER, today)
    return {
        "short": minutes_of(book, DRAINAGE, today),
        "middle": minutes_of(book, LONGER, today),
        "long": minutes_of(book, LONGEST, today),
        "f_list": f_list["share"],
        "f_list_bim": f_list["bim"],
        "heavy": heavy["share"],
        "heavy_bim": heavy["bim"],
    }


def fee_of(book: TariffBook, code: str, today: date) -> Decimal:
    """The official fee of a code, in euros."""
    return euros(price_of(book, code, today).official_fee)


def minutes_of(book: TariffBook, code: str, today: date) -> int:
    """How long a session of a code lasts."""
    return book.code(code, today).minutes or 0


def shares_of(book: TariffBook, code: str, today: date) -> dict[str, Decimal]:
    """The fixed share of a code without BIM and with it, in euros."""
    share = book.copayment(book.code(code, today).copayment_class, today)
    return {"share": share.not_bim, "bim": share.bim}
