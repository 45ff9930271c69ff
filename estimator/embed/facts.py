"""What a practice has said about itself, as the sentence that stands in place of the questions."""

from collections.abc import Iterator

from estimator.embed.presets import Presets
from estimator.engine.model.case import Setting
from estimator.locales import Words


def facts(words: Words, presets: Presets) -> str:
    """Name, status, fees and place: `Cabinet X, non conventionné, 40,00 € la séance`.

    Empty where a practice has said none of them.
    """
    said = list(parts(words, presets))
    if not said and not presets.practice_name:
        return ""
    return ", ".join([presets.practice_name or words("facts.your_kine"), *said])


def parts(words: Words, presets: Presets) -> Iterator[str]:
    """All but the name; a fee only where it can come to be asked."""
    if presets.conventioned is not None:
        yield words("facts.conventioned" if presets.conventioned else "facts.non_conventioned")
    places = (presets.setting,) if presets.setting else (Setting.PRACTICE, Setting.HOME)
    for place in places:
        fee = presets.fee_at(place)
        if fee is not None:
            yield words("facts.fee_home" if place is Setting.HOME else "facts.fee", amount=fee)
    if presets.setting:
        yield words("facts.setting", setting=words(f"setting.{presets.setting}"))
