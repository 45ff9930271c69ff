"""The contract as schemas: what a program sends, what it gets back."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from estimator.engine.case import MAX_EUROS, MAX_PER_WEEK, MAX_SESSIONS, Pathology, Service, Setting
from estimator.engine.result import Item as EngineItem
from estimator.engine.result import Totals as EngineTotals
from estimator.engine.tariffs import Source as EngineSource

MOST_CASES = 10_000
AmountText = Annotated[str, Field(pattern=r"^[0-9]{1,5}([.,][0-9]{1,2})?$", examples=["33.50"])]
AmountNumber = Annotated[float, Field(ge=0, le=float(MAX_EUROS), strict=True)]
Amount = AmountText | AmountNumber
Truth = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(ge=0, le=MAX_SESSIONS, strict=True)]
Status = Literal["official", "published", "derived", "assumed", "presumed"]
#: A day as text: the engine reads it, so that every way in takes the same days.
Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]


class Course(BaseModel):
    """A course of treatment, without the status of the kiné."""

    model_config = ConfigDict(extra="forbid")

    pathology: Pathology
    setting: Setting | None = None
    service: Service | None = None
    bim: Truth
    fee: Amount | None = None
    overrun_fee: Amount | None = None
    surcharge: Amount | None = None
    sessions: Annotated[int, Field(ge=1, le=MAX_SESSIONS, strict=True)]
    prior_sessions: Count | None = None
    start: Day | None = None
    first_session: Day | None = None
    per_week: Annotated[int, Field(ge=1, le=MAX_PER_WEEK, strict=True)] | None = None
    travel: Truth | None = None
    intake: Truth | None = None
    report: Truth | None = None


class Answers(Course):
    """A course of treatment at a conventioned or a non-conventioned kiné."""

    conventioned: Truth


class Cases(BaseModel):
    """Many courses. A bad one gets its error, the others their result."""

    model_config = ConfigDict(extra="forbid")

    cases: Annotated[list[dict[str, Any]], Field(max_length=MOST_CASES)]


def texts_of(name: str, fields: tuple[str, ...], **others: Any) -> type[BaseModel]:
    """A schema of texts, but for the fields said otherwise."""
    kinds: dict[str, Any] = {field: (others.get(field, str), ...) for field in fields}
    return create_model(name, **kinds)


Totals: Any = texts_of("Totals", EngineTotals._fields)
Item: Any = texts_of("Item", EngineItem._fields, session=int, status=Status)
Source: Any = texts_of(
    "Source", EngineSource._fields, **dict.fromkeys(EngineSource._fields, str | None)
)


class Notice(BaseModel):
    """A fact to tell, as a sentence in the language asked."""

    id: str
    sentence: str
    values: dict[str, str | int]


class Range(BaseModel):
    """The lowest and the highest totals, while the value of a rule isn't known."""

    low: Totals
    high: Totals


class Result(BaseModel):
    """What a course costs; amounts are texts with two decimals.

    `range` is there where `open_questions` make a difference; `totals` then is the reading that
    changes least.
    """

    case: dict[str, str | int | bool | None]
    items: list[Item]
    totals: Totals
    notices: list[Notice]
    sources: list[Source]
    status: Status
    range: Range | None
    open_questions: list[str]


class Comparison(BaseModel):
    """Both kinds of kiné; `difference` is what the second costs more."""

    conventioned: Result
    non_conventioned: Result
    difference: str


class Row(BaseModel):
    """The result of one of many courses: totals, the least and the most that may be left to pay,
    ids of the notices; or an error."""

    totals: Totals | None
    patient_low: str | None
    patient_high: str | None
    notices: list[str]
    error: str | None


class Rows(BaseModel):
    """The results in the order of the cases."""

    results: list[Row]
    errors: int


class Price(BaseModel):
    """What one patient pays for a code; a kiné without ceiling sets the fee. `status` is that of
    the amounts at a conventioned kiné, `status_not_conventioned` that of the others."""

    official_fee: str
    bound_fee: str
    share: str
    reimbursed: str
    reimbursed_not_conventioned: str
    reimbursed_not_conventioned_least: str
    reimbursed_not_conventioned_most: str
    ceiling_not_conventioned: str | None
    status: Status
    status_not_conventioned: Status


class Tariff(BaseModel):
    """A code of the nomenclature on a day; a travel indemnity has no multiplier."""

    on: str
    edition: str
    code: str
    patient: str
    setting: str
    group: str
    service: str
    first_session: int | None
    last_session: int | None
    minutes: int | None
    coefficient: str
    copayment_class: str
    ceiling_code: str | None
    meaning: str
    source: str
    multiplier: str | None = None
    not_bim: Price
    bim: Price


class Fault(BaseModel):
    """One value that can't be used, and what would do."""

    field: str
    given: str
    allowed: list[str]
    detail: str


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Fault] = []
