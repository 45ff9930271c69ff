"""What somebody might send to a page to bring it down; beside it a visitor who is answered."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from benchmarks.hostile import (
    FAR_TOO_LARGE,
    MALFORMED,
    TOO_LARGE,
    closed_for,
    reruns,
    unknown_answers,
)
from benchmarks.visitor import Visitor
from estimator.server.flood import AGAINST_THE_RULES, BURST, NOT_THIS_KIND
from tests.abuse.conftest import in_a_loop
from tests.browser.conftest import Server

PATIENCE = 60
PROTOCOL_ERROR = 1002
TOO_BIG = 1009


async def is_answered(visitor: Visitor) -> None:
    """A visitor changes an answer and reads what it costs."""
    async with asyncio.timeout(PATIENCE):
        await visitor.answer("sessions", 9)
        while "Pour 9 séances" not in visitor.said:
            await visitor.drawn()


def beside_another(server: Server, attack: Callable[[Visitor], Awaitable[None]]) -> None:
    """Somebody attacks while another visitor is there, who is answered afterwards."""

    async def both() -> None:
        async with Visitor(server.address) as other, Visitor(server.address) as attacker:
            await other.open()
            await attack(attacker)
            await is_answered(other)

    in_a_loop(both)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (MALFORMED, PROTOCOL_ERROR),
        (TOO_LARGE, TOO_BIG),
        (FAR_TOO_LARGE, TOO_BIG),
        ("clear_cache", NOT_THIS_KIND),
    ],
    ids=["malformed", "larger than a page's", "larger than the memory is for", "text"],
)
def test_what_no_page_sends_closes_the_connection(
    attacked: Server, frame: bytes | str, code: int
) -> None:
    async def attack(attacker: Visitor) -> None:
        assert await closed_for(attacker, frame) == code

    beside_another(attacked, attack)


def test_a_flood_of_reruns_is_cut_off(attacked: Server) -> None:
    async def attack(attacker: Visitor) -> None:
        assert await closed_for(attacker, *reruns(attacker, BURST * 50)) == AGAINST_THE_RULES

    beside_another(attacked, attack)


def test_answers_to_questions_that_nobody_asked_change_nothing(attacked: Server) -> None:
    async def attack(attacker: Visitor) -> None:
        await attacker.open()
        await attacker.socket.send(unknown_answers(attacker))
        await attacker.drawn()
        await is_answered(attacker)

    beside_another(attacked, attack)


@pytest.mark.parametrize(
    "order", [BackMsg(clear_cache=True), BackMsg(debug_shutdown_runtime=True)], ids=str
)
def test_orders_to_the_server_change_nothing(attacked: Server, order: BackMsg) -> None:
    async def attack() -> None:
        async with Visitor(attacked.address) as attacker:
            await attacker.open()
            await attacker.socket.send(order.SerializeToString())
            await is_answered(attacker)

    in_a_loop(attack)


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_a_page_of_another_website_gets_no_connection(attacked: Server, origin: str) -> None:
    async def attack() -> None:
        with pytest.raises(InvalidStatus) as refused:
            async with Visitor(attacked.address, origin=origin):
                pass
        assert refused.value.response.status_code == 403

    in_a_loop(attack)


def test_a_change_from_a_page_of_a_lost_server_is_answered_at_once(attacked: Server) -> None:
    """It asks for a part of the page before this server has drawn any."""

    async def come_over() -> None:
        async with Visitor(attacked.address) as before, Visitor(attacked.address) as after:
            await before.open()
            after.ids, after.kinds, after.fragments = before.ids, before.kinds, before.fragments
            async with asyncio.timeout(PATIENCE):
                await after.answer("sessions", 9)
            assert "Pour 9 séances" in after.said

    in_a_loop(come_over)
