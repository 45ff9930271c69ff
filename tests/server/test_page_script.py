"""The script of the pages knows the fields that it serves."""

import re

from estimator.engine.model.case import fields_of_kind
from estimator.engine.model.fields import Euros
from estimator.pages.check.form import key as check_key
from estimator.pages.estimate.maf import COUNTED
from estimator.server.assets import HERE


def test_every_amount_is_typed_with_the_keypad_for_amounts() -> None:
    script = (HERE / "page.js").read_text("utf-8")
    amounts = re.search(r"const AMOUNTS = (.+?);", script, re.DOTALL)
    assert amounts
    for field in (*fields_of_kind(Euros), "fee_home", COUNTED):
        assert f'"{field}"' in amounts[1]
    for field in ("paid", "received"):
        assert f'st-key-{check_key(field, 1).removesuffix("1")}"' in amounts[1]
