"""A practice as presets with one status and its fees, as an address carries them so far."""

from decimal import Decimal

from estimator.embed.presets import Presets
from estimator.engine.model.case import Pathology, Setting
from estimator.practice.model import Kine, Practice, Price


def presets_of(practice: Practice) -> Presets:
    """The presets of a practice; those of its first kiné if it has several."""
    kine = next(iter(practice.kines), None)
    return Presets(
        practice_name=practice.practice_name,
        conventioned=kine.conventioned if kine else None,
        fee=fee_of(kine, Setting.PRACTICE),
        fee_home=fee_of(kine, Setting.HOME),
        setting=practice.setting,
        languages=practice.languages,
        lang=practice.lang,
        accent=practice.accent,
        theme=practice.theme,
    )


def fee_of(kine: Kine | None, setting: Setting) -> Decimal | None:
    """What a kiné asks for an ordinary session at a place."""
    price = kine.price(Pathology.CURRENT, setting) if kine else None
    return price.fee if price else None


def practice_of(presets: Presets) -> Practice:
    """The practice with one kiné that presets tell of."""
    fees = ((False, presets.fee), (True, presets.fee_home))
    prices = tuple(Price(at_home=home, fee=fee) for home, fee in fees if fee is not None)
    status = presets.conventioned
    kines = () if status is None else (Kine(conventioned=status, prices=() if status else prices),)
    return Practice(
        practice_name=presets.practice_name,
        kines=kines,
        setting=presets.setting,
        languages=presets.languages,
        lang=presets.lang,
        accent=presets.accent,
        theme=presets.theme,
    )
