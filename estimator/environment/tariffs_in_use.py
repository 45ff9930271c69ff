"""The tariffs in use, read once per process."""

from functools import cache

from estimator.engine.numbers.layout import lay_out
from estimator.engine.numbers.tables import Sheet
from estimator.engine.tariffs.files import load
from estimator.environment.tariff_folder import tariff_folder


@cache
def tariffs() -> Sheet:
    """The shipped tariffs, or those of the folder that `KINE_TARIFFS` names."""
    return lay_out(load(tariff_folder()))
