"""A second estimator, to compare the engine with.

Written from the contract and the rules alone, session by session, in decimals, with its own
reading of the tariff files. It shares nothing with the engine but the answers (`Case`). Slow and
plain on purpose: where both disagree, read the contract.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from estimator import Case
from tests.engine.cases import rows_of
from tests.frozen import FROZEN

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")

NORMAL_A_YEAR, OVERRUN_A_YEAR = 18, 54
PERINATAL_SESSIONS = 9
LYMPHOEDEMA_SESSIONS = 60
LAST_NORMAL = {"current": 18, "fa": 60, "fa_polytrauma": 120, "fb": 80}
CEILING_RANK = {"current": 18, "fa": 60, "fb": 60}
#: The codes that the yearly cap of overrun sessions names (contract, "Counting, exactly").
CAPPED = {"560055", "560151", "560254", "560350", "560453", "564410", "560615"}
GROUPS = {"fa_polytrauma": "fa"}

Row = dict[str, str]


class Expected(NamedTuple):
    """An item as the contract lists it."""

    session: int
    day: date
    edition: date
    code: str
    service: str
    official_fee: Decimal
    charged: Decimal
    reimbursed: Decimal
    copayment: Decimal
    reduction: Decimal
    supplement: Decimal
    patient: Decimal


class NoPrice(Exception):
    """Past a limit behind which no code is known."""


class Place(NamedTuple):
    """How one session is priced."""

    day: date
    group: str
    code: Row
    reimbursed: bool


def items_of(case: Case) -> list[Expected]:
    """Every item of a course, in the order of billing."""
    found: list[Expected] = []
    own: Counter[int] = Counter()
    current: Counter[int] = Counter()
    reported: set[int] = set()
    for k in range(case.sessions):
        day = case.start + timedelta(days=(7 * k) // case.per_week)
        own[day.year] += 1
        place = place_of(case, k, day, own, current)
        found.append(session_item(case, k, place))
        if k == 0 and wants_intake(case):
            found += extra(case, k, place, "intake")
        if case.report and report_due(place, k, reported):
            reported.add(day.year)
            found += extra(case, k, place, "report")
        if wants_travel(case) and place.code["service"] != "second_session":
            found += travel(case, k, place)
    return found


def totals_of(items: list[Expected]) -> tuple[Decimal, ...]:
    """charged, reimbursed, copayment, reduction, supplement, patient, summed."""
    return tuple(sum(amounts, NOTHING) for amounts in zip(*(of[6:] for of in items), strict=True))


def least_and_most(case: Case, items: list[Expected]) -> tuple[Decimal, Decimal]:
    """What the patient pays at a kiné bound by official fees: at best that kiné asks the tariff of
    an overrun session, at worst the ceiling; one amount if the person said what is asked."""
    most = sum((item.patient for item in items), NOTHING)
    if case.overrun_fee is not None:
        return most, most
    added = case.surcharge if case.conventioned else NOTHING
    above = (item.charged - added - item.official_fee for item in items if is_overrun(item))
    return most - sum((max(each, NOTHING) for each in above), NOTHING), most


def is_overrun(item: Expected) -> bool:
    """Whether an item is a session beyond the normal number."""
    return item.service == "overrun"


def priced(case: Case) -> int:
    """How many sessions have a price before the first that has none."""
    for sessions in range(case.sessions, 0, -1):
        try:
            items_of(replace(case, sessions=sessions))
        except NoPrice:
            continue
        return sessions
    return 0


# Counting ---------------------------------------------------------------------------------------


def place_of(case: Case, k: int, day: date, own: Counter[int], current: Counter[int]) -> Place:
    """The group, the code and the fate of session k; counts sessions priced as current."""
    pathology, setting, service = str(case.pathology), str(case.setting), str(case.service)
    if setting == "day_hospital":
        return Place(day, "day_hospital", code_row(setting, "day_hospital", "session")[0], True)
    rank = case.prior_sessions + k + 1
    if pathology in ("current", "fb"):
        rank = own[day.year] + (case.prior_sessions if day.year == case.start.year else 0)
    fa_over = pathology in ("fa", "fa_polytrauma") and day >= a_year_after(
        case.first_session or case.start
    )
    perinatal_over = (
        pathology == "perinatal" and setting != "hospital" and rank > PERINATAL_SESSIONS
    )
    if fa_over or perinatal_over:
        current[day.year] += 1
        pathology, service, rank = "current", "session", current[day.year]
    if service == "lymphoedema_45" and rank > LYMPHOEDEMA_SESSIONS:
        service = "session"
    group = GROUPS.get(pathology, pathology)
    code = code_at(setting, group, service, rank, pathology)
    capped = code["code"] in CAPPED and rank > NORMAL_A_YEAR + OVERRUN_A_YEAR
    return Place(day, group, code, not capped)


def a_year_after(day: date) -> date:
    """The same day one year later; after 29 February it is 1 March."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)


