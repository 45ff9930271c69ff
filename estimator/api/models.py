"""The contract as schemas: what a program sends, what it gets back."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    create_model,
)

from estimator.engine.model import fields
from estimator.engine.model.case import FIELDS, REQUIRED, Pathology, Setting
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.payment import ASKED
from estimator.engine.model.result import Item as EngineItem
from estimator.engine.model.result import Totals as EngineTotals
from estimator.engine.model.situations import (
    AGREEMENTS,
    GROUPS,
    PATHOLOGY,
    SITUATION_CODE,
    answers_of_condition,
)
from estimator.engine.model.tariff_book import Source as EngineSource
from estimator.engine.plan.answers import COURSE_FIELDS, LONGEST_NAME, MOST_COURSES, NAMES
from estimator.engine.plan.household import INCOME_BANDS
from estimator.environment.tariffs_in_use import tariffs
from estimator.lists.columns.model import MEANINGS, DayOrder

MOST_CASES = 10_000
MOST_BYTES = 16 << 10
"""Of a request for one course: some twenty times what its answers take."""
MOST_BYTES_OF_CASES = 5 << 20
"""Of a request for many: all cases with all answers, and room to spare."""
MOST_FAULTS = 100
"""Faults that a problem lists; the others are counted."""


def as_whole(given: object) -> object:
    """A number without decimals as JSON knows it: 18.0 is 18."""
    return int(given) if isinstance(given, float) and given.is_integer() else given


Whole = BeforeValidator(as_whole)
AmountText = Annotated[str, Field(pattern=r"^[0-9]{1,5}([.,][0-9]{1,2})?$", examples=["33.50"])]
AmountNumber = Annotated[float, Field(ge=0, le=float(fields.MAX_EUROS), strict=True)]
Amount = AmountText | AmountNumber
Truth = Annotated[bool, Field(strict=True)]
Unknown = Literal["forbid", "ignore"]
Status = Literal["official", "published", "derived", "assumed", "presumed"]
#: A day as text: the engine reads it, so that every way in takes the same days.
Day = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    WithJsonSchema({"type": "string", "format": "date"}),
]


def known_group(given: str) -> str:
    """Refuses what is no group and no situation code, so that all faults are told at once."""
    try:
        answers_of_condition(given, tariffs().book.situations)
    except InvalidAnswer as refusal:
        raise ValueError from refusal
    return given


CODE_PATTERN = f"^{SITUATION_CODE.pattern}$"
SituationCode = Annotated[str, Field(pattern=CODE_PATTERN, examples=["fa-5"])]
Agreement = Annotated[str, Field(json_schema_extra={"enum": list(AGREEMENTS)})]
#: A group, or the code of a situation, which leads to one.
Group = Annotated[
    str,
    AfterValidator(known_group),
    WithJsonSchema(
        {
            "description": "a group, or a situation code of the electronic agreement",
            "anyOf": [
                {"type": "string", "enum": list(Pathology)},
                {"type": "string", "pattern": CODE_PATTERN, "examples": ["fa-5"]},
            ],
        }
    ),
]
#: Of a condition or a person; the reader of plans counts its characters, without needless blanks.
Name = Annotated[str, WithJsonSchema({"type": "string", "maxLength": LONGEST_NAME})]
#: A multiplier or a coefficient.
Number = Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)?$", examples=["1.428056"])]
#: What a result says an amount is.
Euros = Annotated[str, Field(pattern=r"^-?[0-9]+\.[0-9]{2}$", examples=["388.44"])]


def type_of(kind: fields.AnswerKind) -> Any:
    """What JSON may hold for an answer."""
    if isinstance(kind, fields.Choice):
        return kind.options
    if isinstance(kind, fields.Count):
        lowest, highest = kind.allowed
        return Annotated[int, Field(ge=lowest, le=highest, strict=True), Whole]
    return {fields.Truth: Truth, fields.Euros: Amount, fields.Day: Day}[type(kind)]


def kind_of(field: str) -> Any:
    """What JSON may hold under a name."""
    if field in NAMES:
        return Name
    return Group if field == PATHOLOGY else type_of(ASKED[field].kind)


def course(name: str, about: str, fields: Iterable[str], unknown: Unknown = "forbid") -> Any:
    """A schema of some answers; a course without a start begins today."""
    answers: dict[str, Any] = {}
    for field in fields:
        kind = kind_of(field)
        answers[field] = (kind, ...) if field in REQUIRED else (kind | None, None)
    return create_model(name, __config__=ConfigDict(extra=unknown), __doc__=about, **answers)


Course: Any = course(
    "Course",
    "A course of treatment, without the status of the kiné, and how it is paid for.",
    [name for name in ASKED if name != "conventioned"],
)
Answers: Any = course(
    "Answers",
    "A course of treatment at a conventioned or a non-conventioned kiné, and how it is paid for.",
    ASKED,
)
#: Names that aren't known are passed over, and so is how a course is paid for.
Listed: Any = course("Listed", "One of many courses.", FIELDS, unknown="ignore")


PlannedAnswers: Any = course(
    "PlannedAnswers",
    "A course of a plan. Courses of one person with the same `condition` share its counters; "
    "without it, a course is a condition of its own.",
    COURSE_FIELDS,
)


class HouseholdAnswers(BaseModel):
    """The household that the yearly ceiling (MAF) is asked for; the lowest income band is 1.
    `counted`: the euros that the mutuality counted already, by calendar year."""

    model_config = ConfigDict(extra="forbid")

    income_band: Annotated[int, Field(ge=1, le=INCOME_BANDS, strict=True), Whole]
    bim: Truth
    counted: dict[Annotated[str, Field(pattern="^[0-9]{4}$")], Amount] | None = None


class PlanAnswers(BaseModel):
    """The courses of a person, or of several, which are counted together."""

    model_config = ConfigDict(extra="forbid")

    courses: Annotated[list[PlannedAnswers], Field(min_length=1, max_length=MOST_COURSES)]
    household: HouseholdAnswers | None = None


#: What the columns of a list mean; the lists read it, so that a file and a request take the same.
OwnColumns = Annotated[
    dict[str, Any],
    Field(
        description="The cases bear names of their own, and values as people write them. What they "
        "mean is found out, and told in the answer; what is told here counts first: `{}` tells "
        "nothing."
    ),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "columns": {
                    "description": "by a name of their own, what it means; null: nothing",
                    "type": "object",
                    "additionalProperties": {"enum": [*MEANINGS, None]},
                },
                "days": {
                    "description": "by a name of their own, how 03/04/2026 is read there",
                    "type": "object",
                    "additionalProperties": {"enum": [*DayOrder]},
                },
                "everywhere": {
                    "description": "one answer for all cases, or for those that leave it empty",
                    "type": "object",
                    "propertyNames": {"enum": [*FIELDS]},
                    "additionalProperties": {"type": "string"},
                },
                "sheet": {"description": "of a workbook; passed over", "type": "string"},
            },
            "examples": [{"columns": {"Dossier": None}, "days": {"Début": "day_first"}}],
        }
    ),
]


class Cases(BaseModel):
    """Many courses, each with the names of a single one, or with `columns` under names of their
    own. A bad one gets its error, the others their result."""

    model_config = ConfigDict(extra="forbid")

    cases: Annotated[list[dict[str, Any]], Field(max_length=MOST_CASES, fail_fast=True)]
    columns: OwnColumns | None = None


def record_of(name: str, fields: tuple[str, ...], usual: Any, **others: Any) -> Any:
    """A schema whose fields are alike, but for those said otherwise."""
    kinds: dict[str, Any] = {field: (others.get(field, usual), ...) for field in fields}
    return create_model(name, **kinds)


Totals: Any = record_of("Totals", EngineTotals._fields, Euros)
Item: Any = record_of(
    "Item",
    EngineItem._fields,
    Euros,
    session=int,
    date=Day,
    edition=Day,
    code=str,
    service=str,
    status=Status,
)
Source: Any = record_of("Source", EngineSource._fields, str | None)


class Notice(BaseModel):
    """A fact to tell, as a sentence in the language asked."""

    id: str
    sentence: str
    values: dict[str, str | int]


class Range(BaseModel):
    """The lowest and the highest totals, while a rule or the fee of an overrun session
    isn't known."""

    low: Totals
    high: Totals


