"""The words people read, from the gettext catalogues beside this file: a folder for each language.

A catalogue is `<language>/<domain>.po`; its msgid is a key (`answer.left_to_pay`), its msgstr the
sentence with {placeholders}. A value takes the form of the language: a Decimal is an amount in
euros, a date a long date. A sentence that counts has a plural, chosen by the value `n`.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from estimator.locales.euros import Euros

FOLDER = Path(__file__).parent
DEFAULT_LANGUAGE = "fr"
NATIONAL = (DEFAULT_LANGUAGE, "nl", "de")
_found = {catalogue.parent.name for catalogue in FOLDER.glob("*/*.po")}
#: Every language with catalogues, Belgium's own first.
LANGUAGES = (*NATIONAL, *sorted(_found.difference(NATIONAL)))
FRENCH_FIRST = "d'er' MMMM y"

#: How many days and counts of one language are kept as they were written once: a page holds dozens,
#: and the same ones come back with every change of an answer.
CACHED_TEXTS = 16_384
#: Whole numbers are grouped from here on; years, and what is counted on fingers, aren't.
LARGE = 10_000
#: From here on a number counts nothing in our world: it is shown as it was given.
HUGE = 10**15

Value = str | int | Decimal | date
Forms = tuple[str, ...]


class UnknownWords(KeyError):
    """No sentence stands under this key in this language: a fault of ours, never shown as a key."""

    def __init__(self, key: str, language: str) -> None:
        super().__init__(f"no words for {key!r} in {language!r}")
        self.key = key
        self.language = language


class Words:
    """All sentences of one language; call it with a key and the values of its placeholders."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._forms = _forms_by_key(language)
        self.locale = Locale(language, self.forms("language.region")[0])
        #: An amount to the cent: 388,44 €, in English €388.44.
        self.euros = Euros(self.locale, language)
        self._plural_of = lru_cache(CACHED_TEXTS)(self.locale.plural_form)
        self._day = lru_cache(CACHED_TEXTS)(self._day_written)
        self._plain = cache(self._said_plainly)

    def __call__(self, key: str, /, **values: Value) -> str:
        """The sentence under this key, its placeholders filled in the manner of the language."""
        if not values:
            return self._plain(key)
        shown = {name: self.shown(value) for name, value in values.items()}
        return self._form(key, values.get("n")).format_map(shown)

    def __contains__(self, key: object) -> bool:
        return key in self._forms

    def keys(self) -> frozenset[str]:
        """Every key that has a sentence in this language."""
        return frozenset(self._forms)

    def forms(self, key: str) -> Forms:
        """The sentence under this key before filling: one form, or singular and plural."""
        try:
            return self._forms[key]
        except KeyError:
            raise UnknownWords(key, self.language) from None

    def shown(self, value: Value) -> str:
        """A value as people of this language write it."""
        if isinstance(value, Decimal):
            return self.euros(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, int) and LARGE <= abs(value) < HUGE:
            return self.number(value)
        return str(value)

    def number(self, value: Decimal | int) -> str:
        """A number that is not an amount, with all its decimals: a multiplier, a coefficient."""
        return str(format_decimal(value, locale=self.locale, decimal_quantization=False))

    def day(self, day: date) -> str:
        """A day in full: 5 mai 2025; the first of a French month is 1er."""
        return self._day(day)

    def _said_plainly(self, key: str) -> str:
        return self.forms(key)[-1].format()

    def _day_written(self, day: date) -> str:
        pattern = FRENCH_FIRST if self.language == "fr" and day.day == 1 else "long"
        return str(format_date(day, format=pattern, locale=self.locale))

    def _form(self, key: str, count: Value | None) -> str:
        forms = self.forms(key)
        if len(forms) == 1 or not isinstance(count, int):
            return forms[-1]
        return forms[0 if self._plural_of(count) == "one" else 1]


@cache
def words(language: str) -> Words:
    """The words of one language, read once per process."""
    return Words(language)


def by_own_name(languages: Iterable[str] = LANGUAGES) -> list[str]:
    """Languages in the order of their own names, which favours none."""
    return sorted(languages, key=lambda language: words(language)("language.name"))


def catalogues(language: str) -> dict[str, Catalog]:
    """The catalogues of one language by domain."""
    files = sorted((FOLDER / language).glob("*.po"))
    return {file.stem: _catalogue(file, language) for file in files}


def _catalogue(file: Path, language: str) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale=language, domain=file.stem)


def _forms_by_key(language: str) -> dict[str, Forms]:
    """Every translated key with its forms; the same key in two domains is a mistake."""
    found: dict[str, Forms] = {}
    for domain, catalogue in catalogues(language).items():
        forms = _forms_of(catalogue)
        if twice := found.keys() & forms.keys():
            raise ValueError(f"{language}/{domain}.po repeats {', '.join(sorted(twice))}")
        found.update(forms)
    return found


def _forms_of(catalogue: Catalog) -> dict[str, Forms]:
    entries = ((message.id, message.string) for message in catalogue if message.id)
    forms = {_key(key): (text,) if isinstance(text, str) else tuple(text) for key, text in entries}
    return {key: texts for key, texts in forms.items() if all(texts)}


def _key(message_id: str | list[str] | tuple[str, ...]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]
