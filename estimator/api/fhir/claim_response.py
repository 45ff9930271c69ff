"""An estimate as a ClaimResponse, in the shape of Belgium's eTariff guide (docs/api.md).

A draft: nobody at eHealth validated it, and it claims no profile, as the guide wants the numbers of
a person, a kiné and a mutuality. We know none, so that these are contained without an identity.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from estimator.engine.model.result import Item, Result
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.payment import Settlement
from estimator.locales import Words
from estimator.wording.headline import certainty
from estimator.wording.notices import notice_sentence
from estimator.wording.payment import paid_notes

EHEALTH = "https://www.ehealth.fgov.be/standards/fhir"
HL7 = "http://terminology.hl7.org/CodeSystem"
NOMENCLATURE = f"{EHEALTH}/core/NamingSystem/be-ns-nihdi-nomenclature"
PROFESSIONS = f"{EHEALTH}/core/CodeSystem/cd-hcparty"
DECISIONS = f"{EHEALTH}/mycarenet/CodeSystem/decision-values"
#: The eTariff guide has no type for physiotherapy yet; the guide of attestations has.
TYPES = f"{EHEALTH}/mycarenet/CodeSystem/be-cs-eattestation-types"
REIMBURSEMENT = f"{EHEALTH}/mycarenet/StructureDefinition/be-ext-mycarenet-item-reimbursement"
PATIENT_FEE = f"{EHEALTH}/mycarenet/StructureDefinition/be-ext-mycarenet-item-patientfee"
STATUS = "http://hl7.org/fhir/publication-status"
ADJUDICATION = f"{HL7}/adjudication"
#: The totals that FHIR has a code for.
CODED_TOTALS: Mapping[str, str] = {
    "charged": "submitted",
    "reimbursed": "benefit",
    "copayment": "copay",
}
NARRATIVE = Markup('<div xmlns="http://www.w3.org/1999/xhtml"><p>{}</p><p>{}</p></div>')


def claim_response(
    book: TariffBook, result: Result, settlement: Settlement, words: Words, made_on: date
) -> dict[str, Any]:
    """The resource; amounts are decimals, exact to the cent. How sure they are is a sentence, as
    FHIR has no place for it."""
    draft, left = words("fhir.draft"), left_sentence(result, words)
    return {
        "resourceType": "ClaimResponse",
        "id": "estimate",
        "meta": {"tag": [{"system": STATUS, "code": "draft", "display": draft}]},
        "language": words.language,
        "text": {"status": "generated", "div": str(NARRATIVE.format(draft, left))},
        "contained": list(nameless(words)),
        "status": "active",
        "type": concept(f"{HL7}/claim-type", "professional"),
        "subType": concept(TYPES, "physiotherapy"),
        "use": "predetermination",
        "patient": {"reference": "#patient", "display": words("fhir.patient")},
        "created": made_on.isoformat(),
        "insurer": {"reference": "#insurer", "display": words("fhir.insurer")},
        "requestor": {"reference": "#kine", "display": words("fhir.kine")},
        "outcome": "complete",
        "disposition": draft,
        "addItem": [added(number, item) for number, item in enumerate(result.items, 1)],
        "total": [
            {"category": category(words, name), "amount": money(amount)}
            for name, amount in result.totals._asdict().items()
        ],
        "processNote": process_notes(
            [
                draft,
                certainty(words, book, [result]),
                *([left] if result.range else []),
                *(notice_sentence(words, notice) for notice in result.notices),
                *paid_notes(words, settlement),
            ]
        ),
        "insurance": [{"sequence": 1, "focal": True, "coverage": {"reference": "#coverage"}}],
    }


def left_sentence(result: Result, words: Words) -> str:
    """What is left to pay; from the least to the most while something is open."""
    if result.range is None:
        return words("fhir.left", amount=result.totals.patient)
    return words("fhir.left_between", low=result.least.patient, high=result.most.patient)


def nameless(words: Words) -> Iterator[dict[str, Any]]:
    """Who the estimate is about: a patient, a mutuality and its cover, a kiné, without identity."""
    yield {"resourceType": "Patient", "id": "patient"}
    yield {"resourceType": "Organization", "id": "insurer", "name": words("fhir.insurer")}
    yield {
        "resourceType": "PractitionerRole",
        "id": "kine",
        "code": [concept(PROFESSIONS, "persphysiotherapist")],
    }
    yield {
        "resourceType": "Coverage",
        "id": "coverage",
        "status": "active",
        "type": concept(f"{HL7}/v3-ActCode", "PUBLICPOL"),
        "beneficiary": {"reference": "#patient"},
        "payor": [{"reference": "#insurer"}],
    }


def added(number: int, item: Item) -> dict[str, Any]:
    """One billed code. `unitPrice` is the official fee, `net` what the kiné asks: `net` is always
    the reimbursement and the patient's part together."""
    return {
        "extension": [
            {"url": REIMBURSEMENT, "valueMoney": money(item.reimbursed)},
            {"url": PATIENT_FEE, "valueMoney": money(item.patient)},
        ],
        "itemSequence": [number],
        "provider": [{"reference": "#kine"}],
        "productOrService": concept(NOMENCLATURE, item.code),
        "servicedDate": item.date.isoformat(),
        "quantity": {"value": 1},
        "unitPrice": money(item.official_fee),
        "net": money(item.charged),
        "adjudication": [{"category": concept(DECISIONS, "tariff")}],
    }


def category(words: Words, name: str) -> dict[str, Any]:
    """What a total is of."""
    coded = concept(ADJUDICATION, CODED_TOTALS[name]) if name in CODED_TOTALS else {}
    return {**coded, "text": words(f"fhir.total.{name}")}


def process_notes(sentences: Iterable[str]) -> Sequence[dict[str, Any]]:
    """Sentences to show, numbered."""
    return [
        {"number": number, "type": "display", "text": sentence}
        for number, sentence in enumerate(sentences, 1)
    ]


def concept(system: str, code: str) -> dict[str, Any]:
    """A code of a system."""
    return {"coding": [{"system": system, "code": code}]}


def money(amount: Decimal) -> dict[str, Any]:
    """An amount in euros."""
    return {"value": amount, "currency": "EUR"}
