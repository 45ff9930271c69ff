"""Made NomenSoft files: the amounts of some codes, in either form."""

import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from estimator.editions.nomensoft.comparison import our_amounts, priced_codes
from estimator.engine.model.money import Cents, cents
from estimator.engine.model.tariff_book import TariffBook
from tests.engine.cases import GOLDEN, rows_of

BIM, OTHER = (1300, 3300), (1600, 3600)
#: The shares of the classes whose codes have no printed fee, with and without BIM.
SHARES = {
    "current": ("2.50", "6.25"),
    "f_list": ("2.00", "5.50"),
    "heavy": ("1.38", "3.88"),
    "short": ("1.00", "2.00"),
    "none": ("0", "0"),
}
#: A kind whose meaning nobody knows.
UNNAMED = 1510
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<dataroot xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:noNamespaceSchemaLocation="https://example.org/nomen_honoraires.xsd">\n'
)
OPEN_ENDS = (
    "<dend_fee>2999-12-31</dend_fee>",
    "<dend_fee>2999-12-31T00:00:00</dend_fee>",
    '<dend_fee xsi:nil="true"/>',
)

Amounts = Mapping[int, Cents]


class Sheet(NamedTuple):
    """The amounts of each code by kind, from one day on."""

    first_day: str
    amounts: Mapping[str, Amounts]
    document: str = "OA2025_362"


def ours(book: TariffBook, day: str) -> Sheet:
    """Our own amounts of a day. A starred code has no fee, as in the circular."""
    first_day = max(it for it in book.editions if it.isoformat() <= day)
    known, found = book.nomenclature(first_day).codes, {}
    for code in priced_codes(book, first_day):
        amounts = {int(kind): it for kind, it in our_amounts(book, code, first_day).items()}
        if known[code].service == "overrun":
            del amounts[0]
        found[code] = {**amounts, UNNAMED: amounts[1600]}
    return Sheet(day, found)


def typed(book: TariffBook) -> Sheet:
    """The amounts of January 2024 as they were typed from the circular, travel left out. It prints
    no shares; where it prints no fee, those of the class stand for it."""
    known = book.nomenclature(book.first_day).codes
    found = {}
    for row in rows_of(GOLDEN / "circular-2024-01-01.csv"):
        printed = {0: row["fee"], 1300: row["reimbursed_bim"], 1600: row["reimbursed_not_bim"]}
        for code in filter(None, (row["code_ambulatory"], row["code_hospitalised"])):
            if known[code].group != "travel":
                told = {kind: it for kind, it in printed.items() if it not in ("", "*")}
                if 0 not in told:
                    shares = zip((3300, 3600), SHARES[known[code].copayment_class], strict=True)
                    told |= dict(shares)
                found[code] = {kind: cents(Decimal(it)) for kind, it in told.items()}
    return Sheet("2024-01-01", found)


def euros(amount: Cents) -> str:
    return f"{amount // 100}.{amount % 100:02}0000"


def code_file(sheet: Sheet, code: str, number: int = 0, own_kind: bool = False) -> str:
    """The file of one code, in one of the ways that NomenSoft may write it."""
    time = "T00:00:00" if number % 2 else ""
    end = OPEN_ENDS[number % len(OPEN_ENDS)]
    rows = ""
    for kind, amount in sheet.amounts[code].items():
        told = f"<fee_code_cat>{kind}</fee_code_cat>"
        if own_kind:
            told = f"<fee_code>{kind}</fee_code>\n    <fee_code_cat>H</fee_code_cat>"
        rows += (
            "  <NOMEN_HONORAIRES>\n"
            f"    <nomen_code>{code}</nomen_code>\n"
            "    <nomen_desc_nl>Voorbeeld &amp; meer</nomen_desc_nl>\n"
            "    <nomen_desc_fr>Exemple</nomen_desc_fr>\n"
            f"    <dbegin_fee>{sheet.first_day}{time}</dbegin_fee>\n"
            f"    {end}\n    {told}\n"
            f"    <fee_code_desc_nl>Soort {kind}</fee_code_desc_nl>\n"
            f"    <fee_code_desc_fr>Sorte {kind}</fee_code_desc_fr>\n"
            f"    <fee>{euros(amount)}</fee>\n"
            f"    <author_doc>{sheet.document}</author_doc>\n"
            "    <authority_id>0</authority_id>\n"
            "  </NOMEN_HONORAIRES>\n"
        )
    return f"{HEAD}{rows}</dataroot>\n"


def name_of(number: int) -> str:
    """The name that a download gives to the file of a code."""
    return f"xml?currentOnly=True.{number}"


def folder_of(sheet: Sheet, place: Path, own_kind: bool = False) -> Path:
    """A file for each code, named as a download names it."""
    place.mkdir()
    for number, code in enumerate(sheet.amounts):
        (place / name_of(number)).write_text(
            code_file(sheet, code, number, own_kind), encoding="utf-8"
        )
    return place


def bulk_of(sheet: Sheet, place: Path) -> Path:
    """Both files of all codes, one of another profession among them."""
    place.mkdir()
    rows = "".join(
        f"<NOMEN_CODE_FEE_LIM><nomen_code>{code}</nomen_code><fee_code>{kind}</fee_code>"
        f"<dbegin_fee>{sheet.first_day}</dbegin_fee>{OPEN_ENDS[0]}<fee>{euros(amount)}</fee>"
        "</NOMEN_CODE_FEE_LIM>\n"
        for code, of in {**sheet.amounts, "101032": {0: 3000}}.items()
        for kind, amount in of.items()
    )
    kinds = "".join(
        f"<NOMEN_FEECODES><fee_code>{kind}</fee_code><fee_code_desc_fr>Sorte {kind}"
        f"</fee_code_desc_fr><fee_code_desc_nl>Soort {kind}</fee_code_desc_nl>"
        "<fee_code_cat>H</fee_code_cat></NOMEN_FEECODES>\n"
        for kind in (0, *BIM, *OTHER, UNNAMED)
    )
    for name, content in (("NOMEN_CODE_FEE_LIM.xml", rows), ("NOMEN_FEECODES.xml", kinds)):
        (place / name).write_text(f"{HEAD}{content}</dataroot>\n", encoding="utf-8")
    return place


def zip_of(folder: Path, place: Path) -> Path:
    """A folder as a zip."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return place


def with_member(place: Path, name: str, content: bytes) -> Path:
    """A zip with one member."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return place
