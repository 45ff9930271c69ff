"""How a language writes an amount in euros: 388,44 €, in English €388.44.

By the pattern and the signs that CLDR gives for the language. Babel's own writing takes ten times
as long, and an answer holds a hundred amounts, many of which nobody has had before.
"""

from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from babel import Locale
from babel.numbers import NumberPattern, parse_pattern

# The amount stands before the sign in Belgium's three languages; CLDR puts it after in Dutch.
AMOUNT_FIRST = "#,##0.00\N{NO-BREAK SPACE}¤"
PATTERNS = MappingProxyType({"nl": AMOUNT_FIRST})
#: How many amounts are kept as they were written once: those of the tariffs come back all the time.
CACHED_AMOUNTS = 16_384


class Euros:
    """Writes amounts in one language; call it with an amount."""

    def __init__(self, locale: Locale, language: str) -> None:
        pattern = pattern_of(locale, language)
        positive, negative = zip(pattern.prefix, pattern.suffix, strict=True)
        #: What stands before an amount, and after it: the euro sign and its space.
        self.around = with_sign(*positive)
        self._around_negative = with_sign(*negative)
        symbols = locale.number_symbols["latn"]
        self._signs = str.maketrans({",": symbols["group"], ".": symbols["decimal"]})
        self._written = lru_cache(CACHED_AMOUNTS)(self._write)

    def __call__(self, amount: Decimal) -> str:
        """An amount to the cent."""
        return self._written(amount)

    def _write(self, amount: Decimal) -> str:
        before, after = self._around_negative if amount < 0 else self.around
        return f"{before}{f'{abs(amount):,.2f}'.translate(self._signs)}{after}"


def pattern_of(locale: Locale, language: str) -> NumberPattern:
    """Where the digits of an amount stand, and where the sign."""
    if language in PATTERNS:
        return parse_pattern(PATTERNS[language])
    standard: NumberPattern = locale.currency_formats["standard"]
    return standard


def with_sign(before: str, after: str) -> tuple[str, str]:
    """Both sides of an amount, the sign of the euro in its place."""
    return before.replace("¤", "€"), after.replace("¤", "€")
