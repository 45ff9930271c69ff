"""Keep it: the paper, the table, the link — and nothing of it before it is asked for."""

from streamlit.testing.v1 import AppTest

from tests.web.asking import SCRIPT, Asking, plain


def downloads(asking: Asking) -> list[str]:
    return [plain(button.proto.label) for button in asking.app.get("download_button")]


def link(asking: Asking) -> str:
    return next(it.value for it in asking.app.text_input if it.value.startswith("/?"))


def make_link(asking: Asking) -> None:
    asking.app.button[0].click()
    asking.app.run()
    assert not asking.app.exception


def opened(query: str) -> AppTest:
    app = AppTest.from_file(str(SCRIPT), default_timeout=30)
    for pair in query.rpartition("?")[2].split("&"):
        name, _, value = pair.partition("=")
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def test_the_paper_and_the_table_are_offered(asking: Asking) -> None:
    assert downloads(asking) == ["Estimation écrite (PDF)", "Tableau des séances (CSV)"]


def test_an_unknown_kine_gets_a_table_for_each_kind(asking: Asking) -> None:
    asking.answer(conventioned="unknown")
    assert len(downloads(asking)) == 3


def test_a_written_estimate_needs_the_problem_and_the_status(asking: Asking) -> None:
    asking.answer(pathology="unknown", bim="unknown")
    assert downloads(asking) == []
    assert "Pour une estimation écrite, répondez encore à" in asking.read


def test_what_a_link_carries_is_said_before_there_is_one(asking: Asking) -> None:
    assert "qui a le lien peut les lire" in asking.read
    assert not any(it.value.startswith("/?") for it in asking.app.text_input)


def test_a_link_brings_every_answer_back_and_leaves_the_address(asking: Asking) -> None:
    asking.answer(pathology="fb", bim="unknown", conventioned="false", fee="42", sessions=7)
    make_link(asking)
    app = opened(link(asking))
    found = {name: app.get_by_key(name).value for name in ("pathology", "bim", "fee", "sessions")}
    assert found == {"pathology": "fb", "bim": "unknown", "fee": "42", "sessions": 7}
    assert dict(app.query_params) == {"lang": "fr"}


def test_a_link_goes_when_an_answer_changes(asking: Asking) -> None:
    make_link(asking)
    asking.answer(sessions=3)
    assert not any(it.value.startswith("/?") for it in asking.app.text_input)


def test_an_address_full_of_nonsense_is_passed_over() -> None:
    app = opened("?lang=fr&pathology=x&bim=maybe&sessions=many&start=2025-02-30&per_week=9")
    assert app.get_by_key("pathology").value == "current"
    assert app.get_by_key("sessions").value == 18
    assert dict(app.query_params) == {"lang": "fr"}


def test_what_a_practice_says_of_itself_stays_in_the_address() -> None:
    app = opened("?lang=fr&conventioned=false&fee=38")
    assert dict(app.query_params)["fee"] == "38"
