"""The tariffs in use, read once per process."""

from functools import cache

from estimator.engine.numbers.layout import lay_out
from estimator.engine.numbers.tables import Sheet
from estimator.engine.tariffs.files import load
from estimator.environment.tariff_folder import tariff_folder


@cache
def tariffs() -> Sheet:
    """Those that ship with the project, or those of the folder that the environment names
    (`KINE_TARIFFS`)."""
    return lay_out(load(tariff_folder()))
