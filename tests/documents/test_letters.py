"""What somebody typed, as far as the shipped fonts go."""

import pytest

from estimator.documents.fonts_cover import printable


@pytest.mark.parametrize(
    ("given", "printed", "left_out"),
    [
        ("Kiné Łódź Кинези Φυσιο", "Kiné Łódź Кинези Φυσιο", ""),
        ("Kiné 😀 & ★ 😀", "Kiné &", "😀★"),
        ("物理治療", "", "物理治療"),
        ("q\u0303", "q\u0303", ""),
        ("फिजियो", "फिजियो", ""),
        ("", "", ""),
    ],
)
def test_what_no_font_has_is_left_out_and_told_once(
    given: str, printed: str, left_out: str
) -> None:
    found = printable(given)
    assert found.text == printed
    assert "".join(found.left_out) == left_out


def test_a_letter_stands_without_a_mark_of_another_writing() -> None:
    """Each is in one of the fonts, the two together in none."""
    found = printable("A\N{DEVANAGARI VOWEL SIGN I}x")
    assert found.text == "Ax"
    assert found.left_out == ("A\N{DEVANAGARI VOWEL SIGN I}",)


@pytest.mark.parametrize(
    ("name", "right_to_left"),
    [
        ("24 שלום Kiné", True),
        ("قسم", True),
        ("Kiné שלום", False),
        ("24", False),
        ("", False),
    ],
)
def test_the_first_letter_says_where_a_name_begins(name: str, right_to_left: bool) -> None:
    assert printable(name).right_to_left is right_to_left