class Span(BaseModel):
    """An amount from the least to the most; both are the same where it is certain."""

    low: Euros
    high: Euros


class Paid(BaseModel):
    """What changes hands: desk - refund = left = insurance + left_after."""

    desk: Annotated[Span, Field(description="handed over at the visit")]
    refund: Annotated[Span, Field(description="comes back later")]
    left: Span
    insurance: Annotated[Span, Field(description="paid by an insurance of the patient's own")]
    left_after: Span


class PaidMonth(Paid):
    """What changes hands in a calendar month."""

    month: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$")]


class PaymentNote(BaseModel):
    """What the amounts rest on, or what isn't known, in the language asked."""

    id: str
    sentence: str


class Payment(BaseModel):
    """Who hands over what, and when."""

    answers: dict[str, str | int | bool | None]
    per_session: Paid
    by_month: list[PaidMonth]
    total: Paid
    notes: list[PaymentNote]


class CourseResult(BaseModel):
    """What a course costs; amounts are texts with two decimals.

    `situation` is the code that `pathology` was given as. `agreements` lists the types of the
    electronic agreement that it may be; `agreement` is null where there are several.
    `range` is there where `open_questions` make a difference; `totals` then follow the last known
    rule, and the ceiling for an overrun session.
    """

    case: dict[str, str | int | bool | None]
    situation: SituationCode | None
    agreement: Agreement | None
    agreements: list[Agreement]
    items: list[Item]
    totals: Totals
    notices: list[Notice]
    sources: list[Source]
    status: Status
    range: Range | None
    open_questions: list[str]


