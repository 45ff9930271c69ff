"""A changed answer has little drawn anew, and what stands is what a new page would show."""

import random
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.visitor import Visitor
from estimator.locales import words
from estimator.pages.forms.session import SHOWN_MARK
from tests.abuse.conftest import in_a_loop
from tests.browser.conftest import Server

ASKED = {"pathology", "setting", "bim", "conventioned", "sessions", "prior_sessions"}


class Watching(Visitor):
    """A visitor who notes which questions a change has drawn anew, what is to be corrected, and the
    pictures and questions."""

    def __init__(self, address: str, query: str, page: str = "") -> None:
        super().__init__(address, page, query=query)
        self.drawn_anew: set[str] = set()
        self.told = ""
        self.others: dict[tuple[int, ...], tuple[str, Any]] = {}

    async def answer(self, field: str, value: Any) -> None:
        """Changes an answer."""
        self.drawn_anew, self.told = set(), ""
        await super().answer(field, value)

    async def unfold(self) -> None:
        """Opens what is folded: it is drawn while it is open."""
        await self.answer("more", True)
        await self.answer("maf", True)

    def forget(self, parts: Sequence[str]) -> None:
        """A run draws its pictures and questions anew."""
        super().forget(parts)
        for place, (part, _) in list(self.others.items()):
            if self.gone(place, part, parts):
                del self.others[place]

    def reads(self, message: Any) -> None:
        """Notes a picture with its numbers, a typed question, a hint."""
        super().reads(message)
        place, element = tuple(message.metadata.delta_path), message.delta.new_element
        self.others.pop(place, None)
        chart, markdown, asked = element.vega_lite_chart, element.markdown, element.text_input
        shown = chart.spec, chart.data.data, markdown.body, asked.label, asked.id
        if any(shown):
            self.others[place] = message.delta.fragment_id, shown

    @property
    def stands_there(self) -> Any:
        """All that the page tells: the answer, pictures, typed questions and hints in order."""
        answer = self.said[self.said.index('<h2 id="left-to-pay"') :]
        return answer, [self.others[place][1] for place in sorted(self.others)]

    def stands(self, kind: str, element: Any, message: Any) -> None:
        """Notes a question, or what the page asks to correct."""
        super().stands(kind, element, message)
        if kind == "alert":
            self.told += element.alert.body
        identity = str(getattr(getattr(element, kind), "id", ""))
        self.drawn_anew.add(identity.rpartition("-")[2])


def visit(
    server: Server, then: Callable[[Watching], Any], query: str = "lang=fr", page: str = ""
) -> Any:
    async def all_of_it() -> Any:
        async with Watching(server.address, query, page) as visitor:
            await visitor.open()
            return await then(visitor)

    return in_a_loop(all_of_it)


@pytest.mark.parametrize(
    ("field", "value"),
    [("sessions", 7), ("prior_sessions", 3), ("bim", ["Oui"]), ("bim", ["Je ne sais pas"])],
)
def test_a_change_that_leaves_the_questions_draws_the_answer_alone(
    server: Server, field: str, value: Any
) -> None:
    async def change(visitor: Watching) -> None:
        await visitor.answer(field, value)
        assert not visitor.drawn_anew & ASKED
        assert "Il vous reste" in visitor.said

    visit(server, change)


def test_the_fee_is_asked_of_whoever_may_be_asked_for_one(server: Server) -> None:
    async def change(visitor: Watching) -> None:
        await visitor.answer("conventioned", ["Je ne sais pas"])
        assert "fee" in visitor.ids
        await visitor.answer("bim", ["Oui"])
        assert "fee" not in visitor.ids
        await visitor.answer("conventioned", ["Non"])
        assert "fee" in visitor.drawn_anew
        await visitor.answer("fee", "55")
        assert "55,00" in visitor.said

    visit(server, change)


@pytest.mark.parametrize(
    ("query", "changes"),
    [
        ("lang=fr&bim=true&conventioned=true", {}),
        ("lang=fr", {"bim": ["Oui"], "pathology": "fb"}),
    ],
)
def test_the_fee_is_asked_where_the_questions_were_drawn_without_it(
    server: Server, query: str, changes: dict[str, Any]
) -> None:
    async def change(visitor: Watching) -> None:
        for field, value in changes.items():
            await visitor.answer(field, value)
        assert "fee" not in visitor.ids
        await visitor.answer("conventioned", ["Non"])
        assert "fee" in visitor.drawn_anew
        await visitor.answer("sessions", 7)
        assert "Pour 7 séances" in visitor.said
        assert not visitor.told

    visit(server, change, query)