def code_at(setting: str, group: str, service: str, rank: int, pathology: str) -> Row:
    """The code that a rank gets."""
    if service != "session":
        return code_row(setting, group, service)[0]
    starred = code_row(setting, group, "overrun")
    limit = LAST_NORMAL.get(pathology)
    if limit is not None and rank > limit and starred:
        return starred[0]
    if limit is not None and setting == "rehabilitation_centre":
        known = 60 if pathology == "fb" else limit  # no code 61-80 there
        if rank > known:
            raise NoPrice(f"{pathology} {rank}")
    normal = code_row(setting, group, "session")
    return [row for row in normal if int(row["first_session"] or 1) <= rank][-1]


# Who charges what -------------------------------------------------------------------------------


def bound(case: Case) -> bool:
    """Official fees bind the kiné."""
    return case.conventioned or case.bim or case.pathology == "palliative"


def session_item(case: Case, k: int, place: Place) -> Expected:
    """The item of the session itself."""
    official = fee(place.code, place.day)
    charged = asked(case, k, place, official)
    surcharge = case.surcharge if case.conventioned else NOTHING
    if not place.reimbursed:
        return item(k, place, place.code, official, charged, surcharge=surcharge)
    share = fixed_share(place.code, place.day, case.bim)
    back = reimbursement(case, place, official - share)
    return item(
        k,
        place,
        place.code,
        official,
        charged,
        surcharge=surcharge,
        share=share,
        reimbursed=back,
    )


def asked(case: Case, k: int, place: Place, official: Decimal) -> Decimal:
    """What is asked for session k, any surcharge apart."""
    told = case.first_fee if k == 0 and case.first_fee is not None else case.fee
    if not bound(case):
        assert told is not None
        return told
    most = [official]
    if place.code["service"] == "overrun":
        most = [fee(ceiling_of(place), place.day)]
        most += [case.overrun_fee] if case.overrun_fee is not None else []
    if not case.conventioned and told is not None:
        most.append(told)  # a protected patient never pays more than the kiné asks
    return min(most)


def ceiling_of(place: Place) -> Row:
    """The normal session whose fee an overrun session may reach."""
    normal = code_row(place.code["setting"], place.group, "session")
    last = str(CEILING_RANK[place.group])
    return next(row for row in normal if row["last_session"] == last)


def reimbursement(case: Case, place: Place, full: Decimal) -> Decimal:
    """The reimbursement, less the reduction where it counts."""
    percent = int(in_force(table("reductions"), place.day)["percent"])
    return full if bound(case) else full - cut_down(full * percent / 100)


def item(
    k: int,
    place: Place,
    code: Row,
    official: Decimal,
    charged: Decimal,
    *,
    surcharge: Decimal = NOTHING,
    share: Decimal | None = None,
    reimbursed: Decimal = NOTHING,
) -> Expected:
    """An item; without a share all of it is supplement."""
    reimbursed = min(reimbursed, charged)
    supplement = charged if share is None else max(charged - official, NOTHING)
    rest = charged - reimbursed - supplement
    copayment = min(share or NOTHING, rest)
    return Expected(
        session=k + 1,
        day=place.day,
        edition=edition_on(place.day),
        code=code["code"],
        service=code["service"],
        official_fee=official,
        charged=charged + surcharge,
        reimbursed=reimbursed,
        copayment=copayment,
        reduction=rest - copayment,
        supplement=supplement + surcharge,
        patient=charged + surcharge - reimbursed,
    )