class Result(CourseResult):
    __doc__ = CourseResult.__doc__

    payment: Payment


class PlannedResult(CourseResult):
    """What a course of a plan costs, by the counters that it shares."""

    condition: str | None
    person: str


class PlannedItem(Item):  # type: ignore[misc]
    """One billed code of a plan, and the number of its course, from 1."""

    course: int


class Costs(Totals):  # type: ignore[misc]
    """What a part of a plan costs, and the least and the most while something is open."""

    range: Range | None


class CounterMonth(BaseModel):
    """What a month adds to the counter, what it comes to, what the mutuality pays back above the
    ceiling, and what is left to pay after that."""

    added: Span
    counted: Span
    back: Span
    left: Span


class Counter(BaseModel):
    """One way of counting a year: `already` above the ceiling before, the days on which it may be
    reached (none, one or two), and whether that is sure."""

    already: bool
    reached: list[Day]
    sure: bool
    added: Span
    counted: Span
    remaining: Span
    back: Span
    left_before: Annotated[Span, Field(description="left to pay until the ceiling is reached")]
    left_after: Annotated[Span, Field(description="left to pay after that")]
    by_month: dict[str, CounterMonth]
    sentence: str


class CounterYear(BaseModel):
    """A calendar year; the ceiling may be that of an earlier one, the last known. `shares`: if what
    the 25 % rule takes away does not count; `with_reduction`: if it does. Nobody knows which."""

    ceiling: Euros
    ceiling_year: int
    shares: Counter
    with_reduction: Counter


class Household(BaseModel):
    """When a household reaches the yearly ceiling, and what is left to pay."""

    by_year: dict[str, CounterYear]
    notes: list[str]


class PlanResult(BaseModel):
    """What several courses cost together, course by course, month by month (`2026-03`), year by
    year and person by person (an empty text: those without a name)."""

    courses: list[PlannedResult]
    items: Annotated[list[PlannedItem], Field(description="in order of date")]
    totals: Totals
    by_month: dict[str, Costs]
    by_year: dict[str, Costs]
    by_person: dict[str, Costs]
    notices: Annotated[
        list[Notice], Field(description="about what the courses share, then those of each; once")
    ]
    sources: list[Source]
    status: Status
    range: Range | None
    open_questions: list[str]
    household: Annotated[Household | None, Field(description="null where none was given")]