def test_a_change_that_brings_other_questions_draws_them(server: Server) -> None:
    async def change(visitor: Watching) -> None:
        await visitor.answer("pathology", "fb")
        assert visitor.drawn_anew >= ASKED

    visit(server, change)


def test_what_will_not_do_is_told_until_it_is_put_right(server: Server) -> None:
    async def change(visitor: Watching) -> None:
        await visitor.answer("conventioned", ["Non"])
        await visitor.answer("sessions", 4000)
        assert "4000" in visitor.told
        await visitor.answer("sessions", 5000)
        assert "5000" in visitor.told
        assert "4000" not in visitor.told
        await visitor.answer("fee", "beaucoup")
        assert "beaucoup" in visitor.told
        assert "5000" in visitor.told
        await visitor.answer("sessions", 5)
        assert "5000" not in visitor.told
        await visitor.answer("fee", "50")
        assert not visitor.told
        assert "Pour 5 séances" in visitor.said

    visit(server, change)


def test_a_refusal_stays_in_sight_when_its_question_is_folded_away(server: Server) -> None:
    async def change(visitor: Watching) -> None:
        await visitor.answer("more", True)
        await visitor.answer("overrun_fee", "abc")
        assert "abc" in visitor.told
        await visitor.answer("more", False)
        assert "abc" in visitor.told
        await visitor.answer("more", True)
        assert "abc" in visitor.told

    visit(server, change)


def test_a_place_that_a_practice_named_and_the_problem_does_not_know(server: Server) -> None:
    async def change(visitor: Watching) -> None:
        assert "setting" not in visitor.ids
        await visitor.answer("pathology", "palliative")
        assert "setting" in visitor.drawn_anew
        assert not visitor.told
        assert "à payer" in visitor.said

    visit(server, change, "lang=fr&setting=practice&conventioned=true")


def test_who_answers_before_being_told_is_told_what_the_amount_rests_on(server: Server) -> None:
    """Nobody is treated in a service when at home to the end: the place is changed, and another
    answer comes from a browser that still showed the one before."""

    async def change(visitor: Watching) -> None:
        await visitor.answer("setting", "medical_service")
        before = dict(visitor.given)
        shown_before = before["setting"]
        await visitor.answer("pathology", "palliative")
        assert visitor.given["setting"] is not shown_before
        visitor.given = before
        await visitor.answer("pathology", "current")
        assert "setting=medical_service" in visitor.said
        assert visitor.given["setting"] is not shown_before
        assert visitor.given["setting"].string_value == "Dans un service médical organisé"
        await visitor.answer("sessions", 7)
        assert not visitor.drawn_anew & ASKED

    visit(server, change)


def test_an_answer_in_the_language_before_loses_no_choice(server: Server) -> None:
    async def change(visitor: Watching) -> None:
        await visitor.answer("pathology", words("fr")("choice.group.fb"))
        await visitor.answer("setting", "Chez moi")
        in_french = {field: visitor.given[field] for field in ("pathology", "setting")}
        await visitor.answer("language", ["Nederlands"])
        visitor.given.update(in_french)
        await visitor.answer("sessions", 7)
        assert "pathology=fb&amp;setting=home" in visitor.said
        assert "Voor 7 zittingen" in visitor.said

    visit(server, change)


def test_a_switch_of_language_leaves_what_is_typed_meanwhile(server: Server) -> None:
    """A number is not set anew; a choice is, and drawn again where another one comes back."""

    async def change(visitor: Watching) -> None:
        await visitor.answer("sessions", 6)
        await visitor.answer("bim", ["Oui"])
        await visitor.answer("language", ["Nederlands"])
        assert visitor.drawn_anew >= ASKED
        assert "Voor 6 zittingen" in visitor.said
        told = visitor.given["sessions"]
        for sessions in (7, 8):
            await visitor.answer("sessions", sessions)
            assert not visitor.drawn_anew & ASKED
        assert visitor.given["sessions"].double_value == 8
        assert told.double_value == 6
        await visitor.answer("bim", ["Nee"])
        assert visitor.given["bim"].string_array_value.data == ["Nee"]
        assert "bim=false" in visitor.said

    visit(server, change)


