"""The rules compiled: the same lines of Python, turned into machine code by Numba.

Rules that many courses run are written on whole numbers, records and loops alone, which Python and
Numba read alike. Compiling takes some seconds, so the machine code is kept on disk beside Python's
own, or in the user's cache; it is made anew once any file of the engine has changed.
"""

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from inspect import getmembers, getmodule, isfunction
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba.core.caching import InTreeCacheLocator, UserWideCacheLocator
from numba.extending import register_jitable

from estimator.engine.model import case
from estimator.engine.numbers import costs, courses, sessions
from estimator.engine.numbers import notice_bits as notices
from estimator.engine.numbers.tables import Tables

RULES = (case, courses, sessions, costs, notices)


@cache
def state_of_the_rules() -> str:
    """A stamp that changes with any file of the engine."""
    files = sorted(Path(__file__).parents[1].rglob("*.py"))
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


class BesideTheRules(InTreeCacheLocator):
    """Keeps machine code beside Python's own."""

    def get_source_stamp(self) -> str:
        """By all rules, not only by the file of the function that is compiled."""
        return state_of_the_rules()


class InTheUsersCache(UserWideCacheLocator):
    """Keeps machine code where the rules stand in a folder that can't be written to."""

    def get_source_stamp(self) -> str:
        """By all rules, not only by the file of the function that is compiled."""
        return state_of_the_rules()


#: By their names, as Numba asks for them.
KEPT_BY = ",".join(
    f"{kept.__module__}.{kept.__name__}" for kept in (BesideTheRules, InTheUsersCache)
)


def compiled(function: Callable[..., None]) -> Any:
    """A function compiled with all that it calls, of its own module or of the rules."""
    for module in (*RULES, getmodule(function)):
        for _, rule in getmembers(module, isfunction):
            register_jitable(forceinline=True)(rule)
    numba.config.CACHE_LOCATOR_CLASSES = KEPT_BY  # type: ignore[attr-defined]
    try:
        return numba.njit(function, nogil=True, cache=True)
    except RuntimeError:  # nowhere to keep it
        return numba.njit(function, nogil=True)


def record_of(names: Sequence[str]) -> Any:
    """Room for some numbers by their names: an array that holds one record."""
    return np.zeros(1, [(name, np.int64) for name in names])


def packed(tables: Tables) -> Any:
    """All tables as the one record of an array: functions hand on where it lies, nothing else."""
    arrays = [array_of(table) for table in tables]
    fields = zip(tables._fields, arrays, strict=True)
    found = np.zeros(1, [(name, array.dtype, array.shape) for name, array in fields])
    for name, array in zip(tables._fields, arrays, strict=True):
        found[name] = array
    return found


def array_of(table: Any) -> Any:
    """Rows within rows as one array, records as those of Numpy."""
    cell = table
    while isinstance(cell, list):
        cell = cell[0]
    names = getattr(cell, "_fields", None)
    return np.array(table, [(name, np.int64) for name in names] if names else np.int32)
