"""Mixed courses for the benchmarks: every combination of the nomenclature, 1-120 sessions,
starts from 2024 to 2026. Three in a hundred go past the sessions that a rehabilitation centre has a
tariff for: rows in error, each unlike the others, unless they are left out."""

import numpy as np
import pandas as pd

from estimator import Pathology, Setting, tariffs

FIRST, LAST = np.datetime64("2024-01-01"), np.datetime64("2026-12-31")
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