class Comparison(BaseModel):
    """Both kinds of kiné; `difference` is what the second costs more."""

    conventioned: Result
    non_conventioned: Result
    difference: Euros


class Row(BaseModel):
    """The result of one of many courses: totals, the least and the most that may be left to pay,
    ids of the notices; or an error."""

    totals: Totals | None
    patient_low: Euros | None
    patient_high: Euros | None
    notices: list[str]
    error: str | None


class Rows(BaseModel):
    """The results in the order of the cases."""

    results: list[Row]
    errors: int
    columns: Annotated[
        dict[str, Any] | None, Field(description="what names of their own were taken for")
    ] = None


class Price(BaseModel):
    """What one patient pays for a code; a kiné without ceiling sets the fee. `status` is that of
    the amounts at a conventioned kiné, `status_not_conventioned` that of the others."""

    model_config = ConfigDict(extra="forbid")

    official_fee: Euros
    bound_fee: Euros
    share: Euros
    reimbursed: Euros
    reimbursed_not_conventioned: Euros
    reimbursed_not_conventioned_least: Euros
    reimbursed_not_conventioned_most: Euros
    ceiling_not_conventioned: Euros | None
    status: Status
    status_not_conventioned: Status


class Tariff(BaseModel):
    """A code of the nomenclature on a day; a travel indemnity has no multiplier. The fee is the
    multiplier times the coefficient."""

    model_config = ConfigDict(extra="forbid")

    on: Day
    edition: Day
    code: Annotated[str, Field(pattern="^[0-9]{6}$", examples=["560055"])]
    patient: Literal["ambulatory", "hospitalised"]
    setting: Setting
    group: str
    service: str
    first_session: int | None
    last_session: int | None
    minutes: int | None
    coefficient: Number
    copayment_class: str
    ceiling_code: str | None
    meaning: Literal["confirmed", "partly", "inferred"]
    source: str
    multiplier: Number | None = None
    not_bim: Price
    bim: Price


class Candidate(BaseModel):
    """A condition that the words of a search may mean. `code` is the first of its `codes`, `group`
    what prices it; an exam has no course. The other fields are sentences; `decides` is empty where
    nothing else has to be known."""

    code: SituationCode
    codes: list[SituationCode]
    group: Annotated[str, Field(json_schema_extra={"enum": list(GROUPS)})]
    label: str
    decides: str
    approval: str
    sessions: str


class Candidates(BaseModel):
    """What the words of a search may mean, best first; empty if nothing was found."""

    candidates: list[Candidate]


class Fault(BaseModel):
    """One value that can't be used, and what would do."""

    field: Annotated[
        str, Field(description="its name, or `body`; in a planned course a JSON pointer")
    ]
    given: Annotated[str, Field(description="what was given, cut after 100 characters")]
    allowed: Annotated[
        list[str],
        Field(
            description="values that would do, or the two ends of a range; "
            "the names that are known stand at the first unknown one only"
        ),
    ]
    detail: Annotated[str, Field(description="a sentence in the language asked")]


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "about:blank",
                "title": "Unprocessable Content",
                "status": 422,
                "detail": "sessions: ‘0’ does not fit. Give a whole number in this range: 1 … 400.",
                "errors": [
                    {
                        "field": "sessions",
                        "given": "0",
                        "allowed": ["1", "400"],
                        "detail": "sessions: ‘0’ does not fit. "
                        "Give a whole number in this range: 1 … 400.",
                    }
                ],
                "more": 0,
            }
        }
    )

    type: Annotated[str, Field(description="`about:blank`: the status says which kind")]
    title: Annotated[str, Field(description="the status in words, always in English")]
    status: Annotated[int, Field(ge=400, le=599, description="the HTTP status")]
    detail: Annotated[str, Field(description="a sentence in the language asked")]
    errors: Annotated[
        list[Fault],
        Field(max_length=MOST_FAULTS, description="what can't be used, in the contract's order"),
    ]
    more: Annotated[int, Field(ge=0, description="how many more there are than `errors` lists")]
