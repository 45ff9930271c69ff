"""The form as a plan: which questions stand on it, in which words, and the answers they hold.

No Streamlit in here: a form is made from what a session holds and from the presets of a practice.
`widgets.py` draws it. Two forms that are equal look the same, whatever the answers are.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from estimator.embed.facts import Facts
from estimator.embed.presets import WHO, Groups, Presets
from estimator.engine.model.case import Pathology
from estimator.engine.model.situations import LONGEST_QUERY
from estimator.engine.ranges import OPTIONS
from estimator.locales import Words

UNKNOWN = "unknown"
YES = "true"
NO = "false"
YES_NO = (YES, NO)
YES_NO_UNKNOWN = (UNKNOWN, *YES_NO)
YES_NO_OR_UNKNOWN = (*YES_NO, UNKNOWN)
#: Questions that take "I don't know" for an answer.
TAKE_UNKNOWN = frozenset({*OPTIONS, "travel", "intake", "report", "third_party", WHO})

Answer = str | int | date | None
Answers = Mapping[str, Answer]


class Question(NamedTuple):
    """A widget: the field it fills, which kind of widget it is, and its words."""

    field: str
    kind: str
    label: str
    #: The contract's values, the words for each, and small print for each.
    options: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    #: What an empty field shows, as an example.
    example: str = ""
    #: The most characters that a typed answer may have.
    longest: int | None = None

    def name_of(self, option: str) -> str:
        """The words for an option."""
        return self.names[self.options.index(option)]


class Hint(NamedTuple):
    """A sentence under a question that helps to answer it."""

    text: str


class Told(NamedTuple):
    """What the practice says, in place of questions."""

    facts: Facts


class Fold(NamedTuple):
    """Questions that most people never see. They are left out while nobody has opened the fold and
    none of them holds another answer than at first."""

    name: str
    label: str
    is_open: bool
    items: "tuple[Item, ...]"
    intro: str = ""


Item = Question | Hint | Told | Fold


@dataclass
class Form:
    """The questions so far. A question has the name of the field that it fills (contract.md).

    What a practice says of itself is an answer, and not asked. An answer is kept while its question
    is not shown, or while its option can't be chosen: `held` has what the widgets hold, and for
    some fields the option that the person chose last (`wish_of`).
    """

    words: Words
    first_answers: Answers
    presets: Presets
    held: Mapping[Any, Any]
    #: What stands before the fields in the keys of the widgets, where a page has several forms.
    prefix: str = ""
    items: list[Item] = field(default_factory=list)
    #: What to change, by the field of the answer that won't do.
    refused: dict[str, str] = field(default_factory=dict)
    #: What to look at again, by the field of an answer that counts all the same.
    doubts: dict[str, str] = field(default_factory=dict)
    #: The answers for the engine; those that are not known, with the values that they may have.
    answers: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, Sequence[str]] = field(default_factory=dict)
    #: The option that each widget with options should hold.
    choices: dict[str, str] = field(default_factory=dict)
    #: The groups that the problem may be in.
    groups: Groups = tuple(Pathology)
    #: Who bills by a tariff that isn't ours, or nothing: there is nothing to estimate.
    billed_elsewhere: str = ""

    @property
    def look(self) -> Hashable:
        """Equal for two forms that look the same, whatever their answers are."""
        return tuple(self.items), tuple(self.refused.items()), tuple(self.doubts.items())

    def search(self, name: str) -> str:
        """Typed words to search with, at most so many letters of them: no answer, so that they go
        into no link and no file."""
        self.add(name, "text_input", example=self.words(f"example.{name}"))
        return str(self.held_in(name)).strip()[:LONGEST_QUERY]

    def radio(
        self, name: str, options: Sequence[str], names: Sequence[str], captions: Sequence[str]
    ) -> str:
        """One choice of a few that leads to an answer, each with a caption."""
        self.add(name, "radio", options, names=names, captions=tuple(captions))
        return self.choice(name, options)

    def select(self, name: str, options: Sequence[str], names: Sequence[str] = ()) -> str:
        """One choice of many; `names` are their words where the catalogue has none."""
        if (fact := self.fact(name)) in options:
            return fact
        self.add(name, "selectbox", options, name, names=names)
        return self.chosen(name, options)

    def pick(self, name: str, options: Sequence[str] = YES_NO, words: str = "yes_no") -> str:
        """One choice of two or three, side by side."""
        if fact := self.fact(name):
            return fact
        self.add(name, "segmented_control", options, words)
        return self.chosen(name, options)

    def text(self, name: str, label: str = "", longest: int | None = None) -> str:
        """A few typed characters: an amount that the engine reads, a name."""
        if fact := self.fact(name):
            return fact
        self.add(name, "text_input", label=label, longest=longest)
        return self.note(name, self.held_in(name))

    def number(self, name: str) -> str:
        """A whole number; the engine, not the browser, says when it won't do."""
        self.add(name, "number_input")
        return self.note(name, self.held_in(name))

    def day(self, name: str) -> str:
        """A day of the calendar, any day: the engine says when it has no tariff for it."""
        self.add(name, "date_input")
        return self.note(name, self.held_in(name))

    def hint(self, name: str, wording: str = "", **values: str) -> None:
        """A sentence under a question that is asked; `wording` where it has several."""
        if not self.presets.fact(name, self.answers, self.groups):
            self.items.append(Hint(self.words(f"hint.{wording or name}", **values)))

    def tell(self, facts: Facts, place: int) -> None:
        """Puts what the practice says of itself at a place among the items, if there is any."""
        if facts.sentence:
            self.items.insert(place, Told(facts))

    def say(self, sentence: str) -> None:
        """A sentence under a question, made elsewhere."""
        self.items.append(Hint(sentence))

    @contextmanager
    def fold(
        self, name: str, label: str, fields: Collection[str], intro: str = ""
    ) -> Iterator[None]:
        """Questions that are folded away; their answers count all the same."""
        around, self.items = self.items, []
        yield
        is_open = bool(self.held.get(name))
        in_use = is_open or any(map(self.changed, fields))
        around.append(Fold(name, label, is_open, tuple(self.items) if in_use else (), intro))
        self.items = around

    def refuse(self, name: str, sentence: str) -> None:
        """Says what to change in an answer."""
        self.refused[name] = sentence

    def doubt(self, name: str, sentence: str) -> None:
        """Asks whether an answer is meant so."""
        self.doubts[name] = sentence

    def held_in(self, name: str) -> Any:
        """What a question holds, drawn or not."""
        return self.held.get(name, self.first_answers[name])

    def changed(self, name: str) -> bool:
        """Whether a question holds another answer than at first."""
        return bool(self.held_in(name) != self.first_answers[name])

    @property
    def untouched(self) -> bool:
        """Whether every question that is asked still holds its first answer."""
        return not any(self.changed(each.field) for each in self.questions(folded=True))

    def questions(self, *, folded: bool) -> Iterator[Question]:
        """Those on the form; `folded`: those in folds that are closed as well."""
        for item in self.items:
            shown = isinstance(item, Fold) and (folded or item.is_open)
            for each in item.items if isinstance(item, Fold) and shown else (item,):
                if isinstance(each, Question):
                    yield each

    def fact(self, name: str) -> str:
        """Notes what a practice says of a question."""
        fact = self.presets.fact(name, self.answers, self.groups)
        if fact:
            self.answers[name] = fact
        return fact

    def chosen(self, name: str, options: Sequence[str]) -> str:
        """Notes the option chosen as an answer."""
        return self.note(name, self.choice(name, options))

    def choice(self, name: str, options: Sequence[str]) -> str:
        """The option that the person chose last, if it is possible now; else the one that the
        widget holds; else the first answer; else the first option."""
        held = self.held_in(name)
        wishes = (self.held.get(wish_of(name)), held, self.first_answers[name], options[0])
        choice = next(str(wish) for wish in wishes if wish in options)
        self.choices[name] = choice
        return choice

    def note(self, name: str, given: Answer) -> str:
        """Notes an answer; an empty one, and "I don't know" of an extra, mean its default."""
        answer = "" if given is None else str(given)
        if answer == UNKNOWN and name in OPTIONS:
            self.unknown[name] = OPTIONS[name]
        if answer not in ("", UNKNOWN):
            self.answers[name] = answer
        return answer

    def one_of(self, name: str, values: Sequence[str]) -> None:
        """Notes an answer of which only the possible values are known."""
        if len(values) > 1:
            self.unknown[name] = values
        else:
            self.note(name, values[0])

    def add(
        self, name: str, kind: str, options: Sequence[str] = (), words: str = "", **others: Any
    ) -> None:
        """Puts a question on the form, its options in the words of `choice.<words>`."""
        asked = self.words(others.pop("label", "") or f"question.{name}")
        names = others.pop("names", ()) or [
            self.words(f"choice.{words}.{option}") if words else option for option in options
        ]
        self.items.append(Question(name, kind, asked, tuple(options), tuple(names), **others))

    @property
    def folds(self) -> list[Fold]:
        """Those among the items."""
        return [item for item in self.items if isinstance(item, Fold)]

    def in_sight(self, name: str) -> bool:
        """Whether a question that is typed can be seen, so that a refusal can stand below it."""
        return any(each.field == name and not each.options for each in self.questions(folded=False))


def wish_of(name: str) -> str:
    """Where a session keeps the option that the person chose last, possible now or not."""
    return f"fixed_wish.{name}"
