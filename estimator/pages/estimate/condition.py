"""What the person is treated for: found by everyday words, or chosen among the groups."""

from collections.abc import Sequence

from estimator.engine.model.case import Pathology
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.ranges import OPTIONS
from estimator.locales import Words
from estimator.pages.forms.first_answers import FOUND, SEARCH
from estimator.pages.forms.form import UNKNOWN, Form
from estimator.wording.search.topics import topics_in
from estimator.wording.situations import Candidate, candidates, label_of

GROUPS = tuple(map(str, Pathology))
#: So many sentences about what decides leave the answer in reach on a phone.
MOST_SAID = 2

Groups = tuple[Pathology, ...]


def ask_condition(form: Form, book: TariffBook) -> Groups:
    """The groups that the condition may be in: one, or several while it isn't known which."""
    if not (searched := form.search(SEARCH)):
        return ask_group(form, book)
    topics = topics_in(searched)
    for topic in topics:
        form.hint(f"topic.{topic}")
    # A day hospital is asked as a place, and a single exam is no course of treatment.
    found = [it for it in candidates(form.words, book, searched) if it.group in GROUPS]
    if not found:
        if not topics:
            form.hint("nothing_found", searched=searched)
        return ask_group(form, book)
    return ask_which(form, book, found)


def ask_which(form: Form, book: TariffBook, found: Sequence[Candidate]) -> Groups:
    """Which of the situations found it is; not known: the groups of all are possible."""
    words = form.words
    codes = (*(it.code for it in found), UNKNOWN)
    names = (*(it.label for it in found), words("found.unknown"))
    captions = (*(caption(words, book, it) for it in found), words("found.unknown_caption"))
    which = form.radio(FOUND, codes, names, captions)
    if which != UNKNOWN:
        return take(form, found[codes.index(which)])
    for sentence in what_decides(found):
        form.say(sentence)
    form.hint("none_fits")
    groups = possible_groups(found)
    form.one_of("pathology", groups)
    return tuple(map(Pathology, groups))


def what_decides(found: Sequence[Candidate]) -> tuple[str, ...]:
    """What settles between the groups found: what decides about the best situation of each."""
    best: dict[str, str] = {}
    for situation in found:
        best.setdefault(situation.group, situation.decides)
    return tuple(dict.fromkeys(filter(None, best.values())))[:MOST_SAID]


def possible_groups(found: Sequence[Candidate]) -> tuple[str, ...]:
    """The groups of some situations. What doesn't meet the conditions of its list is an ordinary
    condition, so that one may be meant too."""
    groups = dict.fromkeys(it.group for it in found)
    if any(it.decides for it in found):
        groups |= {Pathology.CURRENT: None}
    return tuple(groups)


def caption(words: Words, book: TariffBook, situation: Candidate) -> str:
    """The group that a situation leads to, and its code, as far as it doesn't name a side."""
    family = book.situations[situation.code].family
    return words("found.caption", group=words(f"pathology.{situation.group}"), code=family)


def take(form: Form, situation: Candidate) -> Groups:
    """Takes a situation for an answer, and says what goes with it. Where codes differ by a side,
    which nobody is asked for, the group is the answer."""
    form.note("pathology", situation.group if len(situation.codes) > 1 else situation.code)
    for sentence in filter(None, (situation.decides, situation.approval, situation.sessions)):
        form.say(sentence)
    form.hint("none_fits")
    return (Pathology(situation.group),)


def ask_group(form: Form, book: TariffBook) -> Groups:
    """The group; a situation that came with a link stands among the groups."""
    words, held = form.words, str(form.held_in("pathology"))
    names = {it: words(f"choice.group.{it}") for it in (*GROUPS, UNKNOWN)}
    if held in book.situations:
        names = {held: label_of(words, book, held), **names}
    chosen = form.select("pathology", tuple(names), tuple(names.values()))
    if chosen == UNKNOWN:
        form.hint("group_unknown")
        return tuple(map(Pathology, OPTIONS["pathology"]))
    group = book.situations[chosen].group if chosen in book.situations else chosen
    examples = words(f"choice.pathology.{group}")
    form.hint("group", group=words(f"pathology.{group}"), examples=examples)
    return (Pathology(group),)
