"""Mixed courses for the benchmarks: every combination of the nomenclature, 1-120 sessions,
starts from 2024 to 2026. Three in a hundred go past the sessions that a rehabilitation centre has a
tariff for: rows in error, each unlike the others, unless they are left out."""

import numpy as np
import pandas as pd

from estimator import Pathology, Setting, tariffs
from estimator.locales import words

FIRST, LAST = np.datetime64("2024-01-01"), np.datetime64("2026-12-31")
#: The heads of a French list, where the contract has others.
FRENCH_HEADS = {
    "pathology": "Pathologie",
    "setting": "Lieu des soins",
    "service": "Prestation",
    "bim": "BIM",
    "conventioned": "Conventionné",
    "fee": "Prix (€)",
    "sessions": "Nb séances",
    "prior_sessions": "Séances antérieures",
    "start": "Date de début",
    "per_week": "Séances par semaine",
}
WITH_A_LIMIT = Setting.REHABILITATION_CENTRE


def mixed(size: int, seed: int = 1, *, wrong: bool = True) -> pd.DataFrame:
    """So many courses, the same at every run; with none in error unless `wrong`."""
    chance = np.random.default_rng(seed)
    sheet = tariffs()
    known = [
        (pathology, setting, service)
        for pathology in Pathology
        for setting in sheet.settings_of(pathology)
        for service in sheet.services_of(pathology, setting)
        if wrong or setting != WITH_A_LIMIT
    ]
    drawn = chance.integers(len(known), size=size)
    columns = {
        name: pd.Categorical([str(row[n]) for row in known]).take(drawn)
        for n, name in enumerate(("pathology", "setting", "service"))
    }
    days = (LAST - FIRST).astype(int) + 1
    return pd.DataFrame(
        columns
        | {
            "bim": chance.random(size) < 0.2,
            "conventioned": chance.random(size) < 0.7,
            "fee": chance.integers(2500, 6000, size=size) / 100,
            "sessions": chance.integers(1, 121, size=size).astype(np.int16),
            "prior_sessions": chance.integers(0, 20, size=size).astype(np.int16),
            "start": (FIRST + chance.integers(0, days, size=size)).astype("datetime64[s]"),
            "per_week": chance.integers(1, 6, size=size).astype(np.int8),
        }
    )


def french(frame: pd.DataFrame) -> pd.DataFrame:
    """The same courses under French heads, their cells as texts that people write: the names on the
    page, `oui`, `40,00 €`, `05/05/2025`."""
    say = words("fr")
    named = {
        name: frame[name].cat.rename_categories(
            [say(f"{name}.{value}") for value in frame[name].cat.categories]
        )
        for name in ("pathology", "setting", "service")
    }
    yes = {name: frame[name].map({True: "oui", False: "non"}) for name in ("bim", "conventioned")}
    written = {
        "fee": frame["fee"].map("{:.2f} €".format).str.replace(".", ",", regex=False),
        "start": frame["start"].dt.strftime("%d/%m/%Y"),
    }
    counts = {name: frame[name].astype(str) for name in ("sessions", "prior_sessions", "per_week")}
    texts = frame.assign(**named, **yes, **written, **counts)
    return texts.astype("string").rename(columns=FRENCH_HEADS)