def test_a_switch_of_language_outlives_a_question_that_is_drawn_no_more(server: Server) -> None:
    """While an answer won't do, the counter isn't drawn; the browser may still speak of it."""

    async def change(visitor: Watching) -> None:
        await visitor.answer("maf", True)
        await visitor.answer("language", ["Nederlands"])
        await visitor.answer("sessions", 4000)
        await visitor.answer("language", ["Deutsch"])
        await visitor.answer("sessions", 7)
        assert "7 Sitzungen" in visitor.said

    visit(server, change)


def test_tariffs_chosen_by_their_day_outlive_a_switch_of_language(server: Server) -> None:
    async def change(visitor: Watching) -> None:
        await visitor.answer("tariffs_before", "1er janvier 2024")
        await visitor.answer("language", ["Nederlands"])
        assert visitor.given["tariffs_before"].string_value == "1 januari 2024"
        await visitor.answer("tariffs_after", "1 februari 2024")
        assert "1 januari 2024" in visitor.said
        assert not visitor.told

    visit(server, change, page="tariffs")


CHANGES: list[dict[str, Any]] = [
    {"sessions": 30, "prior_sessions": 10, "fee": "42,50"},
    {"pathology": "fa", "sessions": 60, "bim": ["Je ne sais pas"]},
    {"conventioned": ["Non"], "bim": ["Oui"], "fee": "36"},
    {"pathology": "unknown", "conventioned": ["Je ne sais pas"], "sessions": 3},
    {"setting": "home", "sessions": 9, "pathology": "palliative"},
]
STEPS: list[Callable[[random.Random], tuple[str, Any]]] = [
    lambda chance: ("sessions", chance.choice([1, 5, 9, 18, 19, 60, 130])),
    lambda chance: ("prior_sessions", chance.randint(0, 20)),
    lambda chance: ("fee", f"{chance.randint(20, 60)},50"),
    lambda chance: ("bim", [chance.choice(["Oui", "Non", "Je ne sais pas"])]),
    lambda chance: ("conventioned", [chance.choice(["Oui", "Non", "Je ne sais pas"])]),
    lambda chance: ("pathology", chance.choice(["current", "fa", "fb", "palliative", "unknown"])),
]
FOLDED: list[Callable[[random.Random], tuple[str, Any]]] = [
    lambda chance: ("more", chance.choice([True, False])),
    lambda chance: ("maf", chance.choice([True, False])),
    lambda chance: ("start", [chance.choice(["2024/06/03", "2025/05/05", "2026/11/02"])]),
    lambda chance: ("intake", [chance.choice(["Oui", "Non", "Je ne sais pas"])]),
    lambda chance: ("maf_counted", chance.choice(["", "100", "700"])),
]
WORDS = {"Oui": "true", "Non": "false", "Je ne sais pas": "unknown"}


@pytest.mark.parametrize("changes", CHANGES, ids=[" ".join(it) for it in CHANGES])
def test_the_answer_is_that_of_a_page_opened_with_these_answers(
    server: Server, changes: dict[str, Any]
) -> None:
    async def one_by_one(visitor: Watching) -> None:
        await visitor.unfold()
        for field, value in changes.items():
            await visitor.answer(field, value)
        assert visitor.stands_there == await opened_with(server, changes)

    visit(server, one_by_one)


async def opened_with(server: Server, answers: dict[str, Any]) -> Any:
    """What a page tells that is opened with some answers, all of it unfolded."""
    async with Watching(server.address, address_of(answers)) as visitor:
        await visitor.open()
        await visitor.unfold()
        return visitor.stands_there


def address_of(answers: dict[str, Any]) -> str:
    """The query that carries answers."""
    told = {name: it[0] if isinstance(it, list) else it for name, it in answers.items()}
    said = {name: WORDS.get(it, str(it).replace("/", "-")) for name, it in told.items()}
    return urlencode({"lang": "fr", **said})


