"""The estimate as a paper says it: whose kiné it is about, and which results stand on it."""

from dataclasses import dataclass

from estimator.engine.both_kinds import BothKinds, CostRange
from estimator.engine.model.result import Comparison, Item, Notice, Result
from estimator.engine.model.tariff_book import Source, TariffBook
from estimator.locales import Words
from estimator.wording.certainty import amount, prospect_of

KINDS = ("conventioned", "non_conventioned")
EITHER = "either"


@dataclass(frozen=True, slots=True)
class Paper:
    """Both kinds of kiné compared, in the words of a language.

    `conventioned` is the status of the person's own kiné, None where they don't know it.
    """

    comparison: Comparison
    words: Words
    book: TariffBook
    conventioned: bool | None

    @property
    def results(self) -> tuple[Result, Result]:
        """The results by kind."""
        return self.comparison.conventioned, self.comparison.non_conventioned

    @property
    def same(self) -> bool:
        """Official fees bind every kiné, and nothing else makes a difference."""
        left, right = self.results
        return right.case.bound and left.totals == right.totals

    @property
    def own(self) -> tuple[tuple[str, Result], ...]:
        """What the person will meet, by kind: one result, or both where the kiné may be either."""
        left, right = self.results
        if self.same:
            return ((EITHER, left if self.conventioned else right),)
        both = tuple(zip(KINDS, self.results, strict=True))
        return both if self.conventioned is None else (both[0 if self.conventioned else 1],)

    @property
    def shown(self) -> tuple[tuple[str, Result], ...]:
        """The columns of the comparison, named."""
        if self.same:
            return ((self.words(f"kind.{EITHER}"), self.own[0][1]),)
        return tuple(
            (self.kind_name(kind), result) for kind, result in zip(KINDS, self.results, strict=True)
        )

    @property
    def own_results(self) -> tuple[Result, ...]:
        """The results that the person will meet."""
        return tuple(result for _, result in self.own)

    @property
    def prospect(self) -> CostRange:
        """What the person will meet, with all that isn't known yet."""
        return prospect_of(*self.own_results)

    @property
    def prospects(self) -> BothKinds:
        """Both kinds of kiné, with all that isn't known yet."""
        bound, free = map(prospect_of, self.results)
        return BothKinds(bound, free, self.prospect)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item that the paper rests on, at both kinds of kiné."""
        return tuple(item for result in self.results for item in result.items)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every text that the paper rests on, once."""
        return tuple(dict.fromkeys(it for result in self.results for it in result.sources))

    @property
    def notices(self) -> tuple[tuple[str, Notice], ...]:
        """What to tell, by kind of kiné."""
        return tuple((kind, notice) for kind, result in self.own for notice in result.notices)

    def kind_name(self, kind: str) -> str:
        """A kind of kiné; the person's own is called so."""
        yours = self.conventioned is not None and KINDS[not self.conventioned] == kind
        return self.words(f"kind.{kind}.yours" if yours else f"kind.{kind}")

    def span(self, name: str) -> str:
        """An amount of the course; from the least to the most where something isn't known."""
        return amount(self.words, self.prospect.span(name))
