"""A practice as a file: what is written is read again, and what won't do is named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.engine.model.case import Pathology, Setting
from estimator.engine.model.errors import InvalidAnswer
from estimator.locales import LANGUAGES
from estimator.practice.file import practice_file, practice_in
from estimator.practice.model import Kine, Practice, Price

EUROS = st.decimals(0, 200, places=2)
MAYBE = st.none() | EUROS
PRICES = st.lists(
    st.builds(
        Price,
        pathology=st.none() | st.sampled_from(Pathology),
        at_home=st.booleans(),
        fee=EUROS,
        first_fee=MAYBE,
    ),
    unique_by=lambda price: price.scope,
    max_size=9,
).map(tuple)
NAMES = st.sampled_from(["", "An Peeters", "Émile Ünal", "Дарья", "d'Hondt & zoon"])
KINES = st.builds(
    lambda conventioned, prices, **others: Kine(
        conventioned=conventioned, prices=() if conventioned else prices, **others
    ),
    conventioned=st.booleans(),
    prices=PRICES,
    name=NAMES,
    special_hours=MAYBE,
    missed=MAYBE,
)
PRACTICES = st.builds(
    Practice,
    practice_name=NAMES,
    kines=st.lists(KINES, max_size=4).map(tuple),
    setting=st.none() | st.sampled_from(Setting),
    languages=st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True).map(tuple),
    lang=st.none() | st.sampled_from(LANGUAGES),
    accent=st.none() | st.just("#0b6e75"),
    theme=st.none() | st.sampled_from(["light", "dark"]),
)


@given(PRACTICES)
def test_a_file_holds_the_whole_practice(practice: Practice) -> None:
    assert practice_in(practice_file(practice)) == practice


@pytest.mark.parametrize(
    ("content", "field", "reason"),
    [
        (b"", "practice_file", "no_practice"),
        (b"\xff\xfe", "practice_file", "no_practice"),
        (b"[1]", "practice_file", "no_practice"),
        (b'{"courses": []}', "practice_file", "no_practice"),
        (b'{"kine_practice": true}', "practice_file", "no_practice"),
        (b'{"kine_practice": 1, "practice_name": "\\ud800"}', "practice_file", "no_practice"),
        (b'{"kine_practice": 1, "lang": "fr", "lang": "nl"}', "practice_file", "no_practice"),
        (b'{"kine_practice": 2}', "practice_file", "no_practice"),
        (b"[" * 60_000, "practice_file", "no_practice"),
        (b"[" * 40_000, "practice_file", "no_practice"),
        (b'{"kine_practice": 1, "kines": {}}', "kines", "no_practice"),
        (b'{"kine_practice": 1, "kines": [1]}', "kines", "no_practice"),
        (b'{"kine_practice": 1, "kines": [{"conventioned": []}]}', "conventioned", "no_practice"),
        (b'{"kine_practice": 1, "colour": "red"}', "practice", "one_of"),
        (b'{"kine_practice": 1, "kines": [{}]}', "conventioned", "missing"),
        (
            b'{"kine_practice": 1, "kines": [{"conventioned": false, "prices": [{}]}]}',
            "fee",
            "missing",
        ),
        (
            b'{"kine_practice": 1, "kines": [{"conventioned": false, "prices": [{"fee": "-1"}]}]}',
            "fee",
            "negative",
        ),
        (
            b'{"kine_practice": 1, "kines": [{"conventioned": true, "prices": [{"fee": "40"}]}]}',
            "prices",
            "only_not_conventioned",
        ),
        (
            b'{"kine_practice": 1, "kines": [{"conventioned": false, "prices":'
            b' [{"fee": "40"}, {"fee": 41}]}]}',
            "prices",
            "repeated",
        ),
        (
            b'{"kine_practice": 1, "kines": ['
            + b",".join([b'{"conventioned": true}'] * 21)
            + b"]}",
            "kines",
            "number",
        ),
    ],
)
def test_what_wont_do_is_named(content: bytes, field: str, reason: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        practice_in(content)
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_the_price_of_the_group_goes_before_that_of_all() -> None:
    tom = Kine(
        conventioned=False,
        prices=(
            Price(fee=Decimal(32)),
            Price(pathology=Pathology.FB, fee=Decimal(30)),
            Price(pathology=Pathology.FB, at_home=True, fee=Decimal(34)),
        ),
    )
    asked = {
        (group, where): price.fee if (price := tom.price(group, where)) else None
        for group in (Pathology.CURRENT, Pathology.FB)
        for where in (Setting.PRACTICE, Setting.MEDICAL_SERVICE, Setting.HOME)
    }
    assert asked == {
        (Pathology.CURRENT, Setting.PRACTICE): 32,
        (Pathology.CURRENT, Setting.MEDICAL_SERVICE): 32,
        (Pathology.CURRENT, Setting.HOME): None,
        (Pathology.FB, Setting.PRACTICE): 30,
        (Pathology.FB, Setting.MEDICAL_SERVICE): 30,
        (Pathology.FB, Setting.HOME): 34,
    }
