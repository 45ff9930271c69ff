"""The files of a plan: the written plan, the table of its items, and the plan itself."""

from estimator.documents.kept_form import PLAN_ITSELF, PLAN_PAPER, YEAR
from estimator.documents.plan_file import (
    NOTHING_TOLD,
    UnreadablePlan,
    plan_file,
    plan_refusal,
    plan_told,
)
from estimator.documents.plan_link import unpacked
from estimator.documents.plan_sheet import PlanPaper, plan_sheet
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.plan import CourseRefused, PlanResult
from estimator.engine.plan import plan
from estimator.engine.plan.answers import COURSES, HOUSEHOLD, household_in, planned_from
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.server.kept_request import Kept, KeptRequest, Refused
from estimator.wording.spreadsheet import plan_csv


def kept_plan(asked: KeptRequest) -> Kept:
    """The file asked for. Raises `Refused` if what was sent is no plan that can be priced."""
    words = asked.words
    try:
        told = unpacked(asked.plan)
        household_in(told)
        result = plan(planned_from(told[COURSES], tariffs(), clock.today()), tariffs())
    except UnreadablePlan as refused:
        raise Refused(422, words(f"plan_paper.refused.{refused.reason}")) from refused
    except (CourseRefused, InvalidAnswer) as refused:
        raise Refused(422, plan_refusal(words, refused)) from refused
    if asked.file == PLAN_ITSELF:
        file = plan_file(plan_told(result.planned, told.get(HOUSEHOLD, NOTHING_TOLD)))
        return Kept(file, "application/json", words("plan_paper.itself.file"))
    if asked.file == PLAN_PAPER:
        return paper_of_plan(asked, result)
    table = plan_csv(result, words)
    return Kept(table, "text/csv; charset=utf-8", words("plan_paper.table.file"))


def paper_of_plan(asked: KeptRequest, result: PlanResult) -> Kept:
    """The written plan. Raises `Refused` if the request names no page of this server."""
    if not asked.page:
        raise Refused(400, asked.words("keeping.elsewhere"))
    paper = PlanPaper(asked.words, tariffs().book, result, f"{asked.page}{YEAR}")
    written = plan_sheet(paper, clock.today())
    return Kept(written, "application/pdf", asked.words("plan_paper.paper.file"))