@pytest.mark.parametrize("seed", range(2))
def test_after_every_step_the_page_is_the_one_opened_with_these_answers(
    server: Server, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secrets
    answers: dict[str, Any] = {"sessions": 18}

    async def walk(visitor: Watching) -> list[bool]:
        answer_alone = []
        await visitor.unfold()
        for _ in range(12):
            field, value = chance.choice(STEPS)(chance)
            if field in visitor.ids:
                answers[field] = value
                await visitor.answer(field, value)
                answer_alone.append(not visitor.drawn_anew & ASKED)
                assert visitor.stands_there == await opened_with(server, answers)
        return answer_alone

    assert any(visit(server, walk))


def test_what_is_folded_away_and_opened_again_goes_with_the_answers(server: Server) -> None:
    """After each step the answer is that of a page opened with these answers, and the counter that
    of one in which it was opened and told the same."""
    chance = random.Random(7)  # noqa: S311 - no secrets
    answers: dict[str, Any] = {"sessions": 18}
    counter: dict[str, Any] = {}

    async def another() -> str:
        async with Watching(server.address, address_of(answers)) as visitor:
            await visitor.open()
            if counter:
                await visitor.answer("maf", True)
                await visitor.answer("maf_counted", counter.get("maf_counted", ""))
                await visitor.answer("maf", counter["maf"])
            return visitor.said

    async def walk(visitor: Watching) -> None:
        for _ in range(30):
            field, value = chance.choice([*STEPS[:4], *FOLDED, *FOLDED])(chance)
            if field in visitor.ids:
                await visitor.answer(field, value)
                if field.startswith("maf"):
                    counter[field] = value
                elif field != "more":
                    answers[field] = value
                assert visitor.said == await another()
        assert len(answers) >= 5
        assert len(counter) == 2

    visit(server, walk)


def test_pictures_come_and_go_with_the_answers(server: Server) -> None:
    """Whom official fees protect is shown no picture of the fees asked."""

    async def change(visitor: Watching) -> None:
        for status, pictures in {"Oui": 2, "Non": 3, "Je ne sais pas": 3}.items():
            await visitor.answer("bim", [status])
            shown = [numbers for _, (_, numbers, *_) in visitor.others.values() if numbers]
            assert len(shown) == pictures

    visit(server, change)


def test_the_answers_of_a_browser_win_on_a_server_that_has_never_seen_them(server: Server) -> None:
    """Whatever it changes first: the questions stand in no fragment that a server could miss. Which
    service is asked for only where the problem is known."""

    async def change(before: Watching) -> None:
        for field, value in {
            "pathology": words("fr")("choice.group.fb"),
            "service": words("fr")("choice.service.lymphoedema_45"),
            "bim": ["Oui"],
            "sessions": 7,
        }.items():
            await before.answer(field, value)
        async with Watching(server.address, "lang=fr") as visitor:
            visitor.given, visitor.ids = dict(before.given), dict(before.ids)
            visitor.kinds, visitor.fragments = before.kinds, before.fragments
            await visitor.answer("prior_sessions", 2)
            assert "pathology=fb" in visitor.said
            assert "service=lymphoedema_45" in visitor.said
            assert "bim=true" in visitor.said
            assert "prior_sessions=2" in visitor.said
            assert "Pour 7 séances" in visitor.said

    visit(server, change)


def test_a_browser_that_has_not_received_the_form_is_sent_it_again(server: Server) -> None:
    """Streamlit drops what it has not sent when the next run starts."""

    async def change(visitor: Watching) -> None:
        before = visitor.given[SHOWN_MARK]
        await visitor.answer("pathology", "fb")
        visitor.given[SHOWN_MARK] = before
        await visitor.answer("sessions", 7)
        assert visitor.drawn_anew >= ASKED
        await visitor.answer("sessions", 8)
        assert not visitor.drawn_anew & ASKED

    visit(server, change)


def test_of_answers_in_one_go_the_last_is_answered(server: Server) -> None:
    async def change(visitor: Watching) -> None:
        await visitor.answer("sessions", 7)
        for sessions in (8, 9, 10, 11):
            state = visitor.given["sessions"] = WidgetState(id=visitor.ids["sessions"])
            state.double_value = sessions
            message = visitor.request()
            message.rerun_script.fragment_id = visitor.fragments["sessions"]
            await visitor.socket.send(message.SerializeToString())
        while "Pour 11 séances" not in visitor.said:
            await visitor.drawn()

    visit(server, change)
