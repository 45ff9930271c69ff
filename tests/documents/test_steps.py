"""The next steps: the sheet, opened and read back, and the calendar file, parsed by a library."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from estimator import Pathology, estimate, tariffs
from estimator.documents.calendar_file import calendar_file
from estimator.documents.steps import Moment, moments, steps_sheet
from estimator.engine.next_steps import next_steps
from estimator.locales import LANGUAGES, words
from tests.documents.papers import LONGEST, TODAY, case, plain, read, root_of, text_of

USUAL: dict[str, Any] = {"conventioned": True, "fee": None}


def found(language: str, conventioned: bool | None = True, **changes: Any) -> list[Moment]:
    steps = next_steps(estimate(case(**(USUAL | changes))), tariffs())
    return moments(words(language), steps, conventioned)


def sheet(language: str, **changes: Any) -> bytes:
    result = estimate(case(**(USUAL | changes)))
    return steps_sheet(words(language), found(language, **changes), result, True, TODAY)


def calendar(language: str, **changes: Any) -> Any:
    return Calendar.from_ical(calendar_file(words(language), found(language, **changes), TODAY))


def test_moments_are_sessions_with_what_to_ask_before_them() -> None:
    first, last = found("en")
    assert first.when == "Before session 1 (5 May 2025)"
    assert [it.partition(":")[0] for it in first.sentences] == [
        "Look at the date of your prescription",
        "Is this your second or third problem of the year? Then the advising physician of your "
        "mutuality must agree first. The normal number is 18 sessions per problem, for 3 problems "
        "at most.",
    ]
    assert last.when == ("If more sessions are prescribed: before session 19 (around 7 July 2025)")
    assert "€25.93" in last.sentences[0]


def test_an_unknown_kine_is_asked_for_the_status_first() -> None:
    first, *_ = found("fr", None)
    assert first.sentences[0] == words("fr")("steps.status")
    assert all(words("fr")("steps.status") not in it.sentences for it in found("fr"))
    palliative = {"pathology": Pathology.PALLIATIVE, "setting": "home", "prior_sessions": 1}
    assert found("fr", None, **palliative) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pathology", ["current", "fa", "fb", "heavy", "perinatal"])
def test_every_step_is_on_the_sheet(language: str, pathology: str) -> None:
    changes: dict[str, Any] = {
        "pathology": Pathology(pathology),
        "sessions": 30,
        "start": date(2026, 11, 2),
    }
    text = text_of(sheet(language, **changes)).replace("- ", "-")
    for moment in found(language, **changes):
        assert plain(moment.when) in text
        assert all(plain(sentence).replace("- ", "-") in text for sentence in moment.sentences)


def test_the_sheet_is_accessible_and_the_same_on_a_day() -> None:
    pdf, root = sheet("nl"), root_of(sheet("nl"))
    assert len(read(pdf).pages) == 1
    assert root["/Lang"] == "nl-BE"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert pdf == sheet("nl")


def test_nothing_to_ask_is_said() -> None:
    changes: dict[str, Any] = {
        "pathology": Pathology.PALLIATIVE,
        "setting": "home",
        "prior_sessions": 1,
    }
    assert plain(words("fr")("steps.none")) in text_of(sheet("fr", **changes))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_steps_of_the_longest_course_are_all_there(language: str) -> None:
    result = estimate(LONGEST)
    of = moments(words(language), next_steps(result, tariffs()), False)
    text = text_of(steps_sheet(words(language), of, result, False, TODAY))
    assert all(plain(moment.when) in text for moment in of)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calendar_has_whole_days_with_a_reminder_a_week_before(language: str) -> None:
    first, last = calendar(language).events
    for event, day in ((first, date(2025, 5, 5)), (last, date(2025, 7, 7))):
        assert (event.start, event.end) == (day, day + timedelta(days=1))
        (reminder,) = event.alarms.times
        assert reminder.trigger == day - timedelta(days=7)
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["CLASS"] == "PRIVATE"
        assert event.stamp == datetime(2025, 5, 5, tzinfo=UTC)
    assert last["SUMMARY"] == words(language)("steps.event", session=19)
    assert found(language)[1].sentences[0] in last["DESCRIPTION"]


@pytest.mark.parametrize("pathology", Pathology)
def test_no_event_names_the_problem(pathology: Pathology) -> None:
    setting = "home" if pathology is Pathology.PALLIATIVE else "practice"
    for language in LANGUAGES:
        say = words(language)
        names = (say(f"pathology.{pathology}"), say(f"choice.pathology.{pathology}"))
        for event in calendar(language, pathology=pathology, setting=setting, sessions=30).events:
            assert not any(name in f"{event['SUMMARY']} {event['DESCRIPTION']}" for name in names)


def test_a_step_taken_in_twice_stays_one_event() -> None:
    one, other = calendar("fr"), calendar("de")
    assert [it["UID"] for it in one.events] == [it["UID"] for it in other.events]
    assert len({it["UID"] for it in one.events}) == len(one.events)