# Extras -----------------------------------------------------------------------------------------


def wants_intake(case: Case) -> bool:
    """The intake is usual before the first session of a current pathology."""
    if case.intake is None:
        return case.pathology == "current" and case.prior_sessions == 0
    return case.intake


def wants_travel(case: Case) -> bool:
    """Travel is usual at home."""
    return case.setting == "home" if case.travel is None else case.travel


def report_due(place: Place, k: int, reported: set[int]) -> bool:
    """Yearly for heavy and Fb, once for Fa."""
    if place.group in ("heavy", "fb"):
        return place.day.year not in reported
    return place.group == "fa" and k == 0


def extra(case: Case, k: int, place: Place, service: str) -> list[Expected]:
    """An intake or a report, where the setting has a code for it."""
    found = []
    for code in code_row(str(case.setting), place.group, service)[:1]:
        official = fee(code, place.day)
        share = fixed_share(code, place.day, case.bim)
        back = reimbursement(case, place, official - share)
        found.append(item(k, place, code, official, official, share=share, reimbursed=back))
    return found


def travel(case: Case, k: int, place: Place) -> list[Expected]:
    """The travel indemnity of a visit at home; the reduction doesn't touch it."""
    if case.setting != "home":
        return []
    known = [row for row in table("travel") if row["group"] == place.group]
    row = in_force(known, place.day)
    amount = Decimal(row["amount"])
    percent = Decimal(row["reimbursed_percent_bim" if case.bim else "reimbursed_percent_not_bim"])
    back = half_up(amount * percent / 100)
    code = {"code": row["code"], "service": "travel"}
    share = None if row["code"] == "639170" else amount - back  # never a share: never reimbursed
    return [item(k, place, code, amount, amount, share=share, reimbursed=back)]


# The tariff files -------------------------------------------------------------------------------


@cache
def table(name: str) -> list[Row]:
    """A tariff file."""
    return rows_of(FROZEN / f"{name}.csv")


@cache
def code_row(setting: str, group: str, service: str) -> list[Row]:
    """The codes of a service by rank; of a pair the first, ambulatory code."""
    same = [
        row
        for row in table("nomenclature/2024-01-01")
        if (row["setting"], row["group"], row["service"]) == (setting, group, service)
    ]
    pairs = {row["patient"] for row in same} == {"ambulatory", "hospitalised"}
    kept = [row for row in same if not pairs or row["patient"] == "ambulatory"]
    return sorted(kept, key=lambda row: int(row["first_session"] or 1))


def in_force(rows: list[Row], day: date) -> Row:
    """The last row that had begun by a day."""
    begun = [row for row in rows if row["first_day"] <= day.isoformat()]
    return max(begun, key=lambda row: row["first_day"])


def edition_on(day: date) -> date:
    """The first day of the tariff used."""
    return date.fromisoformat(in_force(table("editions"), day)["first_day"])


@cache
def multipliers(edition: date) -> dict[str, Decimal]:
    """M of each code in an edition."""
    rows = table(f"multipliers/{edition}")
    return {row["code"]: Decimal(row["multiplier"]) for row in rows}


def fee(code: Row, day: date) -> Decimal:
    """M × coefficient."""
    return half_up(multipliers(edition_on(day))[code["code"]] * Decimal(code["coefficient"]))


def fixed_share(code: Row, day: date, bim: bool) -> Decimal:
    """The fixed share of a code's class."""
    same = [row for row in table("copayments") if row["copayment_class"] == code["copayment_class"]]
    return Decimal(in_force(same, day)["bim" if bim else "not_bim"])


def half_up(amount: Decimal) -> Decimal:
    """To the cent; half a cent goes up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def cut_down(amount: Decimal) -> Decimal:
    """To the cent; what is left of a cent is dropped."""
    return amount.quantize(CENT, ROUND_FLOOR)
