"""What a practice says about itself, as the sentence that replaces the questions."""

from estimator.embed.presets import Presets
from estimator.engine.model.case import Setting
from estimator.locales import Words


def facts(words: Words, presets: Presets) -> str:
    """Name, status, fees and place: `Cabinet X, non conventionné, 40,00 € la séance`.

    Empty if the practice says none of them. A fee appears only if a kiné may ask it.
    """
    parts = []
    if presets.conventioned is not None:
        status = "facts.conventioned" if presets.conventioned else "facts.non_conventioned"
        parts.append(words(status))
    places = (presets.setting,) if presets.setting else (Setting.PRACTICE, Setting.HOME)
    for place in places:
        if (fee := presets.fee_at(place)) is not None:
            key = "facts.fee_home" if place is Setting.HOME else "facts.fee"
            parts.append(words(key, amount=fee))
    if presets.setting:
        parts.append(words("facts.setting", setting=words(f"setting.{presets.setting}")))
    if not parts and not presets.practice_name:
        return ""
    return ", ".join([presets.practice_name or words("facts.your_kine"), *parts])
